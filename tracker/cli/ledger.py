"""Commands that write to the journal."""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from tracker.cli.forms import submit_forms
from tracker.cli.options import (
    DATA,
    TASKS,
    Data,
    Json,
    Now,
    Tasks,
    day,
    existing,
    quarter,
    speaker,
    workspace,
)
from tracker.cli.output import fail, finish, say_json, say_problems
from tracker.intake import Draft, Outcome, Role, accept
from tracker.intake.accept import unreadable_draft
from tracker.intake.form_files import is_form_file
from tracker.intake.sheet import reading_drafts
from tracker.labels import KIND
from tracker.periods import shanghai_day
from tracker.problems import Problem, has_errors
from tracker.snapshot import Workspace

User = Annotated[str, typer.Option("--as", help="以谁的名义（用户名）。")]
AsRole = Annotated[
    Role | None,
    typer.Option(
        "--role",
        help="身份：office 双碳办、 unit 单位审核人、 reporter 单位填报员。",
        show_default="office",
    ),
]
UnitId = Annotated[str | None, typer.Option("--unit", help="责任单位编号（见 tracker plan --json）。")]
OFFICE = frozenset({Role.OFFICE})
DryRun = Annotated[bool, typer.Option("--dry-run", help="只核对，不写入。")]


def to_write(tasks: Path, data: Path, now: str | None) -> Workspace:
    """A rehearsal may not go back behind what is recorded already: its records would be dated later than it says."""
    space = workspace(tasks, data, now)
    if now:
        with suppress(OSError):  # a folder that cannot be read is told of where it is written to
            records = space.journal.read().records
            last = shanghai_day(records[-1].recorded_at) if records else space.today
            if last > space.today:
                message = f"--now 写的 {now} 早于流水中最后一条记录（{last}）。"
                fail(message, "演练要从启用台账起就用 --now，并按日期先后进行；也可以换一个数据文件夹。")
    return space


def open_ledger(
    on: Annotated[str | None, typer.Option("--on", help="启用日期，如 2026-01-01；不写即今天。")] = None,
    user: User = "双碳办",
    tasks: Tasks = TASKS,
    data: Data = DATA,
    now: Now = None,
) -> None:
    """启用台账：从这一天起计算报送期。"""
    space = to_write(tasks, data, now)
    start = day(on, "--on") if on else space.today
    outcome = accept(space, [Draft("opened", {"on": start})], speaker(space, user, needs=OFFICE))
    say_problems(outcome.problems)
    finish(outcome.problems)
    typer.echo(f"台账自 {start} 起启用。")


def submit(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="文件",
            help="填好的填报表（.xlsx，可以有多个，也可以是文件夹或 .zip），或一份草稿（JSON，格式见 docs/records.md）。",
        ),
    ],
    user: User,
    role: AsRole = None,
    unit: UnitId = None,
    dry_run: DryRun = False,
    period: Annotated[str | None, typer.Option("--period", help="只收这一期的填报表，如 2026-Q3。")] = None,
    marked: Annotated[
        Path | None, typer.Option("--marked", help="有错误的填报表标出错处，写到这个文件夹。")
    ] = None,
    tasks: Tasks = TASKS,
    data: Data = DATA,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """报送填报表或草稿：每个文件全部核对通过才写入，否则一条也不写。"""
    space = to_write(tasks, data, now)
    actor = speaker(space, user, role, unit)
    if any(map(is_form_file, files)):
        for file in files:
            if not file.is_dir():
                existing(file)
        chosen = quarter(period) if period else None
        submit_forms(space, files, actor, dry_run=dry_run, period=chosen, marks=marked, as_json=as_json)
        return
    if len(files) > 1:
        fail("一次只能报送一份草稿。", "请逐份报送。")
    drafts, problems = _read_drafts(files[0])
    outcome = Outcome(problems=tuple(problems)) if problems else accept(space, drafts, actor, dry_run=dry_run)
    _tell(outcome, dry_run, as_json)


