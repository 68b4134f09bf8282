"""Dates as official texts word them, quarters and windows, statistical periods, working days."""

from datetime import date, datetime, timedelta, timezone

import pytest

from tracker.model import Calendar, Precision, Year
from tracker.periods import (
    Quarter,
    StatPeriod,
    Workdays,
    end_of_shanghai_day,
    month_end,
    parse_due,
    shanghai_day,
    windows,
    working_day_index,
)

YEAR, QUARTER, MONTH, DAY, PERIOD = "year", "quarter", "month", "day", "period"


@pytest.mark.parametrize(
    ("wording", "on", "precision"),
    [
        ("到2025年", "2025-12-31", YEAR),
        ("至2025年", "2025-12-31", YEAR),
        ("2025年", "2025-12-31", YEAR),
        ("2025年内", "2025-12-31", YEAR),
        ("2030年底前", "2030-12-31", YEAR),
        ("到2030年底", "2030-12-31", YEAR),
        ("2030年末", "2030-12-31", YEAR),
        ("2030年前", "2029-12-31", YEAR),
        ("２０２５年底前", "2025-12-31", YEAR),
        ("到2060年", "2060-12-31", YEAR),
        ("2027年6月底前", "2027-06-30", MONTH),
        ("2027年6月前", "2027-05-31", MONTH),
        ("2027年1月前", "2026-12-31", MONTH),
        ("2028年2月", "2028-02-29", MONTH),
        ("2027年12月底", "2027-12-31", MONTH),
        ("2026年11月15日前", "2026-11-15", DAY),
        ("2026年11月15日之前", "2026-11-15", DAY),
        ("2026年第四季度", "2026-12-31", QUARTER),
        ("2026年三季度前", "2026-06-30", QUARTER),
        ("2026年一季度前", "2025-12-31", QUARTER),
        ("“十四五”期间", "2025-12-31", PERIOD),
        ("“十五五”时期", "2030-12-31", PERIOD),
        ("十五五末", "2030-12-31", PERIOD),
        ("十六五规划期末", "2035-12-31", PERIOD),
    ],
)
def test_a_wording_means_the_last_day_that_keeps_the_promise(wording: str, on: str, precision: str) -> None:
    due = parse_due(wording)

    assert due
    assert (due.wording, due.on.isoformat(), due.precision) == (wording, on, Precision(precision))


@pytest.mark.parametrize(
    "wording",
    [
        "持续推进",
        "长期坚持",
        "15日内",
        "每年",
        "尽快",
        "2025",
        "2025年13月",
        "2025年2月30日",
        "0000年",
        "十二五期间",
        "",
    ],
)
def test_a_wording_that_sets_no_day(wording: str) -> None:
    assert parse_due(wording) is None


@pytest.mark.parametrize(
    ("wording", "starts_on"),
    [("“十四五”期间", date(2021, 1, 1)), ("“十五五”期间", date(2026, 1, 1)), ("到2025年", None)],
)
def test_only_a_period_has_a_first_day(wording: str, starts_on: date | None) -> None:
    due = parse_due(wording)

    assert due
    assert due.starts_on == starts_on


@pytest.mark.parametrize(
    ("text", "quarter"), [("2026-Q3", (2026, 3)), (" 2026q1 ", (2026, 1)), ("2026-q4", (2026, 4))]
)
def test_a_quarter_is_written_with_its_year(text: str, quarter: tuple[int, int]) -> None:
    assert Quarter.parse(text) == Quarter(*quarter)


@pytest.mark.parametrize("text", ["2026-Q5", "2026", "三季度", "", "26-Q1"])
def test_other_writings_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="2026-Q3"):
        Quarter.parse(text)


@pytest.mark.parametrize(
    ("day", "of", "last_ended"),
    [
        ("2026-01-01", "2026-Q1", "2025-Q4"),
        ("2026-03-30", "2026-Q1", "2025-Q4"),
        ("2026-03-31", "2026-Q1", "2026-Q1"),
        ("2026-11-20", "2026-Q4", "2026-Q3"),
        ("2026-12-31", "2026-Q4", "2026-Q4"),
    ],
)
def test_quarter_of_a_day(day: str, of: str, last_ended: str) -> None:
    assert (str(Quarter.of(date.fromisoformat(day))), str(Quarter.last_ended(date.fromisoformat(day)))) == (
        of,
        last_ended,
    )


def test_quarters_follow_each_other_over_new_year() -> None:
    last = Quarter(2025, 4)

    assert (last.next, last.next.previous, last.end) == (Quarter(2026, 1), last, date(2025, 12, 31))
    assert [Quarter(2026, n).label for n in (1, 2, 3, 4)] == [
        "2026年一季度",
        "2026年上半年",
        "2026年前三季度",
        "2026年全年",
    ]
    assert Quarter(2025, 4) < Quarter(2026, 1) < Quarter(2026, 2)


