"""When somebody is reminded of a due day: the step that has been reached and that no reminder covers yet."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from tracker.model import ReminderRule


class Sent(NamedTuple):
    """A reminder of one thing that went out: on which day, and of which due day."""

    on: date
    due: date


def rule_in_force(rules: Collection[ReminderRule], day: date) -> ReminderRule | None:
    """The latest rule that had taken effect; None = nobody is reminded."""
    return max(
        (rule for rule in rules if rule.effective_on <= day), key=lambda rule: rule.effective_on, default=None
    )


def reached(rule: ReminderRule, due: date, as_of: date) -> int | None:
    """The latest step by a day, in days from the due day: -7 is a week before it, 30 a month after it.

    The steps after it are those of the rule, then every multiple of `every` beyond them.
    """
    away = (as_of - due).days
    steps = [step for step in (*(-days for days in rule.before), *rule.after) if step <= away]
    if (repeated := away // rule.every * rule.every) > max(rule.after):
        steps.append(repeated)
    return max(steps, default=None)


def pending(rule: ReminderRule, due: date, as_of: date, sent: Collection[Sent]) -> int | None:
    """The step of which to remind on a day, or None.

    Only the latest step reached counts, so a missed run loses nothing and makes nothing twice. A reminder covers every
    step up to its day, of its own due day: a due day that has been moved begins anew. The gap holds in any case.
    """
    step = reached(rule, due, as_of)
    if step is None or too_soon(rule, as_of, sent):
        return None
    covered = any(one.due == due and (one.on - due).days >= step for one in sent)
    return None if covered else step


def too_soon(rule: ReminderRule, as_of: date, sent: Collection[Sent]) -> date | None:
    """The day of the last reminder when it is less than the gap ago."""
    last = max((one.on for one in sent), default=None)
    return last if last is not None and (as_of - last).days < rule.gap else None
