"""The form that is open: what was typed, what is put aside as a draft, and how it is sent to the intake."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

import streamlit as st

from tracker import drafts as kept_drafts
from tracker.evidence import accept_with_files
from tracker.intake import Actor, Draft, Outcome
from tracker.problems import Problem
from tracker.records.journal import JournalDamaged, JournalUnwritable, Record
from tracker.ui import identity, ledger
from tracker.ui.forms.content import moment
from tracker.ui.forms.proofs import Proofs
from tracker.ui.forms.versions import entered, rival
from tracker.ui.state import View

Values = Mapping[str, object]
"""What was entered, by field of the record's body; what was left empty is not in it."""
Drafts = Callable[[Values], Sequence[Draft]]

Button = tuple[str, Drafts] | tuple[str, Drafts, str]
"""Its words, what it sends, and the id of what the page goes on to instead of its list."""
Matter = tuple[str, Mapping[str, object]]
"""Kind of record and the fields that say what it is about: what a draft is kept under."""

TICKED = "ticked"
"""In the values, where a form has boxes: see `ticked`."""
OPEN = "form"
"""Where the session keeps the form that is open. There is never more than one on a page."""


DISCARDED = "discarded"
"""How many drafts have been given up in this session: a field that is emptied gets a new key."""
NOTHING_TICKED = Problem("page.nothing-ticked", "没有勾选任何一项。", "请先勾选，再提交。")


@dataclass
class Open:
    name: str
    head: int
    """The last record that whoever fills in the form can have seen."""
    initial: Values
    about: object
    problems: tuple[Problem, ...] = ()
    newer: tuple[tuple[Record, Values], ...] = ()
    """What somebody else recorded on the same subject meanwhile, each with what this form says of it."""
    fields: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    matters: dict[str, Matter] = field(default_factory=dict)
    """What can be put aside, by the row of the form that it is entered in; "" = the whole form."""
    proofs: Proofs | None = None
    said: str = ""
    """What became of the draft."""
    generation: int = 0

    def key(self, name: str) -> str:
        return f"{self.name}|{self.generation}|{name}"

    @property
    def values(self) -> dict[str, object]:
        found = {name: st.session_state.get(self.key(name)) for name in self.fields}
        found[TICKED] = [code for code in self.boxes if st.session_state.get(self.key(box_key(code)))]
        return {name: value for name, value in found.items() if value not in (None, "", [])}


def ticked(values: Values) -> list[str]:
    """The codes of the boxes that were ticked."""
    return cast(list[str], values.get(TICKED, []))


def kept(name: str) -> Any:
    """What a form speaks of that was refused and is still on the screen; None for any other.

    Such a form goes on with what was typed, although its subject may no longer be what it was when it was opened.
    """
    found = opened_as(name)
    return found.about if found and found.problems else None


def anew(view: View, name: str) -> str:
    """The name of a form that stays on its page when it has been sent: the next one has nothing of it."""
    return f"{name} {view.params.get('saved', '')}"


def send(
    name: str, actor: Actor, drafts: Drafts, then: str = "", after: Callable[[], None] | None = None
) -> None:
    """Runs before the page is drawn again. A form that has been sent is closed: a second click records nothing."""
    opened = st.session_state.get(OPEN)
    if not isinstance(opened, Open) or opened.name != name:
        return
    found = list(drafts(opened.values))
    more, files, wrong = opened.proofs.drafts() if opened.proofs else ([], {}, [])
    batch = [replace(draft, base_seq=opened.head) for draft in (*found, *more)]
    if wrong:
        outcome = Outcome(problems=tuple(wrong))
    else:
        outcome = take(batch, actor, files) if batch else Outcome(problems=(NOTHING_TICKED,))
    opened.problems, opened.newer = outcome.problems, ()
    if outcome.ok:
        _drop_drafts(opened, actor, found)
        del st.session_state[OPEN]
        leave(outcome.records[-1].batch, then)
        if after:
            after()
    elif any(map(is_conflict, outcome.problems)):
        now = ledger.workspace().journal.read()
        found_newer = ((rival(now, draft, actor), entered(now, draft)) for draft in batch)
        opened.newer = tuple((theirs, mine) for theirs, mine in found_newer if theirs)
        opened.head = now.head.seq


