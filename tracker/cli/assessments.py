"""Commands of the annual assessment that give something out: score sheets, the self-assessment report, the evidence pack."""

from pathlib import Path
from typing import Annotated

import typer

from tracker import queries
from tracker.assessment import Assessment, assess, rubrics_for, subjects
from tracker.audit.heads import heads
from tracker.cli.options import (
    DATA,
    TASKS,
    Data,
    Json,
    KnownAt,
    Now,
    Tasks,
    existing,
    instant,
    speaker,
    workspace,
    writable,
)
from tracker.cli.output import fail, finish, say_json, say_problems
from tracker.model import Rubric, RubricSubject
from tracker.pack.checking import Checked, check
from tracker.pack.contents import Wanted
from tracker.pack.making import MAKERS, make, receipt_beside
from tracker.pack.verifier import words
from tracker.report import score_sheet, self_assessment
from tracker.snapshot import Snapshot, Workspace

Year = Annotated[int, typer.Option("--year", min=2000, max=2100, help="考核哪一年度。")]
OfRubric = Annotated[str | None, typer.Option("--rubric", help="评分细则编号；只有一份适用时可不写。")]
OfUnit = Annotated[str | None, typer.Option("--unit", help="考核哪个单位，写单位编号；不写即本级。")]
OPERATOR = "命令行"


def self_assessment_report(
    year: Year,
    out: Annotated[Path, typer.Option("--out", help="写到哪个文件（.docx）。")],
    rubric: OfRubric = None,
    unit: OfUnit = None,
    known_at: KnownAt = None,
    tasks: Tasks = TASKS,
    data: Data = DATA,
    now: Now = None,
) -> None:
    """出具自评报告（Word）。"""
    writable(out, "自评报告.docx")
    space = workspace(tasks, data, now)
    state, chosen = _asked(space, year, rubric, unit is not None, known_at)
    found = _assessed(state, chosen, year, unit)
    out.write_bytes(self_assessment.document(state, found, chosen, heads(space, state.clock.known_at)))
    typer.echo(f"已写出 {out}（{found.subject}{year}年度）。{found.sentence}")


def score_sheets(
    year: Year,
    out: Annotated[Path, typer.Option("--out", help="写到哪个文件（.xlsx；--all-units 时为 .zip）。")],
    rubric: OfRubric = None,
    unit: OfUnit = None,
    all_units: Annotated[bool, typer.Option("--all-units", help="每个单位一份，装在一个 .zip 里。")] = False,
    known_at: KnownAt = None,
    tasks: Tasks = TASKS,
    data: Data = DATA,
    now: Now = None,
) -> None:
    """出具评分表（Excel）。"""
    if all_units and unit:
        fail("--unit 和 --all-units 只能写一个。", "要一个单位的写 --unit。")
    writable(out, "评分表.zip" if all_units else "评分表.xlsx")
    space = workspace(tasks, data, now)
    state, chosen = _asked(space, year, rubric, all_units or unit is not None, known_at)
    ends = heads(space, state.clock.known_at)
    if not all_units:
        found = _assessed(state, chosen, year, unit)
        out.write_bytes(score_sheet.workbook(state, found, chosen, ends))
        typer.echo(f"已写出 {out}（{found.subject}{year}年度）。{found.sentence}")
        return
    books = {}
    for one in subjects(state, chosen):
        found = assess(state, chosen.id, year, one)
        books[f"{found.subject}{year}年度评分表（{one}）.xlsx"] = score_sheet.workbook(
            state, found, chosen, ends
        )
    if not books:
        fail("没有可以考核的单位。", "没有单位牵头任务；请核对方案和牵头确认。")
    out.write_bytes(score_sheet.all_in_one(books))
    typer.echo(f"已写出 {out}（{len(books)} 个单位，{year}年度）。")


