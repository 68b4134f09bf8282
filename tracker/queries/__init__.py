"""Named questions to a snapshot, answered as polars frames with Chinese sentences attached."""

from tracker.queries.alerts import alert_course, alert_documents, alert_duties, alerts
from tracker.queries.assessed import items_with_evidence, year_goals
from tracker.queries.collectives import collectives
from tracker.queries.counted import (
    counted_items,
    counted_targets,
    counted_tasks,
    fallen_due,
    light_counts,
    summary,
    summary_sentence,
    target_counts,
    worst_first,
)
from tracker.queries.judged import Row, items, rule_hits, targets, tasks
from tracker.queries.pilots import pilot_counts, pilot_types, pilots
from tracker.queries.recorded import (
    history,
    legs,
    opening,
    readings,
    task_windows,
    unit_names,
    unit_tasks,
    units,
    windows,
)
from tracker.queries.supervision import instructions, notices, receipts

__all__ = [
    "Row",
    "alert_course",
    "alert_documents",
    "alert_duties",
    "alerts",
    "collectives",
    "counted_items",
    "counted_targets",
    "counted_tasks",
    "fallen_due",
    "history",
    "instructions",
    "items",
    "items_with_evidence",
    "legs",
    "light_counts",
    "notices",
    "opening",
    "pilot_counts",
    "pilot_types",
    "pilots",
    "readings",
    "receipts",
    "rule_hits",
    "summary",
    "summary_sentence",
    "target_counts",
    "targets",
    "task_windows",
    "tasks",
    "unit_names",
    "unit_tasks",
    "units",
    "windows",
    "worst_first",
    "year_goals",
]
