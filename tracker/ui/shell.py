"""The frame around every page: masthead, navigation, as-of date, identity, and a calm word when something breaks."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date
from functools import lru_cache
from secrets import token_hex

import streamlit as st
from markupsafe import Markup
from streamlit.navigation.page import Page as StreamlitPage

from tracker.accounts.accounts import Account
from tracker.audit.heads import heads
from tracker.intake import Role
from tracker.labels import PRODUCT, ROLES
from tracker.model import Document, DocumentStatus
from tracker.periods import SHANGHAI, end_of_shanghai_day
from tracker.sentences import day
from tracker.ui import identity, ledger, paper
from tracker.ui.blocks.documents import to
from tracker.ui.blocks.scope import choose_documents, standing_words
from tracker.ui.entrance.gate import LOGOUT, PASSWORD, TOTP
from tracker.ui.entrance.page import who
from tracker.ui.filters import choose, pick_date
from tracker.ui.inbox import unread
from tracker.ui.marks import link, note
from tracker.ui.markup import join, tag
from tracker.ui.registry import PAGES, Page
from tracker.ui.sight import may_look
from tracker.ui.state import View, read

log = logging.getLogger("tracker.ui")

# Streamlit logs the same error without the number.
logging.getLogger("streamlit.error_util").addFilter(lambda record: record.msg != "Uncaught app execution")

HELP = "help"
"""Stands apart from the pages of the ledger."""
SWITCH = {str(role): ROLES[role] for role in (Role.OFFICE, Role.LEADER, Role.AUDITOR)}
"""Who one can be in a demonstration beside the units."""


def run() -> None:
    """One run of the script: the frame, then the page the address asks for."""

    def body() -> None:
        for problem in problems:
            st.html(note(f"{problem.message}{problem.cure}"))
        if may_look(page, view):
            page.load()(view)
        else:
            st.html(note(f"当前身份不能使用本页（{ROLES[view.actor.role]}）。请从上方导航进入其他页面。"))

    st.set_page_config(layout="wide")
    current = st.navigation([_entry(page, body) for page in PAGES], position="hidden")
    page = next(page for page in PAGES if page.path == current.url_path)
    version = ledger.version()
    head = ledger.masthead(version)
    today = ledger.workspace().today
    places = {unit: place for unit, _, place in head.units}
    session = identity.session()
    if session is None and identity.accounts() is not None:
        # The gate lets nobody through to here; only a session that ended a moment ago comes this far.
        st.html(note(identity.SIGN_IN))
        return
    speaker = session.account.actor if session else None
    view, problems = read(page.path, st.query_params.to_dict(), today, version, places, speaker)
    _frame(page, view, head, today, session.account if session else None)
    current.run()


def on_script_error(error: Exception) -> bool:
    """A bug: the log gets everything under a number, the reader gets the number. True = Streamlit stays silent."""
    number = token_hex(3).upper()
    log.error("页面错误 %s", number, exc_info=error)
    st.html(note(f"本页暂时无法显示，错误编号 {number}。请把编号告诉系统管理员；已保存的数据不受影响。"))
    return True


def _entry(page: Page, body: Callable[[], None]) -> StreamlitPage:
    title = f"{page.title}－{PRODUCT}"
    return st.Page(body, title=title, url_path=page.path or "overview", default=not page.path)


def _frame(page: Page, view: View, head: ledger.Masthead, today: date, account: Account | None) -> None:
    """`account` is the reader's; None in a demonstration, where the address says who looks."""
    with st.container(horizontal=True, vertical_alignment="center", key="masthead"):
        st.html(_masthead(head, view))
        pick_date("as_of", "截至日期", view.as_of, width=185)
        choose_documents(view)
        if account:
            st.html(_signed_in(account, head), width="content")
        else:
            choose(view, "who", "身份", SWITCH | _speakers(view), any_="", width=205)
    documents = ledger.about(view)
    ends = heads(ledger.workspace(), view.known_at)
    navigation = _navigation(page, view, (("problems", head.problems), ("inbox", unread(view))))
    st.html(join([navigation, paper.head(page, view, _title(documents), ends, head.demo)]))
    if not ledger.documents(view):
        home = view.link(page.path, place="", track="", document="")
        st.html(note(join(["所选范围里没有文件，可能是网址写错了。", link("回到本级的文件", home)])))
    starts = [d.effective_on or d.issued_on for d in documents]
    issued = None if None in starts else min(filter(None, starts), default=None)
    if said := dates_words(view, issued, today):
        st.html(note(said))
    if said := "" if page.path == "task" else standing_words(documents, view.as_of):
        st.html(note(join([said, *_instead(page, view, documents[0])])))


