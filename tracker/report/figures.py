"""The figures that outputs print, each under one name, so that two outputs of one state can be held against each other."""

from collections import Counter
from collections.abc import Mapping
from typing import cast

from tracker import queries
from tracker.labels import FRESHNESS, ITEM_STATE, LIGHT_ORDER
from tracker.snapshot import Snapshot

Figures = Mapping[str, int]
"""Name, e.g. ``light.red`` or ``unit.hd-fgw.led``, -> number."""


def figures(now: Snapshot) -> Figures:
    """Every number that is counted in more than one output; the names are stable and appear in the outputs.

    A workbook carries them as defined names, a Word document as bookmarks, a page or board as `data-figure`; see `mark`.
    """
    return cast(Figures, now.once("figures", lambda: _counted(now)))


def mark(name: str) -> str:
    """The name as a defined name of a workbook or a bookmark of a document: letters, digits and underscores."""
    return "fig_" + name.replace(".", "__").replace("-", "_")


def _counted(now: Snapshot) -> dict[str, int]:
    found = {f"light.{light}": count for light, count in queries.light_counts(now).items()}
    found["tasks"] = sum(found.values())
    found |= {f"target.{name}": count for name, count in queries.target_counts(now).items()}
    items = Counter(queries.counted_items(now)["state"])
    found |= {f"item.{state}": items[state] for state in ITEM_STATE}
    freshness = Counter(queries.counted_tasks(now)["freshness"])
    found |= {f"freshness.{state}": freshness[state] for state in FRESHNESS}
    for unit in queries.units(now).iter_rows(named=True):
        parts = [f"{part}_{light}" for part in ("led", "shared") for light in LIGHT_ORDER]
        for column in ("led", "shared", *parts, "overdue", "missing", "late"):
            found[f"unit.{unit['unit_id']}.{column}"] = unit[column]
    return found
