"""The cover: what is true in one sentence, the counts behind it, and the foot that is signed."""

from collections.abc import Mapping, Sequence

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from tracker import queries
from tracker.changes import changes
from tracker.labels import CHANGE, COLOURS, FRESHNESS, ITEM_STATE, LIGHTS
from tracker.report.book import Book
from tracker.report.cells import LIGHT_TONES, lines, room, row_height
from tracker.report.layout import Sheet
from tracker.snapshot import Snapshot

COLUMNS = 9
WIDTH = 13.0
SUMMARY_SIZE = 14.0
DUE_TARGETS = {
    "met": "已达标",
    "missed": "未达标",
    "no_reading": "未报数据",
    "awaiting_publication": "待公布",
    "unknown": "不能判断",
}
ITEM_ORDER = ("overdue", "awaiting_first_report", "due_soon", "on_track", "completed", "closed", "cancelled")
Counts = Sequence[tuple[str, int]]


def cover(book: Book, sheet: Sheet, now: Snapshot, before: Snapshot) -> None:
    """Merged cells stand here and nowhere else in the workbook."""
    page, fonts, styles = book.page(sheet), book.layout.fonts, book.styles
    page.set_column(0, COLUMNS - 1, WIDTH)
    page.fit_to_pages(1, 1)
    if book.demo:
        mark = styles.get(font_name=fonts.heading, font_size=14, font_color=COLOURS["red"], align="center")
        page.merge_range(0, 0, 0, COLUMNS - 1, book.layout.demo_mark, mark)
    title = styles.text(fonts.title, fonts.cover_size, align="center", text_wrap=True)
    page.merge_range(1, 0, 1, COLUMNS - 1, book.said(sheet.title), title)
    page.set_row(1, fonts.cover_size * 2.4)
    page.merge_range(2, 0, 2, COLUMNS - 1, book.words["period"], styles.text(fonts.body, 16, align="center"))
    page.set_row(2, 28)
    row = 3
    if sheet.note:
        page.merge_range(
            row, 0, row, COLUMNS - 1, book.said(sheet.note), styles.text(fonts.body, 12, align="center")
        )
        page.set_row(row, 22)
    row = _words(book, page, row + 2, "一、总体情况", _summary(now, before))
    row = _heading(book, page, row + 1, "二、分类统计")
    row = _counts(
        book, page, row, "任务灯色", [(LIGHTS[k], n) for k, n in queries.light_counts(now).items()], _tones()
    )
    due = queries.target_counts(now)
    row = _counts(book, page, row, "到期目标", [(word, due[name]) for name, word in DUE_TARGETS.items()])
    row = _counts(
        book,
        page,
        row,
        "时间节点",
        _states(queries.counted_items(now)["state"].to_list(), ITEM_ORDER, ITEM_STATE),
    )
    freshness = queries.counted_tasks(now)["freshness"].to_list()
    row = _counts(book, page, row, "报送情况", _states(freshness, FRESHNESS, FRESHNESS))
    _foot(book, page, row + 1)


def _summary(now: Snapshot, before: Snapshot) -> list[str]:
    found = dict(changes(now, before).group_by("kind", maintain_order=True).len().iter_rows())
    counted = "、".join(f"{CHANGE[kind]} {count} 项" for kind, count in found.items())
    said = [
        queries.summary_sentence(now),
        f"与上季度相比：{counted}。" if counted else "与上季度相比没有变化。",
    ]
    if problems := len(now.problems) + len(now.ledger.problems):
        said.append(f"方案文件或台账有 {problems} 处数据问题，见“依据”表。")
    return said


def _states(
    found: Sequence[str], order: Sequence[str] | Mapping[str, str], words: Mapping[str, str]
) -> Counts:
    return [(words[state], found.count(state)) for state in order]


def _tones() -> dict[str, str]:
    return {LIGHTS[light]: tone for light, tone in LIGHT_TONES.items()}


def _heading(book: Book, page: Worksheet, row: int, text: str) -> int:
    page.merge_range(
        row, 0, row, COLUMNS - 1, text, book.styles.text(book.layout.fonts.heading, SUMMARY_SIZE)
    )
    page.set_row(row, 26)
    return row + 1


def _words(book: Book, page: Worksheet, row: int, heading: str, sentences: Sequence[str]) -> int:
    row = _heading(book, page, row, heading)
    style = book.styles.text(book.layout.fonts.body, SUMMARY_SIZE, text_wrap=True)
    for sentence in sentences:
        page.merge_range(row, 0, row, COLUMNS - 1, "", style)
        page.write_string(row, 0, sentence, style)
        page.set_row(row, row_height(lines(sentence, room(WIDTH * COLUMNS, SUMMARY_SIZE)), SUMMARY_SIZE))
        row += 1
    return row


def _counts(
    book: Book, page: Worksheet, row: int, name: str, counts: Counts, tones: Mapping[str, str] | None = None
) -> int:
    """Three rows: words, numbers, shares; the sum and the shares are live formulas."""
    styles, total = book.styles, sum(count for _, count in counts)
    number, share, words = styles.cell("center", "0"), styles.cell("center", "0.0%"), styles.cell("center")
    for below, text in enumerate((name, "项数", "占比")):
        page.write_string(row + below, 0, text, styles.heading() if not below else words)
        page.set_row(row + below, 20)
    last = len(counts)
    for column, (word, count) in enumerate(counts, 1):
        tone = (tones or {}).get(word)
        heading = styles.heading() if tone is None else styles.toned_heading(tone)
        page.write_string(row, column, word, heading)
        page.write_number(row + 1, column, count, number)
        divided = f"=IF({xl_range(row + 1, last + 1, row + 1, last + 1)}=0,0,"
        formula = f"{divided}{xl_range(row + 1, column, row + 1, column)}/{xl_range(row + 1, last + 1, row + 1, last + 1)})"
        page.write_formula(row + 2, column, formula, share, count / total if total else 0)
    page.write_string(row, last + 1, "合计", styles.heading())
    page.write_formula(row + 1, last + 1, f"=SUM({xl_range(row + 1, 1, row + 1, last)})", number, total)
    page.write_formula(
        row + 2, last + 1, f"=SUM({xl_range(row + 2, 1, row + 2, last)})", share, 1 if total else 0
    )
    return row + 4


def _foot(book: Book, page: Worksheet, row: int) -> None:
    """Nothing is filled in: whoever signs, signs."""
    style = book.styles.text(book.layout.fonts.body, 12)
    for at, text in enumerate(book.layout.signatures):
        page.write_string(row + at // 3 * 2, at % 3 * 3, f"{text}：", style)
        page.set_row(row + at // 3 * 2, 24)
