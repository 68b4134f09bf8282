"""Role × own and other unit × page: what belongs to one unit is read by nobody whom the policy does not show it to."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest

from tests.ui.entrance.conftest import Site
from tracker import drafts
from tracker.evidence import accept_with_files, file_fields
from tracker.intake import Actor, Draft, Role, accept
from tracker.messages.contacts import Contact, Contacts
from tracker.records.journal import Record
from tracker.ui.registry import BUSINESS, PAGES
from tracker.ui.screens import office, report

OWNER = "ex-fgw"
TASK, PERIOD = "example-2025-1/1.2", "2026-Q3"
CLERK, APPROVER = Actor("own-clerk", Role.REPORTER, OWNER), Actor("own-approver", Role.UNIT, OWNER)
OFFICE = Actor("the-office", Role.OFFICE)
PDF = b"%PDF-1.7 restricted"
DRAFT, PENDING, RETURNED, NAME, CONTACT = "暂存暗记", "待认暗记", "退回暗记", "内部暗记", "联系暗记"
REPLY, FEEDBACK, COMPLETION, UNDONE = "复函暗记", "反馈暗记", "办结暗记", "撤改暗记"
"""Reasons for which a reply to a notice, feedback on an instruction and a completion were returned; of one that was
itself corrected later."""
LATER = "转内暗记"
"""A file that was for everybody, under a note that was corrected once, until it was marked as restricted."""
MARKS = {
    # mark: who reads it somewhere, beside the unit itself
    PENDING: {Role.OFFICE, Role.AUDITOR},
    **{mark: {Role.OFFICE, Role.AUDITOR} for mark in (RETURNED, REPLY, FEEDBACK, COMPLETION, UNDONE, LATER)},
    NAME: {Role.OFFICE, Role.AUDITOR},
    CONTACT: {Role.OFFICE},
    DRAFT: set(),
}


def asked(planted: "Planted") -> Iterator[tuple[str, str]]:
    """Every page, and every part of the pages that have parts, asked about the unit whose things they are."""
    for batch in planted.batches:
        yield "report", f"saved={batch}"
    earlier = urlencode({"known_at": planted.before_restricted})
    for page, query in (("task", f"id={TASK}"), ("units", f"id={OWNER}"), ("report", "do=evidence")):
        yield page, f"{query}&{earlier}"
    for page in PAGES:
        yield page.path, f"unit={OWNER}&period={PERIOD}"
    yield "task", f"id={TASK}"
    yield "units", f"id={OWNER}"
    for part in report.PARTS:
        yield "report", f"do={part}&unit={OWNER}&period={PERIOD}"
        yield "report", f"do={part}&unit={OWNER}&period={PERIOD}&id={TASK}"
    yield "report", f"do=correct&unit={OWNER}&id={planted.report.id}"
    for part in office.PARTS:
        yield "office", f"do={part}"


@dataclass(frozen=True)
class Planted:
    site: Site
    tokens: dict[str, str]
    evidence: Record
    report: Record
    before_restricted: str
    """The last instant at which the file under `LATER` was for everybody."""
    batches: tuple[str, ...]


@pytest.fixture(scope="module")
def planted(site: Site, tokens: dict[Role | None, str]) -> Planted:
    """One of everything that is only the unit's own, each with a word of its own."""
    space = site.accounts.workspace
    known = {f"other {role}": token for role, token in tokens.items() if role in BUSINESS}
    known |= {
        "own reporter": site.add(CLERK.user, CLERK.role, OWNER),
        "own unit": site.add(APPROVER.user, APPROVER.role, OWNER),
    }

    def sent(actor: Actor, kind: str, **body: object) -> Record:
        outcome = accept(space, [Draft(kind, body)], actor)
        assert outcome.ok, outcome.problems
        return outcome.records[-1]

    sent(OFFICE, "opened", on="2026-01-01")
    returned = sent(APPROVER, "progress", task=TASK, period=PERIOD, text="已开展宣传。")
    sent(OFFICE, "review", record=returned.id, verdict="returned", reason=RETURNED)
    submitted = sent(CLERK, "progress", task=TASK, period=PERIOD, text=PENDING)
    assert submitted.kind == "submission"
    drafts.save(space, CLERK, "progress", {"task": TASK, "period": PERIOD}, {"text": DRAFT}, submitted.seq)

    def filed(name: str, content: bytes, **said: object) -> Record:
        fields = file_fields(f"{name}.pdf", content)
        assert isinstance(fields, dict)
        draft = Draft("evidence", {"task": TASK, **said, **fields})
        outcome = accept_with_files(space, [draft], {str(fields["sha256"]): content}, APPROVER)
        assert outcome.ok, outcome.problems
        return outcome.records[-1]

    evidence = filed(NAME, PDF, restricted=True)
    first = filed(LATER, PDF + b"2", restricted=False)
    noted = {**first.body, "note": LATER}
    second = sent(APPROVER, "correction", replaces=first.id, reason="补充说明", body=noted)
    sent(APPROVER, "correction", replaces=second.id, reason="属于内部", body={**noted, "restricted": True})
    notice = {"grade": "reminder", "unit": OWNER, "tasks": [TASK], "demand": "说明", "reply_by": "2027-06-30"}
    number = sent(OFFICE, "notice", **notice).body["number"]
    sent(APPROVER, "notice_reply", notice=number, text="已办", measures="加强")
    undone = sent(OFFICE, "notice_closed", notice=number, verdict="returned", reason=UNDONE)
    again = {**undone.body, "reason": REPLY}
    sent(OFFICE, "correction", replaces=undone.id, reason="措辞", body=again)
    told = {
        "leader": "分管区领导",
        "text": "抓紧",
        "tasks": [TASK],
        "units": [OWNER],
        "feedback_by": "2027-06-30",
    }
    said = sent(OFFICE, "instruction", **told).body["number"]
    sent(APPROVER, "instruction_feedback", instruction=said, unit=OWNER, text="已办", done=True)
    back = {"instruction": said, "unit": OWNER, "verdict": "returned", "reason": FEEDBACK}
    sent(OFFICE, "instruction_closed", **back)
    item = {"title": "编制方案", "unit": OWNER, "due": "2027-06-30", "deliverable": "方案", "year": 2027}
    sent(OFFICE, "work_item", task=TASK, item="w1", state="approved", **item)
    sent(APPROVER, "completion", item=f"{TASK}/w1", completed_on="2026-02-01", note="已办")
    sent(OFFICE, "close_out", item=f"{TASK}/w1", verdict="returned", reason=COMPLETION)
    contact = Contact(OWNER, name=CONTACT, telephone="010-00000000")
    assert Contacts(space).save(contact, OFFICE)[1] == []
    instant = f"{second.recorded_at.isoformat()}+00:00"
    batches = tuple(one.batch for one in (submitted, evidence))
    return Planted(site, known, evidence, returned, instant, batches)


