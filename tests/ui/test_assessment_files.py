"""The files of an assessment leave the server only for whom they are meant, and what leaves is noted."""

import io
import shutil
import tempfile
import zipfile
from hashlib import sha256
from pathlib import Path

import anyio
import pytest
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from tests.intake.desk import Desk
from tests.report.scored import PDF, SECRET, proven_desk
from tracker.intake import Actor, Role
from tracker.pack import verifier
from tracker.ui import assessment_files, identity, ledger

DISTRICT = "year=2025&rubric=six"


@pytest.fixture(scope="module")
def ledger_once(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return proven_desk(tmp_path_factory.mktemp("once")).on("2026-10-13")


@pytest.fixture(autouse=True)
def desk(ledger_once: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """One ledger for all: what is only read leaves no trace in it."""
    monkeypatch.setattr(ledger, "_workspace", ledger_once.space)
    monkeypatch.setattr(identity, "_switched", True)
    return ledger_once


@pytest.fixture
def own(ledger_once: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A copy for what leaves its trace."""
    shutil.copytree(ledger_once.tasks, tmp_path / "tasks")
    shutil.copytree(ledger_once.data, tmp_path / "data")
    copy = Desk(tmp_path / "tasks", tmp_path / "data").on("2026-10-13")
    monkeypatch.setattr(ledger, "_workspace", copy.space)
    return copy


def get(form: str, query: str, who: str) -> Response:
    scope = {
        "type": "http",
        "method": "GET",
        "headers": [],
        "path": f"/assessment/{form}",
        "path_params": {"form": form},
        "query_string": f"{query}&who={who}".encode(),
    }
    return assessment_files.give(Request(scope))


def received(answer: Response) -> bytes:
    """The body as a browser gets it."""
    assert isinstance(answer, StreamingResponse)
    parts: list[bytes] = []

    async def whole() -> None:
        async for part in answer.body_iterator:
            parts.append(bytes(part))

    anyio.run(whole)
    assert answer.headers["Content-Length"] == str(sum(map(len, parts)))
    return b"".join(parts)


def test_a_pack_for_the_office(own: Desk, tmp_path: Path) -> None:
    answer = get("pack.zip", DISTRICT, "office")
    assert list(Path(tempfile.gettempdir()).glob("tracker-*/pack.zip")) == [], (
        "nothing of it stays on the server"
    )
    content = received(answer)
    digest = sha256(content).hexdigest()
    (tmp_path / "p.zip").write_bytes(content)
    assert verifier.verify(tmp_path / "p.zip", digest).ok
    assert digest[:12] in answer.headers["Content-Disposition"]
    assert [(one.kind, one.role) for one in own.space.access.read().records] == [
        ("file_viewed", "office"),
        ("pack_made", "office"),
    ]
    receipts = bytes(get("receipts.txt", "", "auditor").body).decode("utf-8-sig")
    assert digest in receipts


def test_a_pack_without_restricted_files(own: Desk) -> None:
    answer = get("pack.zip", f"{DISTRICT}&restricted=0", "auditor")
    with zipfile.ZipFile(io.BytesIO(received(answer))) as archive:
        contents = [archive.read(name) for name in archive.namelist()]
    assert PDF in contents
    assert SECRET not in contents


@pytest.mark.parametrize("form", ["pack.zip", "receipts.txt"])
@pytest.mark.parametrize("who", ["leader", "unit:ex-cgw", "reporter:ex-cgw"])
def test_packs_are_for_office_and_auditor(desk: Desk, form: str, who: str) -> None:
    assert get(form, DISTRICT, who).status_code == 403
    assert list(desk.space.access.read().records) == []


@pytest.mark.parametrize(
    ("who", "status"),
    [("office", 200), ("auditor", 200), ("leader", 200), ("unit:ex-cgw", 403)],
)
@pytest.mark.parametrize("form", ["scores.xlsx", "report.docx"])
def test_who_may_read_how_the_district_is_scored(form: str, who: str, status: int) -> None:
    assert get(form, DISTRICT, who).status_code == status


def test_a_unit_reads_its_own_score_and_no_other() -> None:
    actor = {
        who: assessment_files.reader(_asking(who)) for who in ("unit:ex-cgw", "reporter:ex-cgw", "leader")
    }
    assert assessment_files.may_read(actor["unit:ex-cgw"], "ex-cgw")
    assert assessment_files.may_read(actor["reporter:ex-cgw"], "ex-cgw")
    assert not assessment_files.may_read(actor["unit:ex-cgw"], "ex-kw")
    assert assessment_files.may_read(actor["leader"], "ex-kw")
    assert not assessment_files.may_read(Actor("管理员", Role.ADMIN), None)


def _asking(who: str) -> Request:
    return Request({"type": "http", "headers": [], "query_string": f"who={who}".encode()})


def test_a_leader_learns_no_name_of_a_restricted_file() -> None:
    for who, named in (("leader", False), ("office", True)):
        with zipfile.ZipFile(io.BytesIO(bytes(get("scores.xlsx", DISTRICT, who).body))) as archive:
            text = archive.read("xl/sharedStrings.xml").decode()
        assert ("内部测算" in text) == named
        assert sha256(SECRET).hexdigest() not in text or named


@pytest.mark.parametrize(
    ("form", "query"),
    [
        ("scores.pdf", DISTRICT),
        ("scores.xlsx", "year=2025&rubric=none"),
        ("scores.xlsx", "year=2019&rubric=six"),
        ("scores.xlsx", "year=x&rubric=six"),
        ("scores.xlsx", f"year={'9' * 5000}&rubric=six"),
        ("scores.xlsx", f"{DISTRICT}&unit=ex-cgw"),
        ("report.docx", f"{DISTRICT}&unit=../x"),
        ("pack.zip", ""),
    ],
)
def test_what_there_is_not(form: str, query: str) -> None:
    assert get(form, query, "office").status_code == 404


def test_a_damaged_file_of_evidence_stops_the_pack(own: Desk) -> None:
    digest = sha256(PDF).hexdigest()
    (own.data / "evidence" / digest[:2] / digest).write_bytes(b"%PDF-1.7 other")
    answer = get("pack.zip", DISTRICT, "office")
    assert answer.status_code == 409
    assert "验收单.pdf" in bytes(answer.body).decode()
