"""Search as people type it."""

import pytest

from tracker.ui.finder import entry, found

TASK = entry(
    ["加快推进区域海绵城市建设", "区水务局", "重点行业GDP能耗"],
    ["构建海绵城市格局，综合采取渗滞蓄净用排措施"],
)


@pytest.mark.parametrize(
    "query", ["海绵", "水务局", "hmcs", "HMCS", "qswj", "gdp", "zdhygdp", "渗滞蓄", "海绵 qsw", " "]
)
def test_words_and_initials_find(query: str) -> None:
    assert found(TASK, query)


@pytest.mark.parametrize("query", ["森林", "hmcsx", "sqwj", "海绵 森林", "szxj"])
def test_other_words_and_initials_of_long_texts_do_not(query: str) -> None:
    assert not found(TASK, query)


def test_initials_do_not_run_from_one_name_into_the_next() -> None:
    assert found(entry(["海绵城市"]), "hmcs")
    assert not found(entry(["海绵", "城市"]), "hmcs")


def test_a_character_is_found_by_the_reading_it_has_in_its_word() -> None:
    assert found(entry(["重庆银行"]), "cqyh")
