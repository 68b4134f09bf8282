"""A filled form of a unit: cells found by heading and row key, wherever they stand -> rows of values, or problems."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.problems import Place, Problem
from tracker.records import entries
from tracker.records.child import Helper
from tracker.records.codes import problem
from tracker.records.entries import UnreadEntryError
from tracker.records.typed import folded
from tracker.records.unit_form import (
    ENTRIES,
    FOOT_KEY,
    KEY_HEADING,
    MARK,
    SAYS_NOTHING,
    TITLE,
    TO_MEND,
    VERSION,
    AlteredError,
    Entry,
    FormRow,
    Part,
    Register,
    register_of,
)
from tracker.records.upload import Sheet, cell_name, read_sheets

ENOUGH_HEADINGS = 3
"""A sheet that has so many headings of a part was meant to be that part."""
PART_WORDS = {
    Part.PROGRESS: "任务进展",
    Part.READING: "指标数据",
    Part.COMPLETION: "时间节点与分解事项",
    Part.EVIDENCE: "佐证材料",
}


@dataclass(frozen=True)
class FilledRow:
    """What stands in one row: field → value as the record will have it; empty cells are left out."""

    row: FormRow
    values: Mapping[str, str]
    cells: Mapping[str, Place]
    """Where each field stands that the sheet has a column for."""
    place: Place
    faulty: bool = False
    """Something in it could not be read; that has been said."""

    @property
    def said(self) -> dict[str, str]:
        """The values beyond what we had filled in ourselves."""
        ours = SAYS_NOTHING.get(self.row.part, ())
        return {name: value for name, value in self.values.items() if name not in ours}


@dataclass(frozen=True)
class Form:
    register: Register
    rows: tuple[FilledRow, ...] = ()


def read_form(data: bytes, name: str, helper: Helper | None = None) -> tuple[Form | None, list[Problem]]:
    """None when the file is not read or is no form; else its rows, and what is wrong with single cells."""
    sheets, problems = read_sheets(data, name, helper, hidden=True)
    if not sheets:
        return None, problems
    register = _register(sheets, name)
    if isinstance(register, Problem):
        return None, [register]
    reading = _Reading(name, register)
    for sheet in sheets:
        if sheet.visible and sheet.name != TO_MEND:
            reading.take(sheet)
    rows = reading.finish()
    return Form(register, tuple(rows)), [*problems, *reading.problems]


def _register(sheets: list[Sheet], file: str) -> Register | Problem:
    found: list[Register] = []
    for sheet in sheets:
        top = next((at for at, cell in sheet.cells.items() if cell.text == MARK), None)
        if top is None:
            continue
        below: dict[int, dict[int, str]] = {}
        for (row, column), cell in sheet.cells.items():
            if row >= top[0] and column >= top[1]:
                below.setdefault(row, {})[column - top[1]] = cell.text
        lines = [
            [line.get(column, "") for column in range(max(line) + 1)] for _, line in sorted(below.items())
        ]
        place = Place(file, sheet=sheet.name, cell=cell_name(*top))
        version = lines[0][1] if len(lines[0]) > 1 else ""
        if version != VERSION:
            return problem("form.version", place, text=version or "不明", other=VERSION)
        try:
            found.append(register_of(lines))
        except AlteredError:
            return problem("form.register-altered", place)
    if not found:
        return problem("form.no-register", Place(file))
    if any(other != found[0] for other in found):
        return problem("form.several-forms", Place(file))
    return found[0]


class _Reading:
    """Collects the rows of all sheets, and what is wrong with them."""

    def __init__(self, file: str, register: Register) -> None:
        self.problems: list[Problem] = []
        self._file, self._register, self._keys = file, register, register.by_key
        self._headings = {part: register.headings(part) for part in Part}
        self._rows: dict[tuple[str, str], FilledRow] = {}
        self._parts: set[Part] = set()

    def take(self, sheet: Sheet) -> None:
        heading = next((at for at, cell in sheet.cells.items() if folded(cell.text) == KEY_HEADING), None)
        if heading is None:
            self._looks_like_one(sheet)
            return
        top, key_column = heading
        keys = {
            row: cell.text
            for (row, column), cell in sheet.cells.items()
            if column == key_column and row > top
        }
        part = self._part({folded(cell.text) for (row, _), cell in sheet.cells.items() if row == top})
        if part is None:
            self._say("form.no-keys", Place(self._file, sheet=sheet.name), text=sheet.name)
            return
        self._parts.add(part)
        columns = self._columns(sheet, top, key_column, part)
        for at in sorted({row for row, _ in sheet.cells if row > top}):
            self._row(sheet, at, (key_column, keys.get(at, "")), columns, part)

    def finish(self) -> list[FilledRow]:
        """The rows in the order of the form; what is missing is said."""
        present = {row.row.key for row in self._rows.values()}
        for part in Part:
            rows = [row for row in self._register.rows if row.part is part]
            if rows and part not in self._parts:
                if not any(one.code == "form.no-keys" for one in self.problems):
                    self._say("form.sheet-missing", Place(self._file), text=PART_WORDS[part])
                continue
            for row in rows:
                if row.key not in present:
                    self._say("form.row-missing", Place(self._file), text=row.title)
        return list(self._rows.values())

    def _looks_like_one(self, sheet: Sheet) -> None:
        by_row: dict[int, set[str]] = {}
        for (row, _), cell in sheet.cells.items():
            by_row.setdefault(row, set()).add(folded(cell.text))
        if any(map(self._part, by_row.values())):
            self._say("form.no-keys", Place(self._file, sheet=sheet.name), text=sheet.name)

    def _part(self, headings: set[str]) -> Part | None:
        """Which table has these headings; some of them may have been changed."""
        found = {part: len(self._headings[part].keys() & headings) for part in Part}
        best = max(found, key=lambda part: found[part])
        return best if found[best] >= ENOUGH_HEADINGS else None

    def _columns(self, sheet: Sheet, top: int, key_column: int, part: Part) -> dict[str, list[int]]:
        """Field → its columns; more than one when a column was copied."""
        known, found = self._headings[part], dict[str, list[int]]()
        filled = {column for (row, column) in sheet.cells if row > top}
        for (row, column), cell in sorted(sheet.cells.items()):
            if row != top or column == key_column:
                continue
            name = known.get(folded(cell.text))
            if name:
                found.setdefault(name, []).append(column)
            elif column in filled:
                self._tell("form.unknown-column", sheet, top, column, text=cell.text)
        for heading in (one for one in self._register.columns if one.part is part):
            if heading.field in ENTRIES[part] and heading.field not in found:
                self._say("form.no-column", Place(self._file, sheet=sheet.name), text=heading.heading)
        for name, columns in found.items():
            for other in columns[1:]:
                if self._differ(sheet, top, columns[0], other) and name in ENTRIES[part]:
                    text = sheet.cells[top, other].text
                    self._tell("form.double-column", sheet, top, other, text=text)
        return found

    def _differ(self, sheet: Sheet, top: int, one: int, other: int) -> bool:
        rows = {row for row, _ in sheet.cells if row > top}
        return any(sheet.cells.get((row, one)) != sheet.cells.get((row, other)) for row in rows)

    def _row(
        self, sheet: Sheet, at: int, keyed: tuple[int, str], columns: dict[str, list[int]], part: Part
    ) -> None:
        """`keyed` is the column of the keys, and what stands in it."""
        key_column, key = keyed
        if key == FOOT_KEY:
            return
        inputs = {name: found[0] for name, found in columns.items() if name in ENTRIES[part]}
        row = self._keys.get(key)
        if row is None or row.part is not part:
            filled = [column for column in inputs.values() if (at, column) in sheet.cells]
            if key:
                self._tell("form.unknown-key", sheet, at, key_column, text=key)
            elif filled:
                self._tell("form.no-key", sheet, at, min(filled))
            return
        title = sheet.cells.get((at, columns.get(TITLE[part], [0])[0]))
        if title and folded(title.text) != folded(row.title):
            column = columns[TITLE[part]][0]
            self._tell("form.key-mismatch", sheet, at, column, text=title.text, other=row.title)
            return
        self._add(self._filled(sheet, at, row, inputs))

    def _filled(self, sheet: Sheet, at: int, row: FormRow, inputs: dict[str, int]) -> FilledRow:
        values: dict[str, str] = {}
        before, doubts = len(self.problems), list[tuple[int, str, str]]()
        # The basis first: a yearly rate is in %, whatever the level is in.
        for name in sorted(inputs, key=lambda name: ENTRIES[row.part][name] is not Entry.BASIS):
            column, entry = inputs[name], ENTRIES[row.part][name]
            cell = sheet.cells.get((at, column))
            if cell is None:
                continue
            unit = "%" if values.get("basis") == "rate" else row.unit_of_measure
            try:
                values[name] = entries.read(entry, cell, unit)
            except UnreadEntryError as unread:
                self._tell(unread.code, sheet, at, column, text=unread.text, other=unread.other)
                continue
            if meant := entries.doubtful(entry, cell, values[name], unit):
                doubts.append((column, values[name], meant))
        faulty = len(self.problems) > before
        for column, text, other in doubts:
            self._tell("form.percent-doubt", sheet, at, column, text=text, other=other)
        cells = {name: self._place(sheet, at, column) for name, column in inputs.items()}
        first = cells[min(inputs, key=lambda name: inputs[name])] if inputs else Place(self._file)
        return FilledRow(row, {name: text for name, text in values.items() if text}, cells, first, faulty)

    def _add(self, filled: FilledRow) -> None:
        """The same row again, in a copied sheet or a copied row, has to say the same."""
        at = filled.row.key, filled.values.get("period", "")
        first = self._rows.setdefault(at, filled)
        if first is not filled and (first.values != filled.values or first.faulty or filled.faulty):
            where = f"工作表“{first.place.sheet}”单元格 {first.place.cell} "
            self.problems.append(problem("form.copies-differ", filled.place, other=where))

    def _place(self, sheet: Sheet, row: int, column: int) -> Place:
        return Place(self._file, sheet=sheet.name, cell=cell_name(row, column))

    def _tell(self, code: str, sheet: Sheet, row: int, column: int, **words: str) -> None:
        self._say(code, self._place(sheet, row, column), **words)

    def _say(self, code: str, place: Place, **words: str) -> None:
        self.problems.append(problem(code, place, **words))
