"""Widgets whose value lives in the address: a link sets them, Back undoes them, and a copied address keeps them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from tracker.ui.state import FIRST_DAY, LAST_DAY, View


def row() -> DeltaGenerator:
    """Where the filters of a page stand side by side: ``with row(): choose(…)``."""
    return st.container(horizontal=True, key="filters")


def choose(
    view: View,
    name: str,
    label: str,
    options: Mapping[str, str],
    *,
    any_: str = "全部",
    drops: tuple[str, ...] = (),
    **layout: Any,
) -> str:
    """One of `options` (code → words) as ``?name=code``; "" means any. An unknown code counts as any.

    `drops` are the parameters that a new choice makes void.
    """
    codes = ["", *options] if any_ else list(options)
    current = view.params.get(name, "")
    _put(name, current if current in codes else codes[0])
    chosen: str = st.selectbox(
        label,
        codes,
        format_func=lambda code: options.get(code, any_),
        key=_key(name),
        on_change=_write,
        args=(name, *drops),
        **layout,
    )
    return chosen


def search(view: View, name: str, label: str, placeholder: str, **layout: Any) -> str:
    """A text as ``?name=text``, without blanks around it."""
    _put(name, view.params.get(name, ""))
    typed: str = st.text_input(
        label, placeholder=placeholder, key=_key(name), on_change=_write, args=(name,), **layout
    )
    return typed.strip()


def pick_date(name: str, label: str, current: date, **layout: Any) -> None:
    """A day as ``?name=2026-09-30``."""
    _put(name, min(max(current, FIRST_DAY), LAST_DAY))
    st.date_input(
        label,
        format="YYYY-MM-DD",
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        key=_key(name),
        on_change=_write,
        args=(name,),
        **layout,
    )


def _key(name: str) -> str:
    return f"address-{name}"


def _put(name: str, value: object) -> None:
    if st.session_state.get(_key(name)) != value:
        st.session_state[_key(name)] = value


def _write(name: str, *drops: str) -> None:
    value = st.session_state[_key(name)]
    for void in ("page", *drops):
        st.query_params.pop(void, None)
    if value:
        st.query_params[name] = str(value).strip()
    else:
        st.query_params.pop(name, None)
