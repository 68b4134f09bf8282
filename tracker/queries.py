"""Named questions to a snapshot, answered as polars frames with Chinese sentences attached."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import cast

import polars as pl

from tracker.labels import LIGHT_ORDER, LIGHTS, TARGET_ORDER
from tracker.sentences import carried_words, day, goal_words, item_sentence, rule_sentence, target_sentence
from tracker.snapshot import Snapshot
from tracker.store.tables import task_of

Row = dict[str, object]

TARGETS = """
SELECT g.* EXCLUDE (due_t, baseline_t), t.* EXCLUDE (target_id), d.title AS document, d.document_number,
       d.in_force, k.title AS task, u.unit_id AS answer_unit, coalesce(u.name, '') AS answers
FROM goal AS g
JOIN target_state AS t USING (target_id)
JOIN document_now AS d USING (document_id)
LEFT JOIN task AS k ON k.task_id = g.task_id
LEFT JOIN answer AS a ON a.task_id = g.task_id
LEFT JOIN unit AS u ON u.unit_id = coalesce(
  g.reporting_unit, CASE WHEN g.task_id IS NULL THEN d.coordinator ELSE a.unit_id END)
ORDER BY g.position"""

ITEMS = """
SELECT i.*, d.title AS document, d.in_force, k.title AS task, u.unit_id AS answer_unit,
       coalesce(u.name, '') AS answers
FROM item_state AS i
JOIN document_now AS d USING (document_id)
LEFT JOIN task AS k ON k.task_id = i.task_id
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
       d.document_number, d.in_force, d.status_now, d.track, d.jurisdiction, n.units, n.unit_ids,
       n.lead_units, n.supporting_units,
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

UNITS = """
SELECT * FROM unit_summary
ORDER BY led_red DESC, overdue DESC, led_yellow DESC, missing DESC, led_grey DESC, shared_red DESC, shared_yellow DESC,
         led DESC, position"""


def _with_text(frame: pl.DataFrame, **columns: list[str]) -> pl.DataFrame:
    return frame.with_columns(*(pl.Series(name, values, dtype=pl.String) for name, values in columns.items()))


def targets(snapshot: Snapshot) -> pl.DataFrame:
    """Every quantified target: goal, state, requirement, gap four ways, pace, outlook, `goal_text`, `sentence`.

    Values are in `reading_unit` (growth: % a year); gaps are positive when short.
    """

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
        for hit in snapshot.frame("SELECT * FROM rule_hit ORDER BY task_id, rank, part").iter_rows(
            named=True
        ):
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


def counted_tasks(snapshot: Snapshot) -> pl.DataFrame:
    """Tasks of documents in force that carry a light: what every count on every page counts."""
    return _kept(snapshot, "counted_tasks", tasks, pl.col("in_force") & pl.col("light").is_not_null())


def light_counts(snapshot: Snapshot) -> dict[str, int]:
    """Number of counted tasks by light, every light named, worst first."""
    found = Counter(counted_tasks(snapshot)["light"])
    return {light: found[light] for light in LIGHT_ORDER}


def counted_targets(snapshot: Snapshot) -> pl.DataFrame:
    """Targets of documents in force, and those an expired one left unreached (到期结转)."""
    return _kept(snapshot, "counted_targets", targets, pl.col("in_force") | pl.col("carried"))


def worst_first(found: pl.DataFrame) -> pl.DataFrame:
    """Targets by how bad their state is, then by the gap's share of the goal, then as the text has them."""
    order = {state: rank for rank, state in enumerate(TARGET_ORDER)}
    return found.sort(
        pl.col("state").replace_strict(order, return_dtype=pl.Int32),
        pl.col("gap_to_goal") / pl.col("goal").abs(),
        "position",
        descending=[False, True, False],
        nulls_last=True,
    )


def counted_items(snapshot: Snapshot) -> pl.DataFrame:
    """Items of documents in force, and those an expired one left unsettled (到期结转)."""
    return _kept(snapshot, "counted_items", items, pl.col("in_force") | pl.col("carried"))


def _kept(
    snapshot: Snapshot, name: str, whole: Callable[[Snapshot], pl.DataFrame], which: pl.Expr
) -> pl.DataFrame:
    """The rows of a question that count, filtered once: most pages ask for them several times."""
    return cast(pl.DataFrame, snapshot.once(name, lambda: whole(snapshot).filter(which)))


def units(snapshot: Snapshot) -> pl.DataFrame:
    """Every unit, worst first: tasks led and shared by light, overdue items, reports missing and late."""
    return snapshot.frame(UNITS)


def unit_tasks(snapshot: Snapshot, unit_id: str) -> pl.DataFrame:
    """The tasks a unit answers for or shares, with `leads`; led ones first, then by light."""
    shares = snapshot.frame(
        "SELECT unit_id, task_id, coalesce(bool_or(leads), FALSE) AS leads FROM unit_task GROUP BY ALL"
    ).filter(pl.col("unit_id") == unit_id)
    order = {light: rank for rank, light in enumerate(LIGHT_ORDER)}
    return (
        tasks(snapshot)
        .join(shares.select("task_id", "leads"), on="task_id")
        .with_columns(rank=pl.col("light").replace_strict(order, default=9, return_dtype=pl.Int32))
        .sort("leads", "rank", "position", descending=[True, False, False])
    )


