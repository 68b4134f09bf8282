"""Commands about reports in Word: the circular, the one-page brief, and the check that finished outputs agree."""

from pathlib import Path
from typing import Annotated

import typer

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
    existing,
    instant,
    scope,
    workspace,
    writable,
)
from tracker.cli.output import fail, finish, say_json, say_problems
from tracker.periods import Quarter
from tracker.report import agreement
from tracker.report import brief as one_page
from tracker.report import circular as letter
from tracker.report.asked import Asked
from tracker.snapshot import Workspace

Period = Annotated[str | None, typer.Option("--period", help="报告期，如 2026-Q3。")]
Out = Annotated[Path, typer.Option("--out", help="写到哪个文件（.docx）。")]


def circular(
    period: Annotated[str, typer.Option("--period", help="报告期，如 2026-Q3。")],
    out: Out,
    known_at: KnownAt = None,
    place: Place = None,
    track: Track = None,
    document: OfDocument = None,
    tasks: Tasks = TASKS,
    data: Data = DATA,
    now: Now = None,
) -> None:
    """写出一个季度的通报（Word）；文号、印发日期和其他要求留给办公室填写。"""
    writable(out, "通报.docx")
    space = workspace(tasks, data, now)
    asked = asked_of(space, period, None, known_at, place, track, document)
    quarter = Quarter.of(asked.as_of)
    letter.write(space, quarter, out, known_at=asked.known_at, scope=asked.scope)
    typer.echo(f"已写出 {out}（{quarter.label}）。")


def brief(
    out: Out,
    period: Period = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    place: Place = None,
    track: Track = None,
    document: OfDocument = None,
    tasks: Tasks = TASKS,
    data: Data = DATA,
    now: Now = None,
) -> None:
    """写出一页纸的领导简报（Word）：某个季度的，或某一天的（都不写即今天）。"""
    writable(out, "简报.docx")
    space = workspace(tasks, data, now)
    asked = asked_of(space, period, as_of, known_at, place, track, document)
    one_page.write(space, asked, out)
    typer.echo(f"已写出 {out}（{asked.quarter.label if asked.quarter else asked.as_of}）。")


def check(
    files: Annotated[list[Path], typer.Argument(help="季报（.xlsx）、通报和简报（.docx）、网页（.html）。")],
    period: Period = None,
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
    """核对已出具的文件：逐个数与台账的查询结果对照，也就互相对照；不写报告期的，按文件自己写明的。"""
    space = workspace(tasks, data, now)
    chosen = any((period, as_of, known_at, place, track, document))
    asked = asked_of(space, period, as_of, known_at, place, track, document) if chosen else None
    checked, problems = agreement.check(space, [existing(file) for file in files], asked)
    say_problems(problems)
    if as_json:
        say_json(
            {
                "files": [{"file": one.file, "figures": one.figures, **_state(one.asked)} for one in checked],
                "problems": [problem.as_json() for problem in problems],
            }
        )
    else:
        for one in checked:
            state = one.asked.quarter.label if one.asked.quarter else f"截至 {one.asked.as_of}"
            typer.echo(f"{one.file}：核对 {one.figures} 个数（{state}）。")
        if checked and not problems:
            typer.echo("全部一致。")
    finish(problems)


def _state(asked: Asked) -> dict[str, object]:
    return {"period": str(asked.quarter) if asked.quarter else None, "as_of": asked.as_of}


def asked_of(
    space: Workspace,
    period: str | None,
    as_of: str | None,
    known_at: str | None,
    place: str | None,
    track: str | None,
    document: str | None,
) -> Asked:
    """The state that the options name; today where they name none."""
    if period and as_of:
        fail("--period 和 --as-of 只能写一个。", "季度的写 --period，某一天的写 --as-of。")
    known = instant(known_at)
    if not period:
        on = day(as_of, "--as-of") if as_of else space.today
        chosen = scope(space.status(on, known).plan, place, track, document)
        return Asked(None, on, known, chosen)
    quarter = ended(space, period)
    # A locked quarter has the documents of its day.
    chosen = scope(space.report(quarter, known).plan, place, track, document)
    return Asked(quarter, quarter.end, known, chosen)
