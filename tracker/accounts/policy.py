"""What the office demands of passwords and sessions, and what units see of each other: the values of the policy file."""

from enum import StrEnum

from pydantic import Field

from tracker.model import Frozen


class Demand(StrEnum):
    """Whether a one-time code is asked for beside the password."""

    OFF = "off"
    OPTIONAL = "optional"
    REQUIRED = "required"


class Audience(StrEnum):
    """Whom one unit's things are shown to: every unit, or itself with the office and the auditor."""

    EVERYONE = "everyone"
    OWN = "own"


class PasswordRule(Frozen):
    min_length: int = Field(ge=8, le=64)
    min_classes: int = Field(ge=1, le=4)
    history: int = Field(ge=0, le=24)
    max_age_days: int = Field(ge=0, le=3650)


class Lockout(Frozen):
    attempts: int = Field(ge=1, le=100)
    minutes: int = Field(ge=1, le=10080)
    per_address: int = Field(ge=1, le=10000)


class SessionRule(Frozen):
    idle_minutes: int = Field(ge=1, le=1440)
    absolute_minutes: int = Field(ge=1, le=10080)
    per_account: int = Field(ge=1, le=100)


class SecondFactor(Frozen):
    """One field a role, named as in `Role`."""

    reporter: Demand
    unit: Demand
    office: Demand
    leader: Demand
    admin: Demand
    auditor: Demand

    def of(self, role: str) -> Demand:
        return Demand(getattr(self, role))


class Visibility(Frozen):
    """One field a `Matter`."""

    items: Audience
    drafts: Audience
    pending: Audience
    returned: Audience
    evidence: Audience
    contacts: Audience


class Policy(Frozen):
    password: PasswordRule
    lockout: Lockout
    session: SessionRule
    second_factor: SecondFactor
    visibility: Visibility
