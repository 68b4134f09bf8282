"""Lets through whom a session names, and nobody else: to pages, stream, uploads and files; watches open streams."""

from collections.abc import Collection
from http.cookies import CookieError, SimpleCookie
from time import monotonic
from urllib.parse import urlencode

import anyio
from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from tracker.accounts import sessions
from tracker.accounts.accounts import Accounts
from tracker.accounts.sessions import Owed, Session
from tracker.intake.permissions import Role
from tracker.ui import identity
from tracker.ui.entrance import offered

LOGIN, LOGOUT, SESSION = "/login", "/logout", "/session"
PASSWORD, TOTP, ACCOUNTS = "/password", "/second-factor", "/accounts"
FORMS = (LOGIN, LOGOUT, PASSWORD, TOTP, ACCOUNTS)
"""Our own HTML pages; each takes what it asks for at its own address."""
OPEN = (LOGIN, "/healthz")
OPEN_BELOW = ("/assets/", "/static/")
STREAM = "/_stcore/stream"
DUTY = {Owed.PASSWORD: PASSWORD, Owed.TOTP: TOTP}
SILENT = ("/_stcore/health", "/_stcore/host-config", SESSION)
"""What a page asks for by itself: nobody's doing, so it prolongs nothing."""
CLAIMS = ("remote-user", "x-remote-", "x-forwarded-user", "x-forwarded-email", "x-forwarded-groups",
          "x-forwarded-preferred-username", "x-auth-", "x-user", "x-streamlit-user")  # fmt: skip
"""Headers by which a client might say who it is. Only the session says so."""
WATCH_SECONDS = 1.0
RECHECK_SECONDS = 0.1


def session_in(scope: Scope) -> Session | None:
    """The session that was let through."""
    found = scope.get("tracker.session")
    return found if isinstance(found, Session) else None


def token_in(headers: Headers) -> str | None:
    try:
        cookie = SimpleCookie(headers.get("Cookie", "")).get(identity.COOKIE)
    except CookieError:
        return None
    return cookie.value if cookie else None


