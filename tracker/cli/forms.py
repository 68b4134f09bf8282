"""Commands of the offline round trip: a unit's form out, and filled forms back in, one or two hundred at a time."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from tracker.cli.options import DATA, TASKS, Data, Now, Tasks, quarter, workspace, writable
from tracker.cli.output import PROBLEMS, fail, say_json, say_problems, table
from tracker.intake import Actor
from tracker.intake.form_drafts import Change
from tracker.intake.form_files import collect
from tracker.intake.forms import Taken, take_forms
from tracker.labels import FATE
from tracker.periods import Quarter, shanghai_day
from tracker.problems import shown
from tracker.queries.scope import HOME
from tracker.records.marked import marked
from tracker.report import unit_form
from tracker.snapshot import Workspace

LONGEST = 40
"""Characters of a cell that are shown on a line."""
Period = Annotated[str | None, typer.Option("--period", help="报告期，如 2026-Q3；不写即最近结束的一期。")]


def template(
    out: Annotated[Path, typer.Option("--out", help="写到哪个文件：一个单位写 .xlsx，--all 写 .zip。")],
    unit: Annotated[
        str | None, typer.Option("--unit", help="责任单位编号（见 tracker plan --json）。")
    ] = None,
    all_units: Annotated[
        bool, typer.Option("--all", help="每个有任务的单位各一份，装在一个压缩包里。")
    ] = False,
    period: Period = None,
    tasks: Tasks = TASKS,
    data: Data = DATA,
    now: Now = None,
) -> None:
    """下发填报表：预填已报内容，单位离线填写后用 tracker submit 收回。"""
    space = workspace(tasks, data, now)
    chosen = quarter(period) if period else Quarter.last_ended(space.today)
    if all_units == (unit is not None):
        fail("没有说清给谁。", "请写 --unit 单位编号，或写 --all。")
    writable(out, "填报表.zip" if all_units else "填报表.xlsx")
    known = {one.id: one for one in space.plan()[0].units}
    if all_units:
        out.write_bytes(unit_form.parcel(space, chosen))
        count = len(unit_form.units_with_a_form(HOME.of(space.status())))
        typer.echo(f"已写出 {out}（{chosen.label}，{count} 个单位各一份）。")
        return
    if unit not in known or known[unit].collective:
        fail(f"没有单位“{unit}”。", "请写单位编号（见 tracker plan --json）；集合单位不填报。")
    found = unit_form.workbook(space, unit, chosen)
    if found is None:
        fail(f"{known[unit].name}没有要报送的任务、指标和事项。", "请核对单位。")
    out.write_bytes(found)
    typer.echo(f"已写出 {out}（{known[unit].name}，{chosen.label}）。")


def submit_forms(
    space: Workspace,
    files: Sequence[Path],
    actor: Actor,
    *,
    dry_run: bool,
    period: Quarter | None,
    marks: Path | None,
    as_json: bool,
) -> None:
    """Takes filled forms, tells what became of each, and ends with code 1 when one was refused."""
    kept: dict[str, bytes] = {}
    found, rest = collect(files)

    def tell(one: Taken) -> None:
        if marks is not None and one.refused and one.problems:
            _write_marked(marks, one, kept[one.file])
        if not as_json:
            _say(one)

    def read() -> Iterator[tuple[str, bytes]]:
        for name, load in found:
            data = load()
            kept.clear()
            kept[name] = data
            yield name, data

    if marks is not None and not marks.is_dir():
        fail(f"文件夹 {marks} 不存在。", "请先建立文件夹，或换一个位置。")
    taken = take_forms(space, read(), actor, dry_run=dry_run, period=period, tell=tell)
    refused = [one for one in taken if one.refused]
    if as_json:
        problems = [problem.as_json() for problem in rest]
        ok = not refused and not rest
        say_json({"ok": ok, "dry_run": dry_run, "files": [*map(_as_json, taken)], "problems": problems})
    else:
        say_problems(rest)
        _say_total(taken)
        if refused and marks is None:
            typer.echo("加 --marked 文件夹，可得到标好错处的原表。")
    if refused or rest:
        raise typer.Exit(PROBLEMS)


def _write_marked(folder: Path, one: Taken, data: bytes) -> None:
    name = f"{Path(one.file).stem}（需改正）.xlsx"
    (folder / name).write_bytes(marked(data, one.problems))


def _say(one: Taken) -> None:
    typer.echo(f"{one.file}：{_words(one)}")
    if one.changes:
        lines = table([("位置", "事项", "栏目", "原来", "改为"), *map(_row, one.changes)]).splitlines()
        typer.echo("\n".join(f"  {line}" for line in lines))
    say_problems(one.problems)


def _row(change: Change) -> tuple[str, ...]:
    place = f"{change.place.sheet} {change.place.cell}"
    said = (shown(text or "（空）", LONGEST) for text in (change.before, change.after))
    return place, shown(change.title, LONGEST), change.label, *said


def _words(one: Taken) -> str:
    if one.earlier:
        return (
            f"这份文件已于 {shanghai_day(one.earlier.recorded_at)} 报送（{one.earlier.by}），没有重复记入。"
        )
    whose = (
        f"（{one.register.unit_name}，{Quarter.parse(one.register.period).label}）" if one.register else ""
    )
    count = f"，{len(one.changes)} 处改动" if one.changes else ""
    return f"{FATE[one.fate]}{whose}{count}。"


def _say_total(taken: Sequence[Taken]) -> None:
    counts = Counter(one.fate.value for one in taken)
    said = "、".join(f"{FATE[fate]} {counts[fate]} 份" for fate in FATE if counts[fate])
    typer.echo(f"共 {len(taken)} 份：{said}。" if taken else "没有找到填报表。")


def _as_json(one: Taken) -> dict[str, Any]:
    return {
        "file": one.file,
        "outcome": one.fate.value,
        "unit": one.register.unit if one.register else None,
        "period": one.register.period if one.register else None,
        "taken_on": shanghai_day(one.earlier.recorded_at) if one.earlier else None,
        "changes": [
            {
                "kind": change.part.value,
                "subject": change.subject,
                "field": change.field,
                "before": change.before or None,
                "after": change.after,
                "now": change.now,
                "sheet": change.place.sheet,
                "cell": change.place.cell,
            }
            for change in one.changes
        ],
        "records": [{"id": record.id, "seq": record.seq, "kind": record.kind} for record in one.records],
        "problems": [problem.as_json() for problem in one.problems],
    }
