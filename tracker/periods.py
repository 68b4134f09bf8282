"""Dates as official texts word them, reporting quarters and their windows, statistical periods."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tracker.labels import QUARTERS
from tracker.model import Calendar, Due, Precision

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIVE_YEAR_PLANS = {"十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}
YEARS = range(1949, 2101)
"""Years that a period may lie in; any other is a slip of the keyboard."""

_PLAN = re.compile(r"^[“\"]?(十[三四五六]五)[”\"]?(?:期间|时期|末|规划期(?:内|末)?)$")
_YEAR = re.compile(r"^(?:到|至)?(\d{4})年(底前|底|末|年底前|年底|年末|前|内)?$")
_MONTH = re.compile(r"^(?:到|至)?(\d{4})年(\d{1,2})月(底前|底|末|前|内)?$")
_DAY = re.compile(r"^(?:到|至)?(\d{4})年(\d{1,2})月(\d{1,2})日(前|之前)?$")
_QUARTER = re.compile(r"^(?:到|至)?(\d{4})年(?:第)?([一二三四])季度(底前|底|末|前|内)?$")


def writable(text: str) -> str:
    """A text as it can be repeated to whoever sent it: half a character becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")


def shanghai_day(instant: datetime) -> date:
    """The Shanghai day of an instant; a naive instant is UTC."""
    aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return aware.astimezone(SHANGHAI).date()


def end_of_shanghai_day(day: date) -> datetime:
    """Last instant of a Shanghai day as naive UTC."""
    end = datetime.combine(day, time.max, SHANGHAI)
    return end.astimezone(UTC).replace(tzinfo=None)


def month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def parse_due(wording: str) -> Due | None:
    """Resolve a wording of `rules.md`'s kind; None when it is not one of the known forms.

    2030年前 ends with the year before; 2030年底前 and 到2030年 end with that year's last day.
    """
    text = wording.strip().translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    if match := _PLAN.match(text):
        start = FIVE_YEAR_PLANS[match[1]]
        return Due(
            wording=wording,
            on=date(start + 4, 12, 31),
            precision=Precision.PERIOD,
            starts_on=date(start, 1, 1),
        )
    try:
        if match := _YEAR.match(text):
            year = int(match[1]) - (match[2] == "前")
            return Due(wording=wording, on=date(year, 12, 31), precision=Precision.YEAR)
        if match := _QUARTER.match(text):
            year, quarter = int(match[1]), "一二三四".index(match[2]) + 1
            last = (
                month_end(year, quarter * 3 - 3 if match[3] == "前" else quarter * 3)
                if (quarter > 1 or match[3] != "前")
                else date(year - 1, 12, 31)
            )
            return Due(wording=wording, on=last, precision=Precision.QUARTER)
        if match := _MONTH.match(text):
            first = date(int(match[1]), int(match[2]), 1)
            on = first - timedelta(days=1) if match[3] == "前" else month_end(first.year, first.month)
            return Due(wording=wording, on=on, precision=Precision.MONTH)
        if match := _DAY.match(text):
            day = date(int(match[1]), int(match[2]), int(match[3]))
            return Due(wording=wording, on=day, precision=Precision.DAY)
    except ValueError:
        return None
    return None


@dataclass(frozen=True, order=True)
class Quarter:
    """A reporting period, written 2026-Q3."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Raises ValueError with a Chinese sentence when the text is not like 2026-Q3."""
        match = re.fullmatch(r"\s*(\d{4})-?[Qq]([1-4])\s*", text)
        if not match or int(match[1]) not in YEARS:
            raise ValueError(f"报告期“{writable(text)}”写法不对，应写成 2026-Q3 这样的季度。")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def last_ended(cls, day: date) -> "Quarter":
        """The latest quarter whose last day is on or before `day`."""
        quarter = cls.of(day)
        return quarter if quarter.end == day else quarter.previous

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def label(self) -> str:
        """As official reports say it: quarters are cumulative within the year."""
        return f"{self.year}年{QUARTERS[self.number]}"

    @property
    def end(self) -> date:
        return month_end(self.year, self.number * 3)

    @property
    def previous(self) -> "Quarter":
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)


@dataclass(frozen=True)
class StatPeriod:
    """What a statistical reading covers: a year (2025), a quarter (2025-Q2) or a month (2025-06)."""

    text: str
    end: date
    months: int

    @classmethod
    def parse(cls, text: str) -> "StatPeriod":
        """Raises ValueError with a Chinese sentence when the text is none of the three forms."""
        clean = text.strip().removesuffix("年")
        match = re.fullmatch(r"(\d{4})(?:-?[Qq]([1-4])|[-年](\d{1,2})月?)?", clean)
        if match and int(match[1]) in YEARS:
            year, month = int(match[1]), int(match[3] or 12)
            if match[2]:
                quarter = Quarter.parse(clean)
                return cls(str(quarter), quarter.end, 3)
            if match[3] is None:
                return cls(str(year), date(year, 12, 31), 12)
            if 1 <= month <= 12:
                return cls(f"{year}-{month:02d}", month_end(year, month), 1)
        raise ValueError(
            f"统计期“{writable(text)}”写法不对，应写成 2025（年）、2025-Q2（季）或 2025-06（月）。"
        )


class Workdays:
    """Working days of the official calendar; a year that is not in it counts Monday to Friday and is an estimate."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._holidays = {day for year in calendar.years.values() for day in year.holidays}
        self._make_up = {day for year in calendar.years.values() for day in year.workdays}

    def is_workday(self, day: date) -> bool:
        return day in self._make_up or (day.weekday() < 5 and day not in self._holidays)

    def is_official(self, year: int) -> bool:
        return year in self._calendar.years and self._calendar.years[year].official

    def nth_from(self, first: date, count: int) -> date:
        """The `count`-th working day, `first` itself included when it is one."""
        day = first - timedelta(days=1)
        while count:
            day += timedelta(days=1)
            count -= self.is_workday(day)
        return day

    def between(self, after: date, until: date) -> int:
        """Working days later than `after`, up to and including `until`."""
        return sum(self.is_workday(after + timedelta(days=n)) for n in range(1, (until - after).days + 1))


@dataclass(frozen=True)
class Window:
    """When units file for one quarter: from the day after it to the end of the n-th working day."""

    quarter: Quarter
    opens_on: date
    closes_on: date
    estimated: bool


def windows(calendar: Calendar, first: Quarter, last: Quarter) -> list[Window]:
    """One window a quarter, in order."""
    workdays, found, quarter = Workdays(calendar), [], first
    while quarter <= last:
        opens = quarter.end + timedelta(days=1)
        closes = workdays.nth_from(opens, calendar.window_workdays)
        found.append(Window(quarter, opens, closes, not workdays.is_official(opens.year)))
        quarter = quarter.next
    return found


def working_day_index(calendar: Calendar, first: date, last: date) -> list[tuple[date, int]]:
    """Each day with the number of working days up to it, so that SQL can count working days by subtraction."""
    workdays = Workdays(calendar)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    working = [day for day in days if workdays.is_workday(day)]
    return [(day, bisect_right(working, day)) for day in days]
