"""What people type into a form's cells, and the register that a form carries along."""

import pytest

from tracker.records.entries import UnreadEntryError, doubtful, read, same, shown
from tracker.records.unit_form import (
    AlteredError,
    Entry,
    FormColumn,
    FormRow,
    Part,
    Register,
    register_of,
)
from tracker.records.upload import Cell

NUMBER = {"number": True}


@pytest.mark.parametrize(
    ("entry", "cell", "value"),
    [
        (Entry.VALUE, Cell("1,234.50"), "1234.5"),
        (Entry.VALUE, Cell("−3"), "-3"),
        (Entry.VALUE, Cell("0.30000000000000004", **NUMBER), "0.3"),
        (Entry.PERCENT, Cell("0.755", number=True, percent=True), "75.5"),
        (Entry.PERIOD, Cell("2025年度"), "2025"),
        (Entry.PERIOD, Cell("2025", **NUMBER), "2025"),
        (Entry.PERIOD, Cell("2026年第二季度"), "2026-Q2"),
        (Entry.PERIOD, Cell("2026年6月"), "2026-06"),
        (Entry.PERIOD, Cell("2026-06-01"), "2026-06"),
        (Entry.STATUS, Cell("初步数据"), "provisional"),
        (Entry.STATUS, Cell("最终"), "final"),
        (Entry.BASIS, Cell("比上年增长"), "rate"),
        (Entry.WORDS, Cell("一 \r\n二\n"), "一\n二"),
        (Entry.DAY, Cell("2026年9月5日"), "2026-09-05"),
        (Entry.DAY, Cell("2026-09-05T00:00:00"), "2026-09-05"),
    ],
)
def test_what_is_meant(entry: Entry, cell: Cell, value: str) -> None:
    assert read(entry, cell) == value
    assert same(entry, value, read(entry, Cell(shown(entry, value))))


@pytest.mark.parametrize(
    ("entry", "cell", "code"),
    [
        (Entry.VALUE, Cell("10 左右"), "form.not-a-number"),
        (Entry.VALUE, Cell("1.2.3"), "form.not-a-number"),
        (Entry.VALUE, Cell("5", fault="merged"), "form.merged"),
        (Entry.PERIOD, Cell("2026-Q5"), "form.not-a-period"),
        (Entry.DAY, Cell("2026-02-30"), "form.not-a-day"),
        (Entry.DAY, Cell("1900-01-12"), "form.not-a-day"),
        (Entry.DAY, Cell("12", **NUMBER), "form.not-a-day"),
        (Entry.LIGHT, Cell("亮"), "form.not-a-choice"),
    ],
)
def test_what_cannot_be_meant(entry: Entry, cell: Cell, code: str) -> None:
    with pytest.raises(UnreadEntryError) as refused:
        read(entry, cell)
    assert refused.value.code == code


def test_a_percentage_of_what_is_in_other_units() -> None:
    with pytest.raises(UnreadEntryError) as refused:
        read(Entry.VALUE, Cell("25%"), "万吨")
    assert (refused.value.code, refused.value.other) == ("form.percent-unit", "万吨")


def test_only_a_bare_fraction_of_a_share_is_doubtful() -> None:
    assert doubtful(Entry.PERCENT, Cell("0.25", **NUMBER), "0.25") == "25"
    assert doubtful(Entry.PERCENT, Cell("0.25%"), "0.25") == ""
    assert doubtful(Entry.VALUE, Cell("0.25", **NUMBER), "0.25", "万吨") == ""


REGISTER = Register(
    unit="ex-cgw",
    unit_name="区城市管理委",
    period="2026-Q3",
    base=12,
    base_hash="ab12",
    plan="cd34",
    columns=(FormColumn(Part.PROGRESS, "text", "本期进展"),),
    rows=(
        FormRow(Part.PROGRESS, "example/1.10", 0, "发展清洁供热"),
        FormRow(Part.READING, "example/share", 1, "占比", "%"),
    ),
)


def test_a_register_is_read_back_as_it_was_written() -> None:
    assert register_of(REGISTER.lines()) == REGISTER
    padded = [(*line, "", "") for line in REGISTER.lines()]
    assert register_of(padded) == REGISTER


@pytest.mark.parametrize("at", range(len(REGISTER.lines())))
def test_any_change_of_a_register_is_noticed(at: int) -> None:
    lines = [list(line) for line in REGISTER.lines()]
    lines[at][-1] += "x"
    with pytest.raises(AlteredError):
        register_of(lines)
    with pytest.raises(AlteredError):
        register_of([line for index, line in enumerate(REGISTER.lines()) if index != at])
