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
from tracker.queries.filings import filed, filed_count
from tracker.queries.judged import Row, items, parts, rule_hits, targets, tasks
from tracker.queries.pilots import pilot_counts, pilot_types, pilots
from tracker.queries.recorded import (
    history,
    legs,
    load_sentence,
    opening,
    readings,
    task_windows,
    unit_names,
    unit_tasks,
    units,
    windows,
)
from tracker.queries.schedule import schedule, schedule_counts, schedule_other
from tracker.queries.shortfalls import shortfalls
from tracker.queries.supervision import (
    close_outs,
    extensions,
    extensions_waiting,
    instructions,
    notices,
    receipts,
)

__all__ = [
    "Row",
    "alert_course",
    "alert_documents",
    "alert_duties",
    "alerts",
    "close_outs",
    "collectives",
    "counted_items",
    "counted_targets",
    "counted_tasks",
    "extensions",
    "extensions_waiting",
    "fallen_due",
    "filed",
    "filed_count",
    "history",
    "instructions",
    "items",
    "items_with_evidence",
    "legs",
    "light_counts",
    "load_sentence",
    "notices",
    "opening",
    "parts",
    "pilot_counts",
    "pilot_types",
    "pilots",
    "readings",
    "receipts",
    "rule_hits",
    "schedule",
    "schedule_counts",
    "schedule_other",
    "shortfalls",
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
