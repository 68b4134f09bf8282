"""Every rule table of this folder, row by row. docs/rules.md is generated from the same tables."""

import math
from typing import Any

import pytest

from tests.spec.assessed import figure_row, line_row, rubric_row
from tests.spec.tables import Table, all_tables
from tests.spec.together import Worlds
from tests.spec.world import judge
from tracker import queries
from tracker.periods import parse_due
from tracker.queries.alignment import links
from tracker.snapshot import Snapshot

TABLES = all_tables()
ROWS = [(table, row) for table in TABLES for row in table.rows]
WORLDS = Worlds(ROWS)


def observed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """What the product says about the row's subject, under the column names of its question."""
    if table.asks == "due":
        due = parse_due(row["wording"])
        return (
            {"due": due.on, "precision": due.precision.value, "starts_on": due.starts_on}
            if due
            else {"due": None}
        )
    if table.asks in ("line", "rubric"):
        return {"line": line_row, "rubric": rubric_row}[table.asks](table.spec, row)
    shared = WORLDS.of(table, row)
    snapshot, document = shared or (judge(table.spec, row), row.get("of", "doc"))
    if table.asks == "target":
        wanted = f"{document}/1.1/{row.get('target', 't')}"
        found = [r for r in queries.targets(snapshot).to_dicts() if r["target_id"] == wanted]
    elif table.asks == "figure":
        found = [figure_row(snapshot, f"{document}/1.1/t", row.get("year", 2025))]
    elif table.asks == "unit":
        found = [r for r in queries.units(snapshot).to_dicts() if r["unit_id"] == row["unit"]]
    elif table.asks == "item":
        found = [r for r in queries.items(snapshot).to_dicts() if r["document_id"] == document]
    elif table.asks == "alignment":
        found = [link._asdict() for link in links(snapshot)]
    elif table.asks in ("notice", "instruction", "receipt"):
        unit = row.get("unit", "alpha")
        rows = getattr(queries, f"{table.asks}s")(snapshot, unit)
        found = [r for r in rows if r.get("number") in (None, "N1", "I1")] or [{"state": None}]
    elif table.asks == "schedule":
        found = [r for r in queries.schedule(snapshot).to_dicts() if r["document_id"] == document]
    elif table.asks == "counts":
        found = [counts(snapshot)]
    else:
        found = [r for r in queries.tasks(snapshot).to_dicts() if r["document_id"] == document]
        hits = queries.rule_hits(snapshot).get(f"{document}/1.1", [])
        found[0]["rules"] = [hit["rule"] for hit in hits]
    assert len(found) == 1
    return {name: _as_doc(value, document) for name, value in found[0].items()} if shared else found[0]


def _as_doc(value: Any, document: str) -> Any:
    """Global ids under the name that the tables give to the row's document."""
    return value.replace(f"{document}/", "doc/") if isinstance(value, str) else value


def counts(snapshot: Snapshot) -> dict[str, Any]:
    """How many tasks, milestones and targets count, and how many of the milestones are overdue."""
    items = queries.counted_items(snapshot)
    return {
        "tasks": queries.counted_tasks(snapshot).height,
        "items": items.height,
        "overdue": items.filter(state="overdue").height,
        "targets": queries.counted_targets(snapshot).height,
    }


@pytest.mark.parametrize(("table", "row"), ROWS, ids=[f"{t.name}-{r['why']}" for t, r in ROWS])
def test_row(table: Table, row: dict[str, Any]) -> None:
    found = observed(table, row)
    assert row["expect"], "a row that expects nothing checks nothing"
    for name, wanted in row["expect"].items():
        if name == "says":
            assert wanted in found["sentence"]
        elif isinstance(wanted, float | int) and not isinstance(wanted, bool):
            assert found[name] is not None, name
            assert math.isclose(found[name], wanted, abs_tol=0.005), (
                f"{name}: {found[name]} instead of {wanted}"
            )
        else:
            assert found[name] == wanted, f"{name}: {found[name]} instead of {wanted}"


def test_there_are_tables() -> None:
    assert len(ROWS) > 100
