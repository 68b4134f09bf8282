"""Who may record what: decided here and nowhere else."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """`unit` reports for its own tasks, `office` (双碳办) decides; the others only read."""

    UNIT = "unit"
    OFFICE = "office"
    LEADER = "leader"
    AUDITOR = "auditor"


@dataclass(frozen=True)
class Actor:
    """Who is speaking: a user name, a role, and for units the unit's id."""

    user: str
    role: Role
    unit: str | None = None


UNIT_KINDS = frozenset(
    {"progress", "reading", "completion", "extension_request", "work_item", "alert_action", "correction"}
)
OFFICE_KINDS = UNIT_KINDS | {
    "opened",
    "target_setting",
    "year_goal",
    "lead_confirmed",
    "review",
    "override",
    "extension_decision",
    "close_out",
    "period_lock",
    "expansion",
    "alert",
    "alert_change",
    "alert_end",
    "pilot",
    "pilot_stage",
    "source_attached",
}
ALLOWED: dict[Role, frozenset[str]] = {
    Role.UNIT: UNIT_KINDS,
    Role.OFFICE: frozenset(OFFICE_KINDS),
    Role.LEADER: frozenset(),
    Role.AUDITOR: frozenset(),
}


def may(actor: Actor, kind: str) -> bool:
    """Whether the actor's role may record this kind at all; whose task it is, the checks decide."""
    return kind in ALLOWED[actor.role] and (actor.role is not Role.UNIT or actor.unit is not None)
