"""审计: the page names every record and how both chains stand, and shows each role what it may read."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import ROOT
from tests.ui.screens.conftest import visit
from tracker.intake.permissions import Role
from tracker.snapshot import Snapshot, Workspace
from tracker.ui import ledger
from tracker.ui.blocks.chains import standing_of_chains
from tracker.ui.blocks.record import one_record
from tracker.ui.registry import PAGES
from tracker.ui.trail import Filters, found, says, what


@pytest.fixture
def space(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """What the pages of this process show."""
    space = Workspace(ROOT / "tasks", demonstration)
    monkeypatch.setattr(ledger, "_workspace", space)
    return space


def test_every_record_of_the_demonstration_has_words(space: Workspace, told: Snapshot) -> None:
    records = found(space, told, Filters())
    assert len(records) == len(told.ledger.records) > 200
    for record in records:
        assert says("ledger", record, told)
        assert what("ledger", record, told) or record.kind == "opened"
        assert "{" not in says("ledger", record, told)


def test_one_record_in_full(space: Workspace, told: Snapshot) -> None:
    alert = next(one for one in told.ledger.records if one.kind == "alert")
    html = one_record(visit("audit", seq=str(alert.seq)), "ledger", str(alert.seq))
    assert alert.hash in html
    assert told.ledger.records[alert.seq - 2].hash in html
    assert f"seq={alert.seq - 1}" in html
    assert "预警措施落实" in html
    assert "没有第 99999 号记录" in one_record(visit("audit", seq="99999"), "ledger", "99999")


def test_how_both_chains_stand(space: Workspace) -> None:
    html = standing_of_chains(space)
    assert space.journal.head().hash in html
    assert "上次全面核验：" in html


def test_who_finds_the_page() -> None:
    [page] = [page for page in PAGES if page.path == "audit"]
    assert page.roles == {Role.AUDITOR, Role.OFFICE}


@pytest.mark.browser
@pytest.mark.journey
def test_the_auditor_reads_both_chains_and_the_office_only_the_ledger(page: Page) -> None:
    page.goto("/audit?who=auditor&kind=alert")
    expect(page.get_by_text("流水（")).to_be_visible()
    expect(page.get_by_role("button", name="全面核验")).to_be_visible()
    page.locator("table.t td a").first.click()
    expect(page.get_by_text("前后记录")).to_be_visible()
    page.get_by_role("link", name="返回清单").click()
    expect(page.get_by_role("button", name="导出 Excel")).to_be_visible()
    page.goto("/audit?who=office&chain=access")
    expect(page.get_by_text("访问记录只供审计员查看")).to_be_visible()
    expect(page.get_by_text("流水（")).to_be_visible()
    expect(page.get_by_role("button", name="全面核验")).to_have_count(0)
    page.goto("/audit?who=leader")
    expect(page.get_by_text("当前身份不能使用本页")).to_be_visible()