VISITORS = [*(f"other {role}" for role in sorted(BUSINESS)), "own reporter", "own unit"]


@pytest.mark.parametrize("visitor", VISITORS)
def test_no_page_shows_what_is_another_unit_s(planted: Planted, visitor: str) -> None:
    whose, role = visitor.split()
    found: dict[str, set[str]] = {mark: set() for mark in MARKS}
    with planted.site.stream(planted.tokens[visitor]) as stream:
        for page, query in asked(planted):
            shown = stream.run(page, query)
            assert "错误编号" not in shown, f"{page}?{query}"
            for mark in MARKS:
                if mark in shown:
                    found[mark].add(f"{page}?{query}")
    for mark, readers in MARKS.items():
        if whose == "own":
            continue
        if Role(role) not in readers:
            assert found[mark] == set(), mark
    if whose == "own":
        seen = {mark for mark, where in found.items() if where}
        assert seen >= set(MARKS) - {DRAFT}, "the test would not notice a leak"
        assert (DRAFT in seen) is (visitor == "own reporter")


@pytest.mark.parametrize("visitor", VISITORS)
def test_a_restricted_file_by_its_address(planted: Planted, visitor: str) -> None:
    whose, role = visitor.split()
    answer = planted.site.get(f"/evidence/{planted.evidence.id}", planted.tokens[visitor])
    allowed = whose == "own" or Role(role) in MARKS[NAME]
    assert answer.status == (200 if allowed else 403)
    views = [
        one.by for one in planted.site.accounts.workspace.access.read().records if one.kind == "file_viewed"
    ]
    assert bool(views) or not allowed
