"""Serves the pages: routes and middleware of the web application, and the process that carries it."""

import gc
import logging
import runpy
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
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

from tracker.accounts import passwords
from tracker.accounts.accounts import Accounts
from tracker.accounts.policy_file import PolicyRefused
from tracker.problems import Place, Problem
from tracker.snapshot import Workspace
from tracker.ui import assessment_files, chart_files, downloads, identity, ledger, screens
from tracker.ui.blocks import guide
from tracker.ui.document import ASSETS, html
from tracker.ui.entrance import administration, login, own
from tracker.ui.entrance.gate import ACCOUNTS, FORMS, LOGIN, LOGOUT, PASSWORD, SESSION, TOTP, Gate
from tracker.ui.guard import KnownAddresses, PackedBundles, SameOrigin, SecurityHeaders
from tracker.ui.registry import ADDRESSES, ROLES

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
    Route(chart_files.BELOW + "{of}.{kind}", chart_files.chart),
    Route(guide.PICTURES + "{name}.png", downloads.guide_picture),
    Route("/assessment/{form}", assessment_files.give),
    Mount("/assets", StaticFiles(directory=ASSETS)),
    Route(LOGIN, login.show, methods=["GET"]),
    Route(LOGIN, login.take, methods=["POST"]),
    Route(LOGOUT, login.ask_to_leave, methods=["GET"]),
    Route(LOGOUT, login.leave, methods=["POST"]),
    Route(SESSION, login.alive, methods=["GET"]),
    Route(PASSWORD, own.password, methods=["GET", "POST"]),
    Route(TOTP, own.second, methods=["GET", "POST"]),
    Route(ACCOUNTS, administration.show, methods=["GET", "POST"]),
    *(Route(address, document) for address in ADDRESSES),
]


BELOW = ("/assets/", "/evidence/", "/assessment/", chart_files.BELOW, guide.PICTURES)
"""Where files are given out, each for whom it is meant."""


def middleware(hosts: Sequence[str] = LOOPBACK_NAMES, https: bool = False) -> list[Middleware]:
    """What stands in front, outermost first; `hosts` are the names under which readers may ask for the pages."""
    known = ("/healthz", SESSION, *FORMS, *ADDRESSES)
    return [
        Middleware(SecurityHeaders, https=https),
        # A page of another site must not reach this port under a name of its own (DNS rebinding).
        Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
        Middleware(SameOrigin),
        Middleware(KnownAddresses, exact=known, below=BELOW),
        Middleware(Gate, documents=ADDRESSES, roles=ROLES),
        Middleware(PackedBundles),
    ]


@asynccontextmanager
async def warmed_up(app: st.App) -> AsyncIterator[None]:
    """Loads what the first reader would otherwise wait for, then takes it out of the garbage collector's rounds."""
    for screen in iter_modules(screens.__path__, f"{screens.__name__}."):
        import_module(screen.name)
    ledger.workspace().status()
    if identity.accounts():
        passwords.prepare()
    gc.collect()
    gc.freeze()
    yield


@dataclass(frozen=True)
class Front:
    """How the pages are reached.

    With `switch` readers choose who they are, without a password: a demonstration, on this machine only. `hosts` are
    further names of the server, `https` says that something in front of it, at the address `proxy`, speaks https.
    """

    host: str = "127.0.0.1"
    port: int = 0
    switch: bool = False
    hosts: tuple[str, ...] = ()
    https: bool = False
    proxy: str = ""

    @property
    def names(self) -> list[str]:
        own = [] if self.host in ("0.0.0.0", "::", *LOOPBACK_NAMES) else [self.host]
        return [*LOOPBACK_NAMES, *own, *self.hosts]


def refusal(front: Front, accounts: Accounts) -> Problem | None:
    """Why the pages may not be served like this."""
    if not front.switch:
        try:
            accounts.policy  # noqa: B018 - read for what is wrong with it
        except PolicyRefused as refused:
            return refused.problems[0]
    if front.switch and accounts.any:
        return Problem(
            "serve.has-accounts",
            "这个数据文件夹已有账号，不能不凭口令打开。",
            "请用 tracker serve 凭账号登录；演示请另用一个数据文件夹。",
            Place(field="data"),
        )
    if front.host in LOOPBACK_NAMES:
        return None
    place = Place(field="host")
    if front.switch:
        return Problem(
            "serve.not-loopback",
            f"不能在 {front.host} 上提供演示：演示不要口令，任何人都能以任何身份填报。",
            "演示请用 --host 127.0.0.1 只在本机使用；向其他机器开放请用 tracker serve。",
            place,
        )
    if not accounts.any:
        return Problem(
            "serve.no-accounts",
            f"不能在 {front.host} 上提供服务：还没有任何账号。",
            "请先用 tracker account first 建立系统管理员。",
            place,
        )
    if front.host in ("0.0.0.0", "::") and not front.hosts:
        return Problem(
            "serve.no-names",
            f"监听 {front.host} 时要写明读者用什么名称或地址访问，以免其他网站借名访问。",
            "请加 --allow-host，例如 --allow-host tracker.example.invalid 或本机的 IP 地址。",
            place,
        )
    return None


def serve(
    workspace: Workspace, host: str, port: int, ready: Callable[[str], None], front: Front | None = None
) -> Problem | None:
    """Shows the workspace until stopped; a Problem says why it could not start. Port 0 takes any free one.

    `ready` gets the address once pages are answered.
    """
    front = replace(front or Front(), host=host, port=port)
    if problem := refusal(front, Accounts(workspace)):
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
        identity.by_switch(front.switch)
        identity.behind_https(front.https)
        address = f"http://{host}:{listener.getsockname()[1]}"
        _Announced(_options(front), lambda: ready(address)).run(sockets=[listener])
    return None


_front = Front()
"""How this process serves; app.py asks for it while it is loaded."""


def front_middleware() -> list[Middleware]:
    return middleware(_front.names, _front.https)


def _options(front: Front) -> uvicorn.Config:
    global _front
    _front = front
    # What `streamlit run app.py` does: .streamlit/config.toml beside app.py counts from any working directory.
    config._main_script_path = str(ROOT / "app.py")
    config.set_option("server.allowedHosts", front.names)
    return uvicorn.Config(
        _app(),
        ws="websockets-sansio",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
        # Whoever is not the proxy may not say where he comes from.
        proxy_headers=bool(front.proxy),
        forwarded_allow_ips=front.proxy or "127.0.0.1",
    )


def _app() -> st.App:
    found = runpy.run_path(str(ROOT / "app.py"))["app"]
    if not isinstance(found, st.App):
        raise TypeError(found)
    return found


class _Announced(uvicorn.Server):
    """Calls `ready` once the port is answered."""

    def __init__(self, options: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(options)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()
