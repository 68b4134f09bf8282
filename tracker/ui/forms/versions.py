"""Two versions side by side: what somebody else recorded since a form was opened, and what the form says."""

from collections.abc import Mapping
from typing import cast

from markupsafe import Markup

from tracker.intake import Actor, Draft
from tracker.intake.facts import MATTER, LedgerRegister
from tracker.labels import FIELDS
from tracker.records.journal import Ledger, Record
from tracker.ui import ledger
from tracker.ui.forms.content import author, content, label, moment, subject, what_of
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Column, table


def rival(now: Ledger, draft: Draft, actor: Actor) -> Record | None:
    """What came on the draft's matter after its `base_seq`: recorded by the own unit, else the answer, else put up.

    Of a confirmation the matter is that of what it confirms.
    """
    known = LedgerRegister(now.records)
    kind, body, seen = draft.kind, draft.body, draft.base_seq or 0
    if kind == "confirmation" and (submitted := known.records.get(str(body.get("submission")))):
        kind, body = str(submitted.body["of"]), cast(dict[str, object], submitted.body["content"])
        seen = max(seen, submitted.seq)
    matter = {name: body[name] for name in MATTER.get(kind, ()) if name in body}
    newer = [fact for fact in known.all(kind, matter) if fact.seq > seen]
    own = [fact for fact in newer if fact.unit == actor.unit]
    answers = [fact for fact in newer if fact.body.get("capacity", "answer") == "answer"]
    put_up = [
        fact
        for fact in known.waiting()
        if fact.seq > seen
        and fact.unit == actor.unit
        and fact.body["of"] == kind
        and all(what_of(fact.body).get(name) == value for name, value in matter.items())
    ]
    found = own or answers or newer or put_up
    return found[-1] if found else None


def entered(now: Ledger, draft: Draft) -> Mapping[str, object]:
    """What a draft would record: of a confirmation what it confirms, of a correction what would stand instead."""
    body: Mapping[str, object] = draft.body
    if draft.kind == "confirmation":
        submitted = next((one for one in now.records if one.id == body.get("submission")), None)
        body = what_of(submitted.body) if submitted else body
    return _instead(body)


def _instead(body: Mapping[str, object]) -> Mapping[str, object]:
    instead = body.get("body") if "replaces" in body else None
    return cast(Mapping[str, object], instead) if isinstance(instead, Mapping) else body


def versions(view: View, theirs: Record, mine: Mapping[str, object]) -> Markup:
    """Field by field where they differ: what was recorded and what was entered."""
    snapshot = ledger.snapshot(view)
    body = _instead(what_of(theirs.body))
    recorded, written = content(body, snapshot), content(mine, snapshot)
    rows = [
        {"field": label(name, body), "theirs": recorded.get(name), "mine": written.get(name)}
        for name in FIELDS
        if recorded.get(name) != written.get(name)
    ]
    did = "提交了报送，正待本单位审核" if theirs.kind == "submission" else "作了记录"
    who = f"{author(theirs, snapshot)}（{theirs.by}）"
    said = (
        f"您打开本表之后，{who}已于 {moment(theirs.recorded_at)} 就“{subject(body, snapshot)}”{did}。"
        "您填的内容没有记入，也没有丢失：请对照后修改，或仍按本表提交（以后提交的为准，两份都留在流水里）。"
    )
    columns = [
        Column("栏目", "field", width="7em"),
        Column("对方所报", "theirs"),
        Column("本表所填", "mine"),
    ]
    return tag(
        "section",
        tag("p", said, class_="fault", role="alert"),
        table(rows, columns, caption="两份内容的不同之处", empty="两份内容相同，不必再提交。"),
        class_="versions",
    )
