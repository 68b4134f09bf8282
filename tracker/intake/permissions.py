"""Who may record what: decided here and nowhere else."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Business, administration and audit are kept apart: nobody holds two of them.

    `unit` speaks for a unit (单位审核人); what `reporter` (单位填报员) enters waits for its confirmation. `office` (双碳办)
    decides, `leader` and `auditor` read, `admin` keeps the accounts and sees no business.
    """

    REPORTER = "reporter"
    UNIT = "unit"
    OFFICE = "office"
    LEADER = "leader"
    ADMIN = "admin"
    AUDITOR = "auditor"


OF_UNITS = frozenset({Role.REPORTER, Role.UNIT})
"""Roles that are held for one unit."""


@dataclass(frozen=True)
class Actor:
    """Who is speaking: a user name, a role, and for units the unit's id."""

    user: str
    role: Role
    unit: str | None = None

    @property
    def of_unit(self) -> bool:
        """Whether the actor belongs to a responsible unit, in either role."""
        return self.role in OF_UNITS


UNIT_KINDS = frozenset(
    {"progress", "reading", "completion", "evidence"}
    | {"extension_request", "work_item", "alert_action", "correction", "workbook_taken"}
    | {"receipt", "notice_reply", "instruction_feedback"}
)
"""What a unit sends; from its reporter it becomes a submission first. Submissions themselves nobody sends."""
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
    "notice",
    "notice_closed",
    "instruction",
    "instruction_closed",
    "objection_decision",
    "reminder",
    "assessment_figure",
}
ALLOWED: dict[Role, frozenset[str]] = {
    Role.REPORTER: UNIT_KINDS,
    Role.UNIT: UNIT_KINDS | {"confirmation"},
    Role.OFFICE: OFFICE_KINDS,
    Role.LEADER: frozenset(),
    Role.ADMIN: frozenset(),
    Role.AUDITOR: frozenset(),
}


def may(actor: Actor, kind: str) -> bool:
    """Whether the actor's role may record this kind at all; whose task it is, the checks decide."""
    return kind in ALLOWED[actor.role] and (not actor.of_unit or actor.unit is not None)


def may_keep_contacts(actor: Actor, unit: str) -> bool:
    """Whether the actor may see and change the contacts of a unit: the office all, a unit its own, nobody else any."""
    return actor.role is Role.OFFICE or (actor.of_unit and actor.unit == unit)


def may_take_over(actor: Actor) -> bool:
    """Whether the actor may take over an existing ledger, which speaks for all units at once."""
    return actor.role is Role.OFFICE
