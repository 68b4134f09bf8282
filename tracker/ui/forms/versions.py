"""Two versions side by side: what somebody else recorded since a form was opened, and what the form says."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from tracker.intake import Actor, Draft
from tracker.intake.facts import MATTER, LedgerRegister
from tracker.labels import FIELDS
from tracker.records.journal import Ledger, Record
from tracker.ui import ledger
from tracker.ui.forms.content import author, content, label, moment, subject, words
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Column, table


def rival(now: Ledger, draft: Draft, actor: Actor) -> Record | None:
    """The fact on the draft's matter that came after the draft's `base_seq`: the own unit's, else the answer."""
    matter = {name: draft.body[name] for name in MATTER.get(draft.kind, ()) if name in draft.body}
    newer = [
        fact
        for fact in LedgerRegister(now.records).all(draft.kind, matter)
        if fact.seq > (draft.base_seq or 0)
    ]
    own = [fact for fact in newer if fact.unit == actor.unit]
    answers = [fact for fact in newer if fact.body.get("capacity", "answer") == "answer"]
    found = own or answers or newer
    return found[-1] if found else None


def versions(view: View, theirs: Record, mine: Mapping[str, object], fields: Sequence[str]) -> Markup:
    """Field by field of the form where they differ: what was recorded and what was entered."""
    snapshot = ledger.snapshot(view)
    recorded = content(theirs.body, snapshot)
    entered = {
        name: words(name, value, theirs.body, snapshot) for name, value in mine.items() if name in FIELDS
    }
    rows = [
        {"field": label(name, theirs.body), "theirs": recorded.get(name), "mine": entered.get(name)}
        for name in fields
        if recorded.get(name) != entered.get(name)
    ]
    who = f"{author(theirs, snapshot)}（{theirs.by}）"
    said = (
        f"您打开本表之后，{who}已于 {moment(theirs.recorded_at)} 就“{subject(theirs.body, snapshot)}”作了记录。"
        "您填的内容没有记入，也没有丢失：请对照后修改，或仍按本表提交（以后提交的为准，两份都留在流水里）。"
    )
    columns = [
        Column("栏目", "field", width="7em"),
        Column("对方已记入", "theirs"),
        Column("本表所填", "mine"),
    ]
    return tag(
        "section",
        tag("p", said, class_="fault", role="alert"),
        table(rows, columns, caption="两份内容的不同之处", empty="两份内容相同，不必再提交。"),
        class_="versions",
    )
