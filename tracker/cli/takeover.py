"""The command that takes over an office's existing ledger: its mapping is shown, and then everything recorded in one batch."""

from pathlib import Path
from typing import Annotated, Any

import typer

from tracker.cli.ledger import OFFICE, DryRun, User, to_write
from tracker.cli.options import (
    DATA,
    TASKS,
    Data,
    Json,
    Now,
    OfDocument,
    Place,
    Tasks,
    Track,
    existing,
    quarter,
    scope,
    speaker,
)
from tracker.cli.output import fail, finish, say_json, say_problems, table
from tracker.intake import Actor, Outcome
from tracker.labels import KIND
from tracker.labels.takeover import FIELD, FIT, WORK_ITEMS
from tracker.problems import Problem, Severity, has_errors, shown
from tracker.queries.scope import Scope
from tracker.snapshot import Workspace
from tracker.takeover.mapping import read_mapping, written
from tracker.takeover.proposal import Choices, Proposal, propose, take

SAYS = ("title", "goal", "text", "unit")
"""What is shown of a record: the first of these that it has."""
LONGEST = 30
"""Characters of a cell that are shown on a line."""
WorkItems = Annotated[
    str | None,
    typer.Option(
        "--work-items",
        help="分解事项：proposed 提出待审定、approved 直接审定、none 不导入；不写即 proposed。",
    ),
]


