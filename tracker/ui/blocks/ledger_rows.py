"""Which tasks the ledger shows for an address, and in what order."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, cast

from tracker import queries
from tracker.labels import LIGHT_ORDER
from tracker.periods import Quarter
from tracker.snapshot import Snapshot
from tracker.ui.finder import Entry, entry, found
from tracker.unknowns import never_reported

Row = Mapping[str, Any]
NEVER = "never"
"""Among the codes of 报送: nothing has ever been reported on the task."""
SORTS: dict[str, Callable[[Row], Any]] = {
    "light": lambda row: LIGHT_ORDER.index(row["light"]) if row["light"] else None,
    "due": lambda row: row["next_due"],
    "progress": lambda row: row["percent"],
    "unit": lambda row: row["answers"] or None,
    "report": lambda row: ("missing", "late", "not_yet_due", "reported").index(row["freshness"]),
}


def chapter(clause: str) -> str:
    """三/(一) belongs to chapter 三."""
    return clause.split("/")[0]


def rows(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Every task, `number` counting them in the order of the text; only what is in force carries a `light`. `twin` = the
    document has another of the same title.

    `current` = the last report is on the last quarter that ended; an older `percent` is none. `involved` are the ids of
    all units of the task.
    """

    def make() -> list[dict[str, Any]]:
        period, silent = str(Quarter.last_ended(snapshot.clock.as_of)), never_reported(snapshot)
        heading = Counter(
            (task["document_id"], task["title"]) for task in queries.tasks(snapshot).iter_rows(named=True)
        )
        made = []
        for number, task in enumerate(queries.tasks(snapshot).iter_rows(named=True), 1):
            current = task["progress_period"] == period
            made.append(
                task
                | {
                    "number": number,
                    "light": task["light"] if task["in_force"] else None,
                    "chapter": chapter(task["clause"]),
                    "twin": heading[task["document_id"], task["title"]] > 1,
                    "current": current,
                    "percent": task["progress_percent"] if current else None,
                    "silent": task["task_id"] in silent,
                    "involved": {task["answer_unit"], *(task["unit_ids"] or ())} - {None},
                }
            )
        return made

    return cast(list[dict[str, Any]], snapshot.once("ledger rows", make))


def index(snapshot: Snapshot) -> dict[str, Entry]:
    """By task id: what it can be found by."""

    def make() -> dict[str, Entry]:
        names: dict[str, list[str]] = {}
        texts: dict[str, list[str]] = {}
        for target in queries.targets(snapshot).iter_rows(named=True):
            names.setdefault(target["task_id"], []).append(target["indicator"])
        for item in queries.items(snapshot).iter_rows(named=True):
            texts.setdefault(item["task_id"], []).append(item["what"])
        return {
            task["task_id"]: entry(
                [task["title"], *(task["units"] or ()), task["answers"], *names.get(task["task_id"], ())],
                [task["clause"], task["summary"], task["year_goal"] or "", *texts.get(task["task_id"], ())],
            )
            for task in queries.tasks(snapshot).iter_rows(named=True)
        }

    return cast(dict[str, Entry], snapshot.once("search index", make))


def selected(snapshot: Snapshot, params: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rows that meet every condition of the address, in the order it asks for (else the plan's)."""
    entries, query = index(snapshot), params.get("q", "")
    kept = [row for row in rows(snapshot) if meets(row, params) and found(entries[row["task_id"]], query)]
    return ordered(kept, params.get("sort", ""))


def meets(row: Row, params: Mapping[str, str]) -> bool:
    """Conditions: light, chapter, unit (with part: led or shared), basis, fresh, kind.

    What is not in force is listed only of a document that has been chosen by itself.
    """
    unit, part, fresh = params.get("unit", ""), params.get("part", ""), params.get("fresh", "")
    leads = row["answer_unit"] == unit
    return (
        params.get("light", "") in ("", row["light"])
        and params.get("chapter", "") in ("", row["chapter"])
        and (not unit or (unit in row["involved"] and {"led": leads, "shared": not leads}.get(part, True)))
        and params.get("basis", "") in ("", row["answer_basis"])
        and (not fresh or (row["silent"] if fresh == NEVER else row["freshness"] == fresh))
        and params.get("kind", "") in ("", row["kind"])
        and (row["in_force"] or row["document_id"] == params.get("document", ""))
    )


def ordered(found: list[dict[str, Any]], sort: str) -> list[dict[str, Any]]:
    """By a key of SORTS, descending with a leading minus; what has no value stands last either way."""
    key = SORTS.get(sort.removeprefix("-"))
    if key is None:
        return found
    known = sorted((row for row in found if key(row) is not None), key=key, reverse=sort.startswith("-"))
    return known + [row for row in found if key(row) is None]
