"""What somebody has still to do: reports owed for a quarter, what stands recorded, what the office must decide."""

from typing import NamedTuple, cast

import polars as pl

from tracker import queries
from tracker.intake.decided import stated
from tracker.intake.facts import LedgerRegister
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
