"""Role × address: what a visitor of each role gets at every address there is, the stream and files included."""

import re

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.ui.entrance.conftest import Site
from tracker.intake import Role
from tracker.ui.entrance.gate import FORMS
from tracker.ui.registry import ADDRESSES, BUSINESS, PAGES
from tracker.ui.server import ROUTES

VISITORS: tuple[Role | None, ...] = (None, *Role)
REFUSED = "当前身份不能使用本页"
OWN_FORMS = tuple(path for path in FORMS if path != "/login")
STREAMLIT = ("/_stcore/health", "/_stcore/host-config")
EVIDENCE = ("/evidence/none", "/chart/none.none", "/guide/none.png", "/assessment/none")
FILES = ("/media/" + "0" * 56 + ".xlsx", "/_stcore/upload_file/a/b")
PUBLIC = ("/healthz", "/assets/shell.css", "/static/nothing.js")
NOWHERE = (
    "/_stcore/metrics",
    "/_stcore/agent/mcp",
    "/no-such-page",
    "/component/x/y",
    "/app/static/x",
    "/docs",
)


def expected(visitor: Role | None, path: str) -> tuple[int, str]:
    """Status, and where one is sent instead."""
    if path in PUBLIC:
        return 200, ""
    if path in NOWHERE:
        return 404, ""
    if path == "/login":
        return (200, "") if visitor is None else (303, "/")
    if visitor is None:
        return (303, "/login") if path in ADDRESSES + OWN_FORMS else (401, "")
    if path == "/session":
        return 204, ""
    if path == "/accounts":
        return (200, "") if visitor is Role.ADMIN else (303, "/")
    if path in OWN_FORMS:
        return 200, ""
    if path in EVIDENCE and visitor is not Role.ADMIN:
        return 404, ""
    if path in FILES:
        return 403, ""
    if visitor is Role.ADMIN:
        return (303, "/accounts") if path in ADDRESSES else (403, "")
    return 200, ""


EVERY = (*ADDRESSES, *FORMS, "/session", *STREAMLIT, *FILES, *EVIDENCE, *PUBLIC, *NOWHERE)


def test_the_matrix_has_every_route_of_ours() -> None:
    ours = {re.sub("{[a-z]+}", "none", getattr(route, "path", "")) for route in ROUTES} - {"/assets"}
    assert ours <= set(EVERY)


@pytest.mark.parametrize("visitor", VISITORS)
def test_reading_every_address(site: Site, tokens: dict[Role | None, str], visitor: Role | None) -> None:
    wrong = []
    for path in EVERY:
        answer = site.get(path, tokens[visitor])
        got = (answer.status, answer.where.split("?")[0])
        if got != expected(visitor, path):
            wrong.append((path, got, expected(visitor, path)))
    assert wrong == []


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("visitor", VISITORS)
def test_writing_to_every_address_but_the_forms_changes_nothing(
    site: Site, tokens: dict[Role | None, str], visitor: Role | None, method: str
) -> None:
    wrong = []
    for path in EVERY:
        if method == "POST" and path in FORMS:
            continue
        answer = site.ask(method, path, tokens[visitor], "x", Origin=site.address)
        outside = visitor is None and path not in (*PUBLIC, *NOWHERE, "/login")
        refused = (401, 403) if outside else (401, 403, 404, 405)
        asks = method == "OPTIONS" and visitor in BUSINESS and path in STREAMLIT
        if answer.status not in refused and not (asks and answer.status == 204):
            wrong.append((path, answer.status))
    assert wrong == []


@pytest.mark.parametrize("visitor", VISITORS)
def test_who_gets_a_stream(site: Site, tokens: dict[Role | None, str], visitor: Role | None) -> None:
    if visitor in BUSINESS:
        with site.stream(tokens[visitor]) as stream:
            assert "总览" in stream.run()
    else:
        assert site.refused_stream(tokens[visitor]) == 403


