"""The score sheet of an annual assessment: every line with its inputs, and formulas by which a reader checks the points."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from xlsxwriter.utility import xl_cell_to_rowcol, xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from tracker import queries
from tracker.assessment.results import Assessment
from tracker.audit.heads import Heads, heads_in_words
from tracker.labels import PRODUCT
from tracker.model import Rubric
from tracker.report.assessed import (
    InputRow,
    LackRow,
    ProofRow,
    ScoreRow,
    input_rows,
    lack_rows,
    proof_rows,
    score_rows,
)
from tracker.report.book import Book, LongText
from tracker.report.cells import row_height
from tracker.report.layout import Content, Loaded, Sheet, load_layout
from tracker.report.proofs import Proof, numbered
from tracker.report.rows import listed
from tracker.report.score_formulas import (
    checked,
    grade_formula,
    grade_reads,
    rate_formula,
    scale_formula,
    score_formula,
    state_formula,
)
from tracker.report.table import FIRST, annex, table
from tracker.sentences import day
from tracker.snapshot import Snapshot

LAYOUT = Path(__file__).parents[2] / "reports" / "score-sheet.yaml"
FIELDS = {
    **dict.fromkeys(Content, frozenset[str]()),
    Content.SCORES: frozenset(ScoreRow._fields),
    Content.INPUTS: frozenset(InputRow._fields),
    Content.LACKING: frozenset(LackRow._fields),
    Content.PROOFS: frozenset(ProofRow._fields),
    Content.ANNEX: frozenset(LongText._fields),
}
OPEN_GRADE = "待定"
"""The grade while what is missing could still decide it."""


def workbook(
    now: Snapshot,
    found: Assessment,
    rubric: Rubric,
    ends: Heads,
    proofs: list[Proof] | None = None,
    layout: Path = LAYOUT,
) -> bytes:
    """The score sheet of one subject; `proofs` as far as the reader may know them, else all of them.

    Raises LayoutRefused when the layout has mistakes.
    """
    loaded = load_layout(layout, FIELDS)
    words = {
        "document": f"{found.title}（{found.standing}）",
        "period": f"{found.year}年度",
        "quarter": found.subject,
        "as_of": day(now.clock.as_of),
        **dict.fromkeys(("against", "of_unit"), ""),
    }
    properties = {
        "title": f"{found.subject}{found.year}年度考核评分表",
        "author": PRODUCT,
        "created": now.clock.known_at,
    }
    book = Book(loaded.layout, words, queries.opening(now)[1], properties, heads_in_words(ends))
    _Sheets(book, loaded, now, found, rubric, numbered(now, found) if proofs is None else proofs).fill()
    return book.finish()


def all_in_one(books: Mapping[str, bytes]) -> bytes:
    """Workbooks by name as one zip; equal workbooks give equal bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in books.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


