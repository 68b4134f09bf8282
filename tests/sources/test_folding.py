"""Words compared without white space and width, and without anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.sources.folding import Folded, fold


@pytest.mark.parametrize(
    ("words", "folded"),
    [
        ("到 2025 年，\n达到\u300010％以上", "到2025年,达到10%以上"),
        ("（一）\tＡＢＣ：", "(一)ABC:"),
        ("～！", "~!"),
        ("“十四五”、‘甲’", "“十四五”、‘甲’"),
        ("句号。①㎡½", "句号。①㎡½"),
        ("發展 ⼀", "發展⼀"),
        ("甲\u200b乙", "甲\u200b乙"),
    ],
)
def test_what_is_folded_and_what_is_not(words: str, folded: str) -> None:
    assert fold(words) == folded


def test_every_character_knows_where_it_stands() -> None:
    folded = Folded(["  到２０２５年，", "", "达到 10％"], first=7)
    assert folded.text == "到2025年,达到10%"
    assert folded.original == "到２０２５年，达到10％"
    [(start, end)] = folded.occurrences("年,\n达到")
    assert (folded.line_at(start), folded.line_at(end - 1)) == (7, 9)
    assert list(folded.places(start, end)) == [(0, 7), (0, 8), (2, 0), (2, 1)]
    assert list(folded.lines_between(start, len(folded))) == [(5, 7), (7, 12)]


def test_overlapping_places_are_all_found() -> None:
    assert Folded(["一一一"]).occurrences("一一") == [(0, 2), (1, 3)]
    assert Folded(["一"]).occurrences(" ") == []


@pytest.mark.parametrize(
    ("words", "beginning", "at"),
    [("到2025年，实现", "到2025年,", 1), ("全无", "", None), ("达到10%", "达到10%", 8)],
)
def test_the_longest_beginning(words: str, beginning: str, at: int | None) -> None:
    assert Folded(["，到2025年,达到10%"]).longest_beginning(words) == (beginning, at)


@given(st.lists(st.text(max_size=20), max_size=6))
def test_folding_lines_is_folding_their_words(lines: list[str]) -> None:
    folded = Folded(lines)
    assert folded.text == fold("\n".join(lines))
    assert len(folded.original) == len(folded.text)
    assert sum(stop - start for start, stop in folded.lines_between(0, len(folded))) == len(folded)
