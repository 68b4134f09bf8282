"""Widgets whose value lives in the address."""

from streamlit.testing.v1 import AppTest


def page() -> None:
    from datetime import date

    import streamlit as st

    from tracker.ui.filters import choose, pick_date, search
    from tracker.ui.state import read

    view = read("ledger", st.query_params.to_dict(), date(2026, 11, 20), "v", ())[0]
    light = choose(view, "light", "灯", {"red": "红", "grey": "灰"})
    words = search(view, "q", "搜索", "标题、单位")
    pick_date("as_of", "截至日期", view.as_of)
    st.text(f"{light}|{words}|{view.as_of}")


def shown(**params: str) -> AppTest:
    test = AppTest.from_function(page)
    for name, value in params.items():
        test.query_params[name] = value
    return test.run()


def test_the_address_sets_the_widgets() -> None:
    test = shown(light="red", q="供热", as_of="2026-09-30")
    assert test.text[0].value == "red|供热|2026-09-30"
    assert test.selectbox[0].value == "red"
    assert str(test.date_input[0].value) == "2026-09-30"


def test_a_choice_goes_into_the_address_and_any_leaves_it() -> None:
    test = shown(light="red", page="3")
    test.selectbox[0].set_value("grey").run()
    assert test.text[0].value == "grey||2026-11-20"
    assert test.query_params == {"light": "grey"}
    test.selectbox[0].set_value("").run()
    assert test.query_params == {}


def test_an_unknown_code_in_the_address_counts_as_any() -> None:
    assert shown(light="purple").text[0].value == "||2026-11-20"


def test_words_are_searched_without_blanks_around_them() -> None:
    test = shown()
    test.text_input[0].set_value("  绿色 ").run()
    assert test.text[0].value == "|绿色|2026-11-20"
    assert test.query_params == {"q": "绿色"}


def test_a_day_far_away_is_held_within_the_calendar() -> None:
    assert str(shown(as_of="1900-01-01").date_input[0].value) == "2015-01-01"
