"""Is a rubric fit to score by? Its lines, what they read, and that some grade always follows."""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from tracker.model import (
    MET,
    RULES,
    Matrix,
    Measure,
    PassCount,
    Requirement,
    Rubric,
    RubricInput,
    RubricLine,
    RubricSubject,
    Step,
    Steps,
    Target,
    TargetFigure,
    parts_of,
)
from tracker.plan.checks import Check, Found
from tracker.plan.context import Context
from tracker.plan.reader import rubric_item
from tracker.plan.scalars import nearest


def one_version_a_year(context: Context) -> Found:
    for (_, first), (item, second) in combinations(_rubrics(context), 2):
        later = max(first.from_year, second.from_year)
        if first.id == second.id and first.holds_in(later) and second.holds_in(later):
            words = {"id": second.id, "first": first.version, "second": second.version}
            yield context.problem("rubric.years-overlap", item, "from_year", **words)


def years_in_order(context: Context) -> Found:
    for item, rubric in _rubrics(context):
        if rubric.to_year and rubric.to_year < rubric.from_year:
            words = {"first": rubric.from_year, "last": rubric.to_year}
            yield context.problem("rubric.years-reversed", item, "to_year", **words)


def _rubrics(context: Context) -> list[tuple[str, Rubric]]:
    return [(rubric_item(file), rubric) for file, rubric in context.rubrics.items()]


def _lines(context: Context) -> Iterator[tuple[Rubric, RubricLine, str]]:
    for item, rubric in _rubrics(context):
        for line in rubric.lines:
            yield rubric, line, f"{item}/{line.id}"


def one_rule_a_line(context: Context) -> Found:
    for _, line, item in _lines(context):
        given = [name for name in RULES if getattr(line, name) is not None]
        if len(given) != 1 and context.is_whole(item):
            said = "、".join(given) or "（没有写）"
            yield context.problem("rubric.one-rule", item, given[-1] if given else "id", found=said)


def known_groups(context: Context) -> Found:
    for item, rubric in _rubrics(context):
        groups = [group.id for group in rubric.groups]
        named = [(line.group, f"{item}/{line.id}", "group") for line in rubric.lines]
        named += [(rule.group, f"{item}/{rule.id}", "group") for rule in rubric.grading if rule.group]
        for group, at, path in named:
            if group not in groups:
                near = _near(group, groups)
                yield context.problem("rubric.unknown-group", at, path, name=group, near=near)


def known_inputs(context: Context) -> Found:
    """Every figure a rule reads is an input of its line, and none is left unread."""
    for _, line, item in _lines(context):
        ids = [one.id for one in line.inputs]
        read = {name for name, _ in _read(line)}
        for name, path in _read(line):
            if name not in ids:
                yield context.problem("rubric.unknown-input", item, path, name=name, near=_near(name, ids))
        for one in line.inputs:
            if one.id not in read and context.is_whole(item):
                yield context.problem("rubric.unread-input", f"{item}/{one.id}", "id", name=one.id)
            if one.id == MET:
                yield context.problem("rubric.reserved-input", f"{item}/{one.id}", "id", name=MET)


def _read(line: RubricLine) -> Iterator[tuple[str, str]]:
    """The inputs that the rules of a line name, each with its path."""
    for path, part in _parts(line):
        yield part.actual, f"{path}.actual"
        if part.goal:
            yield part.goal, f"{path}.goal"


def _parts(line: RubricLine) -> Iterator[tuple[str, Measure | Requirement]]:
    for path, part in parts_of(line.rule):
        yield f"{line.rule_name}.{path}", part


def comparisons_are_whole(context: Context) -> Found:
    for _, line, item in _lines(context):
        for path, part in _parts(line):
            both = part.goal is not None and part.goal_value is not None
            neither = part.goal is None and part.goal_value is None
            needs = isinstance(part, Requirement) or part.excess
            if both or (neither and needs):
                yield context.problem("rubric.goal-unclear", item, path)
            elif isinstance(part, Measure) and part.goal_value is not None and part.goal_value <= 0:
                yield context.problem("rubric.goal-not-positive", item, f"{path}.goal_value")


def inputs_from_one_place(context: Context) -> Found:
    """From a target, from a count, or from a record: one of them."""
    for rubric, line, item in _lines(context):
        for one in line.inputs:
            at = f"{item}/{one.id}"
            if (one.target is None) != (one.figure is None) or (one.target and one.count):
                yield context.problem("rubric.input-source", at, "id", name=one.name)
            if (one.yes_no or one.needs_document) and not one.is_recorded:
                yield context.problem("rubric.input-source", at, "id", name=one.name)
            if one.count and rubric.subject is not RubricSubject.UNIT:
                yield context.problem("rubric.count-of-district", at, "count", name=one.name)


