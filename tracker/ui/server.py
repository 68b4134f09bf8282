"""Serves the pages: routes and middleware of the web application, and the process that carries it."""

import gc
import logging
import runpy
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from streamlit import config

from tracker.problems import Place, Problem
from tracker.snapshot import Workspace
from tracker.ui import downloads, ledger, screens
from tracker.ui.document import ASSETS, html
from tracker.ui.guard import KnownAddresses, PackedBundles, SameOrigin, SecurityHeaders
from tracker.ui.registry import ADDRESSES

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("script.py")
LOOPBACK_NAMES = ["127.0.0.1", "localhost"]


async def document(_: Request) -> HTMLResponse:
    return HTMLResponse(html(ADDRESSES), headers={"Cache-Control": "no-cache"})


def health(_: Request) -> JSONResponse:
    """200 with the head of the journal: that the process answers means that it has loaded and warmed up."""
    head = ledger.workspace().journal.head()
    return JSONResponse({"status": "ready", "journal": {"seq": head.seq, "hash": head.hash}})


ROUTES = [
    Route("/healthz", health),
    Route("/evidence/{record}", downloads.evidence),
    Mount("/assets", StaticFiles(directory=ASSETS)),
    *(Route(address, document) for address in ADDRESSES),
]
MIDDLEWARE = [
    Middleware(SecurityHeaders),
    # No accounts yet: a page of another site must not reach this port under a name of its own (DNS rebinding).
    Middleware(TrustedHostMiddleware, allowed_hosts=LOOPBACK_NAMES),
    Middleware(SameOrigin),
    Middleware(KnownAddresses, exact=("/healthz", *ADDRESSES), below=("/assets/", "/evidence/")),
    Middleware(PackedBundles),
]


@asynccontextmanager
async def warmed_up(app: st.App) -> AsyncIterator[None]:
    """Loads what the first reader would otherwise wait for, then takes it out of the garbage collector's rounds."""
    for screen in iter_modules(screens.__path__, f"{screens.__name__}."):
        import_module(screen.name)
    ledger.workspace().status()
    gc.collect()
    gc.freeze()
    yield


def refusal(host: str) -> Problem | None:
    """Why the pages may not be served at `host`: without accounts only this machine itself may reach them."""
    if host in LOOPBACK_NAMES:
        return None
    return Problem(
        "serve.not-loopback",
        f"不能在 {host} 上提供服务：系统还没有账号和口令，任何人都能以任何身份填报。",
        "请用 --host 127.0.0.1 只在本机使用；启用账号以后才能向其他机器开放。",
        Place(field="host"),
    )


def serve(workspace: Workspace, host: str, port: int, ready: Callable[[str], None]) -> Problem | None:
    """Shows the workspace until stopped; a Problem says why it could not start. Port 0 takes any free one.

    `ready` gets the address once pages are answered.
    """
    if problem := refusal(host):
        return problem
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # Made by hand for its protocol number: asyncio switches TCP_NODELAY on only where it sees TCP named, and without
    # it every rerun waits 40 ms for a delayed acknowledgement.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            return Problem(
                "serve.port-taken",
                f"端口 {port} 不能使用（{error.strerror}）。",
                "请停掉占用它的程序，或用 --port 换一个端口。",
                Place(field="port"),
            )
        ledger.serve_from(workspace)
        address = f"http://{host}:{listener.getsockname()[1]}"
        _Announced(_options(), lambda: ready(address)).run(sockets=[listener])
    return None


def _options() -> uvicorn.Config:
    # What `streamlit run app.py` does: .streamlit/config.toml beside app.py counts from any working directory.
    config._main_script_path = str(ROOT / "app.py")
    return uvicorn.Config(
        runpy.run_path(str(ROOT / "app.py"))["app"],
        ws="websockets-sansio",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
    )


class _Announced(uvicorn.Server):
    """Calls `ready` once the port is answered."""

    def __init__(self, options: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(options)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()
