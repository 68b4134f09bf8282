"""The line in time: what is drawn where, and what is read aloud."""

from datetime import date
from typing import Any

from tests.spec.world import judge
from tracker import queries
from tracker.charts.style import Drawing
from tracker.charts.timeline import timeline

AS_OF = date(2026, 11, 20)


def drawn(*given: dict[str, Any], due: str = "2026年8月底前") -> Drawing:
    spec = {"kind": "dated", "opened": date(2026, 1, 4), "milestones": [{"due": due}], "given": list(given)}
    return timeline(queries.items(judge(spec, {"as_of": AS_OF})).to_dicts(), AS_OF)


def points(drawing: Drawing, field: str) -> list[Any]:
    """The values of a field in all data of the chart."""
    return [row[field] for rows in drawing.spec["datasets"].values() for row in rows if field in row]


def marks(drawing: Drawing) -> list[str]:
    return [layer["mark"]["type"] for layer in drawing.spec["layer"] if "mark" in layer]


def test_the_day_of_the_question_is_marked_and_the_item_has_its_words() -> None:
    drawing = drawn()
    assert points(drawing, "words") == ["截至 2026-11-20"]
    assert set(points(drawing, "label")) == {"建成平台（逾期）"}
    assert drawing.words == "截至2026年11月20日的时间节点和分解事项：建成平台，2026年8月31日，逾期。"


def test_time_runs_over_whole_years_from_the_earliest_to_the_latest_day() -> None:
    x = drawn(due="到2030年").spec["layer"][0]["encoding"]["x"]
    assert [end["year"] for end in x["scale"]["domain"]] == [2026, 2031]


def test_an_extension_leads_from_the_original_date_to_the_new_one() -> None:
    asked = {
        "kind": "extension_request",
        "new_due": date(2026, 12, 15),
        "recorded": date(2026, 8, 1),
        "name": "x",
    }
    granted = {"kind": "extension_decision", "request": "x", "approved": True, "new_due": date(2026, 12, 15)}
    moved = drawn(asked, {**granted, "recorded": date(2026, 8, 5)})
    assert "line" in marks(moved)
    assert "line" not in marks(drawn())
    assert {"2026-08-31T00:00:00", "2026-12-15T00:00:00"} <= set(points(moved, "on"))


def test_a_completion_has_a_tick_of_its_own() -> None:
    done = {"kind": "completion", "completed_on": date(2026, 8, 20), "recorded": date(2026, 8, 21)}
    assert "tick" in marks(drawn(done))
    assert "tick" not in marks(drawn())