def bring_in(
    file: Annotated[Path, typer.Argument(metavar="文件", help="年份×指标表（.xlsx 或 .csv）。")],
    user: User,
    source: Annotated[str, typer.Option("--source", help="这些数据的来源；表中写明来源的以表为准。")] = "",
    dry_run: DryRun = False,
    tasks: Tasks = TASKS,
    data: Data = DATA,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """由办公室补录历年指标数据（年份×指标表）。"""
    space = to_write(tasks, data, now)
    actor = speaker(space, user, needs=OFFICE)
    drafts, problems = reading_drafts(space, file.name, existing(file).read_bytes(), source)
    outcome = Outcome()
    if not has_errors(problems):
        outcome = accept(space, drafts, actor, dry_run=dry_run)
    _tell(outcome, dry_run, as_json, problems)


def _tell(outcome: Outcome, dry_run: bool, as_json: bool, of_file: Sequence[Problem] = ()) -> None:
    """What became of the drafts; `of_file` is what was found in their file before they reached the intake."""
    found = [*of_file, *outcome.problems]
    ok = not has_errors(found)
    if as_json:
        records = [{"id": record.id, "seq": record.seq, "kind": record.kind} for record in outcome.records]
        problems = [problem.as_json() for problem in found]
        say_json({"ok": ok, "dry_run": dry_run, "records": records, "problems": problems})
    else:
        say_problems(found)
        if ok and dry_run:
            typer.echo("核对通过；没有写入。")
        elif ok and not outcome.records:
            typer.echo("没有可记录的内容。")
        elif ok:
            kinds = "、".join(f"{KIND[record.kind]}（{record.id}）" for record in outcome.records)
            typer.echo(f"已记录 {len(outcome.records)} 条：{kinds}。")
    finish(found)


def _read_drafts(file: Path) -> tuple[list[Draft], list[Problem]]:
    """`{"records": [{"kind", "body", "effective_on"?, "base_seq"?}]}`, or one such record alone."""
    try:
        text = existing(file).read_text(encoding="utf-8-sig")
        raw = json.loads(text, parse_float=str, object_pairs_hook=_object)
    except UnicodeDecodeError:
        return [], [unreadable_draft("文件不是 UTF-8 编码。", file.name)]
    except json.JSONDecodeError as error:
        message = f"第 {error.lineno} 行第 {error.colno} 列不是合格的 JSON。"
        return [], [unreadable_draft(message, file.name)]
    except RecursionError:
        return [], [unreadable_draft("括号套得太深。", file.name)]
    except _RepeatedError as error:
        return [], [unreadable_draft(f"同一条记录里“{error}”写了两次。", file.name)]
    rows = raw.get("records", [raw]) if isinstance(raw, dict) else raw
    if not isinstance(rows, list) or not rows:
        return [], [unreadable_draft("文件里没有记录。", file.name)]
    drafts, problems = [], []
    for number, row in enumerate(rows, 1):
        try:
            drafts.append(_draft(row))
        except (KeyError, TypeError, ValueError):
            message = f"第 {number} 条记录缺少 kind 或 body，或栏目名称、写法不对。"
            problems.append(unreadable_draft(message, file.name))
    return drafts, problems


class _RepeatedError(ValueError):
    """The same key twice in one object: which value is meant?"""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _RepeatedError(name)
        found[name] = value
    return found


def _draft(row: dict[str, Any]) -> Draft:
    kind, body, effective, base = row["kind"], row["body"], row.get("effective_on"), row.get("base_seq")
    if row.keys() - {"kind", "body", "effective_on", "base_seq"}:
        raise KeyError(row)
    if not isinstance(kind, str) or not isinstance(body, dict) or not isinstance(base, int | None):
        raise TypeError(row)
    return Draft(kind, body, date.fromisoformat(effective) if effective else None, base)