def readings(snapshot: Snapshot, indicator_id: str | None = None) -> pl.DataFrame:
    """The best reading of each period: period, period_end, value, status, basis, source, published_on."""
    frame = snapshot.frame("SELECT * FROM best_reading ORDER BY indicator_id, period_end")
    return frame if indicator_id is None else frame.filter(pl.col("indicator_id") == indicator_id)


def legs(snapshot: Snapshot) -> pl.DataFrame:
    """The required path's legs: target, pathway, (t0, v0) - (t1, v1) with t in years (2020-12-31 is 2021.0)."""
    return snapshot.frame("SELECT * FROM leg ORDER BY indicator_id, t1")


def windows(snapshot: Snapshot) -> pl.DataFrame:
    """Reporting windows up to the running quarter, with whether the end day is an estimate."""
    return snapshot.frame("SELECT * FROM reporting_window ORDER BY period_end")


def task_windows(snapshot: Snapshot) -> pl.DataFrame:
    """What was filed for each task in each window that counts: period, opens_on, closes_on, is_closed, state."""
    return snapshot.frame("SELECT * FROM task_window ORDER BY period_end, task_id")


def opening(snapshot: Snapshot) -> tuple[date | None, bool]:
    """The day the ledger was opened, and whether it holds demo submissions."""
    row = snapshot.frame("SELECT opened_on, coalesce(demo, FALSE) AS demo FROM ledger_opening").row(0)
    return row[0], bool(row[1])


def history(snapshot: Snapshot, subjects: set[str]) -> list[Row]:
    """Records that speak of any of these plan ids, newest first, with whether each still counts and its review with reason."""
    verdicts = {row["id"]: row for row in snapshot.frame("SELECT * FROM last_review").iter_rows(named=True)}
    replaced = set(snapshot.frame("SELECT id FROM replaced")["id"])
    found: list[Row] = []
    spoken: set[str] = set()
    for record in snapshot.ledger.records:
        body = record.body
        pointed = {
            str(body.get(name))
            for name in ("task", "target", "indicator", "item", "record", "request", "replaces")
        }
        if not pointed & (subjects | spoken) or record.recorded_at > snapshot.clock.known_at:
            continue
        spoken.add(record.id)
        review: Mapping[str, object] = verdicts.get(record.id, {})
        said = {"verdict": review.get("verdict"), "reason": review.get("reason")}
        found.append({"record": record, "replaced": record.id in replaced, **said})
    return found[::-1]


def unit_names(snapshot: Snapshot) -> dict[str, str]:
    return dict(snapshot.frame("SELECT unit_id, name FROM unit").iter_rows())


def summary(snapshot: Snapshot) -> list[tuple[str, int | None, str]]:
    """What is true on the day as parts of one line: words, the figure after them, and what it counts.

    What it counts is `tasks`, a light, or a key of `target_counts`; the closing words have no figure.
    """
    lights = [(LIGHTS[light], count, light) for light, count in light_counts(snapshot).items() if count]
    due, as_of = target_counts(snapshot), snapshot.clock.as_of
    first = f"截至 {as_of.year} 年 {as_of.month} 月 {as_of.day} 日，"
    found: list[tuple[str, int | None, str]] = [(first, sum(count for _, count, _ in lights), "tasks")]
    found += [
        (f"{'、' if at else ' 项任务：'}{word} ", count, light)
        for at, (word, count, light) in enumerate(lights)
    ]
    found += [
        ("；到期目标 " if lights else " 项任务；到期目标 ", due["due"], "due"),
        (" 项，已达标 ", due["met"], "met"),
    ]
    found += [("、未达标 ", due["missed"], "missed"), ("、未报数据 ", due["no_reading"], "no_reading")]
    found += [
        (words, due[key], key)
        for words, key in (
            ("、待公布 ", "awaiting_publication"),
            ("、不能判断 ", "unknown"),
            ("；另 ", "awaiting_value"),
        )
        if due[key]
    ]
    return [*found, (" 项待下达。" if due["awaiting_value"] else "。", None, "")]


def summary_sentence(snapshot: Snapshot) -> str:
    """What is true on the day, in one line of words."""
    return "".join(f"{words}{'' if count is None else count}" for words, count, _ in summary(snapshot))


def fallen_due(snapshot: Snapshot) -> pl.DataFrame:
    """Targets that have fallen due; `counts` is the key under which `target_counts` counts each."""
    known = {"met_late": "met"} | {
        state: state for state in ("met", "missed", "no_reading", "awaiting_publication", "awaiting_value")
    }

    def make() -> pl.DataFrame:
        return (
            counted_targets(snapshot)
            .filter((pl.col("due") < snapshot.clock.as_of) | pl.col("is_due"))
            .with_columns(
                counts=pl.col("state").replace_strict(known, default="unknown", return_dtype=pl.String)
            )
        )

    return cast(pl.DataFrame, snapshot.once("fallen_due", make))


def target_counts(snapshot: Snapshot) -> dict[str, int]:
    """Targets that have fallen due, by what is known of them; those still without a value are counted apart."""
    found = Counter(fallen_due(snapshot)["counts"])
    counts = {key: found[key] for key in ("met", "missed", "no_reading", "awaiting_publication", "unknown")}
    return {"due": sum(counts.values()), **counts, "awaiting_value": found["awaiting_value"]}
