"""Which reminders are to go out now: the open things against the reminders that the ledger knows."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from tracker.cadence import Sent, pending, rule_in_force, too_soon
from tracker.duties import known_facts
from tracker.intake import Draft
from tracker.intake.reminders import sent
from tracker.model import ReminderRule
from tracker.reminders.things import Thing, things
from tracker.reminders.words import reminder_words
from tracker.snapshot import Snapshot


@dataclass(frozen=True)
class Call:
    """An open thing that a unit owes, with what has been sent about it."""

    thing: Thing
    unit: str
    step: int | None
    """What is to be sent now; None = nothing."""
    sent: tuple[Sent, ...]
    too_soon: date | None
    """Day of the last reminder, if it is so recent that another one needs a reason."""

    @property
    def id(self) -> str:
        """Names the call on a page, in a form and in a file."""
        return f"{self.thing.about}:{self.unit}:{self.thing.thing}"


def rule_of(snapshot: Snapshot) -> ReminderRule | None:
    return rule_in_force(snapshot.plan.reminders, snapshot.clock.as_of)


def calls(snapshot: Snapshot) -> list[Call]:
    """Of every open thing that somebody owes, earliest due day first; empty where no rule says when to remind."""

    def make() -> list[Call]:
        rule, known, today = rule_of(snapshot), known_facts(snapshot), snapshot.clock.as_of
        found: list[Call] = []
        for thing in things(snapshot):
            if rule is None or thing.unit is None:
                continue
            before = tuple(sent(known, thing.about, thing.thing, thing.unit))
            step = pending(rule, thing.due, today, before)
            found.append(Call(thing, thing.unit, step, before, too_soon(rule, today, before)))
        return found

    return cast(list[Call], snapshot.once("calls", make))


def pending_calls(snapshot: Snapshot) -> list[Call]:
    return [call for call in calls(snapshot) if call.step is not None]


def owed_by_nobody(snapshot: Snapshot) -> list[Thing]:
    return [thing for thing in things(snapshot) if thing.unit is None]


def draft(call: Call, today: date) -> Draft:
    """The reminder of the step that is pending."""
    return Draft("reminder", _body(call, today) | {"step": call.step})


def draft_by_hand(call: Call, today: date, note: str = "", reason: str = "") -> Draft:
    """A reminder that the office sends whatever step has been reached; so soon after another one it needs a reason."""
    body = _body(call, today)
    body["text"] = f"{body['text']}{note}"
    return Draft("reminder", body | ({"reason": reason} if reason and call.too_soon else {}))


def _body(call: Call, today: date) -> dict[str, object]:
    thing = call.thing
    text = reminder_words(thing.what, thing.due, today, thing.was_due)
    return {"about": thing.about, "thing": thing.thing, "unit": call.unit, "due": thing.due, "text": text}
