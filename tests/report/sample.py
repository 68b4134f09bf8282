"""The real plan with made-up submissions of every kind the quarterly report shows, told as lines of data."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from tracker import queries
from tracker.periods import Quarter
from tracker.records.chain import Entry
from tracker.records.journal import FileJournal
from tracker.records.kinds import KINDS
from tracker.snapshot import Workspace

ROOT = Path(__file__).parents[2]
TASKS = ROOT / "tasks"
DOCUMENT = "haidian-2024-8"
TODAY = datetime(2026, 11, 20, 4)
Q3 = Quarter(2026, 3)

SETTINGS: list[dict[str, Any]] = [
    {
        "target": "5.3/t2025",
        "baseline_year": 2020,
        "baseline_value": "4",
        "pathway": "linear",
        "lag_months": 12,
    },
    {"target": "5.3/t2030", "pathway": "linear", "tolerance": "0.5"},
    {
        "target": "9.1/t2025",
        "baseline_year": 2020,
        "baseline_value": "20",
        "pathway": "linear",
        "lag_months": 6,
    },
    {"target": "9.1/t2030", "pathway": "linear"},
    {"target": "9.2/t2025-forest", "lag_months": 6},
    {"target": "4.3/t2030-double", "baseline_year": 2020, "baseline_value": "3600", "pathway": "compound"},
]
READINGS: list[tuple[str, dict[int, str]]] = [
    ("coupled-heating-share", {2020: "4", 2021: "5.1", 2022: "6", 2023: "7.2", 2024: "8.3", 2025: "9.1"}),
    ("sponge-area-share", {2020: "20", 2021: "24.5", 2022: "29", 2023: "33", 2024: "37.2", 2025: "41.3"}),
    ("forest-cover", {2023: "35.31", 2024: "35.42"}),
    ("greening-cover", {2025: "51.48"}),
    ("digital-economy", {2021: "3890", 2022: "4050", 2023: "4410", 2024: "4600", 2025: "4980"}),
    ("rainfall-retained", {2025: "76.2"}),
]
DONE = "围绕年度任务开展调研和部门会商，完成项目清单梳理，{n} 个项目进入实施阶段，累计完成投资 {m} 万元。"
FORMULA = "=1+1（单位原文以等号开头）"


def _lines(until: Quarter, demo: bool) -> Iterator[tuple[date, str, dict[str, Any]]]:
    """(day of recording, kind, body), in order of recording."""
    yield date(2025, 1, 2), "opened", {"on": date(2025, 1, 2), "demo": demo}
    for setting in SETTINGS:
        body = {**setting, "target": f"{DOCUMENT}/{setting['target']}", "source": "区双碳办会议纪要（演示）"}
        yield date(2025, 1, 6), "target_setting", body
    for task, unit in (("3.1", "hd-kjc"), ("5.3", "hd-cgw"), ("6.2", "hd-zjw")):
        body = {"task": f"{DOCUMENT}/{task}", "unit": unit, "source": "区双碳办会议纪要（演示）"}
        yield date(2025, 1, 6), "lead_confirmed", body
    for indicator, values in READINGS:
        for year, value in values.items():
            if year < 2025:
                yield date(2025, 2, 10), "reading", _reading(indicator, str(year), value, "final")
    for task, goal in (
        ("5.1", "新增光伏装机 2 万千瓦"),
        ("6.1", "完成 3 个街区更新方案"),
        ("8.1", "新增充电桩 500 个"),
    ):
        for year in (2025, 2026):
            body = {
                "task": f"{DOCUMENT}/{task}",
                "year": year,
                "goal": goal,
                "source": "年度工作要点（演示）",
            }
            yield date(2025, 2, 11), "year_goal", body
    yield date(2025, 3, 3), "work_item", _work_item("w1", "编制供热系统改造方案", date(2026, 10, 20))
    yield date(2025, 3, 3), "work_item", _work_item("w2", "完成首批耦合供热试点", date(2026, 6, 30))
    quarter = Quarter(2025, 1)
    while quarter <= until:
        yield from _filed(quarter)
        quarter = quarter.next


def _reading(indicator: str, period: str, value: str, status: str) -> dict[str, Any]:
    body = {"indicator": f"{DOCUMENT}/{indicator}", "period": period, "value": value, "status": status}
    return {**body, "source": "统计公报（演示）"}


def _work_item(name: str, title: str, due: date) -> dict[str, Any]:
    body = {"task": f"{DOCUMENT}/5.3", "item": name, "title": title, "unit": "hd-cgw", "due": due}
    return {**body, "deliverable": "方案", "year": 2026, "state": "approved"}


def _filed(quarter: Quarter) -> Iterator[tuple[date, str, dict[str, Any]]]:
    """What units file in the window after a quarter: most tasks, a few late, a few never."""
    opens = quarter.end + timedelta(days=1)
    chapters = {3: 4, 4: 4, 5: 4, 6: 4, 7: 4, 8: 4, 9: 3, 10: 4}
    for chapter, count in chapters.items():
        for number in range(1, count + 1):
            local, turn = f"{chapter}.{number}", chapter * 5 + number * 3 + quarter.number
            if turn % 11 == 0 or local == "10.3":
                continue
            body: dict[str, Any] = {
                "task": f"{DOCUMENT}/{local}",
                "period": str(quarter),
                "text": FORMULA
                if local == "3.4"
                else DONE.format(n=turn % 7 + 2, m=turn * 35) * (turn % 3 + 1),
            }
            if local in ("5.1", "6.1", "8.1"):
                behind = {"5.1": 15, "6.1": 40, "8.1": 0}[local]
                body["percent"] = str(max(quarter.number * 25 - behind, 0))
            if turn % 4 == 0:
                body["problems"] = "-部分项目用地手续办理时间较长，资金拨付进度偏慢。"
                body["next_step"] = "+协调有关部门加快手续办理，@专人跟进。"
            yield opens + timedelta(days=30 if turn % 13 == 0 else 6), "progress", body
    after = opens + timedelta(days=40)
    if quarter == Quarter(2025, 4):
        for indicator, values in READINGS:
            if 2025 in values:
                yield after, "reading", _reading(indicator, "2025", values[2025], "provisional")
        done = {"item": f"{DOCUMENT}/3.1/m2025", "completed_on": date(2025, 12, 20)}
        yield after, "completion", {**done, "note": "已布局首批项目", "evidence": "演示材料 1 号"}
        late = {"item": f"{DOCUMENT}/3.3/m2025", "completed_on": date(2026, 2, 5)}
        yield after, "completion", {**late, "note": "首批机构已挂牌"}
    if quarter == Quarter(2026, 1):
        yield after, "close_out", {"item": f"{DOCUMENT}/3.1/m2025", "verdict": "closed"}
    if quarter == Quarter(2026, 2):
        yield date(2026, 8, 20), "reading", _reading("sponge-area-share", "2025", "40.6", "final")


def _effective(kind: str, body: Mapping[str, Any], recorded: date) -> date:
    return KINDS[kind].model_validate(body).takes_effect() or recorded


def workspace(folder: Path, until: Quarter = Q3, demo: bool = True, today: datetime = TODAY) -> Workspace:
    """A workspace on the real plan whose journal, under `folder`, tells of the quarters up to `until`."""
    entries = []
    for recorded, kind, body in _lines(until, demo):
        unit = body.get("unit", "hd-fgw")
        instant = datetime(recorded.year, recorded.month, recorded.day, 2)
        entries.append(
            Entry(
                kind,
                "演示填报",
                "unit",
                unit,
                instant,
                _effective(kind, body, recorded),
                _as_json(kind, body),
            )
        )
    FileJournal(folder / "journal").append(lambda _: sorted(entries, key=lambda entry: entry.recorded_at))
    return Workspace(TASKS, folder, now=lambda: today)


LONG = "项目用地手续办理时间较长，资金拨付进度偏慢，需要更多时间协调 ABC 2026 WWW。" * 6


def silent(folder: Path) -> Workspace:
    """Opened long ago and never reported to, so nearly all red; notices without a reply and requests, with long words."""
    place = Workspace(TASKS, folder, now=lambda: TODAY)
    record(place, "opened", date(2024, 1, 2), on=date(2024, 1, 2), demo=True)
    for number in range(1, 5):
        body = {"grade": "reminder", "unit": "hd-fgw", "tasks": [f"{DOCUMENT}/3.1"], "demand": LONG}
        day = date(2026, 8, number)
        record(place, "notice", day, number=f"督办〔2026〕{number}号", reply_by=date(2026, 9, 1), **body)
    for item in queries.items(place.status())["item_id"].to_list()[:4]:
        due = date(2027, 12, 31)
        record(place, "extension_request", date(2026, 9, 2), item=item, new_due=due, reason=LONG)
    return place


def record(workspace: Workspace, kind: str, day: date, **body: Any) -> str:
    """Append one more record on a Shanghai day; returns its id."""
    effective = day if kind == "correction" else _effective(kind, body, day)
    content = body if kind == "correction" else _as_json(kind, body)
    entry = Entry(
        kind, "演示填报", "office", None, datetime(day.year, day.month, day.day, 3), effective, content
    )
    return workspace.journal.append(lambda _: [entry])[0].id


def find(workspace: Workspace, kind: str, **body: str) -> str:
    """Id of the first record of a kind whose body says this."""
    return next(
        record.id
        for record in workspace.journal.read().records
        if record.kind == kind and body.items() <= record.body.items()
    )


def _as_json(kind: str, body: Mapping[str, Any]) -> dict[str, object]:
    return KINDS[kind].model_validate(body).model_dump(mode="json", exclude_none=True)