class _Sheets:
    """Tables first; then formulas take the place of the figures that a reader would check."""

    def __init__(
        self,
        book: Book,
        loaded: Loaded,
        now: Snapshot,
        found: Assessment,
        rubric: Rubric,
        proofs: list[Proof],
    ) -> None:
        self._book, self._loaded, self._found, self._rubric = book, loaded, found, rubric
        self._scores = score_rows(found, proofs)
        self._rows = {
            Content.SCORES: listed(ScoreRow, self._scores),
            Content.INPUTS: listed(InputRow, input_rows(now, found, rubric)),
            Content.LACKING: listed(LackRow, lack_rows(now, found)),
            Content.PROOFS: listed(ProofRow, proof_rows(now, found, proofs)),
        }

    def fill(self) -> None:
        for sheet in self._loaded.layout.sheets:
            if sheet.content is Content.ANNEX:
                annex(self._book, sheet)
            else:
                table(self._book, sheet, self._rows[sheet.content])
        sheets = {sheet.content: sheet for sheet in self._loaded.layout.sheets}
        if Content.SCORES in sheets:
            self._live(sheets[Content.SCORES], sheets.get(Content.INPUTS))

    def _columns(self, sheet: Sheet) -> dict[str, int]:
        """Field -> place of the column that shows it; one without anything in it may have been left out."""
        letters = self._book.placed[sheet.content][0].letters
        return {field: xl_cell_to_rowcol(f"{letter}1")[1] for field, letter in letters.items()}

    def _input_cells(self, sheet: Sheet | None) -> list[dict[str, str]]:
        """By line: id of an input -> its cell in the sheet of inputs."""
        columns = self._columns(sheet) if sheet else {}
        found, at = [], FIRST
        for line in self._found.lines:
            ids = {one.id: one for one in self._rubric.lines}[line.id].inputs
            cells = {}
            for place, one in enumerate(ids):
                if sheet and "value" in columns:
                    cell = xl_rowcol_to_cell(at + place, columns["value"])
                    cells[one.id] = f"'{self._book.said(sheet.name)}'!{cell}"
            found.append(cells)
            at += len(line.inputs)
        return found

    def _live(self, sheet: Sheet, inputs: Sheet | None) -> None:
        page = self._book.workbook.get_worksheet_by_name(self._book.said(sheet.name))
        columns, shapes = self._columns(sheet), {column.field: column for column in sheet.columns}
        rules = {line.id: line.rule for line in self._rubric.lines}

        def put(row: int, field: str, formula: str | None, value: object) -> None:
            if formula is not None and field in columns and value is not None:
                shape = shapes[field]
                style = self._book.styles.cell(shape.align.value, shape.format or None)
                page.write_formula(row, columns[field], f"={formula}", style, value)

        lines = zip(self._found.lines, self._input_cells(inputs), strict=True)
        for row, (line, cells) in enumerate(lines, FIRST):
            rule, scored = rules[line.id], self._scores[row - FIRST]
            if rule is None or not cells or not checked(self._found, line):
                continue
            measured = rate_formula(rule, cells)
            put(row, "rate", measured, scored.rate)
            shown = scored.rate is not None and "rate" in columns
            rate = xl_rowcol_to_cell(row, columns["rate"]) if shown else f"({measured})"
            full = xl_rowcol_to_cell(row, columns["full"]) if "full" in columns else ""
            put(row, "score", score_formula(rule, cells, rate, full), scored.score)
            put(row, "state", state_formula(rule, cells), scored.state)
        self._foot(page, columns)

    def _foot(self, page: Worksheet, columns: Mapping[str, int]) -> None:
        """Below the table: the total carried up where the rubric says so, the grade, and who signs."""
        found, book, rubric = self._found, self._book, self._rubric
        last = FIRST + len(found.lines) - 1
        ranges = {name: xl_range_abs(FIRST, at, last, at) for name, at in columns.items()}
        row, total = last + 2, ""
        text = book.styles.text(book.layout.fonts.heading, book.size)
        if found.score is not None and {"score", "full"} <= columns.keys():
            total, full = (xl_rowcol_to_cell(last + 1, columns[name]) for name in ("score", "full"))
            if found.total is not None and found.total != found.score:
                formula, style = (
                    scale_formula(rubric, total, full),
                    book.styles.cell("right", "0.00", bold=True),
                )
                page.write_string(row, 1, "折算后总分", text)
                page.write_formula(row, columns["score"], f"={formula}", style, float(found.total))
                total, row = xl_rowcol_to_cell(row, columns["score"]), row + 1
        page.write_string(row, 0, "等次", text)
        grade = found.grade or OPEN_GRADE
        if found.grade and grade_reads(rubric) <= columns.keys() and (total or found.score is None):
            page.write_formula(row, 1, f"={grade_formula(rubric, ranges, total or '0')}", text, grade)
        else:
            page.write_string(row, 1, grade, text)
        body = book.styles.text(book.layout.fonts.body, book.size)
        page.write_string(row, 2, found.sentence, body)
        for at, words in enumerate(book.layout.signatures):
            page.write_string(row + 2 + at // 3 * 2, (0, 3, 10)[at % 3], f"{words}：", body)
        for at in (row, row + 2, row + 4):
            page.set_row(at, row_height(1, book.size) * 1.3)