def take_over(
    file: Annotated[Path, typer.Argument(metavar="台账", help="已有的台账（.xlsx 或 .csv）。")],
    period: Annotated[str, typer.Option("--period", help="台账里的进展是哪一期的，如 2026-Q3。")],
    user: User,
    mapping: Annotated[Path | None, typer.Option("--mapping", help="按改过的对应表导入（.yaml）。")] = None,
    save_mapping: Annotated[
        Path | None, typer.Option("--save-mapping", help="把对应表写到这个文件，供修改。")
    ] = None,
    work_items: WorkItems = None,
    place: Place = None,
    track: Track = None,
    document: OfDocument = None,
    dry_run: DryRun = False,
    tasks: Tasks = TASKS,
    data: Data = DATA,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """由双碳办导入已有的台账：先显示各列、各行怎样对应，再一次记入；存疑的行不导入。"""
    start = Choices(quarter(period))
    if work_items not in (None, *WORK_ITEMS):
        fail(f"--work-items 不能写“{work_items}”。", f"可选：{'、'.join(WORK_ITEMS)}。")
    if save_mapping and save_mapping.exists():
        fail(f"{save_mapping} 已经存在，没有覆盖。", "请换一个文件名。")
    space = to_write(tasks, data, now)
    chosen = scope(space.plan()[0], place, track, document)
    actor = speaker(space, user, needs=OFFICE)
    proposal, wrong = _proposal(space, existing(file), start, work_items, mapping, actor, chosen)
    outcome = Outcome(problems=proposal.problems)
    if not wrong and proposal.ok and not dry_run:
        outcome = take(space, proposal, actor)
    if save_mapping:
        save_mapping.write_text(written(proposal), encoding="utf-8")
    warnings = [one for one in proposal.problems if one.severity is Severity.WARNING]
    problems = [*wrong, *(outcome.problems or warnings)]
    if as_json:
        say_json(_json(proposal, outcome, problems, dry_run))
    else:
        if not wrong:
            _say(proposal)
        say_problems(problems)
        _say_outcome(proposal, outcome, problems, dry_run, save_mapping)
    finish(problems)


def _proposal(
    space: Workspace,
    file: Path,
    start: Choices,
    work_items: str | None,
    mapping: Path | None,
    actor: Actor,
    chosen: Scope,
) -> tuple[Proposal, list[Problem]]:
    content = file.read_bytes()

    def ask(choices: Choices) -> Proposal:
        return propose(space, file.name, content, choices, actor, chosen)

    choices, wrong = start, list[Problem]()
    if mapping:
        choices, wrong = read_mapping(existing(mapping).read_bytes(), mapping.name, start, ask)
    if work_items:
        choices = Choices(choices.period, work_items, choices.columns, choices.rows)
    return ask(choices), wrong


def _say(proposal: Proposal) -> None:
    _section(
        "各列",
        (
            (one.sheet, one.heading, FIELD[one.field] if one.field else "不导入", one.reason)
            for one in proposal.columns
        ),
    )
    known = {task.task_id: task.words for task in proposal.tasks}
    _section(
        "各行",
        (
            (
                f"{one.line.sheet} 第 {one.line.row} 行",
                shown(one.line.name, LONGEST),
                FIT[one.fit],
                known.get(one.task_id, ""),
                one.reason,
            )
            for one in proposal.rows
        ),
    )
    _section(
        "将记入",
        (
            (
                KIND[one.draft.kind],
                known[one.task_id],
                _where(one.draft.place),
                shown(next(one.draft.body[name] for name in SAYS if name in one.draft.body), LONGEST),
                one.remark,
            )
            for one in proposal.taken
        ),
    )
    _section(
        "没有导入或有出入",
        (
            (f"{one.sheet} {one.cell}", FIELD[one.field], shown(one.text, LONGEST), one.reason)
            for one in proposal.left
        ),
    )
    _section(
        "不是任务的行",
        ((f"{one.sheet} 第 {one.row} 行", one.text, one.reason) for one in proposal.passed),
    )


def _section(title: str, rows: Any) -> None:
    if found := list(rows):
        typer.echo(f"{title}\n{table(found)}\n")


def _where(place: Any) -> str:
    return f"{place.sheet} {place.cell}" if place else ""


def _say_outcome(
    proposal: Proposal, outcome: Outcome, problems: list[Problem], dry_run: bool, saved: Path | None
) -> None:
    doubtful = sum(one.fit == "doubtful" for one in proposal.rows)
    if saved:
        typer.echo(f"对应表已写到 {saved}；改好后用 --mapping {saved} 导入。")
    if has_errors(problems):
        typer.echo("有错误，一条也没有记入。")
        return
    if doubtful:
        typer.echo(f"存疑的 {doubtful} 行没有导入；请写出对应表逐行确认。")
    if dry_run:
        typer.echo(f"核对通过，可记入 {len(proposal.drafts)} 条；没有写入。")
    elif not outcome.records:
        typer.echo("没有可记录的内容。")
    else:
        first, last = outcome.records[0], outcome.records[-1]
        typer.echo(f"已记录 {len(outcome.records)} 条，编号 {first.id} 至 {last.id}。")


def _json(proposal: Proposal, outcome: Outcome, problems: list[Problem], dry_run: bool) -> dict[str, Any]:
    return {
        "ok": not has_errors(problems),
        "dry_run": dry_run,
        "period": str(proposal.choices.period),
        "work_items": proposal.choices.work_items,
        "columns": [
            {
                "sheet": one.sheet,
                "column": one.at,
                "heading": one.heading,
                "field": one.field,
                "reason": one.reason,
            }
            for one in proposal.columns
        ],
        "rows": [
            {
                "sheet": one.line.sheet,
                "row": one.line.row,
                "text": one.line.name,
                "task": one.task_id or None,
                "fit": one.fit,
                "taken": one.taken,
                "reason": one.reason,
            }
            for one in proposal.rows
        ],
        "drafts": [
            {
                "kind": one.draft.kind,
                "body": one.draft.body,
                "sheet": one.draft.place.sheet if one.draft.place else None,
                "cell": one.draft.place.cell if one.draft.place else None,
                "remark": one.remark or None,
            }
            for one in proposal.taken
        ],
        "left": [
            {
                "sheet": one.sheet,
                "cell": one.cell,
                "field": one.field,
                "task": one.task_id,
                "text": one.text,
                "reason": one.reason,
            }
            for one in proposal.left
        ],
        "passed": [
            {"sheet": one.sheet, "row": one.row, "text": one.text, "reason": one.reason}
            for one in proposal.passed
        ],
        "records": [{"id": one.id, "seq": one.seq, "kind": one.kind} for one in outcome.records],
        "problems": [problem.as_json() for problem in problems],
    }
