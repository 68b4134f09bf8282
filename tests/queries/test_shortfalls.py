"""Targets short of their goal, in words; and requests for more time that wait."""

from datetime import date

from tests.spec.world import judge
from tracker import queries

PATH = {"baseline": {"year": 2020, "value": 4}, "pathway": "linear"}


def reading(period: int, value: float) -> dict[str, object]:
    return {"kind": "reading", "period": str(period), "value": value, "recorded": date(2026, 6, 1)}


def test_what_was_missed_lags_or_will_be_missed_and_by_how_much() -> None:
    targets = [
        {"id": "due", "comparator": "ge", "value": 10, "due": "到2025年", **PATH},
        {"id": "path", "comparator": "ge", "value": 14, "due": "到2030年", "pathway": "linear"},
        {"id": "most", "comparator": "le", "value": 20, "due": "到2030年"},
        {"id": "unset", "comparator": "ge", "due": "到2030年", "set_by": "市级"},
    ]
    given = [reading(year, 4 + (year - 2020)) for year in range(2021, 2026)]
    world = {"targets": targets, "given": given, "opened": None, "as_of": date(2026, 11, 20)}
    found = {row["target_id"][8:]: row for row in queries.shortfalls(judge(world, {})).iter_rows(named=True)}
    # On the way from 4 to 10 and on to 14 the readings gain 1 a year: 9 in 2025, 14 in 2030.
    assert {name: (row["verdict"], row["short"]) for name, row in found.items()} == {
        "due": ("到期未达标", "距目标差1个百分点"),
        "path": ("落后于路径", "比路径差1个百分点"),
        "most": ("差于基期", ""),
    }


def test_a_trend_that_falls_short_says_by_how_much() -> None:
    targets = [{"comparator": "ge", "value": 20, "due": "到2030年", **PATH}]
    values = {2021: 4.9, 2022: 6.1, 2023: 7, 2024: 8.2, 2025: 9}
    given = [reading(year, value) for year, value in values.items()]
    row = queries.shortfalls(
        judge({"targets": targets, "given": given, "opened": None, "as_of": date(2026, 11, 20)}, {})
    ).row(0, named=True)
    low, high = sorted((row["outlook_low"], row["outlook_high"]))
    assert (row["verdict"], row["outlook"]) == ("落后于路径，预计不达", "unlikely")
    most = f"{20 - high:.2f}—{20 - low:.2f}".replace(".00", "")
    assert row["short"] == f"按趋势到期差{most}个百分点，比路径差3个百分点"


def test_requests_for_more_time_wait_until_they_are_answered() -> None:
    world = {"milestones": [{"due": "2026年6月底前"}], "opened": date(2026, 1, 1), "as_of": date(2026, 6, 15)}
    asked = {
        "kind": "extension_request",
        "name": "q",
        "new_due": date(2026, 9, 30),
        "recorded": date(2026, 6, 1),
    }
    answer = {"kind": "extension_decision", "request": "q", "approved": False, "recorded": date(2026, 6, 10)}
    waiting = queries.extensions_waiting(judge(world, {"given": [asked]}))
    assert [(row["item_id"], row["asked_due"], row["effective_due"]) for row in waiting] == [
        ("doc/1.1/m", date(2026, 9, 30), date(2026, 6, 30))
    ]
    assert queries.extensions_waiting(judge(world, {"given": [asked, {**answer, "reason": "不同意"}]})) == []
