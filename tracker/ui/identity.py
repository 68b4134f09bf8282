"""Who is looking and who is sending: from the session; in a demonstration from the switch in the masthead."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from tracker.accounts import sessions
from tracker.accounts.accounts import Accounts
from tracker.accounts.sessions import Session
from tracker.intake.permissions import Actor
from tracker.problems import Problem
from tracker.ui import ledger
from tracker.ui.entrance import offered

COOKIE = "tracker_session"
ENDED = Problem(
    "page.signed-out", "登录已失效（超时、退出或账号有变动），没有记入流水。", "请重新登录后再提交。"
)
SIGN_IN = "登录已失效，请刷新本页重新登录。"

_switched = False
_https = False
_accounts: Accounts | None = None


def by_switch(on: bool = True) -> None:
    """Of this process: whether anybody who reaches it chooses who he is, as in a demonstration."""
    global _switched
    _switched = on


def behind_https(on: bool = True) -> None:
    """Of this process: whether readers reach it by https only, so that a session is never sent in the clear."""
    global _https
    _https = on


def secure(scheme: str) -> bool:
    return _https or scheme == "https"


def accounts() -> Accounts | None:
    """The accounts of the data that is served; None where identities are switched."""
    global _accounts
    if _switched:
        return None
    if _accounts is None or _accounts.workspace is not ledger.workspace():
        _accounts = Accounts(ledger.workspace())
    return _accounts


def session() -> Session | None:
    """Whose page is being drawn at this moment; None for nobody, or for one who owes something at the door first."""
    known = accounts()
    found = sessions.find(known, st.context.cookies.get(COOKIE)) if known else None
    if found is None or found.owes:
        return None
    if context := get_script_run_ctx():
        offered.belongs(context.session_id, found.key)
    return found


def sending(drawn: Actor) -> Actor | Problem:
    """Who sends a form that was drawn for `drawn`: asked again, since a session may have ended meanwhile."""
    if accounts() is None:
        return drawn
    found = session()
    # Another role or unit ends a session; a form drawn for somebody else was left open in another tab.
    return found.account.actor if found and found.account.actor == drawn else ENDED