def known_targets_and_tasks(context: Context) -> Found:
    targets = {item: target for _, target, item in context.targets()}
    tasks = {item for _, _, item in context.tasks()} | {owner for _, owner, _, _ in context.owners()}
    for _, line, item in _lines(context):
        linked = [(f"targets.{n}", name, set(targets)) for n, name in enumerate(line.targets)]
        linked += [(f"tasks.{n}", name, tasks) for n, name in enumerate(line.tasks)]
        for path, name, known in linked:
            if name not in known and context.is_whole(name):
                near = _near(name, known)
                yield context.problem("plan.unknown-link", item, path, id=name, near=near)
        for one in line.inputs:
            if one.target:
                yield from _readable(context, one, f"{item}/{one.id}", targets)


def _readable(context: Context, one: RubricInput, item: str, targets: dict[str, Target]) -> Found:
    target = targets.get(str(one.target))
    if target is None:
        if context.is_whole(str(one.target)):
            near = _near(str(one.target), targets)
            yield context.problem("plan.unknown-link", item, "target", id=one.target, near=near)
    elif one.figure is TargetFigure.GOAL and target.upper is not None:
        yield context.problem("rubric.goal-is-range", item, "figure", id=one.target)


def _near(name: str, known: Iterable[str]) -> str:
    close = nearest(name, known)
    return f"是不是“{close}”？请改正。" if close else "请核对编号。"


def scores_within_points(context: Context) -> Found:
    for _, line, item in _lines(context):
        match line.rule:
            case Steps(points=points, steps=steps, otherwise=otherwise):
                scores = [step.score for step in steps]
                if max(*scores, otherwise) != points:
                    yield context.problem("rubric.points-differ", item, "steps.points", points=points)
                kinds = {(step.at_least is None, step.at_most is None) for step in steps}
                if kinds not in ({(True, False)}, {(False, True)}) or _unordered(steps):
                    yield context.problem("rubric.steps-order", item, "steps.steps")
            case Matrix(both=both, only_first=first, only_second=second, neither=neither):
                if not both >= max(first, second) >= min(first, second) >= neither:
                    yield context.problem("rubric.points-differ", item, "matrix.both", points=both)
            case PassCount(requires=requirements, need=need) if need > len(requirements):
                words = {"need": need, "count": len(requirements)}
                yield context.problem("rubric.need-too-many", item, "pass_count.need", **words)


def _unordered(steps: tuple[Step, ...]) -> bool:
    """Whether a later step could never be stood on, or would bring more than a better one."""
    bounds = [step.at_least if step.at_least is not None else -(step.at_most or 0) for step in steps]
    scores = [step.score for step in steps]
    return bounds != sorted(bounds, reverse=True) or scores != sorted(scores, reverse=True)


def grades_follow(context: Context) -> Found:
    for item, rubric in _rubrics(context):
        if not context.is_whole(item):
            continue
        for grade in (name for name, count in Counter(rubric.grades).items() if count > 1):
            yield context.problem("rubric.unknown-grade", item, "grades", name=grade)
        last = len(rubric.grading) - 1
        for n, rule in enumerate(rubric.grading):
            at = f"{item}/{rule.id}"
            if rule.grade not in rubric.grades:
                yield context.problem("rubric.unknown-grade", at, "grade", name=rule.grade)
            conditions = [rule.vetoed, rule.missed is not None, rule.all_met, rule.score is not None]
            if sum(conditions) > 1 or (not any(conditions)) != (n == last):
                yield context.problem("rubric.grading-open", at, "id", name=rule.id)
            if (rule.group is None) != (rule.missed is None):
                yield context.problem("rubric.grading-open", at, "id", name=rule.id)
            if rule.score is not None and rubric.full is None:
                yield context.problem("rubric.score-without-points", at, "score", score=rule.score)


def full_is_what_the_text_says(context: Context) -> Found:
    for item, rubric in _rubrics(context):
        found = sum((line.full or Decimal(0) for line in rubric.lines), Decimal(0))
        if rubric.points is not None and found != rubric.points and context.is_whole(item):
            words = {"points": rubric.points, "found": found}
            yield context.problem("rubric.full-differs", item, "points", **words)


RUBRIC_CHECKS: tuple[Check, ...] = (
    years_in_order,
    one_version_a_year,
    one_rule_a_line,
    known_groups,
    known_inputs,
    comparisons_are_whole,
    inputs_from_one_place,
    known_targets_and_tasks,
    scores_within_points,
    grades_follow,
    full_is_what_the_text_says,
)
