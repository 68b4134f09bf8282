"""文件: every document of the ledger, where it belongs, whether it is in force, and how much there is in it."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker.ui import ledger
from tracker.ui.blocks.documents import blocks, lead
from tracker.ui.markup import join
from tracker.ui.state import View


def show(view: View) -> None:
    st.html(_documents(view))


@lru_cache(maxsize=32)
def _documents(view: View) -> Markup:
    snapshot = ledger.whole(view)
    return join([lead(view, snapshot), blocks(view, snapshot)])
