"""Is the plan true to itself? One small function a question, over a plan that has been read."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from tracker.model import Comparator, Document, DocumentStatus, LeadBasis, Milestone, Role, Target, TaskKind
from tracker.periods import parse_due
from tracker.plan.context import Context
from tracker.plan.quotes import figures, holds
from tracker.plan.reader import UNREAD
from tracker.plan.scalars import nearest
from tracker.problems import Problem

Found = Iterator[Problem]
Check = Callable[[Context], Found]

_NUMERAL = "[一二三四五六七八九十百零〇]+"
_LEVEL = re.compile(
    rf"第?{_NUMERAL}[编章节条款项、]?|[（(]{_NUMERAL}[）)]|\d+(?:\.\d+)*[.、．]?|[（(]\d+[）)]|[①-⑳]|(?:附件|附表|附录|专栏)(?:\d+|{_NUMERAL})?"
)
_AND_OTHERS = re.compile(r"^等(?:有关|相关)?(?:部门|单位)?$")
_BETWEEN_UNITS = re.compile(r"[\s、,，;；]+")


def document_dates(context: Context) -> Found:
    for file in context.plan.files:
        document = file.document
        for since, event in ((document.issued_on, "印发"), (document.effective_on, "施行")):
            if document.expires_on and since and document.expires_on < since:
                words = {"expires": document.expires_on, "since": since, "event": event}
                yield context.problem("plan.document-dates", document.id, "expires_on", **words)


def status_has_reason(context: Context) -> Found:
    for file in context.plan.files:
        document = file.document
        if document.status is not DocumentStatus.IN_FORCE and not document.status_reason:
            yield context.problem(
                "plan.status-without-reason", document.id, "status", status=document.status.value
            )


def something_to_do(context: Context) -> Found:
    for file in context.plan.files:
        followed = file.document.status is not DocumentStatus.OUT_OF_SCOPE
        if followed and not file.tasks and not file.goals and context.is_whole(file.document.id):
            yield context.problem("plan.no-tasks", file.document.id, "id")


def clause_form(context: Context) -> Found:
    for file in context.plan.files:
        clauses = [(f"{file.document.id}/{task.id}", "clause", task.clause) for task in file.tasks]
        clauses += [
            (f"{file.document.id}/goals", f"goals.{n}.clause", goals.clause)
            for n, goals in enumerate(file.goals)
        ]
        clauses += [
            (f"{file.document.id}/{task.id}", f"conditions.{n}.clause", condition.clause)
            for task in file.tasks
            for n, condition in enumerate(task.conditions)
            if condition.clause
        ]
        for item, path, clause in clauses:
            if clause != UNREAD and not _is_path(clause, file.document.parts):
                yield context.problem("plan.clause-form", item, path, clause=clause)


def _is_path(clause: str, parts: tuple[str, ...]) -> bool:
    first, _, rest = clause.partition("/")
    levels = rest.split("/") if first in parts and rest else [] if first in parts else clause.split("/")
    return all(_LEVEL.fullmatch(level.strip()) for level in levels)


def known_units(context: Context) -> Found:
    for file in context.plan.files:
        document = file.document
        yield from unknown_unit(context, document.coordinator, document, document.id, "coordinator")
    for document, task, item in context.tasks():
        for n, assignment in enumerate(task.assignments):
            for k, name in enumerate(assignment.units):
                path = f"assignments.{n}.units.{k}"
                yield from unknown_unit(context, name, document, item, path)


def unknown_unit(context: Context, name: str, document: Document, item: str, path: str) -> Found:
    jurisdiction = document.jurisdiction
    if context.register.find(document, name) or UNREAD in (name, jurisdiction):
        return
    # A register that could not be read, or this entry of it, has been reported where it is written.
    if not context.plan.units or not context.is_whole(name):
        return
    names, elsewhere = context.register.names(document), context.register.places(name)
    parts = [part for part in _BETWEEN_UNITS.split(name) if part]
    if len(parts) > 1 and all(part in names for part in parts):
        near = "这里是几个单位，请用半角逗号加空格隔开。"
    elif close := nearest(name, names):
        near = f"是不是“{close}”？请改成名录里的名称，或者在 units.yaml 里补上这个名称或别名。"
    elif elsewhere:
        near = f"它只登记在{'、'.join(elsewhere)}名下：请核对 jurisdiction，或者在 units.yaml 里为{jurisdiction}补上。"
    else:
        near = f"请在 units.yaml 里补上，jurisdiction 写“{jurisdiction}”。"
    yield context.problem("plan.unknown-unit", item, path, name=name, jurisdiction=jurisdiction, near=near)


def units_as_written(context: Context) -> Found:
    """The names are matched one by one against the printed list, since a body's own name may contain 、."""
    for _, task, item in context.tasks():
        for n, assignment in enumerate(task.assignments):
            rest = _BETWEEN_UNITS.sub("、", assignment.as_written).strip("、")
            for k, name in enumerate((*assignment.units, "")):
                plain = _BETWEEN_UNITS.sub("、", name).strip("、")
                # An open list ends in 等部门.
                follows = _AND_OTHERS.sub("", rest.removeprefix(plain))
                if rest.startswith(plain) and (not follows or (plain and follows.startswith("、"))):
                    rest = follows.removeprefix("、")
                    continue
                if context.is_whole(item):
                    printed = rest.split("、")[0] or "（没有了）"
                    words = {"position": k + 1, "printed": printed, "listed": name or "（没有了）"}
                    yield context.problem("plan.units-differ", item, f"assignments.{n}.units.{k}", **words)
                break


