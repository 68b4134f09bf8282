"""Which words of a text are figures, dates and units that have to be accounted for."""

from datetime import date

import pytest

from tracker.sources.folding import Folded
from tracker.sources.tokens import TokenKind, tokens


def found(text: str) -> list[tuple[str, str]]:
    """Kind and words of each token."""
    folded = Folded(text.split("\n"))
    return [(token.kind.value, token.words) for token in tokens(folded, 0, len(folded))]


@pytest.mark.parametrize(
    "words",
    [
        "到2025年", "至2025年底", "2030年前", "2030年底前", "2025年末", "2023—2025年", "2026年6月", "2026年6月底前",
        "2023年11月23日", "2024年7月15日前", "2019年1月1日之前", "2024-06-18", "2025年第四季度", "7月15日前", "11月底",
        "“十四五”期间", "“十五五”时期", "十五五", "近三年", "连续三年", "一年", "两年", "六个月", "二〇二五年",
    ],
)  # fmt: skip
def test_dates(words: str) -> None:
    assert found(f"全区，{words}，完成") == [("date", words)]


@pytest.mark.parametrize(
    "words",
    [
        "10%", "12.5%", "百分之十", "1.45亿平方米", "90万平方米", "300kW", "8.5个百分点", "0.01元", "3000平方米", "12号线",
        "48小时", "15分钟", "5家", "1,200吨", "翻一番", "翻番", "两倍", "全覆盖", "二星级", "九成", "零增长", "15日内",
    ],
)  # fmt: skip
def test_figures(words: str) -> None:
    [(kind, shown)] = found(f"达到{words}以上")
    assert kind == "figure"
    assert words.startswith(shown)


@pytest.mark.parametrize(
    "text",
    [
        "落实《北京市“十四五”时期规划（2021—2025年）》和《意见》",
        "（京政发〔2022〕31号）、国發〔2021〕23號、京技管[2018]92号",
        "满足GB/T51141、DB11/T 1844、HJ633—2012、GB 50189-2015、ISO14064—1的要求",
        "控制CO2、PM2.5和VOCs，用$\\text{m}^3$计",
        "见附件1、2和附件3，附表1，图2，表3",
        "材料包括：1.申请表；2.执照；(3)证明",
        "联系电话：00000000、00000001，邮编：100161，海淀区苏州街67号",
        "上一年度、每年、第一、一是、三个领域、百项、一批",
        "[bookmark: lawyee_8116_6] 附表",
        "上一年级",
    ],
)
def test_numbers_that_only_name_or_count_off(text: str) -> None:
    assert found(text) == []


def test_list_numbers_at_the_head_of_a_line() -> None:
    text = "甲\n1. 乙\n- 10.丙\n1.2023年申报表\n达到9项"
    assert found(text) == [("date", "2023年"), ("figure", "9项")]


def test_a_figure_alone_in_its_line_or_cell_counts() -> None:
    assert found("目标值（%）\n10\n—\n1/3") == [("figure", "10"), ("figure", "1"), ("figure", "3")]


def test_a_figure_broken_over_lines() -> None:
    assert found("于 2023年 8 月 31\n\n日前，达到 1\n0%") == [("date", "2023年8月31日前"), ("figure", "10%")]


def test_the_core_is_what_a_quotation_has_to_hold() -> None:
    folded = Folded(["到２０２５年底前，力争达到１０％以上，有效期至2025年12月31日"])
    cores = [(folded.text[token.start : token.end], token.on) for token in tokens(folded, 0, len(folded))]
    assert cores == [("2025年", None), ("10", None), ("2025年12月31", date(2025, 12, 31))]


def test_a_day_that_does_not_exist_is_still_a_date() -> None:
    [token] = tokens(Folded(["2025年2月30日"]), 0, 10)
    assert (token.kind, token.on) == (TokenKind.DATE, None)


def test_only_the_range_is_looked_at() -> None:
    folded = Folded(["到2025年，到2030年"])
    assert [token.words for token in tokens(folded, 6, len(folded))] == ["，到2030年".removeprefix("，")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("落实。(主要责任单位:甲局、乙办,相关街镇)再说。", ["甲局", "乙办", "相关街镇"]),
        ("（牵头单位：甲局，责任单位：乙办、丙委）", ["甲局", "乙办", "丙委"]),
        ("牵头单位：甲局（乙局）；配合单位：丙委。", ["甲局（乙局）", "丙委"]),
        ("责任单位：甲局、乙办\n二是推进丙", ["甲局", "乙办"]),
        ("(主责部门:甲局、乙\n办)", ["甲局", "乙办"]),
        ("申报单位：甲、乙；联系单位：丙；各责任单位要落实", []),
    ],
)
def test_units_of_a_printed_list(text: str, names: list[str]) -> None:
    assert found(text) == [("unit", name) for name in names]
