"""A drawing on a page: in our own style, as wide as its place, with its sentence for those who cannot see it."""

import streamlit as st

from tracker.charts.style import Drawing


def draw(drawing: Drawing) -> None:
    st.vega_lite_chart(drawing.spec, width="stretch", theme=None, alt=drawing.words)
