"""A form on the page: keeps what was typed, sends it to the intake once, shows each problem at its field."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from tracker.intake import Actor, Draft, Outcome, accept
from tracker.labels import FIELDS
from tracker.problems import Problem
from tracker.records.journal import JournalDamaged, JournalUnwritable, Record
from tracker.ui import ledger
from tracker.ui.filters import FIRST_DAY, LAST_DAY
from tracker.ui.forms.versions import rival, versions
from tracker.ui.markup import tag
from tracker.ui.state import View

Values = Mapping[str, object]
"""What was entered, by field of the record's body; what was left empty is not in it."""
Drafts = Callable[[Values], Sequence[Draft]]

TICKED = "ticked"
"""In the values: the codes of the boxes that were ticked, where a form has boxes."""
OPEN = "form"
"""Where the session keeps the form that is open. There is never more than one on a page."""


NOTHING_TICKED = Problem("page.nothing-ticked", "没有勾选任何一项。", "请先勾选，再提交。")


@dataclass
class _Open:
    name: str
    head: int
    """The last record that whoever fills in the form can have seen."""
    initial: Values
    about: object
    problems: tuple[Problem, ...] = ()
    newer: Record | None = None
    """What somebody else recorded on the same subject meanwhile."""
    fields: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)

    def key(self, name: str) -> str:
        return f"{self.name}|{name}"

    @property
    def values(self) -> dict[str, object]:
        found = {name: st.session_state.get(self.key(name)) for name in self.fields}
        found[TICKED] = [code for code in self.boxes if st.session_state.get(self.key(_box(code)))]
        return {name: value for name, value in found.items() if value not in (None, "", [])}


class Form:
    """``with Form(view, "progress", task_id) as form: form.words("text"); form.send("报送", drafts)``.

    A form is new when none of its fields is on the reader's screen; else it goes on with what was typed. `initial`
    fills a new one; `about` is what `kept` gives back after a refusal.
    """

    def __init__(self, view: View, name: str, initial: Values | None = None, *, about: object = None) -> None:
        self._view = view
        found = _opened(name)
        if found is None:
            found = _Open(name, ledger.workspace().journal.head().seq, dict(initial or {}), about)
            st.session_state[OPEN] = found
        self._open = found
        self._open.fields, self._open.boxes = [], []

    def __enter__(self) -> "Form":
        self._frame = st.form(self._open.name, enter_to_submit=False)
        self._frame.__enter__()
        self._top = st.container()
        return self

    def __exit__(self, *error: Any) -> None:
        self._frame.__exit__(*error)

    def words(
        self, name: str, *, label: str = "", lines: int = 1, optional: bool = False, placeholder: str = ""
    ) -> None:
        """A text, or a number as it was typed: the intake reads it."""
        common: dict[str, Any] = {
            "label": _label(name, label, optional),
            "value": str(self._open.initial.get(name) or ""),
            "key": self._key(name),
            "placeholder": placeholder or None,
        }
        if lines > 1:
            st.text_area(**common, height=lines * 23 + 18)
        else:
            st.text_input(**common, autocomplete="off")
        self._faults(name)

    def choose(
        self,
        name: str,
        options: Mapping[str, str],
        *,
        label: str = "",
        optional: bool = False,
        beside: bool = False,
    ) -> None:
        """One of `options` (code → words); with `beside` all of them are in view, side by side."""
        codes = list(options)
        current = self._open.initial.get(name)
        common: dict[str, Any] = {
            "label": _label(name, label, optional),
            "options": codes,
            "index": codes.index(str(current)) if str(current) in codes else None,
            "format_func": lambda code: options.get(code, code),
            "key": self._key(name),
        }
        if beside:
            st.radio(**common, horizontal=True)
        else:
            st.selectbox(**common, placeholder="请选择")
        self._faults(name)

    def several(self, name: str, options: Mapping[str, str], *, label: str = "") -> None:
        """Some of `options` (code → words), in the order in which they are chosen."""
        current = self._open.initial.get(name)
        chosen = [code for code in current if code in options] if isinstance(current, list) else None
        st.multiselect(
            _label(name, label, False),
            list(options),
            default=chosen,
            format_func=lambda code: options.get(code, code),
            key=self._key(name),
            placeholder="请选择，可选多个",
        )
        self._faults(name)

    def tick(self, code: str, words: str) -> None:
        """A box to tick beside its words; what is ticked is in the values under `TICKED`."""
        self._open.boxes.append(code)
        st.checkbox(words, key=self._open.key(_box(code)))

    def day(self, name: str, *, label: str = "", optional: bool = False) -> None:
        current = self._open.initial.get(name)
        st.date_input(
            _label(name, label, optional),
            value=date.fromisoformat(str(current)) if current else None,
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            format="YYYY-MM-DD",
            key=self._key(name),
        )
        self._faults(name)

    def send(self, *buttons: tuple[str, Drafts], then: Callable[[], None] | None = None) -> None:
        """The buttons that end the form, the first one as the usual way on; above them what no field shows.

        `then` is called once something has been recorded.
        """
        opened = self._open
        shown = {FIELDS[name] for name in opened.fields}
        with self._top:
            if opened.newer:
                st.html(versions(self._view, opened.newer, opened.values, opened.fields))
            rest = [p for p in opened.problems if p.place.field not in shown and not _is_conflict(p)]
            for problem in rest:
                st.html(_fault(problem))
        if opened.problems and not opened.newer:
            st.html(
                tag("p", "没有记入流水：请按提示改正后再提交，已填的内容都在。", class_="fault", role="alert")
            )
        with st.container(horizontal=True):
            for at, (label, drafts) in enumerate(buttons):
                st.form_submit_button(
                    "看过对方内容，仍按本表提交" if opened.newer and not at else label,
                    key=opened.key(f"send{at}"),
                    type="secondary" if at else "primary",
                    on_click=_send,
                    args=(opened.name, self._view.actor, drafts, then),
                )

    def over(self, body: Values, values: Values) -> dict[str, object]:
        """A record's body with what was entered in place of what this form asks for."""
        kept = {name: value for name, value in body.items() if name not in self._open.fields}
        return kept | {name: value for name, value in values.items() if name != "reason"}

    def _key(self, name: str) -> str:
        self._open.fields.append(name)
        return self._open.key(name)

    def _faults(self, name: str) -> None:
        for problem in self._open.problems:
            if problem.place.field == FIELDS[name] and not _is_conflict(problem):
                st.html(_fault(problem))


