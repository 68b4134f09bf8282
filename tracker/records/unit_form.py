"""What a unit's form (单位填报表) consists of: its parts, their columns, and the hidden register it carries with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from tracker.records.typed import folded

VERSION = "1"
"""Of the form; a workbook of another version is not read."""
MARK = "tracker-unit-form"
"""Stands in the first cell of the hidden register."""
REGISTER_SHEET, CHOICES_SHEET, GUIDE_SHEET = "登记信息", "选项", "填报说明"
TO_MEND = "需改正"
"""The sheet that a workbook with faulty cells comes back with."""
TO_MEND_COLUMNS = {"工作表": 18, "单元格": 9, "问题": 60, "怎么办": 60}
"""Heading and width of each of its columns."""
KEY_HEADING = "行标识"
FOOT_KEY = "#"
"""The key of rows under a table that are filled in by hand."""


class Part(StrEnum):
    """Tables of the form; each is named after the kind of record that its rows become."""

    PROGRESS = "progress"
    READING = "reading"
    COMPLETION = "completion"
    EVIDENCE = "evidence"


class Entry(StrEnum):
    """How a cell is to be filled in."""

    WORDS = "words"
    PERCENT = "percent"
    VALUE = "value"
    DAY = "day"
    PERIOD = "period"
    LIGHT = "light"
    STATUS = "status"
    BASIS = "basis"


ENTRIES: Mapping[Part, Mapping[str, Entry]] = {
    Part.PROGRESS: {
        "text": Entry.WORDS,
        "percent": Entry.PERCENT,
        "problems": Entry.WORDS,
        "next_step": Entry.WORDS,
        "own_light": Entry.LIGHT,
    },
    Part.READING: {
        "period": Entry.PERIOD,
        "basis": Entry.BASIS,
        "value": Entry.VALUE,
        "status": Entry.STATUS,
        "source": Entry.WORDS,
        "method": Entry.WORDS,
        "published_on": Entry.DAY,
    },
    Part.COMPLETION: {"completed_on": Entry.DAY, "note": Entry.WORDS, "evidence": Entry.WORDS},
    Part.EVIDENCE: {"document_number": Entry.WORDS, "note": Entry.WORDS},
}
"""The fields of the record that a unit fills in."""
SUBJECT = {
    Part.PROGRESS: "task",
    Part.READING: "indicator",
    Part.COMPLETION: "item",
    Part.EVIDENCE: "task",
}
"""The field of the record that a row's key names."""
TITLE = {
    Part.PROGRESS: "title",
    Part.READING: "indicator",
    Part.COMPLETION: "what",
    Part.EVIDENCE: "title",
}
"""The column that says in words what a row is about; compared with its key."""
SAYS_NOTHING = {Part.READING: ("period", "basis", "status")}
"""Filled in by us: a row with no more than that has not been filled in."""


@dataclass(frozen=True)
class FormColumn:
    part: Part
    field: str
    heading: str


@dataclass(frozen=True)
class FormRow:
    part: Part
    subject: str
    number: int
    """Tells two rows of one subject apart."""
    title: str
    unit_of_measure: str = ""

    @property
    def key(self) -> str:
        return f"{self.part}:{self.subject}#{self.number}"


@dataclass(frozen=True)
class Register:
    """What the workbook says of itself; the intake believes none of it without looking."""

    unit: str
    unit_name: str
    period: str
    base: int
    base_hash: str
    plan: str
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]

    def lines(self) -> list[tuple[str, ...]]:
        """As the hidden sheet shows it, with a sum over all of it at the end."""
        told: list[tuple[str, ...]] = [
            (MARK, VERSION),
            ("unit", self.unit, self.unit_name),
            ("period", self.period),
            ("base", str(self.base), self.base_hash),
            ("plan", self.plan),
            *(("column", column.part, column.field, column.heading) for column in self.columns),
            *(
                ("row", row.part, row.subject, str(row.number), row.title, row.unit_of_measure)
                for row in self.rows
            ),
        ]
        return [*told, ("sum", _sum(told))]

    @property
    def by_key(self) -> dict[str, FormRow]:
        return {row.key: row for row in self.rows}

    def headings(self, part: Part) -> dict[str, str]:
        """Field by heading, without differences of width and spaces."""
        return {folded(column.heading): column.field for column in self.columns if column.part is part}


class AlteredError(ValueError):
    """The register does not say what it said when the form was made."""


def register_of(lines: Sequence[Sequence[str]]) -> Register:
    """Reads `Register.lines` back; raises AlteredError when anything in them has been changed."""
    told = [tuple(cell.strip() for cell in line) for line in lines]
    kept = [_trimmed(line) for line in told]
    if not kept or kept[-1] != ("sum", _sum(kept[:-1])):
        raise AlteredError
    single = {line[0]: line[1:] for line in kept if line[0] in ("unit", "period", "base", "plan")}
    try:
        return Register(
            unit=single["unit"][0],
            unit_name=single["unit"][1],
            period=single["period"][0],
            base=int(single["base"][0]),
            base_hash=single["base"][1],
            plan=single["plan"][0],
            columns=tuple(
                FormColumn(Part(part), field, heading) for part, field, heading in _of(kept, "column", 3)
            ),
            rows=tuple(
                FormRow(Part(part), subject, int(number), title, unit)
                for part, subject, number, title, unit in _of(kept, "row", 5)
            ),
        )
    except (KeyError, IndexError, ValueError) as error:
        raise AlteredError from error


def _of(lines: list[tuple[str, ...]], tag: str, width: int) -> Iterator[tuple[str, ...]]:
    for line in lines:
        if line[0] == tag:
            yield (*line[1:], *[""] * width)[:width]


def _trimmed(line: tuple[str, ...]) -> tuple[str, ...]:
    while line and not line[-1]:
        line = line[:-1]
    return line


def _sum(lines: list[tuple[str, ...]]) -> str:
    """Notices a slip, not a forger: what the sender may do is decided by who the sender is."""
    text = "\n".join("\t".join(folded(cell) for cell in _trimmed(line)) for line in lines)
    return sha256(text.encode()).hexdigest()[:16]
