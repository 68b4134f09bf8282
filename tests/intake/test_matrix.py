"""Every kind of record × who sends it × whose matter it is: taken, put up, or refused with nothing written."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.intake.desk import LEAD, MILESTONE, OFFICE, OUTSIDER, RIGHT, TASK, Desk, codes, open_desk
from tracker.intake import Actor, Role, may
from tracker.intake.accept import NEEDS_NO_CONFIRMATION
from tracker.intake.permissions import ALLOWED, OF_UNITS
from tracker.records.journal import Record
from tracker.records.kinds import KINDS

OWNER, OTHER = str(LEAD.unit), str(OUTSIDER.unit)
CLERK = Actor("城管填报员", Role.REPORTER, OWNER)
SENDERS = {
    **{f"{role} of the unit": Actor("本单位", role, OWNER) for role in sorted(OF_UNITS)},
    **{f"{role} of another unit": Actor("别的单位", role, OTHER) for role in sorted(OF_UNITS)},
    **{str(role): Actor("某人", role) for role in Role if role not in OF_UNITS},
}
NUMBER, SECOND, THIRD = (f"督办〔2026〕{number}号" for number in (1, 2, 3))
WARNING = {"alert": "alert", "reference": "市指挥部指令"}
FRESH = ("opened", "alert")
"""Kinds that are sent to an empty ledger; all others to one where there is something to speak of."""
BODIES: dict[str, dict[str, object]] = {
    **RIGHT,
    "work_item": {**RIGHT["work_item"], "item": "w3", "unit": OWNER},
    "review": {"record": "progress", "verdict": "accepted"},
    "extension_decision": {"request": "extension", "approved": True, "new_due": "2027-06-30"},
    "close_out": {"item": f"{TASK}/w1", "verdict": "closed"},
    "alert_change": {**WARNING, "level": "orange", "at": "12:00"},
    "alert_end": WARNING,
    "alert_action": {"alert": "alert", "task": "second/2.2", "unit": OWNER, "state": "done"},
    "source_attached": {"document": "second", "sha256": "c" * 64, "name": "方案.txt", "size": 9, "format": "txt"},
    "notice_closed": {"notice": SECOND, "verdict": "settled"},
    "instruction_closed": {**RIGHT["instruction_closed"], "instruction": "批示〔2026〕2号"},
    "objection_decision": {"task": None, "notice": THIRD, "unit": OWNER, "approved": False, "reason": "分工方案写明"},
    "reminder": {"about": "item", "thing": MILESTONE, "unit": OWNER, "due": "2025-12-31", "text": "请办理"},
    "submission": {"of": "progress", "content": RIGHT["progress"]},
    "confirmation": {"submission": "submission", "verdict": "confirmed"},
    "workbook_taken": {
        "name": "填报表.xlsx",
        "sha256": "d" * 64,
        "form_unit": OWNER,
        "form_period": "2026-Q3",
        "base": 0,
        "rows": 1,
    },
    "correction": {"replaces": "reading", "reason": "数字有误"},
}  # fmt: skip
"""All about the matters of OWNER, of which OTHER has no part; what stands for a record is its name in `Ready`."""
POINTERS = ("record", "request", "alert", "submission", "replaces")


@dataclass(frozen=True)
class Ready:
    """A ledger in which something can be said of every kind, and the records that are spoken of, by name."""

    desk: Desk
    named: dict[str, Record]

    def body(self, kind: str) -> dict[str, object]:
        said = dict(BODIES[kind])
        return said | {name: self.named[str(said[name])].id for name in POINTERS if name in said}


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    desk = open_desk(tmp_path_factory.mktemp("matrix"))
    desk.on("2026-01-06").record(OFFICE, "opened")
    desk.on("2026-10-11")
    named = {
        "progress": desk.record(LEAD, "progress", period="2026-Q2"),
        "reading": desk.record(LEAD, "reading", period="2024"),
        "alert": desk.record(OFFICE, "alert", effective_on=date(2026, 10, 10)),
        "submission": desk.record(CLERK, "progress", period="2026-Q1"),
    }
    for item in ("w1", "w2"):
        desk.record(OFFICE, "work_item", item=item, unit=OWNER, state="approved")
    desk.record(LEAD, "completion", item=f"{TASK}/w1", completed_on="2026-10-01")
    named["extension"] = desk.record(LEAD, "extension_request", item=f"{TASK}/w2")
    desk.record(OFFICE, "pilot")
    for _ in (NUMBER, SECOND, THIRD):
        desk.record(OFFICE, "notice")
    desk.record(LEAD, "notice_reply", notice=SECOND)
    objection = {"task": None, "notice": THIRD, "state": "objected"}
    desk.record(LEAD, "receipt", **objection)
    for _ in range(2):
        desk.record(OFFICE, "instruction")
    desk.record(LEAD, "instruction_feedback", instruction="批示〔2026〕2号")
    return Ready(desk, named)


Opened = Callable[[str], Desk]


@pytest.fixture
def opened(ready: Ready, tmp_path: Path) -> Opened:
    """A copy of the ledger that a kind is sent to."""

    def copy(kind: str) -> Desk:
        data = tmp_path / "data"
        if kind not in FRESH:
            shutil.copytree(ready.desk.data, data)
        return Desk(ready.desk.tasks, data)

    return copy


CELLS = [(kind, sender) for kind in KINDS for sender in SENDERS]


def test_the_matrix_is_whole() -> None:
    assert set(BODIES) == set(KINDS)
    assert len(SENDERS) == len(Role) + len(OF_UNITS)
    assert len(CELLS) == len(KINDS) * (len(Role) + len(OF_UNITS))
    taken = [(kind, sender) for kind, sender in CELLS if _is_taken(kind, SENDERS[sender])]
    assert len(taken) == sum(map(len, ALLOWED.values())), "every kind that a role may record is taken once"


@pytest.mark.parametrize(("kind", "sender"), CELLS)
def test_who_records_what_of_whose(opened: Opened, ready: Ready, kind: str, sender: str) -> None:
    actor, desk = SENDERS[sender], opened(kind)
    before = desk.written
    outcome = desk.send(actor, kind, **ready.body(kind))
    if not _is_taken(kind, actor):
        found = {code for code, _ in codes(outcome)}
        assert found <= REFUSALS if may(actor, kind) else found == {"intake.not-allowed"}
        assert found
        assert desk.written == before
        return
    assert outcome.ok, [str(problem) for problem in outcome.problems]
    written = [record.kind for record in desk.written[len(before) :]]
    waits = actor.role is Role.REPORTER and kind not in NEEDS_NO_CONFIRMATION
    expected = {"confirmation": ["confirmation", "progress"], "alert": ["opened", "alert"]}
    assert written == (["submission"] if waits else expected.get(kind, [kind]))
    assert {(record.by, record.role, record.unit) for record in outcome.records} == {
        (actor.user, actor.role, actor.unit)
    }


REFUSALS = {"intake.not-yours", "intake.unknown-subject"}
"""A submission of another unit's does not exist for those who ask."""


