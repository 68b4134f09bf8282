"""The sheet of past readings, empty: what the office downloads, fills in and sends back."""

from collections.abc import Sequence
from pathlib import Path
from typing import IO

from tracker.labels import READING_STATUS
from tracker.records.past_readings import HEADINGS, IndicatorRow
from tracker.records.workbook import Column, write_form

TITLE = "历年数据"
NOTES = (
    "一行一个指标，一列一个年份；只填有正式来源的数值，没有数据的格子留空，不要估填。",
    "数值只填数字。单位是 % 的，25% 填 25 或 25% 都可以，不要填 0.25。",
    "“来源”写明公报、年鉴或文件的名称和文号。",
    "“数据性质”从下面的词中选；同一指标既有初步数又有最终数的，分两行填写。",
    "“口径”写明与方案不一致的统计范围；一致的留空。",
    "需要增加年份或季度时，在右侧加一列，表头写成 2019年 或 2023-Q2。",
    "请勿改动指标编号，不要合并单元格。",
)


def write_readings_template(
    target: Path | IO[bytes], indicators: Sequence[IndicatorRow], years: Sequence[int]
) -> None:
    """A workbook with one row an indicator and one column a year, which `read_readings` takes when it is filled."""
    heading = {name: words[0] for name, words in HEADINGS.items()}
    columns = [
        Column(heading["id"], 28, given=True),
        Column(heading["name"], 36, given=True),
        Column(heading["unit"], 10, given=True),
        Column(heading["method"], 20),
        Column(heading["source"], 24),
        Column(heading["status"], 10, choices=tuple(READING_STATUS.values())),
        *(Column(f"{year}年", 10) for year in years),
    ]
    rows = [(row.id, row.name, row.unit_of_measure or "") for row in indicators]
    write_form(target, TITLE, columns, rows, NOTES)
