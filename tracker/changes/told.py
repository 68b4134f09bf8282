"""What the earlier report was told and what has been said differently since."""

from collections.abc import Iterator

from tracker import queries
from tracker.changes.change import Change, Pair, Row, by_id, of_part, of_task
from tracker.labels import READING_STATUS
from tracker.periods import Quarter
from tracker.revisions import corrected_reports, revised_readings
from tracker.sentences import amount, period


def revised(pair: Pair) -> Iterator[Change]:
    """Readings with another value, and reports that were corrected."""
    goals = {str(row["indicator_id"]): row for row in queries.counted_targets(pair.now).iter_rows(named=True)}
    for found in revised_readings(pair.now, pair.before):
        if goal := goals.get(found.indicator):
            unit = "%" if found.basis == "rate" else goal["reading_unit"]
            first, then = _figure(found.before, unit), _figure(found.now, unit) if found.now else "已撤回"
            words = f"由{first}改为{then}" if found.now else f"{first}{then}"
            why = (
                f"原因：{found.reason.rstrip('。')}"
                if found.reason
                else f"来源：{(found.now or {}).get('source')}"
            )
            sentence = f"{period(found.period)}的数据{words}，{why}。"
            yield of_part(
                "revised_value", found.indicator, goal, str(goal["indicator"]), first, then, sentence
            )
    tasks = by_id(queries.counted_tasks(pair.now), "task_id")
    for said in corrected_reports(pair.now, pair.before):
        if task := tasks.get(said.key[0]):
            after = "已撤回" if said.body is None else "已更正"
            label = Quarter.parse(str(said.key[1])).label
            sentence = f"{label}的进展报告{after}，原因：{str(said.reason).rstrip('。')}。"
            yield of_task("revised_value", task, "原报告", after, sentence)


def _figure(reading: Row, unit: object) -> str:
    return f"{amount(reading['value'], unit)}（{READING_STATUS[str(reading['status'])]}）"
