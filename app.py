"""Entry of the web application: the script of the pages, the routes beside it, and what stands in front."""

import streamlit as st

from tracker.ui import server, shell

app = st.App(
    server.SCRIPT,
    routes=server.ROUTES,
    middleware=server.front_middleware(),
    lifespan=server.warmed_up,
    on_script_error=shell.on_script_error,
)
