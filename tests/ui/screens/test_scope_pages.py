"""Pages about documents that are not the office's own or do not count: what they say, and that none of them is a dead end."""

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import ROOT
from tests.ui.screens.conftest import visit
from tracker import demo, queries
from tracker.queries.scope import Scope
from tracker.snapshot import Snapshot, Workspace
from tracker.ui import ledger
from tracker.ui.blocks.alert_lines import waiting, warned
from tracker.ui.blocks.alert_rows import lead as alert_lead
from tracker.ui.blocks.ledger_rows import rows as ledger_rows
from tracker.ui.blocks.owed import owed
from tracker.ui.blocks.summary import lead, listed_only, nothing_counts
from tracker.ui.blocks.task_facts import heading, is_followed, task_facts, task_row
from tracker.ui.marks import clause
from tracker.ui.screens.targets import gap_list, uncounted
from tracker.ui.screens.workbook import scope_words

ETOWN, TONGZHOU = "北京经济技术开发区", "tongzhou-climate-finance"


def words(html: str) -> str:
    return "".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


@pytest.fixture(scope="module")
def workspace(demonstration: Path) -> Workspace:
    return Workspace(ROOT / "tasks", demonstration)


@pytest.fixture
def serving(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setattr(ledger, "_workspace", workspace)
    return workspace


def of(workspace: Workspace, day: date = demo.TODAY, **scope: str) -> Snapshot:
    return Scope(**scope).of(workspace.status(day))


@pytest.mark.parametrize(
    ("path", "params", "title"),
    [
        ("task", {"id": "bj-2023-1309/2.1"}, "关于全面推进新能源供热高质量发展的实施意见"),
        ("targets", {"id": "cn-2026-22/x"}, "“十五五”碳达峰行动方案"),
        ("targets", {}, "北京市海淀区碳达峰实施方案"),
        ("alerts", {}, "北京经济技术开发区空气重污染应急预案（2023年修订）"),
        ("task", {"id": "nowhere/1"}, "北京市海淀区碳达峰实施方案"),
    ],
)
def test_a_page_is_about_the_document_of_what_it_shows(
    serving: Workspace, path: str, params: dict[str, str], title: str
) -> None:
    assert [document.title for document in ledger.about(visit(path, **params))] == [title]


def test_pages_that_list_every_document_are_about_every_one(serving: Workspace) -> None:
    assert len(ledger.about(visit("documents"))) == len(serving.plan()[0].files)
    assert {document.track for document in ledger.about(visit("pilots"))} == {"low-carbon-pilot"}


def test_a_draft_is_told_by_what_is_in_it(workspace: Workspace) -> None:
    snapshot = of(workspace, document=TONGZHOU)
    assert nothing_counts(snapshot)
    html = listed_only(visit("", document=TONGZHOU), snapshot)
    assert "文中的任务26项、指标4项" in words(html)
    assert f"/ledger?as_of=2026-11-20&amp;document={TONGZHOU}" in html
    listed = uncounted(visit("targets", document=TONGZHOU), snapshot)
    assert "文中的指标（4项）" in words(listed)
    assert "“新建民用建筑100%达到二星级绿色建筑标准要求”" in listed


def test_targets_of_a_document_without_tasks_are_not_called_goals_of_the_whole(workspace: Workspace) -> None:
    national = gap_list(visit("targets", document="cn-2026-22"), of(workspace, document="cn-2026-22"))
    assert "非化石能源消费占比" in national
    assert "总体目标" not in national
    assert "总体目标" in gap_list(visit("targets"), of(workspace))


def test_what_counts_or_was_left_behind_keeps_the_usual_overview(workspace: Workspace) -> None:
    assert not nothing_counts(of(workspace))
    assert not nothing_counts(of(workspace, date(2026, 6, 30), document="etown-2023-30"))
    assert not nothing_counts(of(workspace, document="cn-2026-22"))
    assert uncounted(visit("targets"), of(workspace)) == ""


def test_before_any_document_nothing_counts(workspace: Workspace) -> None:
    assert nothing_counts(of(workspace, date(2015, 6, 30)))


def test_the_first_line_counts_by_light_and_the_next_what_has_none(workspace: Workspace) -> None:
    snapshot = of(workspace, place=ETOWN)
    dark = [row for row in ledger_rows(snapshot) if row["in_force"] and not row["light"]]
    kinds = {
        kind: sum(row["kind"] == kind for row in dark) for kind in ("process", "triggered", "instrument")
    }
    said = words(lead(visit("", place=ETOWN), snapshot))
    told = f"程序事项{kinds['process']}项、预警措施{kinds['triggered']}项、支持政策{kinds['instrument']}项"
    assert f"另有{told}，不评灯" in said
    assert "另有程序事项" not in words(lead(visit(""), of(workspace)))


def test_a_warning_that_is_on_is_told_where_its_plan_is_shown(workspace: Workspace) -> None:
    view = visit("", place=ETOWN)
    assert "正在预警：▲橙色预警" in words("".join(warned(view, of(workspace, place=ETOWN))))
    assert warned(visit(""), of(workspace)) == []
    foreign = "北京市海淀区的文件里没有应急预案；这里是北京经济技术开发区的预案。"
    assert foreign in alert_lead(visit("alerts"), workspace.status(demo.TODAY))
    assert foreign not in alert_lead(visit("alerts", place=ETOWN), of(workspace, place=ETOWN))


def test_a_unit_is_reminded_of_its_open_measures(workspace: Workspace) -> None:
    snapshot = of(workspace, place=ETOWN)
    alert = queries.alerts(snapshot).filter(queries.alerts(snapshot)["is_on"])["alert_id"][0]
    count = waiting(snapshot, alert, "et-yxj")
    html = owed(visit("units", id="et-yxj"), snapshot, "et-yxj")
    assert count > 0
    assert f"橙色预警：{count}项措施" in words(html)
    assert f"do=tick&amp;alert={alert}&amp;unit=et-yxj" in html
    assert "预警待登记" not in owed(visit("units", id="hd-kjc"), of(workspace), "hd-kjc")


def test_a_task_that_no_quarter_follows_asks_for_no_report(workspace: Workspace) -> None:
    snapshot = workspace.status(demo.TODAY)
    expired, foreign, own = (
        task_row(snapshot, name) for name in ("etown-2023-30/3.1", "bj-2023-1309/2.1", "haidian-2024-8/3.2")
    )
    assert expired
    assert foreign
    assert own
    assert [is_followed(task) for task in (expired, foreign, own)] == [False, True, True]
    assert "报送情况" not in task_facts(visit("task"), snapshot, expired)
    assert "不向本台账报送" in task_facts(visit("task"), snapshot, foreign)
    assert "document=bj-2023-1309" in heading(visit("task"), snapshot, foreign)
    assert 'href="/ledger?as_of=2026-11-20">任务台账' in heading(visit("task"), snapshot, own)


def test_a_report_says_which_documents_it_counts(serving: Workspace) -> None:
    assert scope_words(visit("workbook"), demo.TODAY) == "《北京市海淀区碳达峰实施方案》"
    said = scope_words(visit("workbook", place=ETOWN), demo.TODAY)
    assert said.endswith("《北京经济技术开发区促进绿色低碳高质量发展资金奖励办法》；另有 3 份不计入统计")
    assert "没有现行有效的文件" in scope_words(visit("workbook", document=TONGZHOU), demo.TODAY)


def test_a_clause_breaks_only_before_a_slash() -> None:
    assert clause("三/(一)/1") == (
        '<span class="whole">三</span><wbr><span class="whole">/(一)</span><wbr><span class="whole">/1</span>'
    )


@pytest.mark.browser
@pytest.mark.journey
@pytest.mark.parametrize("chosen", ["etown-2023-30&as_of=2026-06-30", "etown-2023-28"])
def test_every_page_of_a_document_that_does_not_count_opens(page: Page, chosen: str) -> None:
    for path in (
        "",
        "ledger",
        "targets",
        "overdue",
        "units",
        "alerts",
        "pilots",
        "report",
        "office",
        "workbook",
    ):
        page.goto(f"/{path}?document={chosen}")
        expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()
        expect(page.get_by_text("错误编号")).to_have_count(0)


@pytest.mark.browser
@pytest.mark.journey
def test_an_unknown_document_leads_home(page: Page) -> None:
    page.goto("/ledger?document=nowhere")
    page.get_by_role("link", name="回到本级的文件").click()
    expect(page.get_by_text("共 31 项任务")).to_be_visible()