def kept(name: str) -> Any:
    """What a form speaks of that was refused and is still on the screen; None for any other.

    Such a form goes on with what was typed, although its subject may no longer be what it was when it was opened.
    """
    found = _opened(name)
    return found.about if found and found.problems else None


def anew(view: View, name: str) -> str:
    """The name of a form that stays on its page when it has been sent: the next one has nothing of it."""
    return f"{name} {view.params.get('saved', '')}"


def side_by_side(*widths: float) -> list[DeltaGenerator]:
    """Columns inside a form for short fields."""
    return list(st.columns(list(widths)))


def _send(name: str, actor: Actor, drafts: Drafts, then: Callable[[], None] | None = None) -> None:
    """Runs before the page is drawn again. A form that has been sent is closed: a second click records nothing."""
    opened = st.session_state.get(OPEN)
    if not isinstance(opened, _Open) or opened.name != name:
        return
    batch = [replace(draft, base_seq=opened.head) for draft in drafts(opened.values)]
    outcome = take(batch, actor) if batch else Outcome(problems=(NOTHING_TICKED,))
    opened.problems, opened.newer = outcome.problems, None
    if outcome.ok:
        del st.session_state[OPEN]
        leave(outcome.records[-1].batch)
        if then:
            then()
    elif any(map(_is_conflict, outcome.problems)):
        now = ledger.workspace().journal.read()
        opened.newer = next(filter(None, (rival(now, draft, actor) for draft in batch)), None)
        opened.head = now.head.seq


def take(drafts: Sequence[Draft], actor: Actor) -> Outcome:
    """Through the intake; a journal in trouble is a refusal like any other."""
    try:
        return accept(ledger.workspace(), drafts, actor)
    except JournalDamaged as damaged:
        return Outcome(problems=damaged.problems)
    except JournalUnwritable as refused:
        return Outcome(problems=(Problem("page.journal-not-writable", refused.strerror or str(refused), ""),))


def leave(batch: str) -> None:
    """From the form to the list it was opened from; the address names what was recorded (see `saved`)."""
    kept = {
        key: value for key, value in st.query_params.to_dict().items() if key not in ("id", "saved", "page")
    }
    st.query_params.from_dict(kept | {"saved": batch})


def _opened(name: str) -> _Open | None:
    found = st.session_state.get(OPEN)
    on_screen = any(str(key).startswith(f"{name}|") for key in st.session_state)
    return found if isinstance(found, _Open) and found.name == name and on_screen else None


def _box(code: str) -> str:
    return f"box {code}"


def _is_conflict(problem: Problem) -> bool:
    return problem.code == "intake.conflict"


def _label(name: str, label: str, optional: bool) -> str:
    return (label or FIELDS[name]) + ("（选填）" if optional else "")


def _fault(problem: Problem) -> Markup:
    return tag("p", problem.message, problem.cure, class_="fault", role="alert")
