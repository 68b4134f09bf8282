"""Who sees what of a unit's things."""

import pytest

from tracker.accounts.policy import Audience, Visibility
from tracker.accounts.policy_file import read_policy
from tracker.accounts.visibility import Matter, may_see
from tracker.intake import Actor, Role

YES, NO = True, False
SEERS = {
    "own reporter": Actor("甲", Role.REPORTER, "a"),
    "own approver": Actor("乙", Role.UNIT, "a"),
    "other unit": Actor("丙", Role.UNIT, "b"),
    "unit without a unit": Actor("丁", Role.UNIT),
    "office": Actor("戊", Role.OFFICE),
    "leader": Actor("己", Role.LEADER),
    "auditor": Actor("庚", Role.AUDITOR),
    "admin": Actor("辛", Role.ADMIN),
}
DEFAULT = {
    # matter: in the order of SEERS
    Matter.ITEMS: (YES, YES, YES, YES, YES, YES, YES, NO),
    Matter.DRAFTS: (YES, YES, NO, NO, YES, NO, YES, NO),
    Matter.PENDING: (YES, YES, NO, NO, YES, NO, YES, NO),
    Matter.RETURNED: (YES, YES, NO, NO, YES, NO, YES, NO),
    Matter.EVIDENCE: (YES, YES, NO, NO, YES, NO, YES, NO),
    Matter.CONTACTS: (YES, YES, NO, NO, YES, NO, YES, NO),
    Matter.ACCESS: (NO, NO, NO, NO, NO, NO, YES, NO),
}


def rule(audience: Audience | None = None) -> Visibility:
    if audience:
        return Visibility.model_validate(dict.fromkeys(Visibility.model_fields, audience))
    policy, _ = read_policy(b"")
    assert policy is not None
    return policy.visibility


@pytest.mark.parametrize("matter", Matter)
def test_by_the_shipped_profile(matter: Matter) -> None:
    assert tuple(may_see(rule(), seer, matter, "a") for seer in SEERS.values()) == DEFAULT[matter]


@pytest.mark.parametrize("matter", [matter for matter in Matter if matter is not Matter.ACCESS])
def test_the_policy_decides_between_units(matter: Matter) -> None:
    other = SEERS["other unit"]
    assert may_see(rule(Audience.EVERYONE), other, matter, "a")
    assert not may_see(rule(Audience.OWN), other, matter, "a")
    assert not may_see(rule(Audience.EVERYONE), SEERS["admin"], matter, "a")


def test_items_of_all_can_be_closed_to_units_but_not_to_leaders() -> None:
    closed = rule(Audience.OWN)
    assert not may_see(closed, SEERS["other unit"], Matter.ITEMS, "a")
    assert may_see(closed, SEERS["leader"], Matter.ITEMS, "a")


def test_what_belongs_to_no_unit_is_not_a_unit_s_own() -> None:
    assert not may_see(rule(), SEERS["unit without a unit"], Matter.DRAFTS, None)


def test_every_matter_but_the_access_chain_has_a_line_in_the_policy() -> None:
    assert set(Visibility.model_fields) == {matter.value for matter in Matter} - {Matter.ACCESS}
