"""One file may hold several documents: whose lines are whose."""

import pytest

from tracker.sources.span import Span, own_span

GAZETTE = """目录
(甲发〔2023〕1号)\t(3)
甲委员会
关于印发供热意见的通知

甲发〔2023〕1号

各单位：
现将意见印发给你们，见乙发〔2023〕2号。
一、总体要求
到2025年，达到10%以上。
**乙委员会
关于印发《应急预案
(2023 年修订)》的通知**

乙发 [2023] 2 号
一、组织机构
附件同时废止(丙发〔2018〕9号)。
政府公报查询方式
"""
LINES = tuple(GAZETTE.splitlines())


@pytest.mark.parametrize(
    ("number", "span"),
    [
        # The title page of the second document does not belong to the first.
        ("甲发〔2023〕1号", Span(6, 11, named=True)),
        ("乙发〔2023〕2号", Span(16, 19, named=True)),
        ("乙发﹝2023﹞2号", Span(1, 19, named=False)),
        ("甲发(2023)1号", Span(6, 11, named=True)),
        ("丙发〔2018〕9号", Span(1, 19, named=False)),
        (None, Span(1, 19, named=False)),
        ("", Span(1, 19, named=False)),
    ],
)
def test_own_lines(number: str | None, span: Span) -> None:
    assert own_span(LINES, number) == span


def test_a_number_repeated_on_every_page_opens_nothing_new() -> None:
    lines = ("甲发〔2023〕1号", "一、要求。", "甲发〔2023〕1号", "二、措施。")
    assert own_span(lines, "甲发〔2023〕1号") == Span(1, 4, named=True)


def test_lines_that_end_no_sentence_at_all_are_kept() -> None:
    lines = ("甲发〔2023〕1号", "一、要求", "二、措施", "乙发〔2023〕2号")
    assert own_span(lines, "甲发〔2023〕1号") == Span(1, 3, named=True)
