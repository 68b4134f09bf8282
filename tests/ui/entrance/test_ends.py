"""The end of a session, at once: on streams that are open, on uploads under way, and on everything asked later."""

import socket
import sqlite3
from collections.abc import Callable
from datetime import timedelta

import pytest
from websockets.exceptions import ConnectionClosed

from tests.ui.entrance.conftest import ADMIN, PASSWORD, Site
from tracker.accounts import administration, sessions
from tracker.ui.identity import COOKIE

NEW = "Battery-staple-9"


def leave(site: Site, user: str, token: str) -> None:
    assert site.post("/logout", token).where == "/login"


def change(site: Site, user: str, token: str) -> None:
    assert site.post("/password", token, {"old": PASSWORD, "new": NEW, "again": NEW}).status == 303


def idle(site: Site, user: str, token: str) -> None:
    """As if the reader had last done something half an hour ago."""
    with sqlite3.connect(site.accounts.store.file, timeout=10) as db:
        then = (site.accounts.clock() - timedelta(minutes=30)).isoformat()
        db.execute("UPDATE session SET last_seen = ? WHERE key = ?", (then, sessions.key_of(token)))


ENDS: dict[str, Callable[[Site, str, str], object]] = {
    "logout": leave,
    "change of password": change,
    "idle time": idle,
    "disabling": lambda site, user, _: administration.disable(site.accounts, ADMIN, user),
    "reset": lambda site, user, _: administration.reset(site.accounts, ADMIN, user),
    "another role": lambda site, user, _: administration.give_role(site.accounts, ADMIN, user, "leader"),
}


class TestTheEnd:
    @pytest.mark.parametrize("how", ENDS)
    def test_an_open_stream_is_closed_although_nobody_does_anything(self, site: Site, how: str) -> None:
        user, token = site.someone()
        with site.stream(token) as stream:
            stream.run()
            ENDS[how](site, user, token)
            with pytest.raises(ConnectionClosed) as closed:
                stream.listen(seconds=5)
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 1008

    @pytest.mark.parametrize("how", ENDS)
    def test_the_next_message_is_not_answered(self, site: Site, how: str) -> None:
        user, token = site.someone()
        with site.stream(token) as stream:
            stream.run()
            ENDS[how](site, user, token)
            with pytest.raises(ConnectionClosed):
                stream.run("ledger")

    @pytest.mark.parametrize("how", ENDS)
    def test_nothing_else_is_answered_either(self, site: Site, how: str) -> None:
        user, token = site.someone()
        with site.stream(token) as stream:
            stream.run("source", "document=example-2025-1")
            upload = stream.upload_address()
        ENDS[how](site, user, token)
        assert site.get("/ledger", token).where.startswith("/login?next=%2Fledger&why=ended")
        assert site.get("/session", token).status == 401
        assert site.ask("PUT", upload, token, "x", Origin=site.address).status == 401
        assert site.refused_stream(token) == 403

    @pytest.mark.parametrize("ends", [False, True])
    def test_an_upload_under_way_stops(self, site: Site, ends: bool) -> None:
        user, token = site.someone()
        forgery = str(site.get("/_stcore/health", token).headers["Set-Cookie"]).split(";")[0]
        halves = [
            b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\n' + b"a" * 20_000,
            b"a" * 20_000 + b"\r\n--x--\r\n",
        ]
        with site.stream(token) as stream:
            stream.run("source", "document=example-2025-1")
            head = [
                f"PUT {stream.upload_address()} HTTP/1.1",
                f"Host: {site.host}",
                f"Origin: {site.address}",
                f"Cookie: {COOKIE}={token}; {forgery}",
                f"X-Xsrftoken: {forgery.partition('=')[2]}",
                "Content-Type: multipart/form-data; boundary=x",
                f"Content-Length: {sum(map(len, halves))}",
            ]
            host, port = site.host.split(":")
            with socket.create_connection((host, int(port)), timeout=10) as line:
                line.sendall("\r\n".join([*head, "", ""]).encode() + halves[0])
                if ends:
                    administration.disable(site.accounts, ADMIN, user)
                line.sendall(halves[1])
                status = line.recv(4096).split(b"\r\n")[0]
        assert (b" 204 " in status) is not ends

    def test_messages_keep_a_session_alive_but_the_page_s_own_questions_do_not(self, site: Site) -> None:
        _, token = site.someone()
        file, key = site.accounts.store.file, sessions.key_of(token)

        def seen() -> str:
            with sqlite3.connect(file) as db:
                return str(db.execute("SELECT last_seen FROM session WHERE key = ?", (key,)).fetchone()[0])

        earlier = (site.accounts.clock() - timedelta(minutes=10)).isoformat()
        with sqlite3.connect(file, timeout=10) as db:
            db.execute("UPDATE session SET last_seen = ? WHERE key = ?", (earlier, key))
        for path in ("/session", "/_stcore/health", "/_stcore/host-config", "/static/x.js"):
            site.get(path, token)
        assert seen() == earlier
        with site.stream(token) as stream:
            assert seen() == earlier
            stream.run()
            assert seen() > earlier
