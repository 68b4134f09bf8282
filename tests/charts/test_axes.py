"""Axes: years by their ends, and an honest start of the values."""

from datetime import date

import pytest

from tracker.charts.axes import Axes, year_end

TIMES = [2020.0, 2030.0]


def test_whole_numbers_are_ends_of_years() -> None:
    assert year_end(date(2025, 12, 31)) == 2025
    assert year_end(date(2026, 7, 2)) == pytest.approx(2025.5, abs=0.01)


@pytest.mark.parametrize(
    ("values", "start", "title"),
    [
        ([4.0, 12.5], 0.0, None),
        ([34.8, 35.5], 34.653, "纵轴不从零起"),
        ([-4.0, 20.0], -9.04, None),
        ([5.0, 5.0], 3.95, "纵轴不从零起"),
    ],
)
def test_values_start_at_zero_or_the_axis_says_that_they_do_not(
    values: list[float], start: float, title: str | None
) -> None:
    y = Axes(TIMES, values, "%").y().to_dict()
    assert y["scale"]["domain"][0] == pytest.approx(start)
    assert y["axis"]["title"] == title


def test_percent_stands_at_the_figures_and_other_units_in_the_title() -> None:
    assert "'%'" in Axes(TIMES, [1.0, 9.0], "%").y().to_dict()["axis"]["labelExpr"]
    assert Axes(TIMES, [1.0, 9.0], "亿元").y().to_dict()["axis"]["title"] == "单位：亿元"


def test_each_year_is_marked_as_long_as_there_is_room() -> None:
    assert Axes(TIMES, [1.0], None).x().to_dict()["axis"]["values"] == list(range(2020, 2031))
    assert Axes([2020.4, 2060.0], [1.0], None).x().to_dict()["axis"]["values"][:2] == [2021, 2025]


def test_words_stand_off_the_side_a_line_comes_from() -> None:
    axes = Axes(TIMES, [1.0], None)
    assert axes.beside(above=True, rising=True)["align"] == "right"
    assert axes.beside(above=False, rising=True)["align"] == "left"
    assert axes.beside(above=True, rising=False)["align"] == "left"
