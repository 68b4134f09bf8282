"""Adding, changing and removing a contact; beside the intake, since nothing of it becomes a fact."""

from dataclasses import asdict, replace

import streamlit as st

from tracker import queries
from tracker.intake import Actor
from tracker.messages.codes import LABELS, at_field
from tracker.messages.contacts import Contact, Contacts
from tracker.problems import Place, Problem
from tracker.records.journal import JournalDamaged, JournalUnwritable
from tracker.ui import identity, ledger
from tracker.ui.forms.form import side_by_side
from tracker.ui.marks import fault, note
from tracker.ui.markup import tag
from tracker.ui.state import View

FIELDS = ("name", "post", "telephone", "email")
FAULTS, DONE, SENT = "contact-faults", "contact-done", "contact-sent"
"""Where the session keeps what was wrong with the contact that was sent last, the word that it was taken, and how many
were: the next form has nothing of the last one."""


def confirm() -> None:
    """The word after a change."""
    if said := st.session_state.pop(DONE, None):
        st.html(tag("section", tag("p", tag("b", said)), class_="saved", role="status"))


def show(view: View, contact: Contact) -> None:
    unit = queries.unit_names(ledger.whole(view)).get(contact.unit, contact.unit)
    st.html(tag("h2", f"修改联系人 {contact.id} 号" if contact.id else f"登记{unit}的联系人"))
    entry, _ = st.columns([3, 2])
    name = f"contact {contact.unit} {contact.id or 'new'} {st.session_state.get(SENT, 0)}"
    faults: list[Problem] = st.session_state.pop(FAULTS, [])
    with entry, st.form(name, enter_to_submit=False):
        said = asdict(contact)
        for pair in FIELDS[:2], FIELDS[2:]:
            for field, beside in zip(pair, side_by_side(1, 1), strict=True):
                with beside:
                    label = LABELS[field] + ("" if field == "name" else "（选填）")
                    st.text_input(label, value=said[field], key=f"{name}|{field}", autocomplete="off")
                    _faults(faults, field)
        if contact.channel:
            st.html(note("群机器人地址已经登记，因为是密钥，不再显示；不换的留空。"))
            st.checkbox("删去群机器人地址", key=f"{name}|clear")
        label = f"{LABELS['channel']}（选填；企业微信或钉钉群机器人的 Webhook 地址）"
        st.text_input(label, key=f"{name}|channel", autocomplete="off")
        _faults(faults, "channel", "unit")
        with st.container(horizontal=True):
            st.form_submit_button("保存", type="primary", on_click=_save, args=(name, contact, view.actor))
            if contact.id:
                st.form_submit_button("删除这位联系人", on_click=_remove, args=(contact, view.actor))


def _faults(faults: list[Problem], *fields: str) -> None:
    for problem in faults:
        if problem.place.field in [LABELS[field] for field in fields]:
            st.html(fault(problem))


def _save(name: str, contact: Contact, actor: Actor) -> None:
    def typed(field: str) -> str:
        return str(st.session_state.get(f"{name}|{field}") or "")

    speaker = identity.sending(actor)
    if isinstance(speaker, Problem):
        st.session_state[FAULTS] = [replace(speaker, place=Place(field=LABELS["unit"]))]
        return
    kept = "" if st.session_state.get(f"{name}|clear") else contact.channel
    said = {field: typed(field) for field in FIELDS} | {"channel": typed("channel").strip() or kept}
    try:
        saved, wrong = Contacts(ledger.workspace()).save(
            Contact(contact.unit, id=contact.id, **said), speaker
        )
    except (JournalDamaged, JournalUnwritable) as refused:
        wrong = [_not_noted(refused)]
    if wrong:
        st.session_state[FAULTS] = wrong
        return
    _leave(f"已保存联系人 {saved.id} 号。")


def _remove(contact: Contact, actor: Actor) -> None:
    speaker = identity.sending(actor)
    if isinstance(speaker, Problem):
        st.session_state[FAULTS] = [replace(speaker, place=Place(field=LABELS["unit"]))]
        return
    try:
        wrong = Contacts(ledger.workspace()).remove(contact.id or 0, speaker)
    except (JournalDamaged, JournalUnwritable) as refused:
        wrong = [_not_noted(refused)]
    if wrong:
        st.session_state[FAULTS] = wrong
        return
    _leave(f"已删除联系人 {contact.id} 号。")


def _not_noted(refused: Exception) -> Problem:
    return at_field("contacts.not-noted", "unit", reason=str(refused))


def _leave(said: str) -> None:
    st.session_state[SENT] = st.session_state.get(SENT, 0) + 1
    st.session_state[DONE] = said
    st.query_params.pop("id", None)
