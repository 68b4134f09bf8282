"""Which assessment an address asks for, and what of it its reader may see; each is computed once for a state of the data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import cast

from tracker import queries
from tracker.assessment import Assessment, Line, assess, at_risk_by_task, suppositions
from tracker.labels import STANDING
from tracker.model import Rubric, RubricSubject, version_for
from tracker.periods import end_of_shanghai_day
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.state import View
from tracker.ui.supposing import Supposing


@dataclass(frozen=True)
class Asked:
    """A version of a rubric, a year, and whom it is about: a unit, the district, or (None under a unit rubric) all units."""

    rubric: Rubric
    year: int
    unit: str | None

    @property
    def of_all_units(self) -> bool:
        return self.rubric.subject is RubricSubject.UNIT and self.unit is None


@lru_cache(maxsize=64)
def asked(view: View) -> Asked | None:
    """What the address says, where it says something that exists; else what its reader first wants. None = no rubric."""
    rubrics = titles(view)
    if not rubrics:
        return None
    wanted = view.params.get("rubric", "")
    rubric_id = wanted if wanted in rubrics else next(iter(rubrics))
    years = years_of(view, rubric_id)
    said = view.params.get("year", "")
    year = int(said) if said in map(str, years) else years[0]
    rubric = version_for(_rubrics(), rubric_id, year)
    if rubric is None:
        raise ValueError((rubric_id, year))
    return Asked(rubric, year, _unit(view, rubric, year))


def _rubrics() -> tuple[Rubric, ...]:
    return ledger.workspace().plan()[0].rubrics


def state(view: View, year: int) -> Snapshot:
    """What an assessment of the year is made from, as far as it was known on the day of the view."""
    space = ledger.workspace()
    known = [end_of_shanghai_day(view.as_of)] if view.as_of < space.today else []
    known += [view.known_at] if view.known_at else []
    return space.assessed(year, min(known, default=None))


@lru_cache(maxsize=64)
def titles(view: View) -> dict[str, str]:
    """By id of every rubric there is: valid now first, a unit's own kind first for a unit, else the district's."""
    subject = RubricSubject.UNIT if view.actor.of_unit else RubricSubject.DISTRICT

    def key(one: Rubric) -> tuple[bool, bool]:
        return not one.holds_in(view.as_of.year), one.subject is not subject

    return {rubric.id: rubric.title for rubric in sorted(_rubrics(), key=key)}


def years_of(view: View, rubric_id: str) -> list[int]:
    """The years a rubric is valid for, latest first; one to come only where there are no others."""
    versions = [one for one in _rubrics() if one.id == rubric_id]
    last = view.as_of.year
    past = {year for one in versions for year in range(one.from_year, min(one.to_year or last, last) + 1)}
    return sorted(past, reverse=True) or [min(one.from_year for one in versions)]


def _unit(view: View, rubric: Rubric, year: int) -> str | None:
    """Whom the assessment is about; a unit's own account sees no other."""
    if rubric.subject is RubricSubject.DISTRICT:
        return None
    if view.actor.of_unit:
        return view.actor.unit
    said = view.params.get("unit", "")
    return said if said in scored_units(state(view, year)) else None


def scored_units(snapshot: Snapshot) -> dict[str, str]:
    """Name by id of the units that answer for tasks of the home jurisdiction, in the order of the register."""
    whole = snapshot.whole

    def make() -> dict[str, str]:
        leads = set(queries.counted_tasks(whole)["answer_unit"])
        home = whole.plan.home
        return {
            unit.id: unit.name
            for unit in whole.plan.units
            if unit.id in leads and unit.jurisdiction in (home or unit.jurisdiction,) and not unit.collective
        }

    return cast(dict[str, str], whole.once("units that are scored", make))


def assessment(snapshot: Snapshot, what: Asked, supposing: Supposing | None = None) -> Assessment:
    """Of one subject. A rehearsal is not kept: its suppositions are as many as its readers' ideas.

    What the rubric does not know cannot be supposed.
    """
    whole, known = snapshot.whole, suppositions(what.rubric)
    counted = {key: value for key, value in (supposing or {}).items() if key in known}

    def make() -> Assessment:
        return assess(whole, what.rubric.id, what.year, what.unit, counted)

    name = f"assessment {what.rubric.id} {what.year} {what.unit or ''}"
    return make() if counted else cast(Assessment, whole.once(name, make))


def of_units(snapshot: Snapshot, what: Asked) -> list[Assessment]:
    """Of every unit that is scored."""
    return [assessment(snapshot, replace(what, unit=unit)) for unit in scored_units(snapshot)]


def sees_whole(view: View, what: Asked) -> bool:
    """Whether the reader is shown the total and the grade: a unit is shown those of its own assessment only."""
    return not view.actor.of_unit or what.unit is not None


def lines_for(view: View, what: Asked, found: Assessment) -> Sequence[Line]:
    """The lines the reader is shown: of the district's assessment a unit sees those that concern it."""
    if sees_whole(view, what):
        return found.lines
    unit = view.actor.unit
    own = set(queries.unit_tasks(state(view, what.year), unit)["task_id"]) if unit else set()
    return [line for line in found.lines if unit in line.units or own & _tasks(line)]


def _tasks(line: Line) -> set[str]:
    """Those that serve it, and those whose targets it reads."""
    return {*line.tasks, *(target.rsplit("/", 1)[0] for target in line.targets)}


@dataclass(frozen=True)
class AtRisk:
    """The points that units cannot have before something is known of a task, by the rubrics that score units."""

    points: Mapping[str, Decimal]
    rubrics: Mapping[str, str]
    """By id: title, year and worth of each."""


def at_risk(view: View, unit: str) -> AtRisk:
    """Of one unit's tasks, "" = of all units'; by the rubrics that are valid in the year of the view."""
    year = view.as_of.year
    used = [one for one in _rubrics() if one.subject is RubricSubject.UNIT and one.holds_in(year)]
    if not used:
        return AtRisk({}, {})
    snapshot = state(view, year)
    units = [unit] if unit else list(scored_units(snapshot))
    asked_for = [
        Asked(rubric, year, one) for rubric in used for one in units if one in scored_units(snapshot)
    ]
    points = at_risk_by_task(assessment(snapshot, one) for one in asked_for)
    return AtRisk(points, {one.id: f"《{one.title}》{year}年，{STANDING[one.standing]}" for one in used})
