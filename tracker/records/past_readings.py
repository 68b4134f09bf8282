"""The year × indicator sheet in which the office brings in past readings: cells -> drafts, each with its place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracker.labels import READING_STATUS
from tracker.periods import StatPeriod
from tracker.problems import Place, Problem
from tracker.records.codes import problem
from tracker.records.kinds import ReadingStatus
from tracker.records.typed import PERCENT, folded, meanings, number
from tracker.records.upload import Cell, Sheet, cell_name, read_sheets

HEADING_WITHIN = 10
"""The heading row is looked for in this many first rows; a title and a note may stand above it."""
HEADINGS = {
    "id": ("指标编号", "指标代码", "编号"),
    "name": ("指标名称", "指标", "名称"),
    "unit": ("单位", "计量单位"),
    "method": ("口径", "统计口径"),
    "source": ("来源", "数据来源"),
    "status": ("数据性质",),
    "ignored": ("序号", "备注"),
}
NO_VALUE = {folded(word) for word in ("-", "--", "—", "——", "–", "/", "…", "……", "无", "暂无")}

_MEANT = meanings(READING_STATUS)


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator of the plan as the sheet shows it; `id` is the global one."""

    id: str
    name: str
    unit_of_measure: str | None = None


@dataclass(frozen=True)
class DraftCell:
    """One reading as the sheet gives it; which indicator is meant is for the intake to find."""

    indicator_text: str
    period_text: str
    """As StatPeriod writes it: 2025, 2025-Q2 or 2025-06."""
    value_text: str
    """A plain decimal number; percentages as 25, never as 0.25 and without the sign."""
    unit_of_measure: str | None
    """The unit that the sheet states, `%` also when the cell itself shows a percentage; None when it says nothing."""
    method: str | None
    source: str | None
    status: ReadingStatus | None
    sheet: str
    cell: str


@dataclass(frozen=True)
class _Row:
    indicator: str
    unit: str | None
    known_unit: str | None
    method: str | None
    source: str | None
    status: ReadingStatus | None


