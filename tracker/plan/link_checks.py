"""Does everything that points elsewhere point at something fit: other documents, units, jurisdictions, alert levels?"""

from collections.abc import Iterator

from tracker.model import UNJUDGED, JurisdictionLevel, Milestone, Target, TaskKind
from tracker.plan.catalogue import problem
from tracker.plan.checks import Check, Found, unknown_unit
from tracker.plan.context import Context
from tracker.plan.quotes import holds
from tracker.plan.reader import UNREAD
from tracker.plan.scalars import nearest
from tracker.problems import Problem


def _no_such(context: Context, item: str, path: str, named: str, known: set[str]) -> Iterator[Problem]:
    """A link into nothing; what a torn file may have lost is not held against the link."""
    if named in known or not context.is_whole(named):
        return
    close = nearest(named, known)
    near = f"是不是“{close}”？请改正。" if close else "请核对编号；所指的文件要先放进 plans。"
    yield context.problem("plan.unknown-link", item, path, id=named, near=near)


def jurisdictions_are_known(context: Context) -> Found:
    known = {place.name for place in context.plan.jurisdictions}
    if not known:
        return
    for file in context.plan.files:
        place = file.document.jurisdiction
        if place not in known and place != UNREAD:
            yield context.problem("plan.unknown-jurisdiction", file.document.id, "jurisdiction", name=place)
    for unit in context.plan.units:
        if unit.jurisdiction not in known:
            item = f"units/{unit.id}"
            yield context.problem("plan.unknown-jurisdiction", item, "jurisdiction", name=unit.jurisdiction)
    listed: set[str] = set()
    for n, one in enumerate(context.plan.jurisdictions):
        if one.name in listed:
            yield problem(
                "units.same-jurisdiction", context.place("units", f"jurisdictions.{n}.name"), name=one.name
            )
        listed.add(one.name)
        if one.upper and one.upper not in known:
            at = context.place("units", f"jurisdictions.{n}.upper")
            yield problem("plan.unknown-jurisdiction", at, name=one.upper)
    if context.plan.home and context.plan.home not in known:
        yield problem("plan.unknown-jurisdiction", context.place("units", "home"), name=context.plan.home)


def alignments_lead_up(context: Context) -> Found:
    """A target serves one of a higher level; the levels are those of the register."""
    order = list(JurisdictionLevel)
    level = {place.name: order.index(place.level) for place in context.plan.jurisdictions}
    of_document = {file.document.id: level.get(file.document.jurisdiction) for file in context.plan.files}
    known = {item for _, _, item in context.targets()}
    for file, target, item in context.targets():
        for n, alignment in enumerate(target.serves):
            path = f"serves.{n}.target"
            yield from _no_such(context, item, path, alignment.target, known)
            mine = of_document[file.document.id]
            other = of_document.get(alignment.target.split("/")[0])
            if alignment.target in known and None not in (mine, other) and not other < mine:  # type: ignore[operator]
                yield context.problem("plan.serves-not-above", item, path, id=alignment.target)


def instruments_fund(context: Context) -> Found:
    kinds = {item: task.kind for _, task, item in context.tasks()}
    for _, task, item in context.tasks():
        for n, named in enumerate(task.funded_by):
            yield from _no_such(context, item, f"funded_by.{n}", named, set(kinds))
            if kinds.get(named, TaskKind.INSTRUMENT) is not TaskKind.INSTRUMENT:
                yield context.problem("plan.funded-by-no-instrument", item, f"funded_by.{n}", id=named)


def successors_are_later(context: Context) -> Found:
    """A plan is taken over by a later one only, so that no two can take each other over."""
    known = {item for _, _, item in context.tasks()}
    since = {
        file.document.id: file.document.effective_on or file.document.issued_on for file in context.plan.files
    }
    indicators = {f"{file.document.id}/{one.id}" for file in context.plan.files for one in file.indicators}
    for document, task, item in context.tasks():
        for n, named in enumerate(task.supersedes):
            path = f"supersedes.{n}"
            yield from _no_such(context, item, path, named, known - {item})
            mine, other = since[document.id], since.get(named.split("/")[0])
            if mine is None:
                yield context.problem("plan.supersedes-without-date", item, path, id=named)
            elif other and not other < mine and named in known - {item}:
                words = {"id": named, "earlier": other, "later": mine}
                yield context.problem("plan.supersedes-not-earlier", item, path, **words)
    for file in context.plan.files:
        for one in file.indicators:
            if one.continues is not None:
                item = f"{file.document.id}/{one.id}"
                yield from _no_such(context, item, "continues", one.continues, indicators - {item})


def triggers_have_levels(context: Context) -> Found:
    for _, task, item in context.tasks():
        if (task.kind is TaskKind.TRIGGERED) != bool(task.alert_levels) and context.is_whole(item):
            code = "plan.level-without-trigger" if task.alert_levels else "plan.triggered-without-level"
            yield context.problem(code, item, "alert_levels" if task.alert_levels else "kind")


def goals_have_a_light(context: Context) -> Found:
    for _, task, item in context.tasks():
        goals: tuple[Milestone | Target, ...] = (*task.milestones, *task.targets)
        if task.kind in UNJUDGED and goals:
            words = {"kind": task.kind.value, "goals": "、".join(goal.id for goal in goals)}
            yield context.problem("plan.goal-without-light", item, "kind", **words)


def duties_have_units(context: Context) -> Found:
    for document, task, item in context.tasks():
        for duty in task.duties:
            for k, name in enumerate(duty.units):
                yield from unknown_unit(context, name, document, f"{item}/{duty.id}", f"units.{k}")


def windows_are_quoted(context: Context) -> Found:
    for _, task, item in context.tasks():
        for window in task.windows:
            at = f"{item}/{window.id}"
            if not holds(window.quote, window.closes.wording):
                yield context.problem("plan.date-not-in-quote", at, "quote", wording=window.closes.wording)
            if window.opens_on and window.opens_on > window.closes.on:
                words = {"starts": window.opens_on, "ends": window.closes.on}
                yield context.problem("plan.period-reversed", at, "opens_on", **words)


def grades_are_whole(context: Context) -> Found:
    for file, target, item in context.targets():
        ordinal = any(one.ordinal for one in file.indicators if one.id == target.indicator)
        if ordinal and target.value is not None and target.value != target.value.to_integral_value():
            yield context.problem("plan.grade-not-whole", item, "value", value=target.value)


def register_links(context: Context) -> Found:
    known = {unit.id for unit in context.plan.units}
    for unit in context.plan.units:
        item = f"units/{unit.id}"
        links = [(f"members.{n}", member) for n, member in enumerate(unit.members)]
        links += [(name, value) for name in ("merged_into", "upper") if (value := getattr(unit, name))]
        for path, named in links:
            # A unit that could not be read has been reported where it is written.
            if context.is_whole(f"units/{named}"):
                yield from _no_such(context, item, path, named, known - {unit.id})
        if unit.members and not unit.collective:
            yield context.problem("units.members-of-one", item, "members", name=unit.name)
        if bool(unit.merged_into) != bool(unit.merged_on):
            path = "merged_into" if unit.merged_into else "merged_on"
            yield context.problem("units.merger-incomplete", item, path, name=unit.name)


LINK_CHECKS: tuple[Check, ...] = (
    jurisdictions_are_known,
    alignments_lead_up,
    instruments_fund,
    successors_are_later,
    triggers_have_levels,
    goals_have_a_light,
    duties_have_units,
    windows_are_quoted,
    grades_are_whole,
    register_links,
)
