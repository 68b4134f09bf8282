"""The web server: what it answers, to whom, and with which headers."""

import gzip
import json
import socket
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from urllib.parse import urlsplit

import anyio
import pytest
from starlette import types

from tracker.accounts.accounts import Accounts
from tracker.snapshot import Workspace
from tracker.ui.guard import SecurityHeaders
from tracker.ui.server import Front, refusal, serve


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes


def get(address: str, path: str, method: str = "GET", **headers: str) -> Answer:
    with closing(HTTPConnection(urlsplit(address).netloc)) as connection:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=named)
        with connection.getresponse() as response:
            body = b"" if response.status == 101 else response.read()
            return Answer(response.status, response.headers, body)


def test_health_tells_the_head_of_the_journal(served: str) -> None:
    answer = get(served, "/healthz")
    assert (answer.status, json.loads(answer.body)) == (
        200,
        {"status": "ready", "journal": {"seq": 0, "hash": "0" * 64}},
    )


def test_every_page_is_a_chinese_document(served: str) -> None:
    for path in ("/", "/ledger?light=red", "/problems"):
        text = get(served, path).body.decode()
        assert '<html lang="zh-CN"' in text
        assert "<title>双碳任务台账</title>" in text


@pytest.mark.parametrize("path", ["/healthz", "/", "/no-such-page", "/assets/shell.css"])
def test_security_headers_are_on_every_answer(served: str, path: str) -> None:
    answer = get(served, path)
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/mcp", "/no-such-page", "/index.html"])
def test_other_addresses_do_not_exist(served: str, path: str) -> None:
    answer = get(served, path)
    assert answer.status == 404
    assert "没有这个页面" in answer.body.decode()


def test_another_name_for_this_machine_is_refused(served: str) -> None:
    assert get(served, "/healthz", Host="rebound.example").status == 400


def test_pages_of_other_sites_can_neither_upload_nor_open_the_stream(served: str) -> None:
    foreign = {"Origin": "http://other.example"}
    assert get(served, "/_stcore/upload_file/a/b", "PUT", **foreign).status == 403
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13"}
    key = {"Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ=="}
    assert get(served, "/_stcore/stream", **foreign, **upgrade, **key).status == 403
    assert get(served, "/_stcore/stream", Origin=served, **upgrade, **key).status == 101


def test_bundles_travel_compressed(served: str) -> None:
    text = get(served, "/").body.decode()
    bundle = text.split('type="module" crossorigin src=".')[1].split('"')[0]
    answer = get(served, bundle, Accept_Encoding="gzip")

    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.body) == get(served, bundle).body


@pytest.mark.parametrize(
    ("front", "code"),
    [(Front(), "serve.no-accounts"), (Front(switch=True), "serve.not-loopback")],
    ids=["without accounts", "demonstration"],
)
def test_only_this_machine_is_served(workspace: Workspace, front: Front, code: str) -> None:
    refused = serve(workspace, "0.0.0.0", 0, print, front)
    assert refused is not None
    assert refused.code == code


@pytest.mark.parametrize(
    ("front", "code"),
    [
        (Front(host="0.0.0.0"), "serve.no-names"),
        (Front(host="0.0.0.0", hosts=("tracker.example.invalid",)), None),
        (Front(host="192.0.2.7"), None),
        (Front(), None),
        (Front(switch=True), "serve.has-accounts"),
        (Front(host="0.0.0.0", switch=True), "serve.has-accounts"),
    ],
)
def test_with_accounts_other_machines_are_served_under_names_that_are_said(
    workspace: Workspace, front: Front, code: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Accounts, "any", True)
    refused = refusal(front, Accounts(workspace))
    assert (refused.code if refused else None) == code


def test_the_names_are_this_machine_s_and_those_that_are_said() -> None:
    assert Front(host="0.0.0.0", hosts=("a.invalid",)).names == ["127.0.0.1", "localhost", "a.invalid"]
    assert Front(host="192.0.2.7").names == ["127.0.0.1", "localhost", "192.0.2.7"]


def test_nothing_is_served_under_a_policy_that_cannot_be_read(workspace: Workspace) -> None:
    workspace.data.mkdir(parents=True)
    (workspace.data / "policy.yaml").write_text("session: {idle_minutes: 0}\n")
    refused = serve(workspace, "127.0.0.1", 0, print)
    assert refused is not None
    assert (refused.code, refused.place.line) == ("plan.out-of-range", 1)


def test_a_port_in_use_is_told(workspace: Workspace) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        refused = serve(workspace, "127.0.0.1", other.getsockname()[1], print)
    assert refused is not None
    assert refused.code == "serve.port-taken"


@pytest.fixture
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("workspace")
    return Workspace(folder / "tasks", folder / "data")


def test_behind_https_browsers_are_told_to_stay_there() -> None:
    async def ask(https: bool) -> dict[str, str]:
        found: dict[str, str] = {}

        async def app(_: object, __: object, send: types.Send) -> None:
            await send({"type": "http.response.start", "status": 200, "headers": []})

        async def send(message: types.Message) -> None:
            found.update({name.decode(): value.decode() for name, value in message["headers"]})

        await SecurityHeaders(app, https)({"type": "http"}, send, send)  # type: ignore[arg-type]
        return found

    assert "strict-transport-security" in anyio.run(ask, True)
    assert "strict-transport-security" not in anyio.run(ask, False)


@pytest.mark.parametrize("path", ["/login", "/password", "/second-factor", "/accounts", "/logout"])
def test_a_demonstration_has_no_accounts(served: str, path: str) -> None:
    answer = get(served, path)
    assert (answer.status, answer.headers["Location"]) in ((303, "/"), (303, "/login"))
