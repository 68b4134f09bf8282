"""The links to the papers of an assessment: for whom they are meant, and nothing where the page shows an earlier day."""

from datetime import date
from pathlib import Path

import pytest

from tests.report.scored import scored_desk
from tracker.ui import ledger, state
from tracker.ui.blocks.assessment_papers import papers
from tracker.ui.state import View

TODAY = date(2026, 10, 13)


def _view(who: str, as_of: str = "") -> View:
    params = {"who": who, **({"as_of": as_of} if as_of else {})}
    return state.read("assessment", params, TODAY, "1", {"ex-cgw": "某区", "ex-kw": "某区"})[0]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("papers")


def test_who_is_offered_what(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = scored_desk(folder, leaving_out="*").on(TODAY.isoformat())
    monkeypatch.setattr(ledger, "_workspace", desk.space)
    [rubric] = desk.space.plan()[0].rubrics
    office, leader = (papers(_view(who), rubric, 2025, None) for who in ("office", "leader"))
    assert 'href="/assessment/pack.zip?who=office&amp;rubric=six&amp;year=2025"' in office
    assert "restricted=0" in office
    assert "/assessment/receipts.txt?who=office" in office
    assert "/assessment/report.docx" in leader
    assert "pack.zip" not in leader
    assert papers(_view("unit:ex-cgw"), rubric, 2025, None) == ""
    assert "unit=ex-cgw" in papers(_view("unit:ex-cgw"), rubric, 2025, "ex-cgw")
    assert papers(_view("unit:ex-cgw"), rubric, 2025, "ex-kw") == ""
    assert papers(_view("office", "2026-01-31"), rubric, 2025, None) == ""