def _is_taken(kind: str, actor: Actor) -> bool:
    return may(actor, kind) and actor.unit in (None, OWNER)


ALTERED = {
    "alert_action": {"unit": OTHER},
    "receipt": {"unit": OTHER},
    "instruction_feedback": {"unit": OTHER},
    "work_item": {"unit": OTHER},
}
"""Bodies that name a unit: another unit puts its own name to the matter."""


@pytest.mark.parametrize("kind", ALTERED)
@pytest.mark.parametrize("role", sorted(OF_UNITS))
def test_its_own_name_opens_no_other_unit_s_matter(
    opened: Opened, ready: Ready, kind: str, role: Role
) -> None:
    desk = opened(kind)
    before = desk.written
    assert not desk.send(Actor("别的单位", role, OTHER), kind, **{**ready.body(kind), **ALTERED[kind]}).ok
    assert desk.written == before


@pytest.mark.parametrize("kind", ALTERED)
@pytest.mark.parametrize("role", sorted(OF_UNITS))
def test_no_other_unit_s_name_is_put_to_a_matter(opened: Opened, ready: Ready, kind: str, role: Role) -> None:
    """A unit signs and speaks for itself; whom a piece of work falls to it may propose."""
    desk = opened(kind)
    before = desk.written
    outcome = desk.send(Actor("本单位", role, OWNER), kind, **{**ready.body(kind), **ALTERED[kind]})
    assert outcome.ok is (kind == "work_item")
    assert outcome.ok or desk.written == before
