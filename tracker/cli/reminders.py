"""The command that reminds: for cron once a working day, or by hand."""

from typing import Any

import typer

from tracker import queries
from tracker.cli.ledger import OFFICE, DryRun, User, to_write
from tracker.cli.options import DATA, TASKS, Data, Json, Now, Tasks, speaker
from tracker.cli.output import OPERATOR_ERROR, PROBLEMS, finish, say_json, say_problems, table
from tracker.messages.outbox import Attempt
from tracker.reminders.pending import Call, owed_by_nobody, rule_of
from tracker.reminders.send import Run, remind
from tracker.reminders.things import tasks_of_nobody
from tracker.reminders.words import in_short, step_words
from tracker.snapshot import Snapshot


def send(
    user: User,
    dry_run: DryRun = False,
    tasks: Tasks = TASKS,
    data: Data = DATA,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """催办到了节点的事项：记入流水、通知单位；可由 cron 每天执行。"""
    space = to_write(tasks, data, now)
    before = space.status()
    run = remind(space, speaker(space, user, needs=OFFICE), dry_run)
    if as_json:
        say_json(_json(before, run, dry_run))
    else:
        _tell(before, run, dry_run, bool(now))
    finish(run.problems)
    if run.delivery.problems:
        raise typer.Exit(OPERATOR_ERROR)
    if any(attempt.error for attempt in run.delivery.attempts):
        raise typer.Exit(PROBLEMS)


def _tell(snapshot: Snapshot, run: Run, dry_run: bool, rehearsal: bool) -> None:
    names = queries.unit_names(snapshot)
    say_problems([*run.problems, *run.delivery.problems])
    if run.problems:
        return
    if rule_of(snapshot) is None:
        typer.echo("rules.yaml 没有写明催办的节点（reminders），不催办。")
    elif queries.opening(snapshot)[0] is None:
        typer.echo("台账还没有启用，没有可以催办的事项。")
    elif not run.calls:
        typer.echo("没有到节点的事项，不需要催办。")
    else:
        rows = [
            (
                names.get(call.unit, call.unit),
                step_words(call.step),
                call.thing.due,
                in_short(call.thing.what),
            )
            for call in run.calls
        ]
        typer.echo(table([("单位", "节点", "时限", "事项"), *rows]))
        units = len({call.unit for call in run.calls})
        done = "待催办" if dry_run else "已催办"
        typer.echo(f"{done} {len(run.calls)} 件，涉及 {units} 个单位。" + ("没有写入。" if dry_run else ""))
    if nobody := len(owed_by_nobody(snapshot)) + len(tasks_of_nobody(snapshot)):
        typer.echo(f"另有 {nobody} 件没有明确责任单位，无人可催，请双碳办确认牵头单位。")
    if not dry_run:
        _tell_delivery(run, names, rehearsal)


def _tell_delivery(run: Run, names: dict[str, str], rehearsal: bool) -> None:
    delivery = run.delivery
    if rehearsal:
        typer.echo("这是演练（--now），没有向外发送。")
    if delivery.attempts:
        failed = [attempt for attempt in delivery.attempts if attempt.error]
        typer.echo(f"向外发送 {len(delivery.attempts)} 件，送达 {len(delivery.attempts) - len(failed)} 件。")
        for attempt in failed:
            unit = names.get(attempt.unit, attempt.unit)
            typer.echo(f"没有送达　{unit}，{attempt.channel}：{attempt.error}；下次执行时再发。", err=True)
    if delivery.unreached:
        units = "、".join(names.get(unit, unit) for unit in delivery.unreached)
        typer.echo(f"没有登记可用的联系方式，只在系统内提醒：{units}。", err=True)


def _json(snapshot: Snapshot, run: Run, dry_run: bool) -> dict[str, Any]:
    delivery = run.delivery
    return {
        "ok": not run.problems,
        "dry_run": dry_run,
        "pending": [_call(call) for call in run.calls],
        "records": [{"id": record.id, "seq": record.seq, "kind": record.kind} for record in run.records],
        "nobody": {
            "items": [thing.thing for thing in owed_by_nobody(snapshot)],
            "tasks": tasks_of_nobody(snapshot),
        },
        "delivery": {
            "configured": delivery.configured,
            "attempts": [_attempt(attempt) for attempt in delivery.attempts],
            "unreached": list(delivery.unreached),
        },
        "problems": [problem.as_json() for problem in (*run.problems, *delivery.problems)],
    }


def _call(call: Call) -> dict[str, Any]:
    return {
        "about": call.thing.about,
        "thing": call.thing.thing,
        "unit": call.unit,
        "due": call.thing.due,
        "step": call.step,
        "what": call.thing.what,
        "tasks": list(call.thing.tasks),
    }


def _attempt(attempt: Attempt) -> dict[str, Any]:
    return {
        "batch": attempt.batch,
        "unit": attempt.unit,
        "channel": attempt.channel,
        "receiver": attempt.receiver,
        "error": attempt.error or None,
    }