def pack(
    year: Year,
    out: Annotated[Path, typer.Option("--out", help="写到哪个文件（.zip）；收据写在旁边。")],
    rubric: OfRubric = None,
    unit: OfUnit = None,
    without_restricted: Annotated[
        bool, typer.Option("--without-restricted", help="不带内部材料，只列明散列。")
    ] = False,
    user: Annotated[str, typer.Option("--as", help="由谁出具；记入访问记录。")] = OPERATOR,
    tasks: Tasks = TASKS,
    data: Data = DATA,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """出具佐证包：佐证材料、自评报告、评分表、流水全文，第三方一条命令即可核验。"""
    writable(out, "佐证包.zip")
    space = workspace(tasks, data, now)
    actor = speaker(space, user, needs=MAKERS)
    state, chosen = _asked(space, year, rubric, unit is not None, None)
    found = _assessed(state, chosen, year, unit)
    made = make(space, Wanted(state, found, chosen, actor, restricted=not without_restricted), out)
    if made.file and made.said:
        receipt_beside(out).write_bytes(made.receipt)
    if as_json:
        said = dict(made.said or {}) if made.file else {}
        problems = [one.as_json() for one in made.problems]
        say_json(
            {
                "ok": made.file is not None,
                "file": made.file and str(made.file),
                "sha256": made.sha256,
                **said,
                "problems": problems,
            }
        )
    elif made.file:
        typer.echo(f"已写出并核验 {out}（{found.subject}{year}年度）。")
        typer.echo(f"整包 SHA-256：{made.sha256}")
        typer.echo(f"收据：{receipt_beside(out)}。请与佐证包分开传递；这个散列也已记入访问记录。")
    else:
        say_problems(made.problems)
    finish(made.problems)


def verify_pack(
    file: Annotated[Path, typer.Argument(metavar="佐证包", help="佐证包（.zip）。")],
    expect: Annotated[str, typer.Option("--expect", help="收据上的整包 SHA-256。")] = "",
    head: Annotated[list[str] | None, typer.Option("--head", help="报告上印的流水链头。")] = None,
    as_json: Json = False,
) -> None:
    """核验佐证包，并按包内的方案和流水重算得分；不需要数据文件夹。"""
    found = check(existing(file), expect, tuple(head or ()))
    if as_json:
        say_json(_checked_json(found))
    else:
        for line in words(found.verdict):
            typer.echo("".join(one if one.isprintable() else "?" for one in line))
        if found.recomputed:
            say_problems(found.problems)
            typer.echo("得分已按包内的方案和流水重算，" + ("结果相同。" if found.ok else "结果不同，见上。"))
    finish(found.problems)


def _checked_json(found: Checked) -> dict[str, object]:
    verdict = found.verdict
    said = verdict.manifest or {}
    return {
        "ok": found.ok,
        "sha256": verdict.sha256,
        "anchored": verdict.anchored,
        "subject": said.get("subject"),
        "made_at": said.get("made_at"),
        "heads": said.get("heads"),
        "plan": said.get("plan"),
        "plan_vouched_by": verdict.vouched_plan or None,
        "records": verdict.records,
        "files": len(said.get("files", [])),
        "evidence": {"given": verdict.given, "left_out": verdict.left_out},
        "recomputed": found.recomputed,
        "problems": [one.as_json() for one in found.problems],
    }


def _asked(
    space: Workspace, year: int, rubric: str | None, of_unit: bool, known_at: str | None
) -> tuple[Snapshot, Rubric]:
    """The state of the year and the one rubric that fits what was asked."""
    state = space.assessed(year, instant(known_at))
    subject = RubricSubject.UNIT if of_unit else RubricSubject.DISTRICT
    valid = rubrics_for(state.plan, year)
    fitting = [one for one in valid if one.subject is subject and rubric in (None, one.id)]
    if len(fitting) == 1:
        return state, fitting[0]
    who = "考核单位" if of_unit else "考核本级"
    known = "、".join(
        f"{one.id}（{one.title}，{'单位' if one.subject is RubricSubject.UNIT else '本级'}）" for one in valid
    )
    cure = f"{year}年适用的细则：{known}。" if known else f"tasks/rubrics 中没有{year}年适用的细则。"
    if fitting:
        fail(f"{year}年有 {len(fitting)} 份{who}的细则，没有写用哪一份。", f"请加 --rubric。{cure}")
    fail(f"没有{year}年适用、{who}的细则{f' {rubric}' if rubric else ''}。", cure)


def _assessed(state: Snapshot, rubric: Rubric, year: int, unit: str | None) -> Assessment:
    if unit is not None and unit not in queries.unit_names(state):
        fail(f"没有单位 {unit}。", "请核对 tasks/units.yaml 中的单位编号。")
    return assess(state, rubric.id, year, unit)
