"""方案读取: accept, edit or leave out each part of one clause, or accept at once all that nothing speaks against."""

import sqlite3
from collections.abc import Iterable

import streamlit as st

from tracker import reviews
from tracker.extract.proposal import HEAD, Kind, Part, State, due_words, edited, now
from tracker.intake import Actor
from tracker.labels import COMPARATOR, ROLE
from tracker.labels.extract import DECIDED, FIELDS_OF, PART, PART_FIELDS
from tracker.problems import Problem
from tracker.ui import identity, ledger
from tracker.ui.blocks.extract_draft import words
from tracker.ui.extracting import Shown
from tracker.ui.forms.extract_upload import NOT_WRITTEN, REFUSED, SIGNED_OUT
from tracker.ui.marks import link
from tracker.ui.markup import join, tag
from tracker.ui.state import View

EDITING, WHY = "extract-editing", "extract-why"
FAULTS = "extract faults"
CHOICES = {"role": ROLE, "comparator": COMPARATOR}
SHORT = frozenset({"role", "comparator", "value", "upper", "unit_of_measure", "due", "id", "status", "track"})


def sure(view: View, shown: Shown) -> None:
    """One button for all that is waiting and not doubtful."""
    clear = [part for part in shown.open if not part.doubtful]
    st.button(
        f"接受没有疑点的 {len(clear)} 项",
        key="extract-sure",
        disabled=not clear,
        on_click=_accept,
        args=(view.actor, shown.digest, shown.document, [part.key for part in clear]),
    )


def clause(view: View, shown: Shown, item: str) -> None:
    """The parts of one clause, each with its three ways."""
    own = [part for part in shown.parts if part.item == item]
    if not own:
        return
    title = (
        "文件信息" if item == HEAD else f"{own[0].clause}　{now(own[0], shown.decisions).get('title', '')}"
    )
    waiting_items = {part.item for part in shown.open} - {item}
    order = list(dict.fromkeys(part.item for part in shown.parts))
    at = order.index(item)
    later = [one for one in (*order[at:], *order[:at]) if one in waiting_items]
    after = [link("下一条待看", view.here(item=later[0]))] if later else []
    ways = tag("nav", *after, " ", link("收起", view.here(item="")), class_="beside", aria_label="处理")
    st.html(tag("div", tag("h3", "处理：", title), ways, class_="heading"))
    for problem in st.session_state.pop(FAULTS, ()):
        st.html(tag("p", problem, class_="fault", role="alert"))
    waiting = [part.key for part in own if part in shown.open]
    if len(waiting) > 1:
        st.button(
            f"这一条全部接受（{len(waiting)} 项）",
            key=f"extract-all {item}",
            type="primary",
            on_click=_accept,
            args=(view.actor, shown.digest, shown.document, waiting),
        )
    for part in own:
        _part(view, shown, part)


def _part(view: View, shown: Shown, part: Part) -> None:
    said = shown.decisions.get(part.key)
    state = f"〔{DECIDED[said.state]}〕" if said else ""
    doubts = tag("small", f"存疑：{'；'.join(part.doubts)}", class_="differs") if part.doubts else ""
    said_here, ways = st.columns([1, 0.42], vertical_alignment="center")
    said_here.html(
        join(
            [
                tag(
                    "p",
                    tag("b", PART[part.kind.value]),
                    f"{state} ",
                    words(part.kind, now(part, shown.decisions)),
                    doubts,
                )
            ]
        )
    )
    common = (view.actor, shown.digest, shown.document)
    with ways, st.container(horizontal=True, gap="small", horizontal_alignment="right"):
        if not said:
            st.button("接受", key=f"accept {part.key}", on_click=_accept, args=(*common, [part.key]))
        st.button("修改", key=f"edit {part.key}", on_click=_open, args=(part.key, "edit"))
        if part.kind is not Kind.HEAD:
            st.button("不列", key=f"reject {part.key}", on_click=_open, args=(part.key, "reject"))
        if said:
            st.button("撤回", key=f"again {part.key}", on_click=_undo, args=(*common, part.key))
    opened = st.session_state.get(EDITING)
    if opened == (part.key, "edit"):
        _edit(view, shown, part)
    elif opened == (part.key, "reject"):
        _reject(view, shown, part)


def _edit(view: View, shown: Shown, part: Part) -> None:
    value = now(part, shown.decisions)
    names = FIELDS_OF[part.kind.value]
    with st.form(f"form {part.key}", enter_to_submit=False):
        beside = st.columns(3)
        place = 0
        for name in names:
            if name in SHORT:
                with beside[place % 3]:
                    _field(part, name, value)
                place += 1
            else:
                _field(part, name, value)
        st.form_submit_button("存下修改", type="primary", on_click=_save, args=(view.actor, shown, part))


def _field(part: Part, name: str, value: dict[str, object]) -> None:
    key = _key(part, name)
    if name in CHOICES:
        codes = list(CHOICES[name])
        current = value.get(name)
        st.selectbox(
            PART_FIELDS[name],
            codes,
            index=codes.index(str(current)) if current in codes else None,
            format_func=lambda code: CHOICES[name].get(code, code),
            key=key,
        )
        return
    said = value.get(name, "")
    text = "；".join(map(str, said)) if isinstance(said, list) else str(said)
    st.text_input(
        PART_FIELDS[name], value=due_words(value) if name == "due" else text, key=key, autocomplete="off"
    )


def _reject(view: View, shown: Shown, part: Part) -> None:
    with st.form(f"form {part.key}", enter_to_submit=True):
        st.text_input("不列的理由（写进方案文件的 reviewed）", key=f"{WHY} {part.key}", autocomplete="off")
        args = (view.actor, shown, part)
        st.form_submit_button("确定不列", type="primary", on_click=_refuse, args=args)


def _key(part: Part, name: str) -> str:
    return f"{EDITING} {part.key} {name}"


def _open(key: str, what: str) -> None:
    st.session_state[EDITING] = (key, what)


def _accept(actor: Actor, digest: str, document: str, keys: Iterable[str]) -> None:
    _keep(actor, digest, document, {key: {"state": State.ACCEPTED.value} for key in keys})


def _undo(actor: Actor, digest: str, document: str, key: str) -> None:
    _keep(actor, digest, document, {key: None})


def _save(actor: Actor, shown: Shown, part: Part) -> None:
    typed = {name: str(st.session_state.get(_key(part, name)) or "") for name in FIELDS_OF[part.kind.value]}
    value, wrong = edited(part, typed)
    if value is None:
        st.session_state[FAULTS] = wrong
        return
    said: dict[str, object] = {"state": State.EDITED.value, "value": value}
    _keep(actor, shown.digest, shown.document, {part.key: said})


def _refuse(actor: Actor, shown: Shown, part: Part) -> None:
    why = str(st.session_state.get(f"{WHY} {part.key}") or "").strip()
    if not why:
        st.session_state[FAULTS] = ["请写明不列的理由。"]
        return
    _keep(actor, shown.digest, shown.document, {part.key: {"state": State.REJECTED.value, "why": why}})


def _keep(actor: Actor, digest: str, document: str, said: dict[str, dict[str, object] | None]) -> None:
    """Runs before the page is drawn again; who sends is asked anew."""
    speaker = identity.sending(actor)
    if isinstance(speaker, Problem) or not reviews.may_review(speaker):
        st.session_state[REFUSED] = (SIGNED_OUT,)
        return
    try:
        reviews.decide(ledger.workspace(), speaker, digest, document, said)
    except sqlite3.Error:
        st.session_state[REFUSED] = (NOT_WRITTEN,)
        return
    st.session_state.pop(EDITING, None)
