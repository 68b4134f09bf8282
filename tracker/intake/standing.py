"""What stands recorded for one row of a unit's form: shown when the form is made, compared with when it comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from tracker.intake.facts import MATTER, LedgerRegister
from tracker.intake.register import PlanRegister
from tracker.records.journal import Record
from tracker.records.unit_form import ENTRIES, SUBJECT, Part


@dataclass(frozen=True)
class Standing:
    """`body` says it; `record` is the fact, or what the unit's reporter has put up and nobody has confirmed yet."""

    record: Record
    body: Mapping[str, object]
    returned: bool = False
    """The office has sent it back."""

    def values(self, part: Part) -> dict[str, str]:
        """What the unit had filled in, by field."""
        return {name: str(self.body[name]) for name in ENTRIES[part] if self.body.get(name) not in (None, "")}


def standing(
    ledger: LedgerRegister, plan: PlanRegister, unit: str, part: Part, matter: Mapping[str, str]
) -> Standing | None:
    """`matter` names the row's subject and, as the kind asks, its period and basis."""
    found = _fact(ledger, plan, unit, part, matter)
    waiting = _waiting(ledger, unit, part, matter)
    if waiting and (found is None or waiting.seq > found.seq):
        return Standing(waiting, cast(Mapping[str, object], waiting.body["content"]))
    return Standing(found, found.body, ledger.returned(found.id)) if found else None


def matter_of(part: Part, subject: str, period: str, values: Mapping[str, str]) -> dict[str, str]:
    """What a row is about; a reading's period and a document's number are those in its own cells."""
    about = {SUBJECT[part]: subject}
    if part is Part.PROGRESS:
        about["period"] = period
    elif part is Part.READING:
        about |= {"period": values.get("period", ""), "basis": values.get("basis", "level")}
    elif part is Part.EVIDENCE:
        about |= {"period": period, "document_number": values.get("document_number", "")}
    return about


def _fact(
    ledger: LedgerRegister, plan: PlanRegister, unit: str, part: Part, matter: Mapping[str, str]
) -> Record | None:
    facts = ledger.all(part, matter)
    if part is Part.PROGRESS:
        answers = unit == ledger.lead(plan, matter["task"])
        facts = [
            fact for fact in facts if (fact.body["capacity"] == "answer" if answers else fact.unit == unit)
        ]
    elif part is Part.READING:
        # A final figure counts before a provisional one, in whatever order they came.
        facts = [fact for fact in facts if fact.body["status"] == "final"] or facts
    elif part is Part.COMPLETION and facts and ledger.completed_on(matter["item"]) is None:
        return None
    return facts[-1] if facts else None


def _waiting(ledger: LedgerRegister, unit: str, part: Part, matter: Mapping[str, str]) -> Record | None:
    about = (unit, str(part), *(matter.get(name) for name in MATTER[part]))
    return ledger.waiting_on(about)
