"""Commands that judge: the state on a day, and the quarterly workbook."""

from pathlib import Path
from typing import Annotated, Any

import typer

from tracker import queries
from tracker.cli.options import (
    DATA,
    TASKS,
    AsOf,
    Data,
    Json,
    KnownAt,
    Now,
    OfDocument,
    Place,
    Tasks,
    Track,
    day,
    ended,
    instant,
    quarter,
    scope,
    workspace,
    writable,
)
from tracker.cli.output import fail, finish, say_json, say_problems, table
from tracker.labels import ITEM_STATE, LIGHTS, TARGET_STATE
from tracker.report import quarterly as book
from tracker.report import unit_books
from tracker.snapshot import Snapshot


def status(
    as_of: AsOf = None,
    known_at: KnownAt = None,
    place: Place = None,
    track: Track = None,
    document: OfDocument = None,
    tasks: Tasks = TASKS,
    data: Data = DATA,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """判断某一天的状态：每项任务的灯和原因、指标、时间节点；输出 JSON 时，不选范围即全部文件。"""
    space = workspace(tasks, data, now)
    known = instant(known_at)
    snapshot = space.status(day(as_of, "--as-of") if as_of else None, known)
    chosen = scope(snapshot.plan, place, track, document)
    if chosen.chosen or not as_json:
        snapshot = chosen.of(snapshot)
    problems = snapshot.problems + snapshot.ledger.problems
    say_problems(problems)
    if as_json:
        say_json(status_json(snapshot, known or space.now()))
    else:
        _say(snapshot)
    finish(problems)


def _say(snapshot: Snapshot) -> None:
    typer.echo(queries.summary_sentence(snapshot))
    rows = [
        (
            LIGHTS[row["light"]] if row["light"] and row["in_force"] else "—",
            row["clause"],
            row["title"],
            row["answers"],
            row["sentence"],
        )
        for row in queries.tasks(snapshot).iter_rows(named=True)
    ]
    typer.echo(table(rows))
    typer.echo("\n指标")
    typer.echo(
        table(
            (TARGET_STATE[row["state"]], row["clause"], row["indicator"], row["goal_text"], row["sentence"])
            for row in queries.targets(snapshot).iter_rows(named=True)
        )
    )
    typer.echo("\n时间节点和分解事项")
    typer.echo(
        table(
            (ITEM_STATE[row["state"]], row["clause"], row["effective_due"], row["what"])
            for row in queries.items(snapshot).iter_rows(named=True)
        )
    )


def status_json(snapshot: Snapshot, known_at: object) -> dict[str, Any]:
    """The judged state in the shape that other programs rely on, with the identifiers of docs/rules.md."""
    hits = queries.rule_hits(snapshot)
    return {
        "as_of": snapshot.clock.as_of,
        "known_at": known_at,
        "journal": {"seq": snapshot.head.seq, "hash": snapshot.head.hash},
        "plan": snapshot.plan.fingerprint,
        "documents": [
            {"id": found["document_id"], "status": found["status_now"], "in_force": found["in_force"]}
            for found in snapshot.frame("SELECT * FROM document_now ORDER BY position").iter_rows(named=True)
            if snapshot.shows(found["document_id"])
        ],
        "tasks": [
            {
                "id": row["task_id"],
                "document": row["document_id"],
                "clause": row["clause"],
                "in_force": row["in_force"],
                "superseded_by": row["superseded_by"],
                "light": row["light"] if row["in_force"] else None,
                "rules": [
                    {"id": hit["rule"], "sentence": hit["sentence"], "inputs": hit["inputs"]}
                    for hit in hits.get(row["task_id"], [])
                ],
                "freshness": row["freshness"],
                "answers": row["answer_unit"],
                "answer_basis": row["answer_basis"],
            }
            for row in queries.tasks(snapshot).iter_rows(named=True)
        ],
        "targets": [_target(row) for row in queries.targets(snapshot).iter_rows(named=True)],
        "milestones": [
            {
                "id": row["item_id"],
                "task": row["task_id"],
                "in_force": row["in_force"],
                "carried": row["carried"],
                "state": row["state"],
                "original_due": row["due"],
                "effective_due": row["effective_due"],
                **_days(row),
                "extensions": row["extensions"],
                "extensions_asked_in_time": row["extensions_in_time"],
                "finish": row["finish"],
                "sentence": row["sentence"],
            }
            for row in queries.items(snapshot).iter_rows(named=True)
        ],
    }


def _days(row: dict[str, Any]) -> dict[str, int | None]:
    """Days past the due date, or days left while it has not come; frozen once the item is finished."""
    if row["state"] == "cancelled":
        return {"days": None, "days_past_original": None}
    if row["completed_on"] is not None:
        past, original = (row["completed_on"] - row[due] for due in ("effective_due", "due"))
        return {"days": max(past.days, 0), "days_past_original": max(original.days, 0)}
    return {"days": abs(row["days_left"]), "days_past_original": max(-row["original_days_left"], 0)}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 9)


