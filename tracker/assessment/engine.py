"""One rubric, one subject, one year -> every line judged, the total, and the grade as far as it is decided."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from tracker import queries
from tracker.assessment.gathering import Question, gather
from tracker.assessment.grading import full_of, grades
from tracker.assessment.judging import judge
from tracker.assessment.results import Assessment, Line, LineState
from tracker.assessment.words import grade_sentence, standing_words
from tracker.model import MET, Plan, Rubric, RubricLine, RubricSubject, version_for
from tracker.snapshot import Snapshot

NOTHING: Mapping[str, Decimal] = {}


def rubrics_for(plan: Plan, year: int) -> tuple[Rubric, ...]:
    """The rubrics that are valid for a year, each in the version of that year."""
    return tuple(rubric for rubric in plan.rubrics if rubric.holds_in(year))


def assess(
    snapshot: Snapshot,
    rubric_id: str,
    year: int,
    unit: str | None = None,
    supposing: Mapping[str, Decimal] = NOTHING,
) -> Assessment:
    """Judge a year; `snapshot` is that of `Workspace.assessed(year, known_at)`, which settles both clocks.

    `unit` is named exactly where the rubric scores units. `supposing` maps `line/input` to a value, or `line/met` to 1
    or 0; see `suppositions`. Raises LookupError when no version of the rubric is valid for the year, ValueError when
    unit or supposing do not fit the rubric.
    """
    rubric = version_for(snapshot.plan.rubrics, rubric_id, year)
    if rubric is None:
        raise LookupError(f"{rubric_id} in {year}")
    if (unit is not None) != (rubric.subject is RubricSubject.UNIT):
        raise ValueError(f"{rubric_id} scores the {rubric.subject}")
    if unit is not None and unit not in {one.id for one in snapshot.plan.units if not one.collective}:
        raise ValueError(f"no unit {unit}")
    if unknown := set(supposing) - suppositions(rubric):
        raise ValueError(f"{rubric_id} has no {sorted(unknown)}")
    asked = Question(snapshot, rubric, year, unit, supposing)
    lines = tuple(_line(asked, line) for line in rubric.lines)
    found = grades(rubric, lines)
    full = full_of(lines)
    scores = [line.score for line in lines if line.score is not None]
    score = sum(scores, Decimal(0)) if full is not None else None
    at_risk = sum((line.at_risk for line in lines), Decimal(0))
    return Assessment(
        rubric=rubric.id,
        title=rubric.title,
        standing=standing_words(rubric),
        year=year,
        unit=unit,
        subject=_subject(snapshot, unit),
        lines=lines,
        full=full,
        score=score,
        at_risk=at_risk,
        grade=found.grade,
        worst=found.worst,
        best=found.best,
        sentence=grade_sentence(asked, lines, found, score, full, at_risk),
        rule_id=found.rule.id,
        supposing=dict(supposing),
        as_of=snapshot.clock.as_of,
        running=snapshot.clock.as_of < date(year, 12, 31),
        version=rubric.version,
        document_number=rubric.document_number,
        source=rubric.source,
        total=found.total if score is not None else None,
    )


def subjects(snapshot: Snapshot, rubric: Rubric) -> tuple[str | None, ...]:
    """Whom a rubric is asked about: the district (None), or the units that answer for counted tasks, as registered."""
    if rubric.subject is RubricSubject.DISTRICT:
        return (None,)
    answers = set(queries.counted_tasks(snapshot.whole)["answer_unit"])
    home = snapshot.plan.home
    units = [unit for unit in snapshot.plan.units if not home or unit.jurisdiction == home]
    return tuple(unit.id for unit in units if unit.id in answers)


def suppositions(rubric: Rubric) -> set[str]:
    """What a rehearsal may suppose: `line/input` for each input, and `line/met` for each line."""
    return {f"{line.id}/{one.id}" for line, one in rubric.inputs()} | {
        f"{line.id}/{MET}" for line in rubric.lines
    }


def at_risk_by_task(assessments: Iterable[Assessment]) -> dict[str, Decimal]:
    """Task id -> points that cannot be had before something is known of it, the most first.

    A line that waits for several tasks counts whole for each of them: without any one of them it scores nothing.
    So the figures rank tasks and do not add up.
    """
    found: dict[str, Decimal] = {}
    for assessment in assessments:
        for line in assessment.lines:
            for task in line.tasks if line.at_risk else ():
                found[task] = found.get(task, Decimal(0)) + line.at_risk
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _line(asked: Question, line: RubricLine) -> Line:
    gathered = gather(asked, line)
    said = judge(line, gathered.inputs, gathered.applies, asked.supposing.get(f"{line.id}/{MET}"))
    unknown = said.state is LineState.UNKNOWN
    tasks = (gathered.open_tasks if unknown and gathered.open_tasks else gathered.tasks) + line.tasks
    group = next(group for group in asked.rubric.groups if group.id == line.group)
    return Line(
        id=line.id,
        number=line.number,
        group=group.title,
        title=line.title,
        rule=line.rule_name,
        state=said.state,
        full=line.full,
        score=said.score,
        rate=said.rate,
        at_risk=said.at_risk,
        veto=line.is_veto or _decides_alone(asked.rubric, line),
        inputs=gathered.inputs,
        sentence=said.sentence,
        source=line.source,
        evidence_wanted=line.evidence_wanted,
        tasks=tuple(dict.fromkeys(tasks)),
        targets=tuple(dict.fromkeys([*(one.target for one in gathered.inputs if one.target), *line.targets])),
        units=_units(asked, tasks, line),
        group_id=line.group,
        gap=said.gap,
    )


def _decides_alone(rubric: Rubric, line: RubricLine) -> bool:
    """Whether one missed line of its group is enough for a grade."""
    return any(rule.group == line.group and rule.missed == 1 for rule in rubric.grading)


def _units(asked: Question, tasks: Iterable[str], line: RubricLine) -> tuple[str, ...]:
    """Who is scored; else who answers for the tasks and targets that serve the line."""
    if asked.unit:
        return (asked.unit,)
    whole = asked.snapshot.whole
    by_task = dict(queries.tasks(whole).select("task_id", "answer_unit").iter_rows())
    by_target = dict(queries.targets(whole).select("target_id", "answer_unit").iter_rows())
    linked = [by_task.get(task) for task in tasks] + [by_target.get(target) for target in line.targets]
    return tuple(dict.fromkeys(str(unit) for unit in linked if unit))


def _subject(snapshot: Snapshot, unit: str | None) -> str:
    if unit is None:
        return snapshot.plan.home or "本级"
    return queries.unit_names(snapshot.whole).get(unit, unit)
