"""The cover: what is true in one sentence, the counts behind it, and the foot that is signed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xlsxwriter.utility import xl_range

from tracker import queries
from tracker.labels import DOCUMENT_STATUS, FRESHNESS, ITEM_STATE, LIGHT_TONES, LIGHTS
from tracker.queries.documents import NOT_YET, documents
from tracker.report.book import Book
from tracker.report.cells import lines, room, row_height
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
Counts = Sequence[tuple[str, int]]


def cover(book: Book, sheet: Sheet, now: Snapshot, changed: Sequence[ChangeRow]) -> None:
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
    for sentence in _summary(now, changed):
        height = row_height(lines(sentence, room(WIDTH * COLUMNS, TEXT_SIZE)), TEXT_SIZE)
        page.line(sentence, fonts.body, TEXT_SIZE, height, text_wrap=True)
    page.heading("二、分类统计")
    tones = {LIGHTS[light]: tone for light, tone in LIGHT_TONES.items()}
    page.counts(
        "任务灯色", [(LIGHTS[light], count) for light, count in queries.light_counts(now).items()], tones
    )
    targets = queries.target_counts(now)
    waiting = ("另：待下达", targets["awaiting_value"])
    page.counts("到期目标", [(word, targets[name]) for name, word in DUE_TARGETS.items()], beside=waiting)
    states = queries.counted_items(now)["state"].to_list()
    page.counts("节点与事项", _counted(states, ITEM_ORDER, ITEM_STATE))
    freshness = queries.counted_tasks(now)["freshness"].to_list()
    page.counts("报送情况", _counted(freshness, FRESHNESS, FRESHNESS))
    page.foot()


def _summary(now: Snapshot, changed: Sequence[ChangeRow]) -> list[str]:
    counted = "、".join(f"{kind} {count} 项" for kind, count in Counter(row.kind for row in changed).items())
    said = [
        *_standing(now),
        queries.summary_sentence(now),
        f"与上季度相比：{counted}。" if counted else "与上季度相比没有变化。",
    ]
    if problems := len(now.problems) + len(now.ledger.problems):
        said.append(f"方案文件或台账有 {problems} 处数据问题，见“依据”表。")
    return said


def _standing(now: Snapshot) -> list[str]:
    """Of a report on one document that is not in force: that its tasks do not count, and what it has left."""
    only = now.documents if now.documents and len(now.documents) == 1 else ()
    asked = [row for row in documents(now) if row["document_id"] in only and not row["in_force"]]
    return [
        f"这份文件{STANDING[row['standing']]}，其任务不计入统计"
        + (f"；到期结转 {row['carried']} 项。" if row["carried"] else "。")
        for row in asked
    ]


def _counted(found: Sequence[str], order: Iterable[str], words: Mapping[str, str]) -> Counts:
    return [(words[state], found.count(state)) for state in order]


class _Cover:
    """Writes downwards; `row` is the next free one."""

    def __init__(self, book: Book, sheet: Sheet) -> None:
        self.book, self.styles, self.row = book, book.styles, 0
        self.page = book.page(sheet)
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

    def counts(
        self,
        name: str,
        counts: Counts,
        tones: Mapping[str, str] | None = None,
        beside: tuple[str, int] | None = None,
    ) -> None:
        """Words, numbers, shares; the sum of the numbers is a live formula. `beside` is not part of it."""
        page, total, last = self.page, sum(count for _, count in counts), len(counts) + 1
        words, numbers, shares = self.row, self.row + 1, self.row + 2
        heading, label = self.styles.heading(), self.styles.cell("center")
        number, share = self.styles.cell("center", "0"), self.styles.cell("center", "0.0%")
        for row, text, style in ((words, name, heading), (numbers, "项数", label), (shares, "占比", label)):
            page.write_string(row, 0, text, style)
            page.set_row(row, 20)
        for column, (word, count) in enumerate(counts, 1):
            tone = (tones or {}).get(word)
            page.write_string(words, column, word, self.styles.toned_heading(tone) if tone else heading)
            page.write_number(numbers, column, count, number)
            page.write_number(shares, column, count / total if total else 0, share)
        page.write_string(words, last, "合计", heading)
        page.write_formula(numbers, last, f"=SUM({xl_range(numbers, 1, numbers, last - 1)})", number, total)
        page.write_number(shares, last, 1 if total else 0, share)
        if beside:
            page.write_string(words, last + 1, beside[0], heading)
            page.write_number(numbers, last + 1, beside[1], number)
            page.write_blank(shares, last + 1, None, share)
        self.row += 4

    def foot(self) -> None:
        """Nothing is filled in: whoever signs, signs."""
        style = self.styles.text(self.book.layout.fonts.body, 12)
        for at, text in enumerate(self.book.layout.signatures):
            row = self.row + 1 + at // 3 * 2
            self.page.write_string(row, at % 3 * 3, f"{text}：", style)
            self.page.set_row(row, 24)
