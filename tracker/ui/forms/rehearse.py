"""预演: choose a figure and what it is supposed to be; the answer goes into the address of the page and nowhere else."""

from collections.abc import Mapping
from decimal import Decimal

import streamlit as st

from tracker.assessment.results import Assessment, Input, Line, LineState
from tracker.sentences import amount
from tracker.ui.filters import row
from tracker.ui.marks import note
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.supposing import NAME, figure, supposed, written

WHY = "假设某个数达到多少，看等次和得分怎样变。只写在本页的网址里，不记入流水；可以同时假设几项，网址可以转给同事。"
INPUT, VALUE, FAULT = "rehearse-input", "rehearse-value", "rehearse-fault"


def show(view: View, found: Assessment, lines: tuple[Line, ...]) -> None:
    """The figure to suppose is the one of ``?id=`` at first."""
    st.html(note(WHY))
    options = choices(found, lines)
    if not options:
        st.html(note("本细则没有可以假设的数。"))
        return
    codes = list(options)
    asked = view.params.get("id", "")
    with st.form("rehearse", enter_to_submit=True, border=False), row():
        st.selectbox(
            "假设这个数",
            codes,
            index=codes.index(asked) if asked in codes else 0,
            format_func=lambda code: options.get(code, code),
            key=f"{INPUT} {asked}",
            width=620,
        )
        st.text_input("为", key=f"{VALUE} {asked}", placeholder="只填数字", autocomplete="off", width=190)
        st.form_submit_button("加入预演", on_click=_add, args=(view, asked), type="primary")
    if fault := st.session_state.pop(FAULT, ""):
        st.html(tag("p", fault, class_="fault", role="alert"))


def choices(found: Assessment, lines: tuple[Line, ...]) -> Mapping[str, str]:
    """`line/input` → its words: first what is missing, then what is missed, in the order of the rubric."""
    order = {LineState.UNKNOWN: 0, LineState.NOT_MET: 1, LineState.SCORED: 2}
    ranked = sorted(lines, key=lambda line: order.get(line.state, 3))
    return {f"{line.id}/{one.name}": _words(line, one) for line in ranked for one in line.inputs}


def _words(line: Line, one: Input) -> str:
    now = "现缺" if one.value is None else f"{'已假设' if one.supposed else '现为'} {amount(one.value, one.unit_of_measure)}"
    unit = f"，{one.unit_of_measure}" if one.value is None and one.unit_of_measure else ""
    return f"{line.number} {line.title}：{one.name}（{now}{unit}）"


def _add(view: View, asked: str) -> None:
    """Runs before the page is drawn again."""
    key = st.session_state.get(f"{INPUT} {asked}")
    text = str(st.session_state.get(f"{VALUE} {asked}") or "")
    value: Decimal | None = figure(text)
    if not key or value is None:
        st.session_state[FAULT] = f"“{text}”不是数字。请只填数字，例如 18.5。" if text else "没有填写假设的数。请只填数字，例如 18.5。"
        return
    st.query_params[NAME] = written({**supposed(view).values, key: value})
    st.query_params.pop("id", None)
