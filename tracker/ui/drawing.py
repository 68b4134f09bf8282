"""A drawing on a page: in our own style, as wide as its place, with its sentence for those who cannot see it."""

from importlib import import_module

import streamlit as st

from tracker.charts.style import Drawing
from tracker.ui.chart_files import links
from tracker.ui.state import View

# Streamlit imports pandas with the first chart of a process. Altair, making a chart for another reader in that moment,
# would find it half imported and fail.
import_module("pandas")


def draw(drawing: Drawing, view: View) -> None:
    """The one drawing of the view's page, and the ways to have it as a file."""
    st.vega_lite_chart(drawing.spec, width="stretch", theme=None, alt=drawing.words)
    st.html(links(view))
