"""How both chains stand: their heads, when they were last proven and by whom; and the button that proves them."""

import streamlit as st
from markupsafe import Markup

from tracker.accounts.access import Access
from tracker.audit.proof import prove_and_note
from tracker.labels import CHAIN, KEPT
from tracker.problems import Problem
from tracker.records.journal import Ledger
from tracker.snapshot import Workspace
from tracker.ui import identity, ledger
from tracker.ui.forms.content import moment
from tracker.ui.marks import mark, note
from tracker.ui.markup import tag
from tracker.ui.state import View

PROOF = "chains-proven"
"""In the session: what the proof that this reader has just asked for found."""
WHAT = "逐条核对两条链，并核对锁定时保存的方案、附上的原文和佐证材料。"


def chains(view: View, may_prove: bool) -> None:
    """One line, and for the auditor the button beside it."""
    space = ledger.workspace()
    with st.container(horizontal=True, vertical_alignment="center", key="chains"):
        st.html(standing_of_chains(space))
        asked = may_prove and st.button("全面核验", key="prove", help=WHAT)
    if asked:
        _prove(space, view)
        st.rerun()
    if PROOF in st.session_state:
        for words in st.session_state.pop(PROOF):
            st.html(note(words))


def standing_of_chains(workspace: Workspace) -> Markup:
    """What can be said at once; every line was proven when it was read, the files beside it by the button."""
    found = {"ledger": workspace.journal.read(), "access": workspace.access.read()}
    lines = [_chain(CHAIN[name], chain) for name, chain in found.items()]
    return tag(
        "p", *lines, tag("span", "上次全面核验：", _last_proof(found["access"])), class_="quiet chains"
    )


def _chain(name: str, chain: Ledger) -> Markup:
    word = mark(f"有 {len(chain.problems)} 处损坏", "red") if chain.problems else mark("完好", "green")
    if not chain.records and not chain.problems:
        return tag("span", f"{name}尚无记录　")
    head = tag("code", f"{chain.head.seq}·{chain.head.short}", title=chain.head.hash)
    return tag("span", f"{name} ", word, f" {len(chain.records)} 条，链头 ", head, "　")


def _last_proof(access: Ledger) -> str:
    event = next((one for one in reversed(access.records) if one.kind == Access.CHAINS_PROVEN), None)
    if event is None:
        return "还没有做过"
    faults = int(str(event.body["faults"]))
    verdict = f"发现 {faults} 处问题" if faults else "全部完好"
    return f"{moment(event.recorded_at)} 由 {event.by} 核验，{verdict}；当时 {event.body['heads']}"


def _prove(space: Workspace, view: View) -> None:
    actor = identity.sending(view.actor)
    if isinstance(actor, Problem):
        st.session_state[PROOF] = [f"{actor.message}{actor.cure}"]
        return
    proof = prove_and_note(space, actor)
    kept = "、".join(f"{KEPT[name]} {count} 份" for name, count in proof.kept.items())
    sound = f"核验完毕，没有发现问题：两条链完好，{kept}与登记的散列一致。"
    st.session_state[PROOF] = [str(one) for one in proof.problems] or [sound]
