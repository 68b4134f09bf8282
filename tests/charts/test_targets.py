"""A target in time: what is drawn, what is not, and what is said of it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.spec.world import TARGET, judge
from tracker.charts.style import Drawing
from tracker.charts.targets import along, target_drawing
from tracker.labels import COLOURS

BY_2025 = {"comparator": "ge", "value": 10, "due": "到2025年"}
BY_2030 = {"id": "later", "comparator": "about", "value": 12.5, "due": "到2030年"}
SETTING = {"kind": "target_setting", "recorded": date(2024, 1, 1)}
LINEAR = {**SETTING, "baseline_year": 2020, "baseline_value": 4, "pathway": "linear", "lag_months": 12}


def readings(values: dict[str, float], **more: Any) -> list[dict[str, Any]]:
    return [
        {"kind": "reading", "period": period, "value": value, "recorded": date(2026, 6, 1), **more}
        for period, value in values.items()
    ]


def drawn(
    targets: list[dict[str, Any]],
    given: list[dict[str, Any]],
    target: str = TARGET,
    as_of: date = date(2026, 11, 20),
) -> Drawing | None:
    row = {"as_of": as_of, "given": given, "opened": date(2024, 1, 1)}
    return target_drawing(judge({"targets": targets}, row), target)


def present(drawing: Drawing | None) -> Drawing:
    assert drawing is not None
    return drawing


def rows(drawing: Drawing) -> Iterator[dict[str, Any]]:
    for dataset in drawing.spec["datasets"].values():
        yield from dataset


def words(drawing: Drawing) -> set[str]:
    return {row["words"] for row in rows(drawing) if "words" in row}


def dashed(drawing: Drawing) -> list[tuple[float, float]]:
    """The corners of the required path."""
    return sorted(
        {(row["x"], round(row["y"], 6)) for row in rows(drawing) if "leg" in row and row["x"] % 1 == 0}
    )


def test_nothing_is_drawn_where_nothing_is_known() -> None:
    assert drawn([BY_2025], []) is None
    assert drawn([BY_2025], [{**SETTING, "lag_months": 12}]) is None


def test_no_path_is_drawn_unless_the_office_declared_one() -> None:
    found = present(drawn([BY_2025], readings({"2024": 8.9})))
    assert dashed(found) == []
    assert words(found) == {"8.9%", "目标 不低于10%", "截至 2026-11-20"}


def test_goals_of_two_dates_make_one_broken_line_whichever_target_is_asked_for() -> None:
    given = [LINEAR, {**SETTING, "target": "doc/1.1/later", "pathway": "linear", "tolerance": 0.5}]
    for target in (TARGET, "doc/1.1/later"):
        found = present(drawn([BY_2025, BY_2030], [*given, *readings({"2024": 8.9})], target))
        assert dashed(found) == [(2020, 4), (2025, 10), (2030, 12.5)]
        assert {"目标 不低于10%", "目标 12.5%左右", "基期 4%"} <= words(found)


def test_the_tolerance_of_about_is_a_band_around_the_goal() -> None:
    given = [
        LINEAR,
        {**SETTING, "target": "doc/1.1/later", "pathway": "linear", "tolerance": 0.5},
        *readings({"2024": 8.9}),
    ]
    band = [row for row in rows(present(drawn([BY_2025, BY_2030], given))) if row.get("upper")]
    assert {(row["lower"], row["goal"], row["upper"]) for row in band} == {(12.0, 12.5, 13.0)}


def test_what_the_path_asks_today_stands_beside_what_it_asked_at_the_reading() -> None:
    found = present(drawn([BY_2025], [LINEAR, *readings({"2023": 7})], as_of=date(2024, 12, 31)))
    assert "截至日应到 8.8%" in words(found)
    assert "2023年12月31日的路径要求为 7.6%，差 0.6个百分点" in found.words


def test_once_due_only_the_goal_is_asked() -> None:
    found = present(drawn([BY_2025], [LINEAR, *readings({"2025": 9.1})]))
    assert not any(said.startswith("今天应到") for said in words(found))


def test_a_provisional_reading_is_hollow_and_says_so() -> None:
    found = present(drawn([BY_2025], [LINEAR, *readings({"2025": 9.1}, status="provisional")]))
    assert "9.1% 初步数" in words(found)
    marks = [layer for layer in found.spec["layer"] if layer.get("mark", {}).get("type") == "point"]
    assert any(
        mark["encoding"].get("fill", {}).get("condition", {}).get("value") == COLOURS["ground"]
        for mark in marks
    )


def test_the_outlook_is_a_range_from_the_latest_reading_to_the_due_date() -> None:
    known = readings({"2021": 4.5, "2022": 5.2, "2023": 5.6, "2024": 6.4, "2025": 6.7})
    found = present(drawn([{**BY_2025, "due": "到2030年"}], [LINEAR, *known]))
    wedge = sorted((row["x"], row["low"], row["high"]) for row in rows(found) if "low" in row)
    assert wedge[0] == (2025, 6.7, 6.7)
    assert wedge[1][0] == 2030
    assert wedge[1][1] < wedge[1][2]
    assert any(said.startswith("按趋势\n") for said in words(found))
    assert "按趋势到期为" in found.words


def test_many_readings_are_labelled_at_both_ends_only() -> None:
    quarters = {f"{year}-Q{n}": 5 + year % 10 + n / 10 for year in (2023, 2024, 2025) for n in (1, 2, 3, 4)}
    found = present(drawn([BY_2025], readings(quarters)))
    named = [layer for layer in found.spec["layer"] if "layer" in layer]
    texts = [found.spec["datasets"][layer["data"]["name"]] for layer in named]
    assert [len(text) for text in texts if "period" in text[0]] == [2]


def test_every_tooltip_is_chinese() -> None:
    found = present(drawn([BY_2025], readings({"2024": 8.9})))
    tips = [tip for layer in found.spec["layer"] for tip in layer.get("encoding", {}).get("tooltip", [])]
    assert {tip["title"] for tip in tips} == {"时期", "数值", "来源"}


@pytest.mark.parametrize(
    ("pathway", "t", "value"),
    [("linear", 2023.5, 7.0), ("compound", 2023.5, 40**0.5), ("step", 2025.9, 4.0), ("step", 2026.0, 10.0)],
)
def test_the_drawn_path_is_the_judged_path(pathway: str, t: float, value: float) -> None:
    leg = {"pathway": pathway, "t0": 2021.0, "v0": 4.0, "t1": 2026.0, "v1": 10.0}
    assert along(leg, t) == pytest.approx(value)


def test_a_falling_goal_has_its_words_below_the_line() -> None:
    falling = {"comparator": "le", "value": 20, "due": "到2030年"}
    found = present(drawn([falling], readings({"2024": 30})))
    goal = [
        layer["layer"][1]["mark"]
        for layer in found.spec["layer"]
        if "layer" in layer and layer["layer"][0]["encoding"]["y"]["field"] == "goal"
    ]
    assert [mark["dy"] for mark in goal] == [13]
