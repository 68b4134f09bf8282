"""Warnings (预警): which one is on, how its level moved, and the checklist of measures by unit."""

import polars as pl

from tracker.snapshot import Snapshot

ALERTS = """
SELECT a.*, d.title AS document, d.document_number,
       coalesce(n.done, 0) AS done, coalesce(n.not_applicable, 0) AS not_applicable,
       coalesce(n.open, 0) AS open, coalesce(n.unregistered, 0) AS unregistered, coalesce(n.late, 0) AS late,
       coalesce(n.duties, 0) AS duties, coalesce(n.called, 0) AS called
FROM alert_now AS a
JOIN document AS d USING (document_id)
LEFT JOIN (
  SELECT alert_id, count(*) FILTER (WHERE state = 'done') AS done,
         count(*) FILTER (WHERE state = 'not_applicable') AS not_applicable, count(*) FILTER (WHERE state = 'open') AS open,
         count(*) FILTER (WHERE state = 'unregistered') AS unregistered, count(*) FILTER (WHERE is_late) AS late,
         count(*) AS duties, count(*) FILTER (WHERE until IS NULL) AS called
  FROM alert_duty GROUP BY alert_id
) AS n USING (alert_id)
ORDER BY a.is_on DESC, a.starts_at DESC, a.alert_id"""

DUTIES = "SELECT * FROM alert_duty ORDER BY alert_id, task_position, position, unit_position"
LEVELS = "SELECT * FROM alert_level ORDER BY alert_id, since"
DOCUMENTS = """
SELECT d.document_id, d.title AS document, d.document_number, list(DISTINCT l.level) AS levels
FROM document_now AS d JOIN task AS t ON t.document_id = d.document_id AND t.kind = 'triggered'
JOIN task_level AS l USING (task_id)
WHERE d.in_force GROUP BY d.document_id, d.title, d.document_number, d.position ORDER BY d.position"""


def _asked(snapshot: Snapshot, sql: str) -> pl.DataFrame:
    snapshot.view("alerts")
    return snapshot.frame(sql)


def alerts(snapshot: Snapshot) -> pl.DataFrame:
    """Every warning declared by the day, those that are on first, then the latest; with how many measures stand where.

    A measure counts once a unit (`duties`); the level that now holds calls for `called` of them, `open` of which nobody has
    reported yet.
    Days and times are those of the records (`starts_on`, `starts_time` …), a time that nobody gave is empty; the instants
    they stand for (`starts_at`, `ends_at`) are Shanghai time.
    """
    return snapshot.shown(_asked(snapshot, ALERTS))


def alert_duties(snapshot: Snapshot, alert_id: str) -> pl.DataFrame:
    """The checklist of one warning: a row a measure and unit, in the order of the text.

    `state` is done, not_applicable, open (still called for) or unregistered (no longer called for, and nothing was said);
    `until` is when the last level that calls for the measure ended; `via` the collective that stands for the unit.
    """
    return _asked(snapshot, DUTIES).filter(pl.col("alert_id") == alert_id)


def alert_course(snapshot: Snapshot, alert_id: str) -> pl.DataFrame:
    """How the level of a warning moved, in order: level, since_on, since_time, reference, record_id."""
    return _asked(snapshot, LEVELS).filter(pl.col("alert_id") == alert_id)


def alert_documents(snapshot: Snapshot) -> pl.DataFrame:
    """Documents in force that have measures for a warning, with their levels."""
    return snapshot.frame(DOCUMENTS)
