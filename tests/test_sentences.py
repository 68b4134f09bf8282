"""Words for results where a slip would turn the meaning round."""

import pytest

from tracker.sentences import difference, goal_words, outlook_words


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"outlook": "unlikely", "outlook_low": 16.4, "comparator": "about", "goal": 12.5}, "预计偏高"),
        ({"outlook": "unlikely", "outlook_low": 9.0, "comparator": "about", "goal": 12.5}, "预计不达"),
        ({"outlook": "unlikely", "outlook_low": 16.4, "comparator": "ge", "goal": 80.0}, "预计不达"),
        ({"outlook": "likely", "outlook_low": 16.4, "comparator": "ge", "goal": 12.5}, "预计可达"),
        ({"outlook": None, "outlook_low": None, "comparator": "ge", "goal": 12.5}, ""),
    ],
)
def test_an_outlook_says_in_which_direction(row: dict[str, object], words: str) -> None:
    assert outlook_words(row) == words


GOAL = {"unit_of_measure": "%", "value": 10, "value_text": "10", "baseline_year": None, "upper": None}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"comparator": "ge"}, "不低于10%"),
        ({"comparator": "ge", "value_text": "35.50"}, "不低于35.50%"),
        ({"comparator": "le"}, "不高于10%"),
        ({"comparator": "about"}, "10%左右"),
        ({"comparator": "hold", "upper": 12}, "10%—12%"),
        ({"comparator": "growth"}, "年均增长10%"),
        ({"comparator": "multiple", "value": 2, "value_text": "2", "baseline_year": 2020}, "较2020年翻一番"),
        ({"comparator": "multiple", "value": 3, "value_text": "3", "unit_of_measure": None}, "较基期增至3倍"),
        ({"comparator": "ge", "unit_of_measure": None, "reading_unit": "%"}, "不低于10%"),
        ({"comparator": "ge", "value": 2, "value_text": "2", "unit_of_measure": "星级"}, "不低于二星级"),
        ({"comparator": None, "value": None, "set_by": "市级下达"}, "待下达（市级下达）"),
    ],
)
def test_a_goal_in_words(row: dict[str, object], words: str) -> None:
    assert goal_words({**GOAL, **row}) == words


def test_percent_minus_percent() -> None:
    assert difference(0.9, "%") == "0.9个百分点"
    assert difference(1, "星级") == "1个星级"
