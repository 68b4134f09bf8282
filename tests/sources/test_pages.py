"""Page numbers and running heads are no words of the text; figures are."""

import pytest

from tests.sources import files
from tracker.sources.pages import text_of, without_numbers
from tracker.sources.text import read_lines


@pytest.mark.parametrize(
    "line",
    ["- 12 -", "— 12 —", "－ 12 －", "·12·", "第 12 页", "第12页 共 40页", "第12页/共40页", "\f- 12 -"],
)
def test_what_says_that_it_is_the_number_of_a_page(line: str) -> None:
    assert without_numbers(["占比达到", line, "10%"]) == ("占比达到", "", "10%")


def test_bare_numbers_are_page_numbers_when_they_count_on() -> None:
    assert without_numbers(["甲", "11", "乙", "12/40", "丙", "13", "10", "丁"]) == (
        "甲", "", "乙", "", "丙", "", "10", "丁",
    )  # fmt: skip


@pytest.mark.parametrize("lines", [("达到", "10", "%"), ("5", "6", "10"), ("- 12", "12%", "2025年")])
def test_figures_stay(lines: tuple[str, ...]) -> None:
    assert without_numbers(lines) == lines


@pytest.mark.parametrize("header", ["- 12 -", "第 12 页"])
def test_a_sentence_goes_on_over_the_page(header: str) -> None:
    lines, problems = read_lines(f"耦合供热面积占比达到12.5%左\n\n{header}\n\n右。".encode(), "a.txt")
    assert lines == ("耦合供热面积占比达到12.5%左", "", "", "", "右。")
    assert problems == []


class TestPrintedPages:
    def test_heads_and_numbers_are_left_out(self) -> None:
        pages = [
            ["公报  2024年第13期", f"— {n} —", f"第{n}句到", f"{n}为止。", "海淀区"] for n in range(1, 4)
        ]
        assert text_of(pages) == ["第1句到", "1为止。", "第2句到", "2为止。", "第3句到", "3为止。"]

    def test_left_and_right_pages_have_heads_of_their_own(self) -> None:
        pages = [["甲公报" if n % 2 else "第13期", f"第{n}句。", str(n)] for n in range(1, 7)]
        assert text_of(pages) == [f"第{n}句。" for n in range(1, 7)]

    def test_words_that_stand_at_two_edges_only_stay(self) -> None:
        pages = [["各街镇", "甲"], ["各街镇", "乙"], ["丙", "各街镇"]]
        assert text_of(pages) == ["各街镇", "甲", "各街镇", "乙", "丙", "各街镇"]

    def test_of_a_pdf(self) -> None:
        data = files.pdf(*(["公报2024年第13期", f"第{n}句", f"到{n}此", f"{n}"] for n in range(1, 5)))
        lines, _ = read_lines(data, "a.pdf")
        assert lines == ("第1句", "到1此", "第2句", "到2此", "第3句", "到3此", "第4句", "到4此")
