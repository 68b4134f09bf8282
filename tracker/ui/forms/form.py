"""A form on the page: keeps what was typed, sends it to the intake once, shows each problem at its field."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from tracker.labels import FIELDS
from tracker.ui import ledger
from tracker.ui.forms.opened import (
    DISCARDED,
    OPEN,
    TICKED,
    Button,
    Drafts,
    Matter,
    Open,
    Values,
    anew,
    box_key,
    give_up,
    is_conflict,
    kept,
    leave,
    not_recorded,
    opened_as,
    put_aside,
    restore,
    row_and_name,
    row_key,
    send,
    take,
    ticked,
)
from tracker.ui.forms.proofs import Proofs
from tracker.ui.forms.versions import versions
from tracker.ui.marks import fault
from tracker.ui.markup import tag
from tracker.ui.state import FIRST_DAY, LAST_DAY, View

__all__ = [
    "TICKED",
    "Button",
    "Drafts",
    "Form",
    "Values",
    "anew",
    "kept",
    "leave",
    "not_recorded",
    "side_by_side",
    "take",
    "ticked",
]


class Form:
    """``with Form(view, "progress", task_id) as form: form.words("text"); form.send("报送", drafts)``.

    A form is new when none of its fields is on the reader's screen; else it goes on with what was typed. `initial`
    fills a new one; `about` is what `kept` gives back after a refusal.
    """

    def __init__(
        self,
        view: View,
        name: str,
        initial: Values | None = None,
        *,
        about: object = None,
        matters: Mapping[str, Matter] | None = None,
    ) -> None:
        """`matters`: what may be put aside as a draft, by row ("" where the form is about one thing)."""
        self._view = view
        found = opened_as(name)
        if found is None:
            found = Open(name, ledger.workspace().journal.head().seq, dict(initial or {}), about)
            found.generation = st.session_state.get(DISCARDED, 0)
            found.matters = dict(matters or {})
            restore(found, view.actor)
            st.session_state[OPEN] = found
        self._open = found
        self._open.fields, self._open.boxes, self._open.proofs = [], [], None

    def __enter__(self) -> "Form":
        self._frame = st.form(self._open.name, enter_to_submit=False)
        self._frame.__enter__()
        self._top = st.container()
        return self

    def __exit__(self, *error: Any) -> None:
        self._frame.__exit__(*error)

    def words(
        self,
        name: str,
        *,
        label: str = "",
        lines: int = 1,
        optional: bool = False,
        placeholder: str = "",
        of: str = "",
    ) -> None:
        """A text, or a number as it was typed: the intake reads it. `of` = the row of a form that has several."""
        entered = row_key(of, name)
        common: dict[str, Any] = {
            "label": _label(name, label, optional),
            "value": str(self._open.initial.get(entered) or ""),
            "key": self._key(entered),
            "placeholder": placeholder or None,
            "label_visibility": "collapsed" if of else "visible",
        }
        if lines > 1:
            st.text_area(**common, height=lines * 23 + 18)
        else:
            st.text_input(**common, autocomplete="off")
        self._faults(name, of)

    def prove(self, about: Mapping[str, object]) -> None:
        """Evidence to go with what is sent, on the subject (and period) of `about`."""
        self._open.proofs = Proofs(dict(about), self._open.key("proof"))
        self._open.proofs.ask()

    def value(self, name: str, of: str = "") -> str:
        """What is entered in a field now."""
        entered = row_key(of, name)
        typed = st.session_state.get(self._open.key(entered))
        return str(self._open.initial.get(entered) or "" if typed is None else typed)

    def choose(
        self,
        name: str,
        options: Mapping[str, str],
        *,
        label: str = "",
        optional: bool = False,
        beside: bool = False,
        of: str = "",
    ) -> None:
        """One of `options` (code → words); with `beside` all of them are in view, side by side. `of` as in `words`."""
        codes = list(options)
        entered = row_key(of, name)
        current = self._open.initial.get(entered)
        common: dict[str, Any] = {
            "label": _label(name, label, optional),
            "options": codes,
            "index": codes.index(str(current)) if str(current) in codes else None,
            "format_func": lambda code: options.get(code, code),
            "key": self._key(entered),
            "label_visibility": "collapsed" if of else "visible",
        }
        if beside:
            st.radio(**common, horizontal=True)
        else:
            st.selectbox(**common, placeholder="请选择")
        self._faults(name, of)

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
        """A box to tick beside its words; see `ticked`.

        The words may be a unit's: none of them becomes a link or a picture.
        """
        self._open.boxes.append(code)
        st.checkbox(words.replace("[", r"\["), key=self._open.key(box_key(code)))

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

    def send(self, *buttons: Button, after: Callable[[], None] | None = None) -> None:
        """The buttons that end the form, the first one as the usual way on; above them what no field shows.

        `after` is called once something has been recorded.
        """
        opened = self._open
        shown = {(of, FIELDS[name]) for of, name in map(row_and_name, opened.fields)}
        with self._top:
            if opened.said:
                st.html(tag("p", opened.said, class_="note", role="status"))
            for theirs, mine in opened.newer:
                st.html(versions(self._view, theirs, mine))
            rest = [
                p
                for p in opened.problems
                if not {("", p.place.field), (p.subject, p.place.field)} & shown and not is_conflict(p)
            ]
            for problem in rest:
                st.html(fault(problem))
        if opened.problems and not opened.newer:
            st.html(
                tag("p", "没有记入流水：请按提示改正后再提交，已填的内容都在。", class_="fault", role="alert")
            )
        with st.container(horizontal=True):
            for at, (label, drafts, *then) in enumerate(buttons):
                st.form_submit_button(
                    "看过对方内容，仍按本表提交" if opened.newer and not at and not opened.boxes else label,
                    key=opened.key(f"send{at}"),
                    type="secondary" if at else "primary",
                    on_click=send,
                    args=(opened.name, self._view.actor, drafts, "".join(then), after),
                )
            if opened.matters:
                args = (opened.name, self._view.actor)
                st.form_submit_button("暂存", key=opened.key("keep"), on_click=put_aside, args=args)
                if opened.said:
                    st.form_submit_button("放弃草稿", key=opened.key("discard"), on_click=give_up, args=args)

    def over(self, body: Values, values: Values) -> dict[str, object]:
        """A record's body with what was entered in place of what this form asks for."""
        kept = {name: value for name, value in body.items() if name not in self._open.fields}
        return kept | {name: value for name, value in values.items() if name != "reason"}

    def _key(self, name: str) -> str:
        self._open.fields.append(name)
        return self._open.key(name)

    def _faults(self, name: str, of: str = "") -> None:
        found = (
            problem
            for problem in self._open.problems
            if problem.place.field == FIELDS[name]
            and of in ("", problem.subject)
            and not is_conflict(problem)
        )
        # Several records of one form may lack the same field: that is said once.
        for said in dict.fromkeys(map(fault, found)):
            st.html(said)


def side_by_side(*widths: float) -> list[DeltaGenerator]:
    """Columns inside a form for short fields."""
    return list(st.columns(list(widths)))


def _label(name: str, label: str, optional: bool) -> str:
    return (label or FIELDS[name]) + ("（选填）" if optional else "")
