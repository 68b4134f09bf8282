"""A ledger with two reminders to send, and servers on this machine that take a message or refuse it."""

import json
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.intake.desk import OFFICE, Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = open_desk(tmp_path)
    desk.on("2025-03-03").record(OFFICE, "opened", on="2025-03-03")
    return desk.on("2026-10-13")


@dataclass
class Mailbox:
    """What a server was sent; `refuses` makes it answer with an error."""

    port: int = 0
    got: list[dict[str, Any]] = field(default_factory=list)
    refuses: bool = False


@pytest.fixture
def web() -> Iterator[Mailbox]:
    """Takes JSON by HTTP, as the robot of a group does."""
    box = Mailbox()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if not box.refuses:
                box.got.append(body | {"path": self.path})
            self.send_response(503 if box.refuses else 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Silent."""

    yield from _running(HTTPServer(("127.0.0.1", 0), Handler), box)


@pytest.fixture
def mail() -> Iterator[Mailbox]:
    """Takes mail by SMTP, one receiver a message."""
    box = Mailbox()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 here")
            receiver = ""
            while line := self.rfile.readline().decode().strip():
                word = line[:4].upper()
                if word == "RCPT":
                    receiver = line.partition("<")[2].partition(">")[0]
                    self.say("550 no" if box.refuses else "250 ok")
                elif word == "EHLO":
                    self.say("250-here\r\n250 AUTH PLAIN")
                elif word == "AUTH":
                    self.say("235 welcome")
                elif word == "DATA":
                    self.say("354 go on")
                    lines = []
                    while (part := self.rfile.readline()) != b".\r\n":
                        lines.append(part)
                    said = message_from_bytes(b"".join(lines), policy=policy.default)
                    text = said.get_body(("plain",))
                    assert text is not None
                    box.got.append({"to": receiver, "title": said["Subject"], "text": text.get_content()})
                    self.say("250 taken")
                elif word == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 ok")

        def say(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

    yield from _running(socketserver.TCPServer(("127.0.0.1", 0), Handler), box)


def _running(server: socketserver.TCPServer, box: Mailbox) -> Iterator[Mailbox]:
    box.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield box
    server.shutdown()
    server.server_close()
    thread.join()


def configure(desk: Desk, **settings: object) -> Path:
    """Writes data/messages.yaml as the administrator does."""
    file = desk.data / "messages.yaml"
    file.write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    file.chmod(0o600)
    return file
