"""What is at hand when rows become records, and what they can become: a draft for the intake, or words left out with a reason."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from tracker.intake import Draft
from tracker.intake.facts import LedgerRegister
from tracker.intake.register import PlanRegister
from tracker.periods import Quarter
from tracker.takeover.lines import Line
from tracker.takeover.words import Field, Words

NO_WORK_ITEMS = "none"
ORDER = ("lead_confirmed", "year_goal", "work_item", "progress")
"""In which kinds of record are made."""


@dataclass(frozen=True)
class Taken:
    """A record that would be made, and what was made of its figures on the way."""

    task_id: str
    draft: Draft
    remark: str = ""


@dataclass(frozen=True)
class Left:
    """A cell that is not taken, or not as it stands, and why."""

    task_id: str
    sheet: str
    cell: str
    field: Field
    text: str
    reason: str


Found = Iterator[Taken | Left]


@dataclass(frozen=True)
class Desk:
    """Plan and ledger as they are, and how the office wants the file taken."""

    file: str
    period: Quarter
    words: Words
    work_items: str
    """A key of labels WORK_ITEMS."""
    plan: PlanRegister
    ledger: LedgerRegister
    fractions: Collection[str]
    """Sheets whose column of percentages is written as 0.6 for 60 %."""

    def source(self, lines: Iterable[Line]) -> str:
        """Where some rows stand, in words."""
        by_sheet: dict[str, list[str]] = {}
        for line in lines:
            by_sheet.setdefault(line.sheet, []).append(str(line.row))
        rows = "；".join(f"“{sheet}”第 {'、'.join(rows)} 行" for sheet, rows in by_sheet.items())
        return f"原台账《{self.file}》{rows}"

    def name(self, unit_id: str) -> str:
        return self.plan.units[unit_id].name


def numbered(taken: Iterable[Taken], ledger: LedgerRegister) -> list[Taken]:
    """Work items with the next free numbers of their tasks, and everything in the order of its recording."""
    last: dict[str, int] = {}
    for item_id in ledger.work_items():
        task, _, item = item_id.rpartition("/")
        last[task] = max(last.get(task, 0), int(item.removeprefix("w")))
    found = []
    for one in taken:
        if one.draft.kind == "work_item":
            last[one.task_id] = last.get(one.task_id, 0) + 1
            body = one.draft.body | {"item": f"w{last[one.task_id]}"}
            one = replace(one, draft=replace(one.draft, body=body))
        found.append(one)
    return sorted(found, key=lambda one: ORDER.index(one.draft.kind))
