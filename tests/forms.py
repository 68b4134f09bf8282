"""A unit's form as somebody fills it in: cells named by row and heading, written by openpyxl as Excel would."""

import io
from collections.abc import Callable
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.intake.desk import Desk
from tracker.periods import Quarter
from tracker.records.unit_form import KEY_HEADING, folded
from tracker.report import unit_form

PROGRESS, READING, ITEMS, PROOF = "任务进展", "指标数据", "时间节点与分解事项", "佐证材料"
QUARTER = Quarter(2026, 3)


_made: dict[tuple[str, str, str], bytes] = {}


def form(desk: Desk, unit: str = "ex-cgw", quarter: Quarter = QUARTER) -> bytes:
    """The form as the ledger gives it; ledgers with one head, being copies of each other, give one form."""
    asked = desk.space.journal.head().hash, unit, str(quarter)
    if asked not in _made:
        found = unit_form.workbook(desk.space, unit, quarter)
        assert found is not None
        _made[asked] = found
    return _made[asked]


class Sheet:
    """One table of the form."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.top, self.key_column = next(
            (cell.row, cell.column)
            for line in sheet.iter_rows()
            for cell in line
            if cell.value == KEY_HEADING
        )

    @property
    def headings(self) -> dict[str, int]:
        return {
            folded(str(cell.value)): cell.column for cell in self.sheet[self.top] if cell.value is not None
        }

    @property
    def subjects(self) -> list[str]:
        """What the rows speak of, from top to bottom."""
        keys = (
            str(self.sheet.cell(row, self.key_column).value)
            for row in range(self.top + 1, self.sheet.max_row + 1)
        )
        return [key.split(":", 1)[1].rsplit("#", 1)[0] for key in keys if ":" in key]

    def row(self, subject: str) -> int:
        """The first row whose key speaks of the subject."""
        return next(
            row
            for row in range(self.top + 1, self.sheet.max_row + 1)
            if f":{subject}#" in str(self.sheet.cell(row, self.key_column).value)
        )

    def cell(self, subject: str, heading: str) -> Any:
        return self.sheet.cell(self.row(subject), self.headings[folded(heading)])

    def name(self, subject: str, heading: str) -> str:
        return str(self.cell(subject, heading).coordinate)

    def fill(self, subject: str, **cells: Any) -> None:
        """Text stays text, also with `=` in front; what openpyxl should take as a formula is set by hand."""
        for heading, value in cells.items():
            cell = self.cell(subject, heading)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"


def filled(data: bytes, fill: Callable[[Workbook], object]) -> bytes:
    book = load_workbook(io.BytesIO(data))
    fill(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def with_rows(data: bytes, sheet: str, rows: dict[str, dict[str, Any]]) -> bytes:
    """``with_rows(form, PROGRESS, {TASK: {"本期进展": "…"}})``."""

    def fill(book: Workbook) -> None:
        for subject, cells in rows.items():
            Sheet(book[sheet]).fill(subject, **cells)

    return filled(data, fill)
