"""The tables of a plan, and of the facts, in databases of their own: loaded once, read by every state judged from them."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock
from weakref import WeakValueDictionary, finalize

import polars as pl

from tracker.model import Plan
from tracker.plan.units import UnitNames, name_on
from tracker.problems import Problem, Severity
from tracker.records.journal import Record
from tracker.store.engine import Columns, add, attach, drop, fill
from tracker.store.facts import COLUMNS, fact_frames
from tracker.store.tables import PLAN_COLUMNS, plan_frames, task_of

KEPT = 6
"""So many stay loaded while nothing is being judged from them."""


@dataclass(frozen=True, eq=False)
class Loaded:
    """The attached database `name` holds what was made of `source` for as long as this object lives."""

    name: str
    source: object


_loaded: WeakValueDictionary[object, Loaded] = WeakValueDictionary()
_recent: deque[Loaded] = deque(maxlen=KEPT)
_lock = Lock()


def _load(
    key: object, source: object, columns: Columns, pieces: Callable[[], Iterable[Mapping[str, pl.DataFrame]]]
) -> Loaded:
    """What is loaded under the key; a key may hold the id of its source, which lives as long as what is loaded."""
    with _lock:
        found = _loaded.get(key)
        if found is None:
            con, name = attach("loaded")
            fill(con, columns)
            for frames in pieces():
                add(con, frames)
            con.close()
            found = _loaded[key] = Loaded(name, source)
            finalize(found, drop, name).atexit = False
        _recent.append(found)
        return found


def loaded_plan(plan: Plan, problems: Iterable[Problem], as_of: date) -> Loaded:
    """The tables of a plan as of a day: they differ between days only in the names and mergers of units.

    `problems` are those of the plan files; the tasks they touch are in the table `plan_fault`.
    """
    faults = frozenset(task_of(one) for one in problems if one.severity is Severity.ERROR) - {None}
    key = ("plan", id(plan), faults, _register_on(plan, as_of))
    return _load(key, plan, PLAN_COLUMNS, lambda: [plan_frames(plan, sorted(map(str, faults)), as_of)])


def loaded_facts(records: tuple[Record, ...]) -> Loaded:
    """The tables of the journal's records, one a kind."""
    return _load(("facts", id(records)), records, COLUMNS, lambda: fact_frames(records))


def _register_on(plan: Plan, day: date) -> tuple[tuple[str, str, str], ...]:
    """What of the unit register depends on the day."""
    moved = [unit for unit in plan.units if unit.former_names or unit.merged_on]
    names = UnitNames(plan.units) if moved else None
    return tuple((unit.id, name_on(unit, day), names.acting(unit.id, day)) for unit in moved if names)