@pytest.mark.parametrize(
    ("text", "clean", "end", "months"),
    [
        ("2025", "2025", "2025-12-31", 12),
        ("2025年", "2025", "2025-12-31", 12),
        ("2025-Q2", "2025-Q2", "2025-06-30", 3),
        ("2025q2", "2025-Q2", "2025-06-30", 3),
        ("2024-02", "2024-02", "2024-02-29", 1),
        ("2025年6月", "2025-06", "2025-06-30", 1),
    ],
)
def test_what_a_reading_covers(text: str, clean: str, end: str, months: int) -> None:
    assert StatPeriod.parse(text) == StatPeriod(clean, date.fromisoformat(end), months)


@pytest.mark.parametrize("text", ["2025-13", "2025-00", "上半年", "25", "", "2025-06-30"])
def test_what_no_reading_covers(text: str) -> None:
    with pytest.raises(ValueError, match="2025-Q2"):
        StatPeriod.parse(text)


def test_month_end() -> None:
    assert [month_end(2024, month).day for month in (1, 2, 4, 12)] == [31, 29, 30, 31]


def test_days_are_days_in_shanghai() -> None:
    """16:00 UTC is midnight in Shanghai; instants are stored in UTC without a zone."""
    assert shanghai_day(datetime(2026, 6, 30, 15, 59)) == date(2026, 6, 30)
    assert shanghai_day(datetime(2026, 6, 30, 16, 0)) == date(2026, 7, 1)
    assert shanghai_day(datetime(2026, 6, 30, 23, 0, tzinfo=timezone(timedelta(hours=8)))) == date(
        2026, 6, 30
    )
    assert end_of_shanghai_day(date(2026, 6, 30)) == datetime(2026, 6, 30, 15, 59, 59, 999999)


OCTOBER = Calendar(
    window_workdays=10,
    years={
        2026: Year(
            official=True,
            source="国办发明电〔2025〕7号",
            holidays=tuple(date(2026, 10, day) for day in range(1, 8)),
            workdays=(date(2026, 10, 10),),
        )
    },
)


def test_working_days_with_holidays_and_make_up_days() -> None:
    workdays = Workdays(OCTOBER)

    assert [day for day in range(1, 13) if workdays.is_workday(date(2026, 10, day))] == [8, 9, 10, 12]
    assert workdays.nth_from(date(2026, 10, 1), 1) == date(2026, 10, 8)
    assert workdays.nth_from(date(2026, 10, 8), 1) == date(2026, 10, 8)
    assert workdays.between(date(2026, 10, 1), date(2026, 10, 9)) == 2
    assert workdays.between(date(2026, 10, 9), date(2026, 10, 9)) == 0
    assert (workdays.is_official(2026), workdays.is_official(2027)) == (True, False)


def test_a_window_closes_on_its_tenth_working_day() -> None:
    third, fourth = windows(OCTOBER, Quarter(2026, 3), Quarter(2026, 4))

    assert (third.opens_on, third.closes_on, third.estimated) == (
        date(2026, 10, 1),
        date(2026, 10, 20),
        False,
    )
    # No notice for 2027 here: Monday to Friday, and said to be an estimate.
    assert (fourth.opens_on, fourth.closes_on, fourth.estimated) == (
        date(2027, 1, 1),
        date(2027, 1, 14),
        True,
    )


def test_working_days_can_be_counted_by_subtraction() -> None:
    index = dict(working_day_index(OCTOBER, date(2026, 9, 30), date(2026, 10, 12)))

    assert index[date(2026, 10, 12)] - index[date(2026, 9, 30)] == 4
    assert (index[date(2026, 9, 30)], index[date(2026, 10, 7)], index[date(2026, 10, 8)]) == (1, 1, 2)


@pytest.mark.parametrize("text", ["2025", "２０２５", "2025年", " 2025 "])
def test_a_statistical_year_has_one_spelling(text: str) -> None:
    assert StatPeriod.parse(text) == StatPeriod("2025", date(2025, 12, 31), 12)


@pytest.mark.parametrize("text", ["0000", "1948", "2101", "9999-12", "0000-Q1", "9999-Q4"])
def test_no_period_lies_outside_the_years_of_the_calendar(text: str) -> None:
    """Dates at the ends of the calendar break arithmetic; such a year is a slip of the keyboard."""
    with pytest.raises(ValueError, match="写法不对"):
        StatPeriod.parse(text)


@pytest.mark.parametrize("text", ["0000-Q1", "9999-Q4"])
def test_no_quarter_lies_outside_the_years_of_the_calendar(text: str) -> None:
    with pytest.raises(ValueError, match="写法不对"):
        Quarter.parse(text)


def test_half_a_character_is_told_like_any_other_mistake() -> None:
    """A message that cannot be written would itself be a crash."""
    for kind in (Quarter, StatPeriod):
        with pytest.raises(ValueError, match=r"期“\?”写法不对"):
            kind.parse("\ud800")
