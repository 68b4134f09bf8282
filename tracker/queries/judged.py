"""What was judged: targets, items and tasks with their states, lights and Chinese sentences."""

import json
from collections.abc import Callable
from typing import cast

import polars as pl

from tracker.sentences import carried_words, day, goal_words, item_sentence, rule_sentence, target_sentence
from tracker.snapshot import Snapshot
from tracker.store.tables import task_of

Row = dict[str, object]

TARGETS = """
SELECT g.* EXCLUDE (due_t, baseline_t), t.* EXCLUDE (target_id), d.title AS document, d.document_number,
       d.jurisdiction, d.level, d.track, d.status_now, coalesce(n.in_force, d.in_force) AS in_force,
       n.superseded_by, k.title AS task, u.unit_id AS answer_unit, coalesce(u.name, '') AS answers
FROM goal AS g
JOIN target_state AS t USING (target_id)
JOIN document_now AS d USING (document_id)
LEFT JOIN task AS k ON k.task_id = g.task_id
LEFT JOIN task_now AS n ON n.task_id = g.task_id
LEFT JOIN answer AS a ON a.task_id = g.task_id
LEFT JOIN unit AS u ON u.unit_id = coalesce(
  g.reporting_unit, CASE WHEN g.task_id IS NULL THEN d.coordinator ELSE a.unit_id END)
ORDER BY g.position"""

ITEMS = """
SELECT i.*, d.title AS document, d.jurisdiction, d.track, d.status_now, coalesce(n.in_force, d.in_force) AS in_force,
       k.title AS task, u.unit_id AS answer_unit,
       coalesce(u.name, '') AS answers
FROM item_state AS i
JOIN document_now AS d USING (document_id)
LEFT JOIN task AS k ON k.task_id = i.task_id
LEFT JOIN task_now AS n ON n.task_id = i.task_id
LEFT JOIN answer AS a ON a.task_id = i.task_id
LEFT JOIN unit AS u ON u.unit_id = coalesce(i.item_unit, CASE WHEN i.task_id IS NULL THEN d.coordinator ELSE a.unit_id END)
ORDER BY i.position"""

TASKS = """
WITH named AS (
  SELECT task_id, list(name_as_written ORDER BY position) AS units,
         list(name_as_written ORDER BY position) FILTER (WHERE role = 'lead') AS lead_units,
         list(name_as_written ORDER BY position) FILTER (WHERE role = 'support') AS supporting_units,
         list(unit_id ORDER BY position) AS unit_ids
  FROM assignment GROUP BY task_id
), last_progress AS (
  SELECT p.* FROM current_progress AS p
  JOIN (SELECT task, max(effective_on) AS effective_on FROM current_progress GROUP BY task) USING (task, effective_on)
), last_returned AS (
  SELECT p.task, arg_max(p.period, p.seq) AS period, arg_max(r.reason, p.seq) AS reason, max(p.seq) AS seq
  FROM progress AS p JOIN last_review AS r USING (id)
  WHERE r.verdict = 'returned' AND p.capacity = 'answer' GROUP BY p.task
), next_item AS (
  SELECT task_id, min(effective_due) AS next_due, arg_min(what, effective_due) AS next_what,
         arg_min(state, effective_due) AS next_state, arg_min(days_left, effective_due) AS next_days
  FROM item_state WHERE state IN ('on_track', 'due_soon', 'overdue', 'awaiting_first_report') GROUP BY task_id
), year_goal_now AS (
  SELECT task, arg_max("year", "year") AS goal_year, arg_max(goal, "year") AS year_goal
  FROM current_year_goal GROUP BY task
)
SELECT t.task_id, t.document_id, t.position, t.clause, t.title, t.summary, t.kind, d.title AS document,
       d.document_number, m.in_force, m.superseded_by, m.superseded_on, d.status_now, d.track, d.jurisdiction,
       n.units, n.unit_ids, n.lead_units, n.supporting_units,
       a.unit_id AS answer_unit, coalesce(u.name, '') AS answers, a.basis AS answer_basis,
       l.light, l.rule, f.freshness, f.freshness_period, f.missed_in_row,
       p.period AS progress_period, p.text AS progress_text, p.percent AS progress_percent,
       p.problems AS progress_problems, p.next_step, p.own_light, r.verdict AS review_verdict,
       p.id AS progress_record, b.period AS returned_period, b.reason AS returned_reason,
       x.next_due, x.next_what, x.next_state, x.next_days,
       y.goal_year, y.year_goal, g.lag, g.scheduled, o.light AS override_light, o.reason AS override_reason,
       o.until AS override_until,
       (SELECT count(*) FROM item_state AS i WHERE i.task_id = t.task_id) AS items,
       (SELECT count(*) FROM goal AS s WHERE s.task_id = t.task_id) AS targets
FROM task AS t
JOIN document_now AS d USING (document_id)
JOIN task_now AS m USING (task_id)
JOIN answer AS a USING (task_id)
LEFT JOIN named AS n USING (task_id)
LEFT JOIN unit AS u ON u.unit_id = a.unit_id
LEFT JOIN task_light AS l USING (task_id)
LEFT JOIN freshness AS f USING (task_id)
LEFT JOIN last_progress AS p ON p.task = t.task_id
LEFT JOIN last_review AS r ON r.id = p.id
LEFT JOIN last_returned AS b ON b.task = t.task_id AND b.period >= coalesce(p.period, '') AND b.seq > coalesce(p.seq, 0)
LEFT JOIN next_item AS x ON x.task_id = t.task_id
LEFT JOIN year_goal_now AS y ON y.task = t.task_id
LEFT JOIN annual_lag AS g ON g.task_id = t.task_id
LEFT JOIN override_now AS o USING (task_id)
ORDER BY t.position"""


