"""Figures with their unit, also in words, in ranges and in scales; what only names is none."""

import pytest

from tracker.extract.goals.masks import masked
from tracker.extract.goals.measures import kind_of, plain_unit
from tracker.extract.goals.numbers import percent, spoken
from tracker.extract.goals.quantities import quantities
from tracker.sources.folding import fold


def found(text: str) -> str:
    return "; ".join(
        f"{one.value}{'~' + str(one.upper) if one.upper else ''} {one.unit} {one.kind}"
        for one in quantities(masked(fold(text)))
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("１.45亿平方米，占比１０％", "1.45 亿平方米 size; 10 % share"),
        ("1,234.5万吨标准煤", "1234.5 万吨标准煤 size"),
        ("1—2家", "1~2 家 count"),
        ("30%—50%", "30~50 % share"),
        ("5%~8%", "5~8 % share"),
        ("100个左右", "100 个 count"),
        ("1600余家", "1600 家 count"),
        ("1.3万余项", "1.3 万项 count"),
        ("提高3个百分点", "3 个百分点 points"),
        ("翻一番", "2 倍 fold"),
        ("翻两番", "4 倍 fold"),
        ("增长一倍", "2 倍 fold"),
        ("实现全覆盖", "100 % cover"),
        ("二星级及以上", "2 星级 grade"),
        ("百分之十二点五", "12.5 % share"),
        ("七成以上", "70 % share"),
        ("不少于两万平方米", "2 万平方米 size"),
        ("百项场景、千款产品", "100 项 count; 1000 款 count"),
        ("300克标准煤/千瓦时以下", "300 克标准煤/千瓦时 size"),
        ("营收超200亿元", "200 亿元 money"),
        ("GPU35000张", "35000 张 count"),
        ("细颗粒物（PM2.5）30微克/立方米", "30 微克/立方米 size"),
        ("国发〔2021〕23号", ""),
        ("GB/T51161—2016", ""),
        ("《2024—2025年节能降碳行动方案》", ""),
        ("“1+4”体系、“210”服务", ""),
        ("5G、4A级、B200", ""),
        ("12号线", ""),
        ("第85次会议", ""),
        ("五年行动、十大工程、一批项目", ""),
        ("联系电话：010-88888888", ""),
    ],
)
def test_a_figure_has_a_value_and_a_unit(text: str, said: str) -> None:
    assert found(text) == said


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("两", 2),
        ("十二", 12),
        ("一百零五", 105),
        ("三千", 3000),
        ("两万", 20000),
        ("千万", 10_000_000),
        ("甲", None),
        ("", None),
    ],
)
def test_numbers_in_words(words: str, number: int | None) -> None:
    assert spoken(words) == number


def test_a_percentage_in_words_may_have_a_point() -> None:
    assert str(percent("二十点五")) == "20.5"
    assert percent("点五") is None


def test_one_measure_has_one_spelling() -> None:
    assert plain_unit("万平米") == "万平方米"
    assert plain_unit("百分点") == "个百分点" == plain_unit("个百分点")
    assert kind_of("亿吨标准煤") == "size"