@pytest.mark.parametrize("visitor", sorted(BUSINESS))
def test_every_page_is_shown_to_its_roles_and_to_no_other(
    site: Site, tokens: dict[Role | None, str], visitor: Role
) -> None:
    wrong = []
    with site.stream(tokens[visitor]) as stream:
        for page in PAGES:
            # Whoever the address names: the session alone says who is looking.
            for query in ("", "who=office"):
                shown = stream.run(page.path, query)
                if (REFUSED in shown) == (visitor in page.roles) or "错误编号" in shown:
                    wrong.append((page.path, query))
    assert wrong == []


def test_no_page_is_the_administrator_s() -> None:
    assert not [page for page in PAGES if Role.ADMIN in page.roles]


def test_the_switch_of_the_demonstration_is_not_there(site: Site, tokens: dict[Role | None, str]) -> None:
    with site.stream(tokens[Role.LEADER]) as stream:
        shown = stream.run("", "who=office")
    assert "the-leader" in shown
    assert "address-who" not in shown


class TestFiles:
    """One reader's upload and download are nobody else's, not even of the same role."""

    def deferred(self, messages: list[ForwardMsg]) -> str:
        found = [
            message.delta.new_element.download_button.deferred_file_id
            for message in messages
            if message.delta.new_element.WhichOneof("type") == "download_button"
        ]
        return next(filter(None, found))

    def download(self, stream, page: str, query: str = "") -> str:  # type: ignore[no-untyped-def]
        from streamlit.proto.BackMsg_pb2 import BackMsg

        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        stream.send(message)
        return str(stream.download_address(self.deferred(stream.until("script_finished"))))

    def test_a_download_is_the_session_s_that_asked_for_it(
        self, site: Site, tokens: dict[Role | None, str]
    ) -> None:
        with site.stream(tokens[Role.AUDITOR]) as stream:
            address = self.download(stream, "workbook")
            assert address.startswith("/media/")
            got = site.get(address, tokens[Role.AUDITOR])
            assert (got.status, got.headers["Cache-Control"]) == (200, "no-store")
            others = {visitor: site.get(address, token).status for visitor, token in tokens.items()}
            assert others.pop(Role.AUDITOR) == 200
            assert others.pop(None) == 401
            assert set(others.values()) == {403}
            again = site.enter("the-auditor")
            assert site.get(address, again).status == 403, "another session of the same account"

    def upload(self, site: Site, address: str, token: str) -> int:
        """As the widget does: with the token against forgery that Streamlit hands out."""
        cookie = str(site.get("/_stcore/health", token).headers.get("Set-Cookie", "")).split(";")[0]
        body = '--x\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\nhello\r\n--x--\r\n'
        return site.ask(
            "PUT",
            address,
            token,
            body,
            Content_Type="multipart/form-data; boundary=x",
            Origin=site.address,
            Cookie=cookie,
            X_Xsrftoken=cookie.partition("=")[2],
        ).status

    def test_an_upload_goes_where_its_own_session_was_told(
        self, site: Site, tokens: dict[Role | None, str]
    ) -> None:
        with site.stream(tokens[Role.OFFICE]) as stream:
            stream.run("source", "document=example-2025-1")
            address = stream.upload_address()
            for visitor, token in tokens.items():
                if visitor is not Role.OFFICE:
                    assert self.upload(site, address, token) == (403 if visitor else 401)
            assert site.ask("DELETE", address, tokens[Role.UNIT], Origin=site.address).status == 403
            assert self.upload(site, address, tokens[Role.OFFICE]) == 204

    def test_nobody_goes_on_with_another_s_page(self, site: Site, tokens: dict[Role | None, str]) -> None:
        with site.stream(tokens[Role.OFFICE]) as stream:
            stream.run()
            theirs = stream.session_id
        with site.stream(tokens[Role.UNIT], subprotocols=("x", theirs)) as other:
            other.run()
            assert other.session_id not in ("", theirs)
        with site.stream(tokens[Role.OFFICE], subprotocols=("x", theirs)) as same:
            same.run()
            assert same.session_id == theirs
