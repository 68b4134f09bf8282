"""One filled cell of a form: what people type for a share, a figure, a day or a choice, and how it is shown to them."""

import re
from datetime import date, timedelta
from decimal import Decimal

from tracker.labels import BASIS, LIGHTS, READING_STATUS
from tracker.periods import StatPeriod
from tracker.records.typed import PERCENT, folded, meanings, number
from tracker.records.unit_form import Entry
from tracker.records.upload import Cell

CHOICES: dict[Entry, dict[str, str]] = {
    Entry.LIGHT: LIGHTS,
    Entry.STATUS: READING_STATUS,
    Entry.BASIS: BASIS,
}
"""Code → the word that the drop-down offers."""
DAY_YEARS = range(2000, 2101)
"""A figure such as 12 in a cell for days comes as a day of 1900."""
SERIAL_DAYS = range(36526, 73415)
"""The numbers behind the days of 2000 to 2100; other numbers are no dates."""

_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:T?00:00(?::00)?)?", re.ASCII)
_LIGHT = re.compile(r"(.)(?:灯|色)?")


class UnreadEntryError(ValueError):
    """`code` of the problem; `text` is what stands in the cell, `other` what may be meant."""

    def __init__(self, code: str, text: str, other: str = "") -> None:
        super().__init__(code)
        self.code, self.text, self.other = code, text, other


def read(entry: Entry, cell: Cell, unit: str = "") -> str:
    """The cell as a field of a record; raises UnreadEntryError when it cannot be one."""
    if cell.fault:
        raise UnreadEntryError(f"form.{cell.fault}", cell.text)
    match entry:
        case Entry.WORDS:
            return clean(cell.text)
        case Entry.PERCENT:
            return _number(cell, PERCENT)
        case Entry.VALUE:
            return _number(cell, unit)
        case Entry.DAY:
            return _day(cell)
        case Entry.PERIOD:
            return _period(cell)
    return _choice(entry, cell)


def doubtful(entry: Entry, cell: Cell, value: str, unit: str = "") -> str:
    """A share typed as 0.25 may be meant as 25 %: what it would then be; empty where there is no doubt."""
    in_percent = entry is Entry.PERCENT or (entry is Entry.VALUE and unit == PERCENT)
    is_plain = not cell.percent and not folded(cell.text).endswith(PERCENT)
    if in_percent and is_plain and 0 < abs(Decimal(value)) <= 1:
        return _plain(Decimal(value) * 100)
    return ""


def shown(entry: Entry, value: object) -> str:
    """A recorded value as the form shows it; `read` takes it back."""
    text = clean(str(value))
    if entry in CHOICES:
        return CHOICES[entry].get(text, text)
    if entry in (Entry.PERCENT, Entry.VALUE):
        return _plain(Decimal(text))
    return text


def same(entry: Entry, one: str, other: str) -> bool:
    """Whether two values of a field say the same; 35.50 and 35.5 do."""
    if entry in (Entry.PERCENT, Entry.VALUE):
        return Decimal(one) == Decimal(other)
    return clean(one) == clean(other)


def clean(text: str) -> str:
    """Line ends in one way, and no blank space at the ends of lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(cell: Cell, unit: str) -> str:
    found = number(cell)
    if found is None:
        raise UnreadEntryError("form.not-a-number", cell.text)
    if found.percent and unit and folded(unit) != PERCENT:
        raise UnreadEntryError("form.percent-unit", cell.text, unit)
    return _plain(found.value)


def _day(cell: Cell) -> str:
    text = folded(cell.text)
    if text.isascii() and text.isdigit():
        number = int(text)
        if number in SERIAL_DAYS:
            return (date(1899, 12, 30) + timedelta(days=number)).isoformat()
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}" if len(text) == 8 else ""
    found = _DAY.fullmatch(text)
    try:
        if found and (day := date(*map(int, found.groups()))).year in DAY_YEARS:
            return day.isoformat()
    except ValueError:
        pass
    raise UnreadEntryError("form.not-a-day", cell.text)


def _period(cell: Cell) -> str:
    text = folded(cell.text).replace("年度", "年")
    if found := re.fullmatch(r"(\d{4})年?第?([一二三四1-4])季度?", text):
        text = f"{found[1]}-Q{'一二三四'.find(found[2]) + 1 or found[2]}"
    elif found := re.fullmatch(r"(\d{4})-(\d{2})-01(?:T00:00:00)?", text):
        # Typed as 2026-06, kept by the program as the first of that month.
        text = f"{found[1]}-{found[2]}"
    try:
        return StatPeriod.parse(text).text
    except ValueError as error:
        raise UnreadEntryError("form.not-a-period", cell.text) from error


def _choice(entry: Entry, cell: Cell) -> str:
    text, words = folded(cell.text), CHOICES[entry]
    if entry is Entry.LIGHT and (found := _LIGHT.fullmatch(text)):
        text = found[1]
    meant = meanings(words)
    if text not in meant:
        raise UnreadEntryError("form.not-a-choice", cell.text, "、".join(words.values()))
    return meant[text]
