"""What an actor may see of a unit's things: decided here and nowhere else, by the office's policy."""

from enum import StrEnum

from tracker.accounts.policy import Audience, Visibility
from tracker.intake.permissions import Actor, Role


class Matter(StrEnum):
    """Kinds of things that belong to a unit; all but the access chain have a line in the policy file."""

    ITEMS = "items"
    """Tasks, lights, and what has been submitted on them."""
    DRAFTS = "drafts"
    PENDING = "pending"
    """What a reporter entered and the unit has not confirmed."""
    RETURNED = "returned"
    EVIDENCE = "evidence"
    """Files marked as restricted."""
    CONTACTS = "contacts"
    ACCESS = "access"
    """The access chain: nobody's but the auditor's."""


SEES_ALL = frozenset({Role.OFFICE, Role.AUDITOR})


def may_see(rule: Visibility, actor: Actor, matter: Matter, unit: str | None = None) -> bool:
    """Whether the actor may see this matter of `unit`; None = of no unit in particular.

    A leader reads what every unit may read. The administrator keeps the accounts and sees no business.
    """
    if matter is Matter.ACCESS:
        return actor.role is Role.AUDITOR
    if actor.role is Role.ADMIN:
        return False
    if actor.role in SEES_ALL:
        return True
    if matter is Matter.ITEMS and actor.role is Role.LEADER:
        return True
    if Audience(getattr(rule, matter.value)) is Audience.EVERYONE:
        return True
    return actor.of_unit and actor.unit is not None and actor.unit == unit