def _shown(snapshot: Snapshot, question: Callable[[Snapshot], pl.DataFrame]) -> pl.DataFrame | None:
    """Of a snapshot of some documents or of one unit only: the rows that the whole one has for them."""
    if snapshot.part_of is None:
        return None

    def make() -> pl.DataFrame:
        rows = snapshot.shown(question(snapshot.whole))
        if snapshot.unit is None:
            return rows
        own = parts(snapshot).filter(pl.col("unit_id") == snapshot.unit)["task_id"].to_list()
        return rows.filter(pl.col("task_id").is_in(own) | (pl.col("answer_unit") == snapshot.unit))

    return cast(pl.DataFrame, snapshot.once(question.__name__, make))


def parts(snapshot: Snapshot) -> pl.DataFrame:
    """Unit, task, and whether the unit `leads` it."""
    return snapshot.frame(
        "SELECT unit_id, task_id, coalesce(bool_or(leads), FALSE) AS leads FROM unit_task GROUP BY ALL"
    )


def _with_text(frame: pl.DataFrame, **columns: list[str]) -> pl.DataFrame:
    return frame.with_columns(*(pl.Series(name, values, dtype=pl.String) for name, values in columns.items()))


def targets(snapshot: Snapshot) -> pl.DataFrame:
    """Every quantified target: goal, state, requirement, gap four ways, pace, outlook, `goal_text`, `sentence`.

    Values are in `reading_unit` (growth: % a year); gaps are positive when short.
    """

    if (shown := _shown(snapshot, targets)) is not None:
        return shown

    def make() -> pl.DataFrame:
        frame = snapshot.frame(TARGETS)
        rows = frame.to_dicts()
        return _with_text(
            frame,
            goal_text=[goal_words(row) for row in rows],
            sentence=[target_sentence(row) + carried_words(row) for row in rows],
        )

    return cast(pl.DataFrame, snapshot.once("targets", make))


def items(snapshot: Snapshot) -> pl.DataFrame:
    """Milestones and approved work items with state, original and effective due, days and `sentence`."""

    if (shown := _shown(snapshot, items)) is not None:
        return shown

    def make() -> pl.DataFrame:
        frame = snapshot.frame(ITEMS)
        return _with_text(
            frame, sentence=[item_sentence(row) + carried_words(row) for row in frame.to_dicts()]
        )

    return cast(pl.DataFrame, snapshot.once("items", make))


def rule_hits(snapshot: Snapshot) -> dict[str, list[Row]]:
    """By task id: every rule that holds as {rule, light, sentence, inputs}, the deciding one first."""

    def make() -> dict[str, list[Row]]:
        why = {str(row["target_id"]): row["sentence"] for row in targets(snapshot).iter_rows(named=True)}
        why |= {str(row["item_id"]): row["sentence"] for row in items(snapshot).iter_rows(named=True)}
        found: dict[str, list[Row]] = {}
        for hit in snapshot.frame(
            "SELECT * FROM rule_hit ORDER BY task_id, rank, part, inputs::VARCHAR"
        ).iter_rows(named=True):
            inputs = json.loads(hit["inputs"])
            if inputs.get("id") in why:
                inputs["sentence"] = why[inputs["id"]]
            sentence = rule_sentence(hit["rule"], inputs)
            found.setdefault(hit["task_id"], []).append(
                {"rule": hit["rule"], "light": hit["light"], "sentence": sentence, "inputs": inputs}
            )
        return found

    return cast(dict[str, list[Row]], snapshot.once("rule_hits", make))


def tasks(snapshot: Snapshot) -> pl.DataFrame:
    """One row a task: who answers, light and deciding rule with `sentence`, freshness, next due, last progress.

    `due_text` has the dates as the text words them, a line each; it is empty for a task without any.
    """

    if (shown := _shown(snapshot, tasks)) is not None:
        return shown

    def make() -> pl.DataFrame:
        frame, hits, dates = snapshot.frame(TASKS), rule_hits(snapshot), _dates_as_worded(snapshot)
        sentences = [str(hits[task][0]["sentence"]) if task in hits else "" for task in frame["task_id"]]
        broken = {task_of(problem): str(problem) for problem in snapshot.problems}
        marks = [broken.get(task, "") for task in frame["task_id"]]
        due = [dates.get(task, "") for task in frame["task_id"]]
        return _with_text(frame, sentence=sentences, problem=marks, due_text=due)

    return cast(pl.DataFrame, snapshot.once("tasks", make))


def _dates_as_worded(snapshot: Snapshot) -> dict[str, str]:
    """By task id: when its milestones and targets are due, earliest first, an extended date beside."""
    found: dict[str, dict[str, None]] = {}
    milestones = (
        items(snapshot).filter(item_kind="milestone").select("task_id", "due", "wording", "effective_due")
    )
    goals = (
        targets(snapshot)
        .filter(pl.col("due").is_not_null())
        .select("task_id", "due", "wording", effective_due="due")
    )
    for task, due, wording, moved in (
        pl.concat([milestones, goals]).sort("due", maintain_order=True).iter_rows()
    ):
        found.setdefault(task, {})[wording if moved == due else f"{wording}（延至{day(moved)}）"] = None
    return {task: "\n".join(words) for task, words in found.items()}
