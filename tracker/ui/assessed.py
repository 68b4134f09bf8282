"""Which assessment an address asks for, and what of it its reader may see; each is computed once for a state of the data."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from tracker import queries
from tracker.assessment import Assessment, Line, assess, suppositions
from tracker.model import Rubric, RubricSubject, version_for
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


def asked(view: View, snapshot: Snapshot) -> Asked | None:
    """What the address says, where it says something that exists; else what its reader first wants. None = no rubric."""
    rubrics = titles(view, snapshot)
    if not rubrics:
        return None
    wanted = view.params.get("rubric", "")
    rubric_id = wanted if wanted in rubrics else next(iter(rubrics))
    years = years_of(view, snapshot, rubric_id)
    said = view.params.get("year", "")
    year = int(said) if said in map(str, years) else years[0]
    rubric = version_for(snapshot.plan.rubrics, rubric_id, year)
    if rubric is None:
        raise ValueError((rubric_id, year))
    return Asked(rubric, year, _unit(view, snapshot, rubric))


def titles(view: View, snapshot: Snapshot) -> dict[str, str]:
    """By id of every rubric there is: valid now first, a unit's own kind first for a unit, else the district's."""
    subject = RubricSubject.UNIT if view.actor.of_unit else RubricSubject.DISTRICT

    def key(one: Rubric) -> tuple[bool, bool]:
        return not one.holds_in(view.as_of.year), one.subject is not subject

    return {rubric.id: rubric.title for rubric in sorted(snapshot.plan.rubrics, key=key)}


def years_of(view: View, snapshot: Snapshot, rubric_id: str) -> list[int]:
    """The years a rubric is valid for, latest first; one to come only where there are no others."""
    versions = [one for one in snapshot.plan.rubrics if one.id == rubric_id]
    last = view.as_of.year
    past = {year for one in versions for year in range(one.from_year, min(one.to_year or last, last) + 1)}
    return sorted(past, reverse=True) or [min(one.from_year for one in versions)]


def _unit(view: View, snapshot: Snapshot, rubric: Rubric) -> str | None:
    """Whom the assessment is about; a unit's own account sees no other."""
    if rubric.subject is RubricSubject.DISTRICT:
        return None
    if view.actor.of_unit:
        return view.actor.unit
    said = view.params.get("unit", "")
    return said if said in scored_units(snapshot) else None


def scored_units(snapshot: Snapshot) -> dict[str, str]:
    """Name by id of the units that answer for tasks of the home jurisdiction, in the order of the register."""
    whole = snapshot.whole

    def make() -> dict[str, str]:
        leads = set(queries.counted_tasks(whole)["answer_unit"])
        home = whole.plan.home
        return {
            unit.id: unit.name
            for unit in whole.plan.units
            if unit.id in leads and unit.jurisdiction == home and not unit.collective
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
    units = scored_units(snapshot)
    return [assessment(snapshot, Asked(what.rubric, what.year, unit)) for unit in units]


def sees_whole(view: View, what: Asked) -> bool:
    """Whether the reader is shown the total and the grade: a unit is shown those of its own assessment only."""
    return not view.actor.of_unit or what.unit is not None


def lines_for(view: View, what: Asked, found: Assessment) -> Sequence[Line]:
    """The lines the reader is shown: of the district's assessment a unit sees those that concern it."""
    if sees_whole(view, what):
        return found.lines
    return [line for line in found.lines if concerns(view, line)]


def concerns(view: View, line: Line) -> bool:
    """Whether the reader's unit can move the line, supply what it lacks, or answers for one of its tasks or targets."""
    unit = view.actor.unit
    if unit in line.units:
        return True
    snapshot = ledger.whole(view)
    own = set(queries.unit_tasks(snapshot, unit)["task_id"]) if unit else set()
    return bool(own & {*line.tasks, *(target.rsplit("/", 1)[0] for target in line.targets)})
