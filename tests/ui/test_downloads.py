"""Evidence files leave the server only for whom they are meant, and only as they were filed."""

import shutil
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.requests import Request
from starlette.responses import Response

from tracker.evidence import accept_with_files, file_fields
from tracker.intake import Actor, Draft, Role
from tracker.records.evidence_files import evidence_file
from tracker.snapshot import Workspace
from tracker.ui import downloads, identity, ledger

EXAMPLE = Path(__file__).parents[1] / "example" / "tasks"
TASK = "example-2025-1/1.1"
PDF = b"%PDF-1.7 proof"
UNIT = Actor("城管填报人", Role.UNIT, "ex-cgw")


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    shutil.copytree(EXAMPLE, tmp_path / "tasks")
    space = Workspace(tmp_path / "tasks", tmp_path / "data", now=lambda: datetime(2026, 11, 20, 4))
    monkeypatch.setattr(ledger, "_workspace", space)
    monkeypatch.setattr(identity, "_switched", True)
    return space


def filed(space: Workspace, **body: object) -> str:
    fields = file_fields("验收单 1.pdf", PDF)
    assert isinstance(fields, dict)
    drafts = [Draft("evidence", {"task": TASK, **fields, **body})]
    outcome = accept_with_files(space, drafts, {str(fields["sha256"]): PDF}, UNIT)
    assert outcome.ok, outcome.problems
    return outcome.records[-1].id


def get(record: str, who: str) -> Response:
    scope = {
        "type": "http",
        "method": "GET",
        "headers": [],
        "path": f"/evidence/{record}",
        "path_params": {"record": record},
        "query_string": f"who={who}".encode(),
    }
    return downloads.evidence(Request(scope))


def test_a_file_leaves_as_an_attachment_under_its_name(space: Workspace) -> None:
    answer = get(filed(space), "leader")
    assert (answer.status_code, answer.body) == (200, PDF)
    assert answer.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{quote('验收单 1.pdf')}"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("unit:ex-cgw", 200),
        ("reporter:ex-cgw", 200),
        ("office", 200),
        ("auditor", 200),
        ("unit:ex-kw", 403),
        ("leader", 403),
    ],
)
def test_a_restricted_file_is_for_its_unit_the_office_and_auditors(
    space: Workspace, who: str, status: int
) -> None:
    record = filed(space, restricted=True)
    assert get(record, who).status_code == status
    views = [(one.kind, one.body["of"], one.role) for one in space.access.read().records]
    assert views == ([("file_viewed", record, who.split(":")[0])] if status == 200 else [])


def test_what_was_withdrawn_is_no_longer_for_everybody(space: Workspace) -> None:
    record = filed(space)
    said: dict[str, object] = {"replaces": record, "reason": "附错了"}
    assert accept_with_files(space, [Draft("correction", said)], {}, UNIT).ok
    assert [get(record, who).status_code for who in ("leader", "unit:ex-kw", "unit:ex-cgw", "auditor")] == [
        403,
        403,
        200,
        200,
    ]
    assert len(space.access.read().records) == 2


def test_what_is_no_file_does_not_exist(space: Workspace) -> None:
    filed(space)
    opened = space.journal.read().records[0]
    assert {get(record, "office").status_code for record in ("nothing", opened.id, "../head.json")} == {404}


def test_a_changed_file_is_refused_and_named(space: Workspace) -> None:
    record = filed(space)
    digest = str(space.journal.read().records[-1].body["sha256"])
    evidence_file(space.data, digest).write_bytes(b"%PDF-1.7 other")
    answer = get(record, "office")
    assert answer.status_code == 409
    assert "验收单 1.pdf" in bytes(answer.body).decode()