class Gate:
    """`documents` are the addresses of pages, `roles` those that have any page at all."""

    def __init__(self, app: ASGIApp, documents: Collection[str], roles: Collection[Role]) -> None:
        self._app = app
        self._documents = frozenset(documents)
        self._roles = frozenset(roles)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        accounts = identity.accounts()
        if scope["type"] == "lifespan" or accounts is None:
            await self._app(scope, receive, send)
            return
        scope["headers"] = [
            (name, value)
            for name, value in scope["headers"]
            if not name.decode("latin-1").lower().startswith(CLAIMS)
        ]
        token = token_in(Headers(scope=scope))
        session = sessions.find(accounts, token)
        scope["tracker.session"] = session
        if scope["type"] == "websocket":
            if (
                session is None
                or session.owes
                or session.account.role not in self._roles
                or scope["path"] != STREAM
            ):
                await WebSocketClose(code=1008)(scope, receive, send)
            else:
                await self._stream(accounts, session, scope, receive, send)
            return
        if answer := self._refusal(scope, session, token):
            await answer(scope, receive, send)
            return
        if session and scope["path"] not in SILENT and not scope["path"].startswith(OPEN_BELOW):
            await _touched(accounts, session)
            receive, send = _while_it_goes_on(accounts, session, scope["path"], receive), _unkept(send)
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope, session: Session | None, token: str | None) -> ASGIApp | None:
        """The answer instead of what was asked for; None lets it through."""
        path, reads = scope["path"], scope["method"] in ("GET", "HEAD")
        if not reads and path in FORMS and not _from_here(Headers(scope=scope)):
            return PlainTextResponse("forbidden", status_code=403)
        if path in OPEN or (reads and path.startswith(OPEN_BELOW)):
            return None
        if session is None:
            if reads and (path in self._documents or path in FORMS):
                return RedirectResponse(_login(scope, ended=token is not None), status_code=303)
            return PlainTextResponse("请先登录。", status_code=401)
        if path in (LOGOUT, SESSION):
            return None
        if session.owes:
            duty = DUTY[session.owes]
            return (
                None
                if path == duty
                else _elsewhere(duty, reads and (path in self._documents or path in FORMS))
            )
        if path in (PASSWORD, TOTP):
            return None
        if path == ACCOUNTS:
            return None if session.account.role is Role.ADMIN else _elsewhere("/", reads)
        if session.account.role not in self._roles:
            return _elsewhere(ACCOUNTS, reads and path in self._documents)
        if path.startswith(offered.FILES) and not offered.is_offered(session.key, path):
            return PlainTextResponse("not yours", status_code=403)
        return None

    async def _stream(
        self, accounts: Accounts, session: Session, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """The stream of a page, closed with 1008 at the moment the session ends."""
        _own_stream_only(scope, session)
        checked = monotonic()
        over = False

        def still() -> Session | None:
            nonlocal checked, over
            checked = monotonic()
            found = None if over else sessions.still(accounts, session)
            over = found is None
            return found

        async def close() -> None:
            await send({"type": "websocket.close", "code": 1008})

        async def receive_checked() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive":
                found = still()
                if found is None:
                    await close()
                    return {"type": "websocket.disconnect", "code": 1008}
                await _touched(accounts, found)
            return message

        async def send_checked(message: Message) -> None:
            if message["type"] == "websocket.send":
                if over or (monotonic() - checked > RECHECK_SECONDS and not still()):
                    return
                offered.note(session.key, message.get("bytes") or b"")
            await send(message)

        async def watch() -> None:
            while still():
                await anyio.sleep(WATCH_SECONDS)
            await close()

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(watch)
            await self._app(scope, receive_checked, send_checked)
            tasks.cancel_scope.cancel()


async def _touched(accounts: Accounts, session: Session) -> None:
    """Writing may wait for another writer, so it is done beside, and only when it is time."""
    if sessions.is_to_touch(accounts, session):
        await to_thread.run_sync(sessions.touch, accounts, session)


def _while_it_goes_on(accounts: Accounts, session: Session, path: str, receive: Receive) -> Receive:
    """An upload stops where the session does."""
    if not path.startswith(offered.FILES):
        return receive

    async def receive_checked() -> Message:
        message = await receive()
        if message["type"] == "http.request" and not sessions.goes_on(accounts, session):
            return {"type": "http.disconnect"}
        return message

    return receive_checked


def _unkept(send: Send) -> Send:
    """Nothing that was shown to somebody stays in the browser when he has left."""

    async def send_unkept(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["Cache-Control"] = "no-store"
        await send(message)

    return send_unkept


def _own_stream_only(scope: Scope, session: Session) -> None:
    """A stream goes on with what was typed before it broke, but never with what another session typed.

    Streamlit takes the id of the earlier stream as third of the subprotocols.
    """
    headers = MutableHeaders(scope=scope)
    parts = [part.strip() for part in headers.get("Sec-WebSocket-Protocol", "").split(",")]
    if len(parts) > 2 and not offered.is_own(parts[2], session.key):
        headers["Sec-WebSocket-Protocol"] = ", ".join(parts[:2])


def _from_here(headers: Headers) -> bool:
    """A form is sent by a page of ours: what is of the same origin is checked before, here that it says so at all."""
    return "Origin" in headers or headers.get("Sec-Fetch-Site") == "same-origin"


def _login(scope: Scope, ended: bool) -> str:
    query = scope["query_string"].decode("latin-1")
    asked = scope["path"] + (f"?{query}" if query else "")
    said = {"next": asked} if asked != "/" else {}
    if ended:
        said["why"] = "ended"
    return LOGIN + (f"?{urlencode(said)}" if said else "")


def _elsewhere(where: str, redirected: bool) -> ASGIApp:
    if redirected:
        return RedirectResponse(where, status_code=303)
    return PlainTextResponse("当前身份不能使用。", status_code=403)
