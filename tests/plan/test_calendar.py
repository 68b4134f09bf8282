"""The calendar that is shipped, against days copied by hand from the notices of the State Council's office."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tracker.model import Calendar
from tracker.periods import Quarter, Workdays, windows
from tracker.plan import load_plan

TASKS = Path(__file__).parent.parent.parent / "tasks"


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return load_plan(TASKS)[0].calendar


def days(year: int, *spans: str) -> set[date]:
    """Spans as a notice writes them: 2.10-2.17, or a single 6.10."""
    found: set[date] = set()
    for span in spans:
        first, _, last = span.partition("-")
        start, end = (date(year, *map(int, text.split("."))) for text in (first, last or first))
        found |= {start + timedelta(days=n) for n in range((end - start).days + 1)}
    return found


@pytest.mark.parametrize(
    ("year", "source", "holidays", "workdays"),
    [
        (
            2023,
            "国办发明电〔2022〕16号",
            ("1.1-1.2", "1.21-1.27", "4.5", "4.29-5.3", "6.22-6.24", "9.29-10.6"),
            ("1.28", "1.29", "4.23", "5.6", "6.25", "10.7", "10.8"),
        ),
        (
            2024,
            "国办发明电〔2023〕7号",
            ("1.1", "2.10-2.17", "4.4-4.6", "5.1-5.5", "6.10", "9.15-9.17", "10.1-10.7"),
            ("2.4", "2.18", "4.7", "4.28", "5.11", "9.14", "9.29", "10.12"),
        ),
        (
            2025,
            "国办发明电〔2024〕12号",
            ("1.1", "1.28-2.4", "4.4-4.6", "5.1-5.5", "5.31-6.2", "10.1-10.8"),
            ("1.26", "2.8", "4.27", "9.28", "10.11"),
        ),
        (
            2026,
            "国办发明电〔2025〕7号",
            ("1.1-1.3", "2.15-2.23", "4.4-4.6", "5.1-5.5", "6.19-6.21", "9.25-9.27", "10.1-10.7"),
            ("1.4", "2.14", "2.28", "5.9", "9.20", "10.10"),
        ),
    ],
)
def test_official_years(
    year: int, source: str, holidays: tuple[str, ...], workdays: tuple[str, ...], calendar: Calendar
) -> None:
    found = calendar.years[year]

    assert (found.official, found.source) == (True, source)
    assert set(found.holidays) == days(year, *holidays)
    assert set(found.workdays) == days(year, *workdays)
    assert len(found.holidays) + len(found.workdays) == len(days(year, *holidays, *workdays))


# New Year, the days of Spring Festival, Qingming, Labour Day, Dragon Boat, Mid-Autumn and National Day.
@pytest.mark.parametrize(
    ("year", "statutory"),
    [
        (2027, ("1.1", "2.5-2.8", "4.5", "5.1-5.2", "6.9", "9.15", "10.1-10.3")),
        (2028, ("1.1", "1.25-1.28", "4.4", "5.1-5.2", "5.28", "10.3", "10.1-10.3")),
        (2029, ("1.1", "2.12-2.15", "4.4", "5.1-5.2", "6.16", "9.22", "10.1-10.3")),
        (2030, ("1.1", "2.2-2.5", "4.5", "5.1-5.2", "6.5", "9.12", "10.1-10.3")),
    ],
)
def test_estimated_years(year: int, statutory: tuple[str, ...], calendar: Calendar) -> None:
    """The statutory days, and after those that fall on a weekend a working day off; never a make-up workday."""
    found = calendar.years[year]
    fixed = days(year, *statutory)
    added = set(found.holidays) - fixed

    assert not found.official
    assert found.source.startswith("预估")
    assert fixed <= set(found.holidays)
    assert found.workdays == ()
    assert all(day.weekday() < 5 for day in added)
    assert len(added) <= sum(day.weekday() >= 5 for day in fixed)


def test_all_years_of_the_plan_are_there(calendar: Calendar) -> None:
    assert sorted(calendar.years) == list(range(2023, 2031))
    assert calendar.window_workdays == 10


@pytest.mark.parametrize(
    ("quarter", "closes_on", "estimated"),
    [
        (Quarter(2024, 4), "2025-01-15", False),
        (Quarter(2025, 3), "2025-10-21", False),
        (Quarter(2026, 1), "2026-04-15", False),
        (Quarter(2026, 2), "2026-07-14", False),
        (Quarter(2026, 3), "2026-10-20", False),
        (Quarter(2026, 4), "2027-01-15", True),
    ],
)
def test_windows_counted_on_a_wall_calendar(
    quarter: Quarter, closes_on: str, estimated: bool, calendar: Calendar
) -> None:
    (window,) = windows(calendar, quarter, quarter)

    assert (window.closes_on, window.estimated) == (date.fromisoformat(closes_on), estimated)
    assert Workdays(calendar).between(window.opens_on - timedelta(days=1), window.closes_on) == 10
