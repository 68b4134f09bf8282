"""Are the unit register, the thresholds and the calendar fit for the plan?"""

import re
from collections import Counter
from collections.abc import Iterator

from tracker.plan.catalogue import problem
from tracker.plan.checks import Check, Found
from tracker.plan.context import Context
from tracker.plan.scalars import nearest
from tracker.plan.units import names_of

REQUIRED_THRESHOLDS = (
    "due_soon_days",
    "on_path_band_percent",
    "behind_lag",
    "severe_lag",
    "late_finish_yellow_months",
    "refile_workdays",
    "outlook_min_readings",
    "outlook_min_years",
)
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五")


def names_are_unique(context: Context) -> Found:
    taken: dict[tuple[str, str | None, str], str] = {}
    for unit in context.plan.units:
        for name in dict.fromkeys(names_of(unit)):
            first = taken.setdefault((unit.jurisdiction, unit.document, name), unit.id)
            if first != unit.id:
                path = f"aliases.{unit.aliases.index(name)}" if name in unit.aliases else "name"
                words = {"name": name, "jurisdiction": unit.jurisdiction, "first": first, "second": unit.id}
                yield context.problem("units.shared-name", f"units/{unit.id}", path, **words)


def thresholds_are_there(context: Context) -> Found:
    given = {threshold.id for threshold in context.plan.thresholds}
    if not given:
        return
    for name in REQUIRED_THRESHOLDS:
        lost = not (context.is_whole(f"rules/{name}") and context.is_whole(f"rules/{name.replace('_', '-')}"))
        if name not in given and not lost:
            close = nearest(name, given - set(REQUIRED_THRESHOLDS))
            near = f"；是不是写成了“{close}”？" if close else "。"
            yield problem(
                "rules.missing-threshold", context.place("rules", "thresholds"), name=name, near=near
            )


def thresholds_differ_in_day(context: Context) -> Found:
    seen: Counter[tuple[str, object]] = Counter()
    for n, threshold in enumerate(context.plan.thresholds):
        key = (threshold.id, threshold.effective_on)
        seen[key] += 1
        if seen[key] > 1:
            place = context.place("rules", f"thresholds.{n}.id")
            yield problem("rules.same-day", place, name=threshold.id, day=threshold.effective_on)


def numbers_can_be_counted(context: Context) -> Found:
    rules = context.plan.supervision
    for name in ("notice_number", "instruction_number") if rules else ():
        pattern = getattr(rules, name)
        if sorted(re.findall(r"{(.*?)}", pattern)) != ["number", "year"] or pattern.count("{") != 2:
            yield problem("rules.number-pattern", context.place("rules", f"supervision.{name}"), text=pattern)


def days_are_in_order(context: Context) -> Found:
    for number, year in context.plan.calendar.years.items():
        for path, days in (("holidays", year.holidays), ("workdays", year.workdays)):
            for n, day in enumerate(days):
                place = context.place("calendar", f"years.{number}.{path}.{n}")
                if day.year != number:
                    yield problem("calendar.other-year", place, day=day, year=number, other=day.year)
                if path == "workdays" and day in year.holidays:
                    yield problem("calendar.holiday-and-workday", place, day=day)
                elif path == "workdays" and day.weekday() < 5:
                    weekday = WEEKDAYS[day.weekday()]
                    yield problem("calendar.workday-on-weekday", place, day=day, weekday=weekday)


def years_are_covered(context: Context) -> Found:
    """From the issue of the first document to the last due day of a task; the far goals of a document do not count."""
    years = context.plan.calendar.years
    if not years or not context.is_whole("calendar/years"):
        return
    place = context.place("calendar", "years")
    for number in sorted(set(_years_needed(context)) - years.keys()):
        if context.is_whole(f"calendar/{number}"):
            yield problem("calendar.missing-year", place, year=number)


def _years_needed(context: Context) -> Iterator[int]:
    for file in context.plan.files:
        due = [goal.due.on.year for task in file.tasks for goal in task.milestones]
        due += [goal.due.on.year for task in file.tasks for goal in task.targets if goal.due]
        if file.document.issued_on:
            yield from range(file.document.issued_on.year, max(due, default=file.document.issued_on.year) + 1)


REGISTER_CHECKS: tuple[Check, ...] = (
    names_are_unique,
    thresholds_are_there,
    thresholds_differ_in_day,
    numbers_can_be_counted,
    days_are_in_order,
    years_are_covered,
)
