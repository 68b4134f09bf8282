"""The workbook of other documents than those of the home jurisdiction, and of a locked quarter when documents are added."""

import shutil
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook as ReadBook
from openpyxl.worksheet.worksheet import Worksheet

from tests.report.reading import BASIS, CHANGES, COVER, LEDGER, TARGETS, UNITS, cells, opened, rows
from tests.report.sample import Q3, TASKS, TODAY, record, workspace
from tracker import queries
from tracker.intake.plan_copy import keep_plan
from tracker.periods import Quarter
from tracker.queries.scope import EVERYWHERE, HOME, Scope
from tracker.report.quarterly import write
from tracker.snapshot import Workspace

CITY, ENDED, DRAFT = (
    Scope(place="北京市"),
    Scope(document="etown-2023-30"),
    Scope(document="tongzhou-climate-finance"),
)
GREEN_BUILDING = "《关于发展绿色建筑和超低能耗建筑推动绿色城市建设的实施意见》"
SCOPES = [HOME, CITY, ENDED, DRAFT, Scope(place=EVERYWHERE), Scope(document="etown-2023-28")]


def book(place: Workspace, scope: Scope, quarter: Quarter = Q3) -> ReadBook:
    return opened(content(place, scope, quarter))


def content(place: Workspace, scope: Scope, quarter: Quarter = Q3) -> bytes:
    target = BytesIO()
    write(place, quarter, target, scope=scope)
    return target.getvalue()


def listed(sheet: Worksheet) -> list[dict[str, object]]:
    return [row for row in rows(sheet) if row["序号"] != "没有可列的内容。"]


def said(found: ReadBook) -> list[object]:
    return [cell for row in found[COVER].iter_rows(values_only=True) for cell in row if cell is not None]


@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_the_rows_are_those_that_the_queries_count(place: Workspace, scope: Scope) -> None:
    found, now = book(place, scope), scope.of(place.report(Q3))

    assert queries.summary_sentence(now) in said(found)
    assert len(listed(found[LEDGER])) == queries.tasks(now)["in_force"].sum()
    assert len(listed(found[TARGETS])) == queries.counted_targets(now).height
    overdue = queries.counted_items(now).filter((pl.col("state") == "overdue") & (pl.col("answers") != ""))
    assert sum(row["逾期事项"] for row in listed(found[UNITS])) == overdue.height


@pytest.mark.parametrize(
    ("scope", "quarter", "title", "standing"),
    [
        (HOME, Q3, "《北京市海淀区碳达峰实施方案》", None),
        (CITY, Q3, "北京市 3 份文件", None),
        (ENDED, Q3, GREEN_BUILDING, "这份文件已到期，其任务不计入统计；到期结转 2 项。"),
        (ENDED, Quarter(2025, 4), GREEN_BUILDING, None),
        (DRAFT, Q3, "《通州区气候投融资试点工作方案（征求意见稿）》", "这份文件是征求意见稿，其任务不计入统计。"),
        (Scope(place=EVERYWHERE), Q3, "8 份文件", None),
    ],
)  # fmt: skip
def test_the_title_names_what_the_report_is_about(
    place: Workspace, scope: Scope, quarter: Quarter, title: str, standing: str | None
) -> None:
    words = said(book(place, scope, quarter))

    assert f"{title}落实情况季度报告" in words
    assert [text for text in words if str(text).startswith("这份文件")] == ([standing] if standing else [])


def test_the_basis_lists_every_document_of_the_scope_also_one_without_tasks(place: Workspace) -> None:
    def named(scope: Scope) -> list[object]:
        return [row["内容"] for row in rows(book(place, scope)[BASIS]) if row["项目"] == "方案"]

    assert named(HOME) == ["《北京市海淀区碳达峰实施方案》海政发〔2024〕8号"]
    everything = named(Scope(place=EVERYWHERE))
    assert len(everything) == len(place.report(Q3).plan.files)


def test_windows_of_documents_that_owe_no_report_do_not_count(place: Workspace) -> None:
    def counted(scope: Scope) -> int:
        found = [row["说明或来源"] for row in rows(book(place, scope)[BASIS]) if row["类别"] == "报送期"]
        return sum(words.endswith("；计入") for words in found)

    assert counted(HOME) > 0
    assert counted(CITY) == 0


@pytest.mark.parametrize("scope", [HOME, Scope(place=EVERYWHERE), Scope(document="haidian-2024-8")], ids=str)
def test_a_locked_quarter_stays_as_it_was_when_documents_are_added_or_taken_away(
    tmp_path: Path, scope: Scope
) -> None:
    tasks, data = tmp_path / "tasks", tmp_path / "data"
    shutil.copytree(TASKS, tasks)
    for file in (tasks / "plans").glob("etown-*.yaml"):
        file.unlink()
    workspace(data)
    place = Workspace(tasks, data, now=lambda: TODAY)
    record(place, "period_lock", date(2026, 11, 21), period=str(Q3), locked=True, plan=keep_plan(tasks, data))
    issued = cells(content(place, scope))

    for file in (TASKS / "plans").glob("etown-*.yaml"):
        shutil.copy(file, tasks / "plans")
    (tasks / "plans" / "haidian-2024-8.yaml").unlink()
    units = tasks / "units.yaml"
    text = units.read_text(encoding="utf-8")
    assert "home: 北京市海淀区" in text
    units.write_text(text.replace("home: 北京市海淀区", "home: 北京市"), encoding="utf-8")
    later = Workspace(tasks, data, now=lambda: datetime(2027, 3, 1))

    assert later.plan()[0].home == "北京市"
    assert cells(content(later, scope)) == issued


def test_a_document_taken_away_is_told_as_a_change_in_its_own_scope_only(tmp_path: Path) -> None:
    """The quarter before was locked with a document of the city that has gone since."""
    tasks, data = tmp_path / "tasks", tmp_path / "data"
    shutil.copytree(TASKS, tasks)
    workspace(data)
    place = Workspace(tasks, data, now=lambda: TODAY)
    before = Quarter(2026, 2)
    record(
        place, "period_lock", date(2026, 11, 20), period=str(before), locked=True, plan=keep_plan(tasks, data)
    )
    for file in (tasks / "plans").glob("*.yaml"):
        if not file.name.startswith("haidian"):
            file.unlink()

    def gone(scope: Scope) -> int:
        found = rows(book(place, scope)[CHANGES])
        return sum("不再计入" in str(row["说明"]) for row in found)

    assert gone(HOME) == 0
    assert gone(Scope(place=EVERYWHERE)) > 0
    assert gone(HOME) == 0, "what was compared for one scope is not shown for another"
