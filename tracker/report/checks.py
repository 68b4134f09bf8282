"""核对: the counts of the cover beside the same counted again from the rows of the other sheets, by live formulas."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tracker.labels import FRESHNESS, ITEM_STATE, LIGHTS, TARGET_STATE
from tracker.report.book import Book
from tracker.report.cells import Formula
from tracker.report.figures import Figures, mark
from tracker.report.layout import Content
from tracker.report.rows import Rows, listed

LISTED = ("overdue", "awaiting_first_report", "due_soon")
"""States of which every item stands in the table of dates."""
JUDGED = {
    "met": ("met", "met_late"),
    "missed": ("missed",),
    "awaiting_publication": ("awaiting_publication",),
}
"""Counts of targets that follow from the state alone."""


class CheckRow(NamedTuple):
    number: int
    item: str
    where: str
    """The sheet and column counted again."""
    printed: Formula | int
    recounted: Formula
    difference: Formula
    verdict: Formula
    blank: None = None


def checks(book: Book, known: Figures) -> Rows:
    """What can be counted again in the sheets that this layout has."""
    found = [
        *(_counted(book, known, f"light.{light}", f"任务灯色：{word}", Content.LEDGER, "status", [f"{word}："])
          for light, word in LIGHTS.items()),
        *(_counted(book, known, f"freshness.{state}", f"报送情况：{word}", Content.LEDGER, "freshness", [word])
          for state, word in FRESHNESS.items()),
        *(_counted(book, known, f"item.{state}", f"节点与事项：{ITEM_STATE[state]}", Content.DUE, "state",
                   [ITEM_STATE[state]]) for state in LISTED),
        *(_counted(book, known, f"target.{name}", f"到期目标：{'、'.join(TARGET_STATE[one] for one in states)}",
                   Content.TARGETS, "state", [TARGET_STATE[one] for one in states])
          for name, states in JUDGED.items()),
        *_summed(book, known),
    ]  # fmt: skip
    rows = [row for row in found if row is not None]
    return listed(CheckRow, [row._replace(number=at) for at, row in enumerate(rows, 1)])


def _counted(
    book: Book, known: Figures, name: str, item: str, content: Content, field: str, words: Sequence[str]
) -> CheckRow | None:
    """Texts of a column that begin with one of these words."""
    ranges = [(table, cells) for table in book.placed.get(content, ()) if (cells := table.cells(field))]
    if not ranges:
        return None
    terms = [f'COUNTIF({cells},"{word}*")' for _, cells in ranges for word in words]
    again = sum(
        count
        for table, _ in ranges
        for text, count in table.tallies.get(field, {}).items()
        if text.startswith(tuple(words))
    )
    return _row(book, name, item, ranges[0][0].sheet, known.get(name, 0), "+".join(terms), again)


def _summed(book: Book, known: Figures) -> Iterator[CheckRow]:
    """Every overdue item and every report owed and missing is some unit's."""
    for name, field, item in (("freshness.missing", "missing", "漏报：各单位之和"),
                              ("freshness.late", "late", "迟报：各单位之和")):  # fmt: skip
        for table in book.placed.get(Content.UNITS, ()):
            if (cells := table.cells(field)) and field in table.totals:
                again = int(table.totals[field])
                yield _row(book, name, item, table.sheet, known.get(name, 0), f"SUM({cells})", again)


def _row(book: Book, name: str, item: str, where: str, printed: int, expression: str, again: int) -> CheckRow:
    verdict = "一致" if printed == again else "不一致"
    return CheckRow(
        0,
        item,
        where,
        Formula(mark(name), printed) if book.has_name(mark(name)) else printed,
        Formula(expression, again),
        Formula("{recounted}-{printed}", again - printed),
        Formula('IF({difference}=0,"一致","不一致")', verdict),
    )