def lead_can_lead(context: Context) -> Found:
    for document, task, item in context.tasks():
        for n, assignment in enumerate(task.assignments):
            units = [context.register.find(document, name) for name in assignment.units]
            if assignment.lead is LeadBasis.PROVISIONAL and all(unit and unit.collective for unit in units):
                names = "、".join(assignment.units)
                yield context.problem("plan.lead-on-collective", item, f"assignments.{n}.lead", names=names)
            if assignment.lead is LeadBasis.STATED and assignment.role is not Role.LEAD:
                role = assignment.role.value
                yield context.problem(
                    "plan.stated-lead-without-role", item, f"assignments.{n}.lead", role=role
                )


def kind_fits_goals(context: Context) -> Found:
    for _, task, item in context.tasks():
        goals: tuple[Milestone | Target, ...] = (*task.milestones, *task.targets)
        dated = [goal.id for goal in goals if goal.due]
        if task.kind is TaskKind.STANDING and dated:
            yield context.problem("plan.standing-with-date", item, "kind", goals="、".join(dated))
        if task.kind is TaskKind.DATED and not dated and context.is_whole(item):
            yield context.problem("plan.dated-without-date", item, "kind")


def due_fits_wording(context: Context) -> Found:
    goals = [(goal.due, item) for goal, item in context.milestones()]
    goals += [(target.due, item) for _, target, item in context.targets() if target.due]
    for due, item in goals:
        parsed = parse_due(due.wording)
        if parsed and (parsed.on, parsed.precision) != (due.on, due.precision):
            field = "on" if parsed.on != due.on else "precision"
            words = {"parsed": getattr(parsed, field), "given": getattr(due, field)}
            yield context.problem(
                "plan.due-contradicts-wording", item, f"due.{field}", wording=due.wording, **words
            )
        if due.starts_on and due.starts_on > due.on:
            yield context.problem(
                "plan.period-reversed", item, "due.starts_on", starts=due.starts_on, ends=due.on
            )


def known_indicators(context: Context) -> Found:
    for file, target, item in context.targets():
        names = [indicator.id for indicator in file.indicators]
        if target.indicator in names or not context.is_whole(f"{file.document.id}/{target.indicator}"):
            continue
        close = nearest(target.indicator, names)
        near = f"是不是“{close}”？请改正，或者" if close else "请"
        words = {"name": target.indicator, "near": near + "在 indicators 里补上这个指标。"}
        yield context.problem("plan.unknown-indicator", item, "indicator", **words)


def target_can_be_judged(context: Context) -> Found:
    for _, target, item in context.targets():
        if target.value is None and not target.set_by and not target.undefined:
            yield context.problem("plan.target-without-value", item, "id")
        if target.undefined:
            continue
        if target.value is not None and target.comparator is None:
            yield context.problem("plan.target-without-comparator", item, "value", value=target.value)
        if target.comparator is Comparator.HOLD and target.value is not None:
            yield from _hold_bounds(context, target.value, target.upper, item)
        if target.comparator is Comparator.GROWTH and not (target.due and target.due.starts_on):
            yield context.problem("plan.growth-without-period", item, "due")
        if target.comparator is Comparator.MULTIPLE and target.baseline is None:
            yield context.problem("plan.multiple-without-baseline", item, "comparator")


def _hold_bounds(context: Context, lower: Decimal, upper: Decimal | None, item: str) -> Found:
    if upper is None:
        yield context.problem("plan.hold-bounds", item, "comparator", value=lower, upper="（没有写）")
    elif upper < lower:
        yield context.problem("plan.hold-bounds", item, "upper", value=lower, upper=upper)


def quote_holds_goal(context: Context) -> Found:
    for milestone, item in context.milestones():
        if not holds(milestone.quote, milestone.due.wording):
            yield context.problem("plan.date-not-in-quote", item, "quote", wording=milestone.due.wording)
    for _, target, item in context.targets():
        written = figures(target.quote)
        for value in (target.value, target.upper):
            if value is not None and value not in written:
                yield context.problem("plan.figure-not-in-quote", item, "quote", value=value)


PLAN_CHECKS: tuple[Check, ...] = (
    document_dates,
    status_has_reason,
    something_to_do,
    clause_form,
    known_units,
    units_as_written,
    lead_can_lead,
    kind_fits_goals,
    due_fits_wording,
    known_indicators,
    target_can_be_judged,
    quote_holds_goal,
)