def _instead(page: Page, view: View, document: Document) -> list[Markup]:
    """Where a document that is not counted can be read: its tasks if it has any here, else its line among all."""
    if page.path in ("ledger", "documents"):
        return []
    if any(file.document == document and file.tasks for file in ledger.workspace().plan()[0].files):
        return [link("看它的任务", to(view, "ledger", document.id))]
    return [link("看全部文件", view.link("documents"))]


def _signed_in(account: Account, head: ledger.Masthead) -> Markup:
    """Who is signed in, and the ways to one's own account and out."""
    units = {unit: name for unit, name, _ in head.units}
    words = who(account, units.get(account.unit or "", ""))
    return tag(
        "nav",
        tag("span", words, title=f"{words}　用户名 {account.user}"),
        link("修改口令", PASSWORD),
        link("动态口令", TOTP),
        link("退出", LOGOUT),
        class_="signed-in",
        aria_label="账号",
    )


def _speakers(view: View) -> dict[str, str]:
    """The units of the documents shown, and whoever is speaking now."""
    units = ledger.speakers(view)
    own = {unit: name for unit, name, _ in ledger.masthead(view.version).units if unit == view.actor.unit}
    return {
        f"{role}:{unit}": f"{words}{name}"
        for role, words in ((Role.UNIT, ""), (Role.REPORTER, "填报员·"))
        for unit, name in (own | units).items()
    }


def dates_words(view: View, issued: date | None, today: date) -> str:
    """What the reader has to bear in mind about the dates of the view; "" for the usual ones."""
    said = []
    if view.as_of > today:
        said.append(f"截至日期晚于今天（{day(today)}）：以后的报送还没有发生，漏报和逾期只是假定。")
    if issued and view.as_of < issued:
        said.append(f"截至日期在文件印发（{day(issued)}）之前，还没有任务。")
    if view.known_at and view.known_at < end_of_shanghai_day(view.as_of):
        said.append("知悉时刻早于截至日期，之后的报送都未计入。")
    return "".join(said)


@lru_cache(maxsize=256)
def _masthead(head: ledger.Masthead, view: View) -> Markup:
    parts = [tag("b", PRODUCT)]
    if head.demo:
        parts.append(tag("strong", "演示数据", class_="demo"))
    elif head.simulated:
        why = "有记录是在假定的日期下写入的（--now），只供演练"
        parts.append(tag("strong", "含模拟时钟记录", class_="demo", title=why))
    parts.append(tag("span", title := _title(ledger.about(view)), class_="document", title=title))
    if view.known_at:
        moment = view.known_at.replace(tzinfo=UTC).astimezone(SHANGHAI)
        parts.append(
            tag(
                "span",
                f"知悉至 {moment:%Y-%m-%d %H:%M} ",
                link("取消", view.here(known_at="")),
                title="只计这一时刻以前的记录",
            )
        )
    if head.head.seq:
        fingerprint = f"流水共 {head.head.seq} 条记录，最后一条的指纹为 {head.head.hash}"
        parts.append(tag("span", f"流水 {head.head.seq}·{head.head.short}", title=fingerprint))
    else:
        parts.append(tag("span", "流水尚无记录"))
    return tag("header", *parts, class_="masthead")


def _title(documents: Sequence[Document]) -> str:
    """The one document that is shown and in force, else how many there are."""
    shown = [d for d in documents if d.status is DocumentStatus.IN_FORCE] or documents
    if len(shown) == 1:
        only = shown[0]
        return f"{only.title}（{only.document_number}）" if only.document_number else only.title
    return f"{len(documents)} 份文件"


@lru_cache(maxsize=256)
def _navigation(page: Page, view: View, counts: tuple[tuple[str, int], ...]) -> Markup:
    bare = replace(view, query=())
    links = [
        tag(
            "a",
            other.title,
            _count(other, dict(counts)),
            href=view.link(other.path),
            aria_current="page" if other is page else None,
        )
        for other in PAGES
        if (other.listed or other is page)
        and other.path != HELP
        and may_look(other, view if other is page else bare)
    ]
    help_ = tag("a", "帮助", href=view.link(HELP), aria_current="page" if page.path == HELP else None)
    apart = [help_, paper.button()]
    return tag("nav", *links, tag("span", *apart, class_="apart"), class_="pages", aria_label="页面")


def _count(page: Page, counts: dict[str, int]) -> str:
    return f"（{counts[page.path]}）" if counts.get(page.path) else ""
