"""What somebody has still to do: reports owed for a quarter, what stands recorded, what the office must decide."""

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Literal, NamedTuple, cast

import polars as pl

from tracker import queries
from tracker.intake.decided import stated
from tracker.intake.facts import MATTER, LedgerRegister
from tracker.intake.register import PlanRegister
from tracker.model import Comparator, Target
from tracker.periods import Quarter
from tracker.records.journal import Record
from tracker.snapshot import Snapshot

OPEN_STATES = ("overdue", "awaiting_first_report", "due_soon", "on_track")
"""States of a milestone or work item that a completion can still end, worst first."""


class Review(NamedTuple):
    """What the office said of a record; `verdict` is accepted, returned or "" while it waits."""

    verdict: str = ""
    reason: str = ""

    @property
    def returned(self) -> bool:
        return self.verdict == "returned"


def known_facts(snapshot: Snapshot) -> LedgerRegister:
    """The facts that stand, as far as the snapshot's clock knows them."""

    def make() -> LedgerRegister:
        until = snapshot.clock.known_at
        return LedgerRegister(record for record in snapshot.ledger.records if record.recorded_at <= until)

    return cast(LedgerRegister, snapshot.once("known facts", make))


def standing(snapshot: Snapshot, kind: str, **body: object) -> list[Record]:
    """The facts of one kind whose body has these values, newest first."""
    return known_facts(snapshot).all(kind, body)[::-1]


def review_of(snapshot: Snapshot, record: Record) -> Review:
    """The office's last word on a record."""

    def make() -> dict[str, Review]:
        rows = snapshot.frame(
            "SELECT id, verdict, coalesce(reason, '') AS reason FROM last_review"
        ).iter_rows()
        return {record_id: Review(verdict, reason) for record_id, verdict, reason in rows}

    return cast(dict[str, Review], snapshot.once("reviews", make)).get(record.id, Review())


def filings(snapshot: Snapshot, quarter: Quarter) -> dict[str, str]:
    """By task: reported, late, missing or not_yet_due (may still be filed in time); absent = not owed."""
    found = queries.task_windows(snapshot).filter(pl.col("period") == str(quarter))
    return dict(found.select("task_id", "state").iter_rows())


def locked(snapshot: Snapshot, quarter: Quarter) -> bool:
    return known_facts(snapshot).locked(str(quarter))


def plan_register(snapshot: Snapshot) -> PlanRegister:
    return cast(
        PlanRegister, snapshot.once("register", lambda: PlanRegister.of(snapshot.plan, snapshot.clock.as_of))
    )


def plan_target(snapshot: Snapshot, target_id: str) -> Target | None:
    """The target as the text has it."""
    return plan_register(snapshot).targets.get(target_id)


def left_open(snapshot: Snapshot, target_id: str) -> tuple[str, ...]:
    """The fields of a target setting that the text leaves to the office and that mean something for this target."""
    target = plan_target(snapshot, target_id)
    if target is None or target.undefined:
        return ()
    judged_as = queries.targets(snapshot).row(by_predicate=pl.col("target_id") == target_id, named=True)[
        "comparator"
    ]
    on_a_path = target.due is not None and judged_as not in (Comparator.GROWTH, Comparator.HOLD)
    useful = {
        "value": True,
        "comparator": True,
        "unit_of_measure": True,
        "baseline_value": on_a_path or judged_as in (Comparator.GROWTH, Comparator.MULTIPLE),
        "pathway": on_a_path,
        "tolerance": judged_as == Comparator.ABOUT,
        "lag_months": True,
        "reporting_unit": True,
    }
    said = stated(target)
    return tuple(name for name, wanted in useful.items() if wanted and said.get(name) is None)


def settings(snapshot: Snapshot, target_id: str) -> dict[str, Record]:
    """By field: the setting of the office that now holds."""
    found: dict[str, Record] = {}
    for setting in standing(snapshot, "target_setting", target=target_id):
        for name, value in setting.body.items():
            if value is not None and name not in ("target", "source"):
                found.setdefault(name, setting)
    return found


