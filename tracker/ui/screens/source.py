"""原文核对: the official text of a document by ``?document=``, what it proves, and what the plan leaves out of it."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker.sources.check import checks, stamp
from tracker.ui import ledger
from tracker.ui.blocks.source_check import copy_facts, gap_tables, heading, overview
from tracker.ui.forms import attach, saved
from tracker.ui.markup import join
from tracker.ui.state import View


def show(view: View) -> None:
    saved.show(view)
    documents = tuple(document.id for document in ledger.documents(view))
    whole, data = ledger.whole(view), ledger.workspace().data
    stamps = tuple(stamp(whole, data, document) for document in documents)
    if len(documents) != 1:
        st.html(_overview(view, documents, stamps))
        return
    top, below, has_copy = _document(view, documents[0], stamps)
    st.html(top)
    attach.show(view, documents[0], again=has_copy)
    if below:
        st.html(below)


@lru_cache(maxsize=32)
def _overview(view: View, documents: tuple[str, ...], _: object) -> Markup:
    return overview(view, checks(ledger.whole(view), ledger.workspace().data, list(documents)))


@lru_cache(maxsize=32)
def _document(view: View, document: str, _: object) -> tuple[Markup, Markup, bool]:
    """What stands above and below the field to attach a copy; made anew when the kept copy changes."""
    [found] = checks(ledger.whole(view), ledger.workspace().data, [document])
    top = join([heading(view, found), copy_facts(found)])
    return top, gap_tables(view, found), found.copy is not None
