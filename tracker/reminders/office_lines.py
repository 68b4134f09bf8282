"""What waits for the office: reports, completions, requests, proposals, and what nobody owes."""

from collections import defaultdict
from collections.abc import Callable, Iterable

import polars as pl

from tracker import queries
from tracker.duties import known_facts, locked, review_of
from tracker.labels import KIND
from tracker.periods import Quarter, shanghai_day
from tracker.queries.scope import HOME
from tracker.records.journal import Record
from tracker.reminders.line import Line, names_of
from tracker.reminders.supervision_lines import answered, objections
from tracker.reminders.things import tasks_of_nobody, things
from tracker.sentences import day
from tracker.snapshot import Snapshot


def submitted(snapshot: Snapshot) -> Iterable[Line]:
    """Reports that nobody has looked at, one line a unit and day."""
    known, names = known_facts(snapshot), queries.unit_names(snapshot)
    waiting: dict[tuple[str, object], list[Record]] = defaultdict(list)
    for kind in ("progress", "reading"):
        for fact in known.all(kind):
            is_locked = kind == "progress" and locked(snapshot, Quarter.parse(str(fact.body["period"])))
            if fact.unit and not is_locked and not review_of(snapshot, fact).verdict:
                waiting[fact.unit, shanghai_day(fact.recorded_at)].append(fact)
    for (unit, _), facts in waiting.items():
        last = max(facts, key=lambda fact: fact.seq)
        kinds = "、".join(
            f"{KIND[kind]} {sum(fact.kind == kind for fact in facts)} 件"
            for kind in ("progress", "reading")
            if any(fact.kind == kind for fact in facts)
        )
        yield Line(
            "报送待审", "blue", names.get(unit, unit), kinds, last.recorded_at, last.id, "office", {"do": "review"}
        )  # fmt: skip


def done(snapshot: Snapshot) -> Iterable[Line]:
    """Completions that nobody has verified."""
    known = known_facts(snapshot)
    items = queries.counted_items(HOME.of(snapshot.whole)).filter(pl.col("state") == "completed")
    for row in items.iter_rows(named=True):
        facts = known.all("completion", {"item": row["item_id"]})
        if facts:
            what = f"{row['answers']}：{row['clause']} {row['what']}"
            where = {"do": "close_out", "id": row["item_id"]}
            said = f"报完成日{day(row['completed_on'])}"
            yield Line("办结待核", "blue", what, said, facts[-1].recorded_at, facts[-1].id, "office", where)


def asked(snapshot: Snapshot) -> Iterable[Line]:
    """Requests for more time without an answer."""
    known, units, names = known_facts(snapshot), queries.unit_names(snapshot), names_of(snapshot)
    for request in known.all("extension_request"):
        if not known.decided(request.id):
            item = str(request.body["item"])
            what = f"{units.get(request.unit or '', '双碳办')}：{names.get(item, item)}"
            said = f"申请延至{day(request.body['new_due'])}，原因：{request.body['reason']}"
            where = {"do": "extension", "id": request.id}
            yield Line("延期申请", "amber", what, said, request.recorded_at, request.id, "office", where)


def proposed(snapshot: Snapshot) -> Iterable[Line]:
    """Work items that units have proposed."""
    known, units = known_facts(snapshot), queries.unit_names(snapshot)
    for item, fact in known.work_items().items():
        if fact.body["state"] == "proposed":
            what = f"{units.get(fact.unit or '', '双碳办')}：{fact.body['title']}"
            said = f"完成时限{day(fact.body['due'])}"
            where = {"do": "breakdown", "id": item}
            yield Line("分解事项待审定", "amber", what, said, fact.recorded_at, fact.id, "office", where)


def unowned(snapshot: Snapshot) -> Iterable[Line]:
    """Tasks and items that nobody owes: nobody can be reminded of them."""
    tasks, items = tasks_of_nobody(snapshot), [thing for thing in things(snapshot) if thing.unit is None]
    for what, count, where in (
        ("任务没有明确责任单位，没有人报送", len(tasks), {"do": "lead"}),
        ("时间节点没有明确责任单位，无人可催", len(items), {"do": "lead"}),
    ):
        if count:
            yield Line("待明确", "grey", f"{count} 项{what}", "请确认牵头单位", page="office", params=where)


OFFICE_LINES: list[Callable[[Snapshot], Iterable[Line]]] = [
    submitted,
    done,
    asked,
    proposed,
    answered,
    objections,
    unowned,
]