class _Reader:
    """Reads one sheet and collects what is wrong with it."""

    def __init__(self, file: str, sheet: Sheet, units: Mapping[str, str | None]) -> None:
        self.problems: list[Problem] = []
        self._file, self._sheet, self._units = file, sheet, units

    def drafts(self, top: int) -> list[DraftCell]:
        """`top` is the heading row."""
        columns, periods = self._columns(top)
        rows = sorted({row for row, _ in self._sheet.cells if row > top})
        seen: dict[tuple[str, ReadingStatus | None], int] = {}
        drafts = []
        for at in rows:
            values = [(column, cell) for column in periods if (cell := self._sheet.cells.get((at, column)))]
            if not values or not (row := self._row(at, columns, values[0][0])):
                continue
            first = seen.setdefault((folded(row.indicator), row.status), at)
            if first != at:
                self._tell(
                    "readings.duplicate-row",
                    at,
                    columns.get("id", columns.get("name", 1)),
                    row.indicator,
                    str(first),
                )
                continue
            for column, cell in values:
                if number := self._number(at, column, cell, row):
                    value, unit = number
                    drafts.append(
                        DraftCell(
                            row.indicator,
                            periods[column].text,
                            value,
                            unit,
                            row.method,
                            row.source,
                            row.status,
                            self._sheet.name,
                            cell_name(at, column),
                        )
                    )
        return drafts

    def _columns(self, top: int) -> tuple[dict[str, int], dict[int, StatPeriod]]:
        """Where each known heading and each period stands; the first column names the indicator if no heading does."""
        columns: dict[str, int] = {}
        periods: dict[int, StatPeriod] = {}
        dropped: set[int] = set()
        filled = {column for row, column in self._sheet.cells if row > top}
        for column, cell in self._line(top):
            heading = folded(cell.text)
            period = _period(cell.text)
            known = next((name for name, words in HEADINGS.items() if heading in words), None)
            if period:
                same = next((other for other in periods if periods[other] == period), None)
                if same:
                    dropped |= {same, column}
                    self._tell("readings.duplicate-period", top, column, cell.text, cell_name(top, same))
                periods[column] = period
            elif known:
                columns.setdefault(known, column)
            elif column > 1 and column in filled:
                self._tell("readings.unknown-heading", top, column, cell.text)
        if not {"id", "name"} & columns.keys():
            columns["id"] = 1
        return columns, {column: period for column, period in periods.items() if column not in dropped}

    def _row(self, at: int, columns: Mapping[str, int], first_value: int) -> _Row | None:
        words = {
            name: cell.text
            for name, column in columns.items()
            if (cell := self._sheet.cells.get((at, column)))
        }
        indicator = words.get("id") or words.get("name")
        if not indicator:
            self._tell("readings.no-indicator", at, first_value)
            return None
        status = words.get("status")
        if status and folded(status) not in _MEANT:
            self._tell("readings.status", at, columns["status"], status)
            return None
        unit, known = words.get("unit"), self._units.get(folded(indicator))
        if unit and known and folded(unit) not in (folded(known), PERCENT):
            self._tell("readings.unit", at, columns["unit"], unit, known)
            return None
        return _Row(
            indicator,
            PERCENT if folded(unit or "") == PERCENT else unit,
            PERCENT if folded(known or "") == PERCENT else known,
            words.get("method"),
            words.get("source"),
            ReadingStatus(_MEANT[folded(status)]) if status else None,
        )

    def _number(self, at: int, column: int, cell: Cell, row: _Row) -> tuple[str, str | None] | None:
        """The value of one cell and the unit that sheet or cell state for it."""
        found, unit = number(cell), row.unit or row.known_unit
        code, other = "", ""
        if cell.fault:
            code = f"readings.{cell.fault}"
        elif folded(cell.text) in NO_VALUE:
            code = "readings.no-value"
        elif found is None:
            code = "readings.not-a-number"
        elif found.percent and unit and unit != PERCENT:
            code, other = "readings.percent-unit", unit
        if code or found is None:
            self._tell(code, at, column, cell.text, other)
            return None
        value, as_percent = found
        shown = format(value, "f")
        if unit == PERCENT and not as_percent and 0 < abs(value) <= 1:
            self._tell("readings.percent-doubt", at, column, shown, format((value * 100).normalize(), "f"))
        return shown, PERCENT if as_percent else row.unit

    def _line(self, row: int) -> Iterator[tuple[int, Cell]]:
        yield from sorted(
            ((column, cell) for (at, column), cell in self._sheet.cells.items() if at == row),
            key=lambda pair: pair[0],
        )

    def _tell(self, code: str, row: int, column: int, text: str = "", other: str = "") -> None:
        place = Place(self._file, sheet=self._sheet.name, cell=cell_name(row, column))
        self.problems.append(problem(code, place, text=text, other=other))


def read_readings(
    data: bytes, name: str, indicators: Iterable[IndicatorRow] = ()
) -> tuple[list[DraftCell], list[Problem]]:
    """The readings of an uploaded .xlsx or .csv file called `name`.

    `indicators` are those of the plan: their units tell whether 0.25 may be meant as 25 %.
    """
    units = {folded(key): row.unit_of_measure for row in indicators for key in (row.id, row.name)}
    sheets, problems = read_sheets(data, name)
    drafts: list[DraftCell] = []
    tables = [(sheet, top) for sheet in sheets if (top := _heading_row(sheet))]
    for sheet, top in tables:
        reader = _Reader(name, sheet, units)
        drafts += reader.drafts(top)
        problems += reader.problems
    read = {sheet.name for sheet, _ in tables}
    if sheets and not tables:
        problems.append(problem("readings.no-heading", Place(name, sheet=sheets[0].name)))
    elif tables and not drafts and not problems:
        problems.append(problem("readings.nothing", Place(name, sheet=tables[0][0].name)))
    for sheet in sheets if tables else ():
        if sheet.name not in read and any(cell.number for cell in sheet.cells.values()):
            problems.append(problem("readings.sheet-skipped", Place(name, sheet=sheet.name), text=sheet.name))
    return drafts, problems


def _heading_row(sheet: Sheet) -> int | None:
    """The first row that names a period right of its first column; a period in the first column is no heading."""
    rows = sorted({row for (row, column), cell in sheet.cells.items() if column > 1 and _period(cell.text)})
    return next((row for row in rows if row <= HEADING_WITHIN and not _period(_text(sheet, row))), None)


def _text(sheet: Sheet, row: int) -> str:
    cell = sheet.cells.get((row, 1))
    return cell.text if cell else ""


def _period(heading: str) -> StatPeriod | None:
    try:
        period = StatPeriod.parse(folded(heading).replace("年度", "年"))
    except ValueError:
        return None
    return period if 1949 <= period.end.year <= 2100 else None
