"""预演: choose a figure and what it is supposed to be; the answer goes into the address of the page and nowhere else."""

from collections.abc import Mapping

import streamlit as st

from tracker.assessment import Assessment, Line, LineState
from tracker.model import MET, Rubric
from tracker.ui.marks import note
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.supposing import NAME, Thing, figure, supposed, things, written

WHY = "假设某一项达标，或某个数达到多少，看等次和得分怎样变。只写在本页的网址里，不记入流水；可以同时假设几项，网址可以转给同事。"
YES = {"是": "1", "否": "0", "达标": "1", "不达标": "0"}
INPUT, VALUE, FAULT = "rehearse-input", "rehearse-value", "rehearse-fault"
FIRST = (LineState.UNKNOWN, LineState.NOT_MET, LineState.SCORED)


def show(view: View, rubric: Rubric, found: Assessment, lines: tuple[Line, ...]) -> None:
    """The line of ``?id=`` is offered first, then what is missing and what is missed."""
    asked = view.params.get("id", "")
    options = offered(things(rubric, found), lines, asked)
    st.html(note(WHY))
    if not options:
        st.html(note("没有可以假设的考核项。"))
        return
    with st.form("rehearse", enter_to_submit=True):
        left, middle, right = st.columns([7, 3, 1.4], vertical_alignment="bottom")
        left.selectbox(
            "假设",
            list(options),
            format_func=lambda key: _words(options[key]) if key in options else key,
            key=f"{INPUT} {asked}",
        )
        middle.text_input(
            "为", key=f"{VALUE} {asked}", placeholder="数字；“是、否”的填是或否", autocomplete="off"
        )
        right.form_submit_button("加入预演", on_click=_add, args=(view, options, asked), type="primary")
        if fault := st.session_state.pop(FAULT, ""):
            st.html(tag("p", fault, class_="fault", role="alert"))


def offered(known: Mapping[str, Thing], lines: tuple[Line, ...], asked: str) -> dict[str, Thing]:
    """What may be supposed of these lines."""

    def rank(line: Line) -> tuple[bool, int]:
        return line.id != asked, FIRST.index(line.state) if line.state in FIRST else len(FIRST)

    ranked = [line.id for line in sorted(lines, key=rank)]
    keys = sorted(known, key=lambda key: key.endswith(f"/{MET}"))
    return {key: known[key] for line in ranked for key in keys if key.startswith(f"{line}/")}


def _words(thing: Thing) -> str:
    return f"{thing.words}（{thing.now}）" if thing.now else thing.words


def _add(view: View, options: Mapping[str, Thing], asked: str) -> None:
    """Runs before the page is drawn again."""
    key = st.session_state.get(f"{INPUT} {asked}")
    text = str(st.session_state.get(f"{VALUE} {asked}") or "").strip()
    thing = options.get(str(key))
    value = figure(YES.get(text, text)) if thing and thing.yes_no else figure(text)
    if thing is None or value is None or (thing.yes_no and value not in (0, 1)):
        wanted = "请填写“是”或“否”。" if thing and thing.yes_no else "请只填数字，例如 18.5。"
        st.session_state[FAULT] = (f"“{text[:20]}”无法识别。" if text else "没有填写假设的数。") + wanted
        return
    st.query_params[NAME] = written({**supposed(view).values, str(key): value})
    st.query_params.pop("id", None)
