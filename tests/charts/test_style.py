"""Every chart has the product's one style and leaves as plain data."""

import json

import altair as alt
import polars as pl

from tracker.charts.style import CONFIG, drawing, label
from tracker.labels import COLOURS, FONTS

POINTS = pl.DataFrame({"x": [1.0], "y": [2.0], "words": ["目标"]})


def colours(config: object) -> set[str]:
    """Every colour value in a configuration."""
    if isinstance(config, dict):
        named = {value for key, value in config.items() if "olor" in key and isinstance(value, str)}
        return named.union(*map(colours, config.values()))
    return set()


def test_colours_and_fonts_are_those_of_the_pages() -> None:
    assert colours(CONFIG) <= set(COLOURS.values())
    assert all(f'"{font}"' in CONFIG["font"] for font in FONTS)


def test_a_drawing_is_plain_data_in_the_common_style() -> None:
    made = drawing(alt.Chart(POINTS).mark_point().encode(x="x:Q", y="y:Q"), "一个点。", 120)
    assert json.loads(json.dumps(made.spec)) == made.spec
    assert made.spec["config"] == CONFIG
    assert (made.spec["height"], made.words) == (120, "一个点。")


def test_no_legend_and_no_english_months() -> None:
    assert CONFIG["legend"] == {"disable": True}
    assert CONFIG["locale"]["time"]["shortMonths"][11] == "12月"


def test_words_have_a_seam_below_them_so_that_lines_do_not_cross_them_out() -> None:
    seam, words = label(POINTS, alt.X("x:Q"), alt.Y("y:Q"), "words", dy=-9).to_dict()["layer"]
    assert seam["mark"]["stroke"] == COLOURS["ground"]
    assert "stroke" not in words["mark"]
    assert words["mark"]["dy"] == -9
