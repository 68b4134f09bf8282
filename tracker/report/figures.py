"""The figures that outputs print, each under one name, so that two outputs of one state can be held against each other."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256
from typing import cast

import polars as pl

from tracker import queries
from tracker.changes import changes
from tracker.labels import (
    CHANGE,
    FRESHNESS,
    INSTRUCTION_STATE,
    ITEM_STATE,
    LIGHT_ORDER,
    LIGHTS,
    NOTICE_STATE,
    SCHEDULE,
)
from tracker.snapshot import Snapshot

Figures = Mapping[str, int]
"""Name, e.g. ``light.red`` or ``unit.hd-fgw.led``, -> number."""

STATIC = frozenset(
    {
        "tasks",
        "extension.waiting",
        "decisions",
        "targets.short",
        "units.behind",
        *(f"light.{one}" for one in LIGHTS),
        *(f"schedule.{one}" for one in SCHEDULE),
        *(
            f"target.{one}"
            for one in ("due", "met", "missed", "no_reading", "awaiting_publication", "unknown")
        ),
        *(f"item.{one}" for one in ITEM_STATE),
        *(f"freshness.{one}" for one in FRESHNESS),
        *(f"notice.{one}" for one in NOTICE_STATE),
    }
)
"""Names that every state has."""
LONGEST = 35
"""Of a mark: Word takes names of 40 characters, of which a repeated figure needs some for its count."""
UNIT_COLUMNS = (
    *("led", "shared", "overdue", "missing", "late"),
    *(f"{part}_{light}" for part in ("led", "shared") for light in LIGHT_ORDER),
)
TROUBLE = ("led_red", "overdue", "missing", "late")
"""Columns of a unit that has something to answer for."""
_REPEATED = re.compile(r"_x\d{1,3}$")


def figures(now: Snapshot, before: Snapshot | None = None) -> Figures:
    """Every number that is counted in more than one output; the names are stable and appear in the outputs.

    With the state `before`, also how many changes of each kind there were since. A workbook carries them as defined
    names, a Word document as bookmarks, a page or board as `data-figure`; see `mark`.
    """
    own = cast(Figures, now.once("figures", lambda: _counted(now)))
    if before is None:
        return own
    kinds = Counter(changes(now, before)["kind"])
    return {**own, **{f"change.{kind}": kinds[kind] for kind in CHANGE}, "change": kinds.total()}


def shares(found: Figures) -> dict[str, Decimal]:
    """``share.light.red`` and the like: per cent of the counted tasks with one decimal; none where there is no task."""
    whole = found["tasks"]
    parts = [name for name in found if name.startswith(("light.", "schedule.", "freshness."))]
    return {f"share.{name}": share(found[name], whole) for name in parts} if whole else {}


def share(part: int, whole: int) -> Decimal:
    """Per cent, rounded half up as people do."""
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def mark(name: str) -> str:
    """The name as a defined name of a workbook or a bookmark of a document: letters, digits and underscores.

    A name that would be too long is cut and told apart by its hash.
    """
    whole = "fig_" + name.replace(".", "__").replace("-", "_")
    if len(whole) <= LONGEST:
        return whole
    return f"{whole[: LONGEST - 9]}_{sha256(name.encode()).hexdigest()[:8]}"


def repeated(name: str, nth: int) -> str:
    """The mark of a figure at the place where it is printed for the n-th time: a bookmark's name is used once."""
    return mark(name) if nth == 1 else f"{mark(name)}_x{nth}"


def unmarked(marks: Iterable[str], names: Iterable[str]) -> dict[str, str | None]:
    """By mark: which of the names it stands for, None where none of them has it."""
    known = {mark(name): name for name in names}
    return {one: known.get(one) or known.get(_REPEATED.sub("", one)) for one in marks}


def _counted(now: Snapshot) -> dict[str, int]:
    found = {f"light.{light}": count for light, count in queries.light_counts(now).items()}
    found["tasks"] = sum(found.values())
    found |= {f"schedule.{name}": count for name, count in queries.schedule_counts(now).items()}
    found |= {f"schedule_other.{why}": count for why, count in queries.schedule_other(now).items()}
    found |= {f"target.{name}": count for name, count in queries.target_counts(now).items()}
    found |= _by_state("item", queries.counted_items(now)["state"], ITEM_STATE)
    found |= _by_state("freshness", queries.counted_tasks(now)["freshness"], FRESHNESS)
    found |= _by_state("notice", (row["state"] for row in queries.notices(now)), NOTICE_STATE)
    found |= _by_state("instruction", (row["state"] for row in queries.instructions(now)), INSTRUCTION_STATE)
    found["extension.waiting"] = len(queries.extensions_waiting(now))
    # What waits for a word of the leaders or the office: more time, a notice unanswered, an objection to one.
    found["decisions"] = found["extension.waiting"] + found["notice.overdue"] + found["notice.objected"]
    found["targets.short"] = queries.shortfalls(now).height
    units = queries.units(now)
    for unit in units.iter_rows(named=True):
        for column in UNIT_COLUMNS:
            found[f"unit.{unit['unit_id']}.{column}"] = unit[column]
    for column in TROUBLE:
        found[f"units.{column}"] = units.filter(pl.col(column) > 0).height
    found["units.behind"] = units.filter(pl.any_horizontal(pl.col(*TROUBLE) > 0)).height
    # What no unit answers for.
    found["unowned.led_red"] = found["light.red"] - int(units["led_red"].sum())
    found["unowned.overdue"] = found["item.overdue"] - int(units["overdue"].sum())
    return found


def _by_state(what: str, states: Iterable[object], every: Iterable[str]) -> dict[str, int]:
    """Every state named, so that a figure of nought has its name too."""
    found = Counter(states)
    return {f"{what}.{state}": found[state] for state in every}
