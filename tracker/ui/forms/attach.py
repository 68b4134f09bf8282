"""Attaching the office's own copy of an official text: chosen, read and judged, then kept and recorded."""

from functools import lru_cache

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from tracker.intake import Actor
from tracker.intake.permissions import may
from tracker.problems import Problem, has_errors
from tracker.records.journal import JournalDamaged, JournalUnwritable
from tracker.sources.copies import Attached, attach
from tracker.ui import identity, ledger
from tracker.ui.forms.form import leave, not_recorded
from tracker.ui.marks import fault, note
from tracker.ui.state import View

FORMATS = ["txt", "docx", "pdf"]
REFUSED = "attach refused"
"""Where the session keeps why a copy was not taken."""


def show(view: View, document: str, *, again: bool) -> None:
    """Nothing for those who may not attach."""
    if not may(view.actor, "source_attached"):
        return
    if (view.as_of, view.known_at) != (ledger.workspace().today, None):
        st.html(note("附上的原文从今天起为准：要附上，请先把上方的截至日期改回今天。"))
        return
    what = "换一份官方原文" if again else "附上官方原文"
    # A file that has been taken gives way to an empty field.
    key = f"attach {document} {view.params.get('saved', '')}"
    uploaded = st.file_uploader(
        f"{what}（.txt、.docx 或带文字的 .pdf）", type=FORMATS, max_upload_size=10, key=key
    )
    for problem in st.session_state.pop(REFUSED, ()):
        st.html(fault(problem))
    if uploaded is None:
        return
    tried = _tried(view, document, uploaded)
    for problem in tried.problems:
        st.html(fault(problem) if has_errors([problem]) else note(f"{problem.message}{problem.cure}"))
    if tried.outcome.ok:
        words = "恢复这份副本" if tried.restored else "附上这份文件"
        args = (view.actor, document, uploaded.name, uploaded.getvalue(), ledger.snapshot(view).head.seq)
        st.button(words, key="attach-send", type="primary", on_click=_send, args=args)


def _tried(view: View, document: str, uploaded: UploadedFile) -> Attached:
    return _judged(view, document, uploaded.name, uploaded.getvalue())


@lru_cache(maxsize=4)
def _judged(view: View, document: str, name: str, content: bytes) -> Attached:
    """What the intake would say now; the file is read once, not at every rerun."""
    return attach(ledger.workspace(), document, name, content, view.actor, dry_run=True)


def _send(actor: Actor, document: str, name: str, content: bytes, seen: int) -> None:
    """Runs before the page is drawn again."""
    speaker = identity.sending(actor)
    if isinstance(speaker, Problem):
        st.session_state[REFUSED] = (speaker,)
        return
    try:
        done = attach(ledger.workspace(), document, name, content, speaker, base_seq=seen)
    except (JournalDamaged, JournalUnwritable) as refused:
        st.session_state[REFUSED] = not_recorded(refused)
    else:
        if not done.outcome.ok:
            st.session_state[REFUSED] = done.outcome.problems
        elif done.outcome.records:
            leave(done.outcome.records[-1].batch)