class Pending(NamedTuple):
    """What a unit's reporter has put up: it waits for the unit, or the unit has returned it and nothing came since."""

    submission: Record
    state: Literal["waiting", "returned"]
    reason: str = ""

    @property
    def content(self) -> Mapping[str, object]:
        return cast(Mapping[str, object], self.submission.body["content"])


def pending(snapshot: Snapshot, unit: str | None, kind: str, **content: object) -> Pending | None:
    """The last submission of a unit on a matter, as long as nothing has been recorded on it."""
    found = [one for one in _pending(snapshot, kind) if sent_by(snapshot, one.submission, unit)]
    matching = [
        one for one in found if all(one.content.get(name) == value for name, value in content.items())
    ]
    return matching[-1] if matching else None


def waiting(snapshot: Snapshot, unit: str | None) -> list[Record]:
    """Submissions that a unit has still to decide on, in the order in which they came."""
    return [one for one in known_facts(snapshot).waiting() if sent_by(snapshot, one, unit)]


def submitted(snapshot: Snapshot, unit: str | None) -> list[Record]:
    """Everything that a unit's reporters have put up, newest first."""
    found = known_facts(snapshot).all("submission")
    return [one for one in found if sent_by(snapshot, one, unit)][::-1]


def sent_by(snapshot: Snapshot, record: Record, unit: str | None) -> bool:
    """Whether a record is a unit's own, or that of one which has been merged into it since."""
    return record.unit is not None and unit in (record.unit, plan_register(snapshot).acting(record.unit))


def _pending(snapshot: Snapshot, kind: str) -> list[Pending]:
    def make() -> dict[str, list[Pending]]:
        known = known_facts(snapshot)
        latest = {known.submitted_matter(one): one for one in known.all("submission")}
        found: dict[str, list[Pending]] = {}
        for one in sorted(latest.values(), key=lambda record: record.seq):
            verdict = known.confirmation_of(one.id)
            if verdict is None:
                found.setdefault(str(one.body["of"]), []).append(Pending(one, "waiting"))
            elif verdict.body["verdict"] == "returned" and not _filed_since(known, one, verdict.seq):
                reason = str(verdict.body.get("reason", ""))
                found.setdefault(str(one.body["of"]), []).append(Pending(one, "returned", reason))
        return found

    return cast(dict[str, list[Pending]], snapshot.once("pending", make)).get(kind, [])


def _filed_since(known: LedgerRegister, submission: Record, seq: int) -> bool:
    unit, kind, *matter = known.submitted_matter(submission)
    if kind == "correction":
        return known.fact(str(matter[0])) is None
    match = dict(zip(MATTER[str(kind)], matter, strict=True))
    return any(fact.seq > seq and fact.unit == unit for fact in known.all(str(kind), match))


ALIKE = 0.9
"""From this likeness on a report counts as copied from the one before: a flag, never a bar."""


def report_before(snapshot: Snapshot, content: Mapping[str, object], unit: str | None) -> Record | None:
    """What was said on the task for the latest earlier quarter: the answer for it, or the unit's own part in it."""
    earlier = [
        fact
        for fact in standing(snapshot, "progress", task=content["task"])
        if str(fact.body["period"]) < str(content["period"])
        and (
            fact.body["capacity"] == "answer"
            if content.get("capacity", "answer") == "answer"
            else fact.unit == unit
        )
    ]
    return max(earlier, key=lambda fact: (str(fact.body["period"]), fact.seq), default=None)


def copied(snapshot: Snapshot, content: Mapping[str, object], unit: str | None) -> float | None:
    """How like the report before a report is, where it is hardly more than a copy of it."""
    before = report_before(snapshot, content, unit)
    if before is None:
        return None
    found = likeness(str(before.body["text"]), str(content.get("text") or ""))
    return found if found >= ALIKE else None


def likeness(one: str, other: str) -> float:
    """From 0 to 1; blanks make no difference."""
    first, second = ("".join(text.split()) for text in (one, other))
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    compared = SequenceMatcher(None, first, second, autojunk=False)
    rough = min(compared.real_quick_ratio(), compared.quick_ratio())
    return compared.ratio() if rough >= ALIKE else rough
