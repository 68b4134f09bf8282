"""What an assessment counts beside the judged states: goals set for a year with their outcome, items with evidence."""

import polars as pl

from tracker.snapshot import Snapshot


def year_goals(snapshot: Snapshot, year: int) -> pl.DataFrame:
    """The goals set for a year: task_id, goal, and the percent that the report on the whole year says is done."""
    return snapshot.frame(
        """SELECT g.task AS task_id, g."year", g.goal, p.percent
           FROM current_year_goal AS g
           LEFT JOIN current_progress AS p ON p.task = g.task AND p.period = g."year" || '-Q4'
           ORDER BY g.task"""
    ).filter(pl.col("year") == year)


def items_with_evidence(snapshot: Snapshot) -> set[str]:
    """Ids of the milestones and work items for which evidence stands that was recorded by `known_at`."""
    found = snapshot.frame(
        """SELECT DISTINCT item FROM evidence
           WHERE item IS NOT NULL AND recorded_at <= known_at() AND id NOT IN (SELECT id FROM not_counting)"""
    )
    return set(found["item"])
