import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.report.cells import (
    PALETTES,
    Figure,
    amount_of,
    difference_of,
    lines,
    most_lines,
    pieces,
    room,
    row_height,
)
from tracker.sentences import amount, difference

VALUES = st.floats(-1e6, 1e6, allow_nan=False)
TEXTS = st.text(alphabet="碳达峰实施方案ab1 \n，", max_size=400)


@pytest.mark.parametrize(
    ("figure", "number_format"),
    [
        (Figure(10.0, "%"), '0"%"'),
        (Figure(12.5, "%"), '0.0"%"'),
        (Figure(1 / 3, " 个百分点"), '0.00" 个百分点"'),
        (Figure(-0.6, " 个百分点"), '0.0" 个百分点"'),
        (Figure(4980.0), "0"),
        (Figure(3.0, "年", "超过 "), '"超过 "0"年"'),
        (Figure(1.0, '"'), "0"),
    ],
)
def test_a_figure_is_shown_with_its_unit_and_as_many_decimals_as_it_has(
    figure: Figure, number_format: str
) -> None:
    assert figure.number_format == number_format


@given(VALUES, st.sampled_from(["%", "倍", "亿元", None]))
def test_a_figure_keeps_the_value_and_says_the_unit_of_the_pages(value: float, unit: str | None) -> None:
    for make, words in ((amount_of, amount), (difference_of, difference)):
        figure = make(value, unit)
        assert figure is not None
        assert figure.value == value
        assert words(value, unit).endswith(figure.after)


def test_what_is_not_known_is_no_figure() -> None:
    assert amount_of(None, "%") is None
    assert difference_of(None, "%") is None


@pytest.mark.parametrize(
    ("text", "capacity", "count"),
    [("", 10, 1), ("碳达峰方案", 10, 1), ("碳达峰方案了", 10, 2), ("abcdefghij", 10, 1), ("一\n二\n", 10, 3)],
)
def test_lines_of_a_wrapped_text(text: str, capacity: int, count: int) -> None:
    assert lines(text, capacity) == count


@given(TEXTS, st.integers(4, 40), st.integers(1, 12))
def test_pieces_lose_nothing_and_fit(text: str, capacity: int, count: int) -> None:
    found = pieces(text, capacity, count)
    assert "".join(found).replace("\n", "") == text.replace("\n", "")
    assert all(lines(piece, capacity) <= count for piece in found)


@pytest.mark.parametrize("size", [8.0, 10.5, 14.0])
def test_the_tallest_row_is_one_that_spreadsheets_take(size: float) -> None:
    assert 300 < row_height(most_lines(size), size) <= 409


def test_a_column_of_34_digits_holds_16_characters_of_the_body() -> None:
    assert room(34, 10.5) // 2 == 16


def test_no_word_of_a_palette_begins_with_another() -> None:
    for tones in PALETTES.values():
        words = [word for found in tones.values() for word in found]
        assert not [(a, b) for a in words for b in words if a != b and a.startswith(b)]
