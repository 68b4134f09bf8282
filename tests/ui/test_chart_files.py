"""Charts leave the server as their page shows them, and only for those who may see the page."""

import shutil
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlencode

import pytest
from starlette.requests import Request
from starlette.responses import Response

from tracker.snapshot import Workspace
from tracker.ui import chart_files, identity, ledger
from tracker.ui.state import read

EXAMPLE = Path(__file__).parents[1] / "example" / "tasks"
TASK = "example-2025-1/1.1"


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    shutil.copytree(EXAMPLE, tmp_path / "tasks")
    space = Workspace(tmp_path / "tasks", tmp_path / "data", now=lambda: datetime(2026, 11, 20, 4))
    monkeypatch.setattr(ledger, "_workspace", space)
    monkeypatch.setattr(identity, "_switched", True)
    return space


def get(of: str, kind: str = "svg", **asked: str) -> Response:
    scope = {
        "type": "http",
        "method": "GET",
        "headers": [],
        "path": f"/chart/{of}.{kind}",
        "path_params": {"of": of, "kind": kind},
        "query_string": urlencode(asked).encode(),
    }
    return chart_files.chart(Request(scope))


def name(answer: Response) -> str:
    return unquote(answer.headers["Content-Disposition"].split("''")[1])


@pytest.mark.parametrize("who", ["", "leader", "auditor", "unit:ex-kw"])
def test_whoever_sees_the_page_gets_its_chart(space: Workspace, who: str) -> None:
    answer = get("task", id=TASK, as_of="2026-09-30", who=who)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")
    assert name(answer) == "二(一)　发展清洁供热：时间节点－截至2026-09-30.svg"
    assert "截至2026年9月30日" in bytes(answer.body).decode()


def test_units_that_see_their_own_only_get_no_chart_of_others(space: Workspace) -> None:
    space.data.mkdir()
    (space.data / "policy.yaml").write_text("visibility: {items: own}", encoding="utf-8")
    assert get("task", id=TASK, who="unit:ex-cgw").status_code == 200
    assert get("task", id=TASK, who="unit:ex-fgw").status_code == 403


def test_what_cannot_be_drawn_does_not_exist(space: Workspace) -> None:
    nothing = [("task", "svg", "nobody/1.1"), ("targets", "svg", f"{TASK}/t2026"), ("ledger", "svg", TASK)]
    nothing += [("task", "pdf", TASK), ("../task", "svg", TASK)]
    assert [get(of, kind, id=about).status_code for of, kind, about in nothing] == [404] * 5


def test_the_page_links_to_its_chart_as_it_is_seen() -> None:
    asked = {"id": TASK, "as_of": "2026-09-30", "who": "leader", "place": "示例区"}
    view, _ = read("task", asked, datetime(2026, 11, 20).date(), "", {})
    told = str(chart_files.links(view))
    assert "/chart/task.svg?as_of=2026-09-30&amp;who=leader&amp;place=" in told
    assert "/chart/task.png?" in told
    assert "id=example-2025-1%2F1.1" in told
