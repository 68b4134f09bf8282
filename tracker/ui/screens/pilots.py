"""试点登记: the kinds of pilots and how many stand where, every pilot with its stages, and the office's forms."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.intake import Role
from tracker.ui import ledger
from tracker.ui.blocks import pilot_rows
from tracker.ui.blocks.pilot_rows import STAGES
from tracker.ui.filters import choose, row
from tracker.ui.forms import pilot, saved
from tracker.ui.forms.scope import sections, today
from tracker.ui.markup import tag
from tracker.ui.state import View

FORMS = {"register": pilot.register, "move": pilot.move}
TITLES = {"": "登记表", "register": "登记试点", "move": "调整阶段"}


def show(view: View) -> None:
    office = view.actor.role is Role.OFFICE
    do = view.params.get("do", "") if office else ""
    do = do if do in FORMS else ""
    now = today(view) if do else view
    saved.show(now)
    st.html(_lead(now))
    if office:
        sections(now, TITLES, do)
    asked = do == "register" and now.params.get("id")
    if do != "register":
        _filters(now)
    if do != "move" and not asked and (counted := _counts(now)):
        st.html(counted)
    if do:
        FORMS[do](now)
    else:
        st.html(_listed(now))


def _filters(view: View) -> None:
    types, documents = _choices(view)
    if not types:
        return
    with row():
        if len(documents) > 1:
            choose(view, "from", "文件", documents, drops=("type",), width=380)
        choose(view, "type", "类型", types, width=330)
        choose(view, "stage", "现阶段", STAGES, width=210)


@lru_cache(maxsize=32)
def _choices(view: View) -> tuple[dict[str, str], dict[str, str]]:
    """Kinds of pilots (of the document chosen) and the documents that have any."""
    rows, wanted = queries.pilot_types(ledger.chosen(view)).to_dicts(), view.params.get("from", "")
    types = {one["pilot_type_id"]: one["name"] for one in rows if wanted in ("", one["document_id"])}
    return types, {one["document_id"]: one["document"] for one in rows}


@lru_cache(maxsize=32)
def _lead(view: View) -> Markup:
    return pilot_rows.lead(view, ledger.chosen(view))


@lru_cache(maxsize=32)
def _counts(view: View) -> Markup:
    types, _ = _choices(view)
    return pilot_rows.counts(view, ledger.chosen(view), view.params.get("from", "")) if types else Markup("")


@lru_cache(maxsize=64)
def _listed(view: View) -> Markup:
    wanted = (view.params.get(name, "") for name in ("type", "stage", "from"))
    return tag("div", pilot_rows.listed(view, ledger.chosen(view), *wanted), class_="below")
