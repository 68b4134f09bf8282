"""A goal of yearly growth: the rates of its years, the geometric mean, the goal."""

from datetime import date
from typing import Any

import pytest

from tests.spec.world import TARGET, judge
from tracker.charts.growth import yearly_rates
from tracker.charts.targets import target_drawing

AS_OF = date(2026, 11, 20)
GOAL = {"comparator": "growth", "value": 6, "due": "“十四五”期间"}
ROW = {
    "starts_on": date(2021, 1, 1),
    "due": date(2023, 12, 31),
    "baseline_value": 1000.0,
    "baseline_year": 2020,
}


def reading(year: int, value: float, basis: str, status: str = "final") -> dict[str, Any]:
    return {"period_end": date(year, 12, 31), "months": 12, "value": value, "basis": basis, "status": status}


def given(values: dict[int, float], **more: Any) -> list[dict[str, Any]]:
    return [
        {"kind": "reading", "period": str(year), "value": value, "recorded": date(2026, 6, 1), **more}
        for year, value in values.items()
    ]


def said(values: list[dict[str, Any]], target: dict[str, Any] = GOAL, as_of: date = AS_OF) -> str:
    drawing = target_drawing(
        judge({"targets": [target]}, {"as_of": as_of, "given": values, "opened": date(2024, 1, 1)}), TARGET
    )
    return drawing.words if drawing else ""


def test_rates_are_taken_as_told_and_a_year_without_one_stays_open() -> None:
    found = yearly_rates(ROW, [reading(2021, 8.1, "rate"), reading(2023, 5.0, "rate", "provisional")])
    assert [(one["year"], one["rate"], one["provisional"]) for one in found] == [
        (2021, 8.1, False),
        (2022, None, False),
        (2023, 5.0, True),
    ]


def test_a_rate_that_is_not_told_comes_from_the_levels_of_two_years() -> None:
    found = yearly_rates(ROW, [reading(2021, 1050, "level"), reading(2023, 1200, "level")])
    assert [one["rate"] and round(one["rate"], 6) for one in found] == [5.0, None, None]
    assert found[0]["computed"]


def test_a_told_rate_goes_before_a_computed_one() -> None:
    found = yearly_rates(ROW, [reading(2021, 1050, "level"), reading(2021, 4.8, "rate")])
    assert (found[0]["rate"], found[0]["computed"]) == (4.8, False)


def test_the_mean_is_geometric() -> None:
    rates = given({2021: 8.1, 2022: 3.2, 2023: 6.4, 2024: 6.9, 2025: 5.8}, basis="rate")
    assert "至2025年几何平均 6.07%；目标年均 6%" in said(rates)


def test_a_missing_year_is_named_and_there_is_no_mean() -> None:
    words = said(given({2021: 8.1, 2023: 6.4}, basis="rate"))
    assert "2022年 缺数据" in words
    assert "几何平均" not in words


def test_years_still_to_come_are_not_missing() -> None:
    due = {"wording": "“十五五”期间", "on": "2030-12-31", "precision": "period", "starts_on": "2026-01-01"}
    words = said(given({2026: 5.0}, basis="rate"), GOAL | {"due": due}, date(2027, 6, 30))
    assert "缺数据" not in words


@pytest.mark.parametrize("values", [[], given({2020: 1000.0})])
def test_without_any_rate_there_is_nothing_to_draw(values: list[dict[str, Any]]) -> None:
    assert said(values) == ""
