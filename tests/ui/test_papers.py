"""Who is offered which paper on the page of reports."""

from dataclasses import replace
from datetime import date

import pytest

from tracker.intake.permissions import Actor, Role
from tracker.ui.blocks.papers import offered
from tracker.ui.state import View

VIEW = View("/workbook", (), date(2026, 11, 20), None, Actor("甲", Role.OFFICE), "v")


@pytest.mark.parametrize(
    ("role", "wanted"),
    [
        (Role.OFFICE, ["circular", "brief", "brief-of-day"]),
        (Role.LEADER, ["brief", "brief-of-day"]),
        (Role.AUDITOR, []),
        (Role.ADMIN, []),
    ],
)
def test_the_circular_is_for_the_office_and_briefs_also_for_leaders(role: Role, wanted: list[str]) -> None:
    assert [one.key for one in offered(replace(VIEW, actor=Actor("甲", role)))] == wanted


@pytest.mark.parametrize("role", [Role.UNIT, Role.REPORTER])
def test_units_are_offered_none(role: Role) -> None:
    assert offered(replace(VIEW, actor=Actor("甲", role, "hd-fgw"))) == []
