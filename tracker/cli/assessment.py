"""The command that assesses a year by the rubrics that are valid for it."""

from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

import typer

from tracker.assessment import Assessment, assess, rubrics_for, subjects, suppositions
from tracker.assessment.words import rounded
from tracker.cli.options import DATA, TASKS, Data, Json, KnownAt, Now, Tasks, instant, workspace
from tracker.cli.output import fail, finish, say_json, say_problems, table
from tracker.labels import LINE_STATE
from tracker.model import Rubric, RubricSubject, version_for
from tracker.snapshot import Snapshot

Year = Annotated[int, typer.Option("--year", min=2000, max=2100, help="考核年度，如 2026。")]
OfRubric = Annotated[str | None, typer.Option("--rubric", help="评分细则编号；不写即本年度适用的全部细则。")]
OfUnit = Annotated[
    str | None, typer.Option("--unit", help="只看一个责任单位，写编号（见 tracker plan --json）。")
]
Suppose = Annotated[
    list[str] | None,
    typer.Option(
        "--suppose",
        help="预演：假设一项数据，写成 考核项/数据项=数值；考核项/met=1 即假设本项达标。可写多次。",
    ),
]


def assess_year(
    year: Year,
    rubric: OfRubric = None,
    unit: OfUnit = None,
    suppose: Suppose = None,
    known_at: KnownAt = None,
    tasks: Tasks = TASKS,
    data: Data = DATA,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """按评分细则考核一个年度：逐项得分或达标、缺依据和待定的分、等次；年度没有结束即为年内推算。"""
    space = workspace(tasks, data, now)
    if year > space.today.year:
        fail(f"{year} 年度还没有开始。", "请写已经开始的年度。")
    known = instant(known_at)
    snapshot = space.assessed(year, known)
    problems = snapshot.problems + snapshot.ledger.problems
    chosen = _rubrics(snapshot, year, rubric)
    if suppose and rubric is None:
        fail("预演要写明用哪份细则。", "请加上 --rubric 细则编号。")
    supposing = dict(_supposed(text, chosen[0]) for text in suppose or ())
    found = [
        assess(snapshot, one.id, year, subject, supposing)
        for one in chosen
        for subject in _subjects(snapshot, one, unit, rubric)
    ]
    say_problems(problems)
    if as_json:
        say_json(
            {
                "year": year,
                "as_of": snapshot.clock.as_of,
                "known_at": known or space.now(),
                "journal": {"seq": snapshot.head.seq, "hash": snapshot.head.hash},
                "plan": snapshot.plan.fingerprint,
                "assessments": [assessment_json(one) for one in found],
            }
        )
    else:
        for one in found:
            _say(one)
    finish(problems)


def _rubrics(snapshot: Snapshot, year: int, rubric_id: str | None) -> tuple[Rubric, ...]:
    valid = rubrics_for(snapshot.plan, year)
    known = "、".join(dict.fromkeys(one.id for one in snapshot.plan.rubrics)) or "（没有）"
    if rubric_id is None:
        if not valid:
            fail(f"没有适用于 {year} 年度的评分细则。", f"已有的细则：{known}。")
        return valid
    found = version_for(snapshot.plan.rubrics, rubric_id, year)
    if found is None:
        fail(f"细则“{rubric_id}”不适用于 {year} 年度，或者没有这份细则。", f"已有的细则：{known}。")
    return (found,)


def _subjects(
    snapshot: Snapshot, rubric: Rubric, unit: str | None, asked: str | None
) -> tuple[str | None, ...]:
    """Whom a rubric is asked about; a unit has no part in a rubric of the district."""
    if unit is None:
        return subjects(snapshot, rubric)
    if unit not in {one.id for one in snapshot.plan.units if not one.collective}:
        fail(f"没有单位“{unit}”。", "请写单位编号（见 tracker plan --json）；集合单位不考核。")
    if rubric.subject is RubricSubject.UNIT:
        return (unit,)
    if asked:
        fail(f"《{rubric.title}》考核全区，不分单位。", "请去掉 --unit。")
    return ()


def _supposed(text: str, rubric: Rubric) -> tuple[str, Decimal]:
    key, equals, value = text.partition("=")
    key = key.strip()
    if not equals or key not in suppositions(rubric):
        known = "、".join(sorted(suppositions(rubric)))
        fail(f"--suppose 的“{text}”没有对上考核项和数据项。", f"可以写：{known}，后面加 =数值。")
    try:
        found = Decimal(value.strip())
    except InvalidOperation:
        fail(f"--suppose 的“{value}”不是数字。", "请只写数字。")
    if not found.is_finite():
        fail(f"--suppose 的“{value}”不是数字。", "请只写数字。")
    return key, found


def _say(found: Assessment) -> None:
    number = f"（{found.document_number}）" if found.document_number else ""
    typer.echo(f"{found.title}{number}　{found.subject}")
    typer.echo(f"　{found.standing}")
    typer.echo(f"　{found.sentence}")
    typer.echo(table(_rows(found)))
    typer.echo("")


def _rows(found: Assessment) -> Iterator[tuple[str, ...]]:
    for line in found.lines:
        full = "—" if line.full is None else rounded(line.full)
        score = "" if line.score is None else rounded(line.score)
        risk = f"待定 {rounded(line.at_risk)}" if line.at_risk else ""
        veto = "否决" if line.veto else ""
        yield line.number, LINE_STATE[line.state], score, full, risk, veto, line.title, line.sentence


def assessment_json(found: Assessment) -> dict[str, Any]:
    """An assessment in the shape that other programs rely on; see docs/json.md."""
    return asdict(found) | {"unknown": [line.id for line in found.unknown]}
