"""The quarterly workbook of a workspace, written to memory and read back with another library."""

from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook as ReadBook
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.report.sample import Q3
from tracker.report.quarterly import LAYOUT, write
from tracker.snapshot import Workspace

COVER, LEDGER, DUE, TARGETS = "封面与摘要", "任务台账", "逾期与临期", "指标缺口"
UNITS, CHANGES, CHARTS, BASIS = "单位汇总", "与上季度变化", "图表", "依据"
SUPERVISION, FILED, CHECKS = "督办与延期", "报送明细", "核对"
TABLES = (LEDGER, DUE, TARGETS, UNITS, CHANGES, SUPERVISION, FILED, CHECKS, BASIS)
PAPER = {"8": "A3", "9": "A4"}


def report(place: Workspace, layout: Path = LAYOUT, **asked: Any) -> bytes:
    target = BytesIO()
    write(place, Q3, target, layout, **asked)
    return target.getvalue()


def opened(content: bytes, values: bool = True) -> ReadBook:
    return load_workbook(BytesIO(content), data_only=values)


def cells(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """Every cell of every sheet, formulas as formulas, with its number format."""
    return {
        sheet.title: [
            (cell.coordinate, cell.value, cell.number_format) for row in sheet.iter_rows() for cell in row
        ]
        for sheet in opened(content, values=False)
    }


def rows(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows of a table by heading, without the row of totals."""
    headings = [cell.value for cell in sheet[3]]
    found = [dict(zip(headings, line, strict=True)) for line in sheet.iter_rows(min_row=4, values_only=True)]
    return [row for row in found if "合计" not in row.values()]
