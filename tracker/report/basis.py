"""What the report stands on: clocks, fingerprints, thresholds, windows and rules, so that it can be checked and repeated."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from itertools import takewhile
from typing import NamedTuple, cast

from tracker import queries
from tracker.labels import DOCUMENT_STATUS, THRESHOLD
from tracker.model import Threshold
from tracker.periods import SHANGHAI, Quarter
from tracker.queries.documents import NOT_YET, documents
from tracker.records.journal import Record
from tracker.sentences import day, number
from tracker.snapshot import Snapshot
from tracker.store.build import VIEWS, thresholds_in_force
from tracker.store.tables import task_of


class BasisRow(NamedTuple):
    section: str
    item: str
    value: str
    source: str = ""
    blank: None = None


def basis(
    now: Snapshot, before: Snapshot, layout_fingerprint: str, sheets: list[tuple[str, str]]
) -> list[BasisRow]:
    """`sheets` pairs each sheet's name with the questions that it answers."""
    return [
        *_clocks(now, before),
        *_sources(now, layout_fingerprint),
        *_windows(now),
        *(
            BasisRow("判定阈值", THRESHOLD.get(t.id, t.id), _worth(t), t.source)
            for t in thresholds_in_force(now.plan, now.clock.as_of).values()
        ),
        *(
            BasisRow("取数", name, "、".join(questions.split()), "查询名，见 tracker/queries")
            for name, questions in sheets
        ),
        BasisRow("判定规则", "视图", "、".join(VIEWS), "tracker/store/views/，逐条说明见 docs/rules.md"),
        BasisRow("判定规则", "规则指纹", rules_fingerprint(), "视图文件的 SHA-256"),
        *_problems(now),
    ]


def known_records(now: Snapshot) -> tuple[Record, ...]:
    """Records that existed by then: later ones must not change the report of a locked quarter."""
    records = now.ledger.records
    return records[: bisect_right(records, now.clock.known_at, key=lambda record: record.recorded_at)]


def locked(now: Snapshot) -> bool:
    """Whether this is the report of a locked quarter, as it was at the instant of its lock."""
    quarter = str(Quarter.of(now.clock.as_of))
    at_once = takewhile(lambda record: record.recorded_at == now.clock.known_at, reversed(known_records(now)))
    return any(
        record.kind == "period_lock" and record.body["period"] == quarter and bool(record.body["locked"])
        for record in at_once
    )


@lru_cache
def rules_fingerprint() -> str:
    root = files("tracker.store")
    names = ["schema.sql", *(f"views/{view}.sql" for view in VIEWS)]
    return sha256(b"".join(root.joinpath(name).read_bytes() for name in names)).hexdigest()


def _instant(moment: datetime) -> str:
    local = moment.replace(tzinfo=UTC).astimezone(SHANGHAI)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M:%S}（北京时间）"


def _clocks(now: Snapshot, before: Snapshot) -> Iterator[BasisRow]:
    quarter, last = Quarter.of(now.clock.as_of), Quarter.of(before.clock.as_of)
    yield BasisRow("时点", "报告期", f"{quarter.label}（{quarter}）")
    yield BasisRow("时点", "截至日期", day(now.clock.as_of), "业务发生在这一天及以前的才计入")
    how = "本期已锁定，取锁定时刻" if locked(now) else "本期未锁定，取出表时指定的时刻"
    yield BasisRow("时点", "知悉时刻", _instant(now.clock.known_at), f"这一时刻以前记入台账的才计入；{how}")
    yield BasisRow("时点", "对比基准", f"{last.label}（{last}），截至{day(before.clock.as_of)}")
    yield BasisRow("时点", "对比基准的知悉时刻", _instant(before.clock.known_at))
    yield BasisRow("时点", "对比基准的方案指纹", before.plan.fingerprint)


def _sources(now: Snapshot, layout_fingerprint: str) -> Iterator[BasisRow]:
    for row in documents(now):
        if now.shows(row["document_id"]):
            status = "还没有印发或施行" if row["standing"] == NOT_YET else DOCUMENT_STATUS[row["standing"]]
            yield BasisRow("数据来源", "方案", f"《{row['title']}》{row['document_number'] or ''}", status)
    yield BasisRow("数据来源", "方案指纹", now.plan.fingerprint, "tasks/ 全部文件的 SHA-256")
    records = known_records(now)
    yield BasisRow("数据来源", "台账记录数", str(len(records)), "知悉时刻以前记入的条数")
    if records:
        yield BasisRow("数据来源", "台账指纹", records[-1].hash, f"第 {records[-1].seq} 条记录的链式校验值")
    opened_on, demo = queries.opening(now)
    rehearsed = "含模拟时钟下写入的记录，只供演练" if any(record.clock for record in records) else ""
    kind = "演示数据，不是真实报送" if demo else rehearsed
    yield BasisRow("数据来源", "台账启用", day(opened_on) if opened_on else "尚未启用", kind)
    yield BasisRow("数据来源", "版式指纹", layout_fingerprint, "版式文件的 SHA-256")


def _counted_periods(now: Snapshot) -> set[str]:
    def make() -> set[str]:
        shown = queries.task_windows(now).join(queries.tasks(now), on="task_id", how="semi")
        return set(shown["period"])

    return cast(set[str], now.once("counted periods", make))


def _windows(now: Snapshot) -> Iterator[BasisRow]:
    counted = _counted_periods(now)
    for row in queries.windows(now).iter_rows(named=True):
        if row["period_end"] <= now.clock.as_of:
            calendar = "预估，待国务院办公厅公布放假安排后更新" if row["estimated"] else "按正式放假安排"
            counts = "计入" if row["period"] in counted else "不计入，早于台账启用或方案印发，或不由本级调度"
            words = f"{day(row['opens_on'])}至{day(row['closes_on'])}"
            yield BasisRow(
                "报送期", Quarter(row["year"], row["quarter"]).label, words, f"{calendar}；{counts}"
            )


def _worth(threshold: Threshold) -> str:
    unit = threshold.unit_of_measure
    return f"{number(threshold.value)}{'' if unit == '%' else ' '}{unit}"


def _problems(now: Snapshot) -> Iterator[BasisRow]:
    found = [*now.problems, *now.ledger.problems]
    yield BasisRow("数据问题", "条数", str(len(found)), "" if found else "方案文件和台账没有发现问题")
    # Of what belongs to others a unit is told that it is there, not what it is.
    own = None if now.unit is None else set(queries.tasks(now)["task_id"])
    for at, one in enumerate(found, 1):
        if own is None or task_of(one) in own:
            yield BasisRow("数据问题", f"第 {at} 条", str(one))
