"""The cover: what is true in one sentence, the counts behind it, and the foot that is signed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from tracker import queries
from tracker.changes import last_words
from tracker.labels import DOCUMENT_STATUS, FRESHNESS, ITEM_STATE, LIGHT_TONES, LIGHTS
from tracker.queries.documents import NOT_YET, documents
from tracker.report.book import Book
from tracker.report.cells import lines, room, row_height
from tracker.report.figures import Figures, figures, mark
from tracker.report.layout import Sheet
from tracker.report.tables import ChangeRow
from tracker.snapshot import Snapshot

COLUMNS, WIDTH = 9, 13.0
TEXT_SIZE = 14.0
HEADS = "链头"
"""What stands before both heads: `tracker verify --head` takes them from paper."""
DUE_TARGETS = {
    "met": "已达标",
    "missed": "未达标",
    "no_reading": "未报数据",
    "awaiting_publication": "待公布",
    "unknown": "不能判断",
}
ITEM_ORDER = ("overdue", "awaiting_first_report", "due_soon", "on_track", "completed", "closed", "cancelled")
STANDING = DOCUMENT_STATUS | {"draft": "是征求意见稿", NOT_YET: "还没有印发或施行"}


@dataclass(frozen=True)
class _Count:
    word: str
    number: int
    figure: str
    """The name under which other outputs print it too."""
    own: int | None = None
    """Of a report on one unit: of these the unit answers for so many."""


@dataclass(frozen=True)
class _Block:
    """A row of counts with their sum and their shares of it."""

    name: str
    counts: Sequence[_Count]
    total: str = ""
    """The name of the sum as a figure."""
    tones: Mapping[str, str] = field(default_factory=dict)
    beside: _Count | None = None


def cover(book: Book, sheet: Sheet, now: Snapshot, before: Snapshot, changed: Sequence[ChangeRow]) -> None:
    """Cells are merged here and nowhere else in the workbook."""
    page, fonts = _Cover(book, sheet), book.layout.fonts
    if book.demo:
        page.line(book.layout.demo_mark, fonts.heading, 14, 24, align="center", colour="red")
    size = fonts.cover_size
    title = book.said(sheet.title)
    height = max(row_height(lines(title, room(WIDTH * COLUMNS, size)), size), size * 2.2)
    page.line(title, fonts.title, size, height, align="center", text_wrap=True)
    page.line(book.words["period"], fonts.body, 16, 26, align="center")
    page.line(book.said(sheet.note or ""), fonts.body, 12, 20, align="center")
    page.line(f"{HEADS}：{book.heads}", fonts.body, 10, 16, align="center", colour="ink2")
    page.heading("一、总体情况")
    for sentence in summary(now, before, changed):
        height = row_height(lines(sentence, room(WIDTH * COLUMNS, TEXT_SIZE)), TEXT_SIZE)
        page.line(sentence, fonts.body, TEXT_SIZE, height, text_wrap=True)
    page.heading("二、分类统计")
    page.blocks(_blocks(now), figures(now))
    page.foot()


def summary(now: Snapshot, before: Snapshot, changed: Sequence[ChangeRow]) -> list[str]:
    """What is true at the end of the quarter, and what has changed."""
    counted = "、".join(f"{kind} {count} 项" for kind, count in Counter(row.kind for row in changed).items())
    then = last_words(now, before)
    said = [
        *_standing(now),
        queries.summary_sentence(now),
        f"与{then}相比：{counted}。" if counted else f"与{then}相比没有变化。",
    ]
    if now.unit is not None:
        said.insert(-1, f"其中{queries.load_sentence(now, now.unit)}")
    if problems := len(now.problems) + len(now.ledger.problems):
        said.append(f"方案文件或台账有 {problems} 处数据问题，见“依据”表。")
    return said


def _blocks(now: Snapshot) -> Iterator[_Block]:
    """Of one unit its tasks are counted led and shared apart, and of the rest what it answers for is told beside."""
    tones = {LIGHTS[light]: tone for light, tone in LIGHT_TONES.items()}
    if now.unit is None:
        counts = [
            _Count(LIGHTS[light], count, f"light.{light}")
            for light, count in queries.light_counts(now).items()
        ]
        yield _Block("任务灯色", counts, "tasks", tones)
    else:
        row = queries.units(now).row(0, named=True)
        for part, word in (("led", "牵头任务"), ("shared", "参与任务")):
            names = {light: f"{part}_{light}" for light in LIGHTS}
            counts = [
                _Count(LIGHTS[light], row[name], f"unit.{now.unit}.{name}") for light, name in names.items()
            ]
            yield _Block(word, counts, f"unit.{now.unit}.{part}", tones)
    targets, due = queries.target_counts(now), queries.fallen_due(now)
    counts = [
        _Count(word, targets[name], f"target.{name}", _own(now, due, "counts", name))
        for name, word in DUE_TARGETS.items()
    ]
    waiting = _Count("另：待下达", targets["awaiting_value"], "target.awaiting_value")
    yield _Block("到期目标", counts, "target.due", beside=waiting)
    items = queries.counted_items(now)
    found = Counter(items["state"])
    counts = [
        _Count(ITEM_STATE[state], found[state], f"item.{state}", _own(now, items, "state", state))
        for state in ITEM_ORDER
    ]
    yield _Block("节点与事项", counts)
    tasks = queries.counted_tasks(now)
    filed = Counter(tasks["freshness"])
    counts = [
        _Count(word, filed[state], f"freshness.{state}", _own(now, tasks, "freshness", state))
        for state, word in FRESHNESS.items()
    ]
    yield _Block("报送情况", counts)


def _own(now: Snapshot, rows: pl.DataFrame, column: str, state: str) -> int | None:
    """Of a report on one unit: how many of them it answers for itself."""
    if now.unit is None:
        return None
    return rows.filter((pl.col(column) == state) & (pl.col("answer_unit") == now.unit)).height


def _standing(now: Snapshot) -> list[str]:
    """Of a report on one document that is not in force: that its tasks do not count, and what it has left."""
    only = now.documents if now.documents and len(now.documents) == 1 else ()
    asked = [row for row in documents(now) if row["document_id"] in only and not row["in_force"]]
    return [
        f"这份文件{STANDING[row['standing']]}，其任务不计入统计"
        + (f"；到期结转 {row['carried']} 项。" if row["carried"] else "。")
        for row in asked
    ]


class _Cover:
    """Writes downwards; `row` is the next free one."""

    def __init__(self, book: Book, sheet: Sheet) -> None:
        self.book, self.styles, self.row = book, book.styles, 0
        self.page, self.sheet = book.page(sheet), book.said(sheet.name)
        self.page.set_column(0, COLUMNS - 1, WIDTH)
        self.page.fit_to_pages(1, 1)

    def line(self, text: str, font: str, size: float, height: float, **more: Any) -> None:
        style = self.styles.text(font, size, **more)
        self.page.merge_range(self.row, 0, self.row, COLUMNS - 1, "", style)
        self.page.write_string(self.row, 0, text, style)
        self.page.set_row(self.row, height)
        self.row += 1

    def heading(self, text: str) -> None:
        self.line(text, self.book.layout.fonts.heading, TEXT_SIZE, 34)

    def blocks(self, blocks: Iterable[_Block], known: Figures) -> None:
        for block in blocks:
            self._block(block, known)

    def _block(self, block: _Block, known: Figures) -> None:
        """Words, numbers, shares; sums and shares are live formulas. What stands `beside` is not part of them."""
        styles, counts = self.styles, block.counts
        first, last = 1, len(counts)
        total = sum(one.number for one in counts)
        heading, label = styles.heading(), styles.cell("center")
        number, share = styles.cell("center", "0"), styles.cell("center", "0.0%")
        self._start(block.name, heading)
        for column, one in enumerate(counts, first):
            tone = block.tones.get(one.word)
            self.page.write_string(
                self.row, column, one.word, styles.toned_heading(tone) if tone else heading
            )
        self.page.write_string(self.row, last + 1, "合计", heading)
        if block.beside:
            self.page.write_string(self.row, last + 2, block.beside.word, heading)
        self._start("项数", label, below=True)
        numbers = self.row
        for column, one in enumerate(counts, first):
            self._number(column, one.number, number, one.figure, known)
        self._sum(last + 1, number, total, first, last)
        if block.total in known:
            self.book.name(mark(block.total), self.sheet, numbers, last + 1)
        if block.beside:
            self._number(last + 2, block.beside.number, number, block.beside.figure, known)
        self._start("占比", label, below=True)
        whole = xl_rowcol_to_cell(numbers, last + 1, True, True)
        for column, value in enumerate([*(one.number for one in counts), total], first):
            formula = f"=IF({whole}=0,0,{xl_rowcol_to_cell(numbers, column)}/{whole})"
            self.page.write_formula(self.row, column, formula, share, value / total if total else 0)
        if block.beside:
            self.page.write_blank(self.row, last + 2, None, share)
        own = [one.own for one in counts if one.own is not None]
        if own:
            self._start("本单位负责", label, below=True)
            for column, found in enumerate(own, first):
                self.page.write_number(self.row, column, found, number)
            self._sum(last + 1, number, sum(own), first, last)
        self.row += 2

    def _start(self, word: str, style: Format, below: bool = False) -> None:
        self.row += below
        self.page.write_string(self.row, 0, word, style)
        self.page.set_row(self.row, 20)

    def _number(self, column: int, value: int, style: Format, figure: str, known: Figures) -> None:
        self.page.write_number(self.row, column, value, style)
        if figure in known:
            self.book.name(mark(figure), self.sheet, self.row, column)

    def _sum(self, column: int, style: Format, total: int, first: int, last: int) -> None:
        formula = f"=SUM({xl_range(self.row, first, self.row, last)})"
        self.page.write_formula(self.row, column, formula, style, total)

    def foot(self) -> None:
        """Nothing is filled in: whoever signs, signs."""
        style = self.styles.text(self.book.layout.fonts.body, 12)
        for at, text in enumerate(self.book.layout.signatures):
            row = self.row + 1 + at // 3 * 2
            self.page.write_string(row, at % 3 * 3, f"{text}：", style)
            self.page.set_row(row, 24)
