"""What stands between the network and the pages: known addresses only, security headers, bundles packed once."""

import gzip
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose
from streamlit import file_util

from tracker.ui.document import NOT_FOUND

# Streamlit's own addresses that the pages need. Not among them: usage figures (/_stcore/metrics) and the agent API.
STREAMLIT_ADDRESSES = (
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/stream",
    "/_stcore/upload_file/",
    "/media/",
    "/static/",
)

HEADERS = {
    # Styles: Streamlit writes its own into the page. Nothing may come from, or go to, another host.
    "Content-Security-Policy": "; ".join(
        [
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class KnownAddresses:
    """Answers 404 to every address that is neither ours nor one of Streamlit's that the pages need."""

    def __init__(self, app: ASGIApp, exact: Sequence[str], below: Sequence[str]) -> None:
        self._app = app
        self._exact = frozenset(exact)
        self._below = (*below, *STREAMLIT_ADDRESSES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._known(scope["path"]):
            await HTMLResponse(NOT_FOUND, status_code=404)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _known(self, path: str) -> bool:
        return path in self._exact or path.startswith(self._below)


class SameOrigin:
    """Refuses what a page of another site sends: opening the stream, and everything that is not merely reading.

    Streamlit checks too, but for that it may ask an outside host for this machine's address.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] == "lifespan"
            or scope.get("method") in ("GET", "HEAD")
            or _same_origin(Headers(scope=scope))
        ):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(code=1008)(scope, receive, send)
        else:
            await PlainTextResponse("forbidden", status_code=403)(scope, receive, send)


def _same_origin(headers: Headers) -> bool:
    origin = headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == headers.get("Host")


class SecurityHeaders:
    """Puts `HEADERS` on every HTTP answer; over `https` also that browsers must not fall back to http."""

    def __init__(self, app: ASGIApp, https: bool = False) -> None:
        self._app = app
        self._headers = HEADERS | ({"Strict-Transport-Security": "max-age=31536000"} if https else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


TYPES = {".js": "text/javascript", ".css": "text/css"}


class PackedBundles:
    """Serves Streamlit's scripts compressed, each packed once a process: a first visit loads a third of the bytes.

    Streamlit leaves them unpacked because packing on every request costs more than it saves.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        root = Path(file_util.get_static_dir())
        self._files = {
            f"/{path.relative_to(root).as_posix()}": path
            for path in root.glob("static/**/*")
            if path.suffix in TYPES
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = (
            self._files.get(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        )
        if not path or "gzip" not in Headers(scope=scope).get("Accept-Encoding", ""):
            await self._app(scope, receive, send)
            return
        headers = {
            "Content-Encoding": "gzip",
            "Cache-Control": "public, immutable, max-age=31536000",
            "Vary": "Accept-Encoding",
        }
        body = await to_thread.run_sync(_packed, path)
        await Response(body, headers=headers, media_type=TYPES[path.suffix])(scope, receive, send)


@cache
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)