def restore(opened: Open, actor: Actor) -> None:
    """Goes on with what was put aside: as far as it had been seen then, whatever others have recorded since."""
    found = []
    for of, (kind, matter) in opened.matters.items():
        if draft := kept_drafts.own(ledger.workspace(), actor, kind, matter):
            entered = {row_key(of, name): value for name, value in draft.entered.items()}
            opened.initial = {**opened.initial, **entered}
            opened.head = min(opened.head, draft.head)
            found.append(draft.saved_at)
    if found:
        opened.said = f"已恢复 {moment(max(found))} 暂存的草稿，还没有报送。附件不随草稿保存。"


def put_aside(name: str, actor: Actor) -> None:
    opened = st.session_state.get(OPEN)
    if not isinstance(opened, Open) or opened.name != name:
        return
    speaker = identity.sending(actor)
    if isinstance(speaker, Problem):
        opened.problems = (speaker,)
        return
    space, saved = ledger.workspace(), []
    for of, (kind, matter) in opened.matters.items():
        entered = {
            field: value
            for row, field, value in ((*row_and_name(key), value) for key, value in opened.values.items())
            if row == of and field != TICKED
        }
        if entered:
            saved.append(kept_drafts.save(space, actor, kind, matter, entered, opened.head))
        else:
            kept_drafts.drop(space, actor, kind, matter)
    words = f"已于 {moment(max(saved))} 暂存，还没有报送；下次打开会自动恢复。附件不随草稿保存。"
    opened.said = words if saved else "没有填写内容，没有暂存。"


def give_up(name: str, actor: Actor) -> None:
    opened = st.session_state.get(OPEN)
    if isinstance(opened, Open) and opened.name == name and not isinstance(identity.sending(actor), Problem):
        _drop_drafts(opened, actor)
        st.session_state[DISCARDED] = opened.generation + 1
        del st.session_state[OPEN]


def _drop_drafts(opened: Open, actor: Actor, sent: Sequence[Draft] | None = None) -> None:
    """All drafts of a form, or those of what has been sent."""
    for kind, matter in opened.matters.values():
        if sent is None or any(
            one.kind == kind and all(one.body.get(name) == value for name, value in matter.items())
            for one in sent
        ):
            kept_drafts.drop(ledger.workspace(), actor, kind, matter)


def take(drafts: Sequence[Draft], actor: Actor, files: Mapping[str, bytes] | None = None) -> Outcome:
    """Through the intake, as whoever is signed in at this moment, with the files that go along by hash.

    `actor` is who the form was drawn for. A journal in trouble is a refusal like any other.
    """
    speaker = identity.sending(actor)
    if isinstance(speaker, Problem):
        return Outcome(problems=(speaker,))
    try:
        return accept_with_files(ledger.workspace(), drafts, files or {}, speaker)
    except (JournalDamaged, JournalUnwritable) as refused:
        return Outcome(problems=not_recorded(refused))


def not_recorded(refused: JournalDamaged | JournalUnwritable) -> tuple[Problem, ...]:
    """A journal in trouble, said to whoever wanted to record something."""
    if isinstance(refused, JournalDamaged):
        return tuple(refused.problems)
    return (Problem("page.journal-not-writable", refused.strerror or str(refused), ""),)


def leave(batch: str, then: str = "") -> None:
    """From the form to the list it was opened from, or on to `then`; the address names what was recorded (see `saved`)."""
    kept = {
        key: value for key, value in st.query_params.to_dict().items() if key not in ("id", "saved", "page")
    }
    st.query_params.from_dict(kept | {"saved": batch} | ({"id": then} if then else {}))


def opened_as(name: str) -> Open | None:
    found = st.session_state.get(OPEN)
    on_screen = any(str(key).startswith(f"{name}|") for key in st.session_state)
    return found if isinstance(found, Open) and found.name == name and on_screen else None


def row_key(of: str, name: str) -> str:
    """What a field is called in a form with rows."""
    return f"{of} {name}" if of else name


def row_and_name(key: str) -> tuple[str, str]:
    of, _, name = key.rpartition(" ")
    return of, name


def box_key(code: str) -> str:
    return f"box {code}"


def is_conflict(problem: Problem) -> bool:
    return problem.code == "intake.conflict"
