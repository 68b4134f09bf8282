from datetime import date
from typing import Any

from tests.spec.world import TASK, judge
from tracker.unknowns import never_reported, unknowns

DAY = date(2026, 11, 20)
Q3 = {"kind": "progress", "period": "2026-Q3", "recorded": date(2026, 10, 12)}
LEAD = {"kind": "lead_confirmed", "unit": "alpha", "recorded": date(2026, 2, 1)}


def told(*given: dict[str, Any], **spec: Any) -> list[tuple[str, str, int]]:
    snapshot = judge(
        {"kind": "standing", "opened": date(2026, 1, 4), "given": list(given), **spec}, {"as_of": DAY}
    )
    return [(unknown.key, unknown.who, unknown.count) for unknown in unknowns(snapshot)]


def test_a_reported_task_with_a_confirmed_lead_lacks_nothing() -> None:
    assert told(Q3, LEAD) == []


def test_silence_is_the_units_and_an_unconfirmed_lead_the_offices_to_mend() -> None:
    assert told() == [("never_reported", "责任单位", 1), ("provisional", "双碳办", 1)]


def test_a_document_that_is_not_in_force_lacks_nothing() -> None:
    assert told(document={"status": "draft"}) == []


def test_targets_are_sorted_by_who_can_supply_what_is_missing() -> None:
    target = {"comparator": "ge", "value": 10, "due": "到2030年"}
    assert told(Q3, LEAD, targets=[target]) == [("targets", "双碳办", 1)]
    assert told(Q3, LEAD, targets=[{"set_by": "市级下达", "due": "到2030年"}]) == [
        ("targets", "双碳办（市级下达）", 1)
    ]
    assert told(Q3, LEAD, targets=[{"comparator": "ge", "value": 10}]) == [("targets", "报数单位", 1)]


def test_a_contribution_of_another_unit_counts_as_having_been_reported() -> None:
    snapshot = judge({"kind": "standing", "given": [Q3]}, {"as_of": DAY})
    assert never_reported(snapshot) == frozenset()
    assert never_reported(judge({"kind": "standing"}, {"as_of": DAY})) == {TASK}
