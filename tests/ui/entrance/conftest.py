"""A real server with one account a role, and clients that speak to it as a browser does, over HTTP and the stream."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from argon2 import PasswordHasher
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tracker.accounts import administration, own, passwords, sessions
from tracker.accounts.accounts import Accounts
from tracker.accounts.administration import Applicant
from tracker.accounts.login import Entered, log_in
from tracker.intake import Actor, Role
from tracker.snapshot import Workspace
from tracker.ui.identity import COOKIE

ROOT = Path(__file__).parents[3]
PASSWORD = "Correct-horse-7"
ADMIN = Actor("检验", Role.ADMIN)
UNITS = {Role.REPORTER: "ex-cgw", Role.UNIT: "ex-cgw"}
SERVE = """
import sys
from pathlib import Path
from argon2 import PasswordHasher
from tracker.accounts import passwords
from tracker.snapshot import Workspace
from tracker.ui.server import Front, serve
passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
space = Workspace(Path(sys.argv[1]), Path(sys.argv[2]))
refused = serve(space, "127.0.0.1", 0, lambda url: print(url, flush=True), Front())
sys.exit(str(refused) if refused else 0)
"""
POLICY = """
lockout: {per_address: 10000}
session: {per_account: 100}
second_factor: {admin: optional}
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Any
    body: str

    @property
    def where(self) -> str:
        return str(self.headers.get("Location", ""))


@dataclass
class Site:
    """The server, and its accounts as another process sees them."""

    address: str
    accounts: Accounts
    log: Path
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(10_000)))

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    def ask(
        self, method: str, path: str, token: str = "", body: str | bytes | None = None, **headers: str
    ) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            named["Cookie"] = f"{COOKIE}={token}; " + named.get("Cookie", "")
        with closing(HTTPConnection(self.host)) as connection:
            connection.request(method, path, body, named)
            with connection.getresponse() as response:
                read = b"" if response.status == 101 else response.read()
                return Answer(response.status, response.headers, read.decode("utf-8", "replace"))

    def get(self, path: str, token: str = "", **headers: str) -> Answer:
        return self.ask("GET", path, token, **headers)

    def post(
        self, path: str, token: str = "", fields: dict[str, str] | None = None, **headers: str
    ) -> Answer:
        sent = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.address} | headers
        given = {name.replace("-", "_"): value for name, value in sent.items() if value}
        return self.ask("POST", path, token, urlencode(fields or {}), **given)

    def enter(self, user: str, password: str = PASSWORD) -> str:
        """The token of a login by the page."""
        answer = self.post("/login", fields={"user": user, "password": password})
        assert answer.status == 303, answer.body
        return str(answer.headers["Set-Cookie"]).split(";")[0].removeprefix(f"{COOKIE}=")

    def add(self, user: str, role: Role, unit: str | None = None) -> str:
        """A new account with `PASSWORD`, and a token of its own."""
        made = administration.create(self.accounts, ADMIN, Applicant(user, role, unit))
        assert made.password, made.problems
        entered = log_in(self.accounts, user, made.password)
        assert isinstance(entered, Entered)
        session = sessions.find(self.accounts, entered.token)
        assert session is not None
        changed = own.change_password(self.accounts, session, made.password, PASSWORD, PASSWORD)
        assert isinstance(changed, Entered)
        return changed.token

    def someone(self, role: Role = Role.OFFICE) -> tuple[str, str]:
        """A fresh account for a test that will spoil it: user name and token."""
        user = f"someone{next(self.numbers)}"
        return user, self.add(user, role, UNITS.get(role))

    @contextmanager
    def stream(self, token: str = "", **options: Any) -> Iterator["Stream"]:
        headers = {"Cookie": f"{COOKIE}={token}"} if token else {}
        with connect(
            f"ws://{self.host}/_stcore/stream",
            origin=options.pop("origin", self.address),
            additional_headers=headers | options.pop("headers", {}),
            subprotocols=["streamlit", *options.pop("subprotocols", ())],
            max_size=None,
            proxy=None,
            **options,
        ) as connection:
            yield Stream(connection)

    def refused_stream(self, token: str = "", **options: Any) -> int:
        """The HTTP status with which the stream is refused; fails when it is opened."""
        with pytest.raises(InvalidStatus) as refusal, self.stream(token, **options):
            pytest.fail("the stream was opened")
        return refusal.value.response.status_code


@dataclass
class Stream:
    """What Streamlit's script in the browser does with its websocket."""

    connection: ClientConnection
    session_id: str = ""

    def send(self, message: BackMsg) -> None:
        self.connection.send(message.SerializeToString())

    def run(self, page: str = "", query: str = "") -> str:
        """One run of a page; the text of everything it showed."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page or "overview"
        self.send(message)
        return "\n".join(str(one) for one in self.until("script_finished"))

    def until(self, kind: str) -> list[ForwardMsg]:
        found = []
        while not found or found[-1].WhichOneof("type") != kind:
            message = ForwardMsg()
            message.ParseFromString(bytes(self.connection.recv(timeout=20)))
            if message.WhichOneof("type") == "new_session":
                self.session_id = message.new_session.initialize.session_id or self.session_id
            found.append(message)
        return found

    def listen(self, seconds: float) -> None:
        """Does nothing but take what comes, until the server ends it; TimeoutError when it says nothing for so long."""
        while True:
            self.connection.recv(timeout=seconds)

    def upload_address(self, name: str = "a.txt") -> str:
        message = BackMsg()
        message.file_urls_request.request_id = "1"
        message.file_urls_request.file_names.append(name)
        message.file_urls_request.session_id = self.session_id
        self.send(message)
        return str(self.until("file_urls_response")[-1].file_urls_response.file_urls[0].upload_url)

    def download_address(self, deferred: str) -> str:
        message = BackMsg()
        message.backend_operation_request.request_id = "1"
        message.backend_operation_request.session_id = self.session_id
        message.backend_operation_request.deferred_file.file_id = deferred
        self.send(message)
        return str(self.until("backend_operation_response")[-1].backend_operation_response.deferred_file.url)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    data, log = folder / "data", folder / "server.log"
    data.mkdir()
    (data / "policy.yaml").write_text(POLICY)
    tasks = ROOT / "tests" / "example" / "tasks"
    command = [sys.executable, "-c", SERVE, str(tasks), str(data)]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(folder)}
    with pytest.MonkeyPatch.context() as patch, log.open("wb") as stream:
        patch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=stream, text=True, cwd=folder, env=environment
        ) as process:
            assert process.stdout
            address = process.stdout.readline().strip()
            assert address.startswith("http://"), log.read_text()
            yield Site(address, Accounts(Workspace(tasks, data)), log)
            process.terminate()


@pytest.fixture(scope="session")
def tokens(site: Site) -> dict[Role | None, str]:
    """A token a role; None is an anonymous visitor."""
    return {None: "", **{role: site.add(f"the-{role}", role, UNITS.get(role)) for role in Role}}
