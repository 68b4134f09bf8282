"""Figures of the workbook beside the same worked out from the lines of the journal and the plan file, and from nothing else."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import Workbook as ReadBook

from tests.report.reading import (
    BASIS,
    CHANGES,
    COVER,
    DUE,
    FILED,
    LEDGER,
    SUPERVISION,
    TARGETS,
    UNITS,
    opened,
    report,
    rows,
)
from tracker.records.chain import Entry
from tracker.records.journal import FileJournal
from tracker.snapshot import Workspace

EXAMPLE = Path(__file__).parents[1] / "example" / "tasks"
TASK, OTHER = "example-2025-1/1.1", "example-2025-1/1.2"
ITEM, INDICATOR = f"{TASK}/m2025", "example-2025-1/heating-share"
START, END = date(2026, 7, 1), date(2026, 9, 30)
READING = {"indicator": INDICATOR, "period": "2025", "status": "final", "source": "年鉴", "basis": "level"}


def progress(task: str, period: str, percent: str | None = None) -> dict[str, Any]:
    body = {"task": task, "period": period, "text": f"{period}的进展", "capacity": "answer"}
    return body | ({"percent": percent} if percent else {})


GRANTED = {"approved": True, "new_due": "2026-06-30", "document_number": "示发〔2025〕9号"}
NOTICE = {
    "number": "督办〔2026〕1号",
    "grade": "reminder",
    "unit": "ex-kw",
    "items": [ITEM],
    "demand": "说明原因",
}
LINES: list[tuple[str, str, str | None, str, dict[str, Any]]] = [
    # Day recorded, day it speaks of ("" = the same), unit, kind, body; 〈n〉 is the id of line n.
    ("2025-12-01", "", None, "opened", {"on": "2025-12-01", "demo": False}),
    ("2025-12-20", "", "ex-cgw", "extension_request", {"item": ITEM, "new_due": "2026-06-30", "reason": "管线迁改"}),
    ("2025-12-25", "", None, "extension_decision", {"request": "〈1〉"} | GRANTED),
    ("2026-01-05", "2025-12-31", "ex-cgw", "progress", progress(TASK, "2025-Q4")),
    ("2026-01-06", "2025-12-31", "ex-fgw", "progress", progress(OTHER, "2025-Q4")),
    ("2026-01-10", "", None, "lead_confirmed", {"task": TASK, "unit": "ex-kw", "source": "会议纪要"}),
    ("2026-04-07", "2026-03-31", "ex-kw", "progress", progress(TASK, "2026-Q1")),
    ("2026-04-08", "2026-03-31", "ex-fgw", "progress", progress(OTHER, "2026-Q1")),
    ("2026-05-10", "2025-12-31", "ex-kw", "reading", READING | {"value": "8.5"}),
    ("2026-07-06", "2026-06-30", "ex-kw", "progress", progress(TASK, "2026-Q2")),
    ("2026-07-07", "2026-06-30", "ex-fgw", "progress", progress(OTHER, "2026-Q2")),
    ("2026-08-03", "", None, "notice", NOTICE | {"reply_by": "2026-08-20"}),
    ("2026-08-15", "", "ex-kw", "extension_request", {"item": ITEM, "new_due": "2026-10-31", "reason": "设备晚到"}),
    ("2026-08-25", "", "ex-kw", "notice_reply", {"notice": "督办〔2026〕1号", "text": "正在施工", "measures": "加派人手"}),
    ("2026-08-28", "", None, "extension_decision", {"request": "〈12〉", "approved": False, "reason": "不符合条件"}),
    ("2026-09-10", "", None, "correction", {"replaces": "〈8〉", "reason": "口径有误", "body": READING | {"value": "8.2"}}),
    ("2026-10-09", "2026-09-30", "ex-fgw", "progress", progress(OTHER, "2026-Q3", "70")),
    ("2026-10-10", "2026-09-30", "ex-cgw", "progress", progress(TASK, "2026-Q3") | {"capacity": "contribution"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    journal, ids = FileJournal(folder / "journal"), []
    for recorded, effective, unit, kind, body in LINES:
        said = {
            name: ids[int(value[1:-1])] if isinstance(value, str) and value.startswith("〈") else value
            for name, value in body.items()
        }
        day = date.fromisoformat(recorded)
        entry = Entry(
            kind,
            "某某",
            "unit" if unit else "office",
            unit,
            datetime(day.year, day.month, day.day, 2),
            date.fromisoformat(effective or recorded),
            said,
        )
        ids.append(journal.append(lambda _, entry=entry: [entry])[0].id)
    return folder


@pytest.fixture(scope="module")
def printed(data: Path) -> ReadBook:
    return opened(report(Workspace(EXAMPLE, data, now=lambda: datetime(2026, 11, 20, 4))))


@pytest.fixture(scope="module")
def said(data: Path) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for line in (data / "journal" / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    ]


@pytest.fixture(scope="module")
def plan() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((EXAMPLE / "plans" / "example.yaml").read_text(encoding="utf-8"))
    return found


def of(said: list[dict[str, Any]], kind: str, **body: Any) -> list[Mapping[str, Any]]:
    return [one for one in said if one["kind"] == kind and body.items() <= one["body"].items()]


def count(book: ReadBook, block: str, word: str) -> Any:
    lines = list(book[COVER].iter_rows(values_only=True))
    at = next(number for number, row in enumerate(lines) if row[0] == block)
    return lines[at + 1][lines[at].index(word)]


def due_dates(said: list[dict[str, Any]], plan: dict[str, Any]) -> list[date]:
    """As the text has it, then as granted."""
    assert plan["tasks"][0]["milestones"][0]["due"] == "2025年底前"
    granted = [one["body"]["new_due"] for one in of(said, "extension_decision", approved=True)]
    return [date(2025, 12, 31), *map(date.fromisoformat, granted)]


def test_tasks_and_lights(printed: ReadBook, said: list[dict[str, Any]], plan: dict[str, Any]) -> None:
    tasks = [f"{plan['document']['id']}/{task['id']}" for task in plan["tasks"]]
    assert not of(said, "completion")
    overdue = [TASK] if due_dates(said, plan)[-1] < END else []
    quarters = ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"]
    steady = [
        task
        for task in tasks
        if task not in overdue and all(of(said, "progress", task=task, period=one, capacity="answer") for one in quarters)
    ]  # fmt: skip
    assert count(printed, "任务灯色", "合计") == len(tasks) == 2
    assert count(printed, "任务灯色", "红") == len(overdue) == 1
    assert count(printed, "任务灯色", "绿") == len(steady) == 1
    assert len(rows(printed[LEDGER])) == len(tasks)


def test_what_was_filed(printed: ReadBook, said: list[dict[str, Any]], plan: dict[str, Any]) -> None:
    filed = of(said, "progress", period="2026-Q3")
    owed = {one["body"]["task"] for one in filed if one["body"]["capacity"] == "answer"}
    assert count(printed, "报送情况", "已报") == len(owed) == 1
    assert count(printed, "报送情况", "漏报") == len(plan["tasks"]) - len(owed) == 1
    register = rows(printed[FILED])
    assert len(register) == len(filed) == 2
    assert [row["进度（%）"] for row in register] == [
        None,
        float(of(said, "progress", percent="70")[0]["body"]["percent"]),
    ]


def test_the_gap_of_the_target_and_its_share(
    printed: ReadBook, said: list[dict[str, Any]], plan: dict[str, Any]
) -> None:
    first = of(said, "reading", indicator=INDICATOR)[0]
    (fixed,) = of(said, "correction", replaces=first["id"])
    value, goal = float(fixed["body"]["body"]["value"]), plan["tasks"][0]["targets"][0]["value"]
    row = next(row for row in rows(printed[TARGETS]) if row["指标"] == "可再生能源供热面积占比")
    assert (row["实际值"], row["目标值"]) == (value, goal)
    assert row["距目标"] == pytest.approx(goal - value)
    assert row["实际占目标"] == pytest.approx(value / goal)
    revised = next(row for row in rows(printed[CHANGES]) if row["类型"] == "数据更正")
    assert (revised["上季度"], revised["本期"]) == (
        f"{first['body']['value']}%（最终数）",
        f"{value}%（最终数）",
    )


def test_what_is_overdue_and_how_long(
    printed: ReadBook, said: list[dict[str, Any]], plan: dict[str, Any]
) -> None:
    original, granted = due_dates(said, plan)
    (row,) = rows(printed[DUE])
    assert (row["原定时限"].date(), row["现定时限"].date()) == (original, granted)
    assert row["天数"] == (END - granted).days == 92
    assert row["延期次数"] == len(of(said, "extension_decision", approved=True))
    assert count(printed, "节点与事项", "逾期") == 1


def test_units_lead_and_share(printed: ReadBook, said: list[dict[str, Any]], plan: dict[str, Any]) -> None:
    found = {row["单位"]: row for row in rows(printed[UNITS])}
    confirmed = of(said, "lead_confirmed", task=TASK)[-1]["body"]["unit"]
    assert confirmed == "ex-kw"
    assert (found["区科委、园区管委会"]["牵头\n项数"], found["区科委、园区管委会"]["逾期事项"]) == (1, 1)
    assert (found["区发展改革委"]["牵头\n项数"], found["区城市管理委"]["参与\n项次"]) == (1, 1)
    listed = sum(len(one["units"]) for task in plan["tasks"] for one in task["assignments"])
    assert sum(row["牵头\n项数"] + row["参与\n项次"] for row in found.values()) == listed


def test_supervision_and_extensions(
    printed: ReadBook, said: list[dict[str, Any]], plan: dict[str, Any]
) -> None:
    found = rows(printed[SUPERVISION])
    (notice,), (reply,) = of(said, "notice"), of(said, "notice_reply")
    row = next(row for row in found if row["类别"] == "督办单")
    assert row["编号或文号"] == notice["body"]["number"]
    assert row["答复期限或原时限"].date().isoformat() == notice["body"]["reply_by"]
    assert row["答复或决定日期"].date().isoformat() == reply["effective_on"]
    assert (
        row["是否按时"]
        == ("逾期" if reply["effective_on"] > notice["body"]["reply_by"] else "按时")
        == "逾期"
    )
    asked = [
        one
        for one in of(said, "extension_request")
        if START <= date.fromisoformat(one["effective_on"]) <= END
    ]
    (row,) = [row for row in found if row["类别"] == "延期申请"]
    assert len(asked) == 1
    before = due_dates(said, plan)[-1]
    late = date.fromisoformat(asked[0]["effective_on"]) >= before
    assert row["是否按时"] == ("时限后提出" if late else "时限前提出") == "时限后提出"
    assert (row["答复期限或原时限"].date(), row["状态"]) == (before, "不同意")
    assert row["申请或批准的时限"].date().isoformat() == asked[0]["body"]["new_due"]


def test_what_the_basis_says_of_the_journal(printed: ReadBook, said: list[dict[str, Any]]) -> None:
    found = {row["项目"]: row["内容"] for row in rows(printed[BASIS])}
    assert (found["台账记录数"], found["台账指纹"]) == (str(len(said)), said[-1]["hash"])