def _target(row: dict[str, Any]) -> dict[str, Any]:
    keys = (
        "gap_to_goal",
        "gap_to_path",
        "years_behind",
        "years_behind_is_floor",
        "needed_pace",
        "achieved_pace",
    )
    return {
        "id": row["target_id"],
        "document": row["document_id"],
        "clause": row["clause"],
        "indicator": row["indicator"],
        "due": row["due"],
        "value": row["value"],
        "upper": row["upper"],
        "in_force": row["in_force"],
        "carried": row["carried"],
        "state": row["state"],
        "reading": {"period": row["reading_period"], "value": _rounded(row["judged_value"])}
        if row["judged_value"] is not None
        else None,
        "provisional": row["is_provisional"],
        "required": {"at_reading": row["required_at_reading"], "today": row["required_today"]},
        **{key: row[key] for key in keys},
        "short_at_due": _rounded(row["short_at_due"]),
        "outlook": row["outlook"],
        "outlook_range": [_rounded(row["outlook_low"]), _rounded(row["outlook_high"])]
        if row["outlook_low"] is not None
        else None,
        "sentence": row["sentence"],
    }


def quarterly(
    period: Annotated[str, typer.Option("--period", help="报告期，如 2026-Q3。")],
    out: Annotated[Path, typer.Option("--out", help="写到哪个文件：一本写 .xlsx，--all-units 写 .zip。")],
    unit: Annotated[
        str | None,
        typer.Option("--unit", help="只出一个单位的报告，写单位编号（见 tracker plan --json）。"),
    ] = None,
    all_units: Annotated[
        bool, typer.Option("--all-units", help="每个有任务的单位各一本，装在一个压缩包里。")
    ] = False,
    against: Annotated[
        str | None, typer.Option("--against", help="与哪一期对比，如 2025-Q4；不写即上季度。")
    ] = None,
    known_at: Annotated[
        str | None, typer.Option("--known-at", help="只看此前已记录的；已锁定的以锁定时为准。")
    ] = None,
    place: Place = None,
    track: Track = None,
    document: OfDocument = None,
    tasks: Tasks = TASKS,
    data: Data = DATA,
    now: Now = None,
) -> None:
    """出具季度报告（Excel）：全部任务一本，或者一个单位一本；同一问题任何时候重新出具，内容都一样。"""
    if unit and all_units:
        fail("--unit 和 --all-units 只能写一个。", "")
    writable(out, "季报.zip" if all_units else "季报.xlsx")
    space, known = workspace(tasks, data, now), instant(known_at)
    reported = ended(space, period)
    earlier = quarter(against) if against else None
    if earlier and earlier >= reported:
        fail(f"{earlier} 不早于报告期 {reported}。", "请选择更早的一期来对比。")
    # A locked quarter has the documents and units of its day.
    report = space.report(reported, known)
    chosen = scope(report.plan, place, track, document)
    having = unit_books.units_with_a_book(chosen.of(report))
    if unit and unit not in having:
        choices = "、".join(f"{one}（{name}）" for one, name in having.items())
        fail(f"单位“{unit}”在{reported.label}没有任务。", f"可以写：{choices}。")
    whose = f"{having[unit]}，" if unit else ""
    if all_units:
        out.write_bytes(unit_books.parcel(space, reported, known_at=known, scope=chosen, against=earlier))
        whose = f"{len(having)} 个单位各一本，"
    else:
        book.write(space, reported, out, known_at=known, scope=chosen, unit=unit, against=earlier)
    typer.echo(f"已写出 {out}（{whose}{reported.label}）。")
