"""What is counted: the rows of documents in force, how many of each there are, and the line that says so."""

from collections import Counter
from collections.abc import Callable
from typing import cast

import polars as pl

from tracker.labels import LIGHT_ORDER, LIGHTS, TARGET_ORDER
from tracker.queries.judged import items, targets, tasks
from tracker.snapshot import Snapshot


def _kept(
    snapshot: Snapshot, name: str, whole: Callable[[Snapshot], pl.DataFrame], which: pl.Expr
) -> pl.DataFrame:
    """The rows of a question that count, filtered once: most pages ask for them several times."""
    return cast(pl.DataFrame, snapshot.once(name, lambda: whole(snapshot).filter(which)))


def counted_tasks(snapshot: Snapshot) -> pl.DataFrame:
    """Tasks of documents in force that carry a light: what every count on every page counts."""
    return _kept(snapshot, "counted_tasks", tasks, pl.col("in_force") & pl.col("light").is_not_null())


def counted_targets(snapshot: Snapshot) -> pl.DataFrame:
    """Targets of documents in force, and those an expired one left unreached (到期结转)."""
    return _kept(snapshot, "counted_targets", targets, pl.col("in_force") | pl.col("carried"))


def counted_items(snapshot: Snapshot) -> pl.DataFrame:
    """Items of documents in force, and those an expired one left unsettled (到期结转)."""
    return _kept(snapshot, "counted_items", items, pl.col("in_force") | pl.col("carried"))


def light_counts(snapshot: Snapshot) -> dict[str, int]:
    """Number of counted tasks by light, every light named, worst first."""
    found = Counter(counted_tasks(snapshot)["light"])
    return {light: found[light] for light in LIGHT_ORDER}


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
