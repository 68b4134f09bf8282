"""Tables of indicators are read as the sentences they stand for, each figure with its year."""

from tracker.extract.figures import indicator_lines
from tracker.extract.goals.document import goals_of
from tracker.extract.ledger import Words
from tracker.extract.source import plain, read_source
from tracker.extract.structure import structured


def told(*lines: str) -> list[str]:
    source = plain(lines)
    text = structured(source)
    found = goals_of(text.folded, text.documents[0])
    return [
        f"{one.indicator} {one.comparator} {one.value} {one.unit} {one.due and one.due.on}"
        for _, one in found.targets
    ]


def test_a_figure_has_the_year_of_its_column_and_the_unit_of_its_row() -> None:
    assert told(
        "某市能源发展方案（2021—2025年）",
        "国发〔2021〕23号有关要求",
        "一、主要目标",
        "序号 指标 单位 2020年 2025年 属性",
        "1 非化石能源消费比重 % 15.9 20左右 预期性",
        "2 单位产值能耗降低 % — [13.5] 约束性",
        "3 森林覆盖率（%） % 40.1 ≥42 约束性",
        "4 电力装机容量 亿千瓦 22 30 预期性",
        "二、重点任务",
    ) == [
        "非化石能源消费比重 about 20 % 2025-12-31",
        "单位产值能耗 ge 13.5 % 2025-12-31",
        "森林覆盖率 ge 42 % 2025-12-31",
        "电力装机容量 ge 30 亿千瓦 2025-12-31",
    ]


def test_a_sheet_of_indicators_is_read_the_same_way() -> None:
    source, problems = read_source(
        "指标名称,单位,2030年目标值\n绿色出行比例,%,75\n充电桩,万个,≥20\n".encode(), "指标.csv"
    )

    assert problems == []
    assert source is not None
    text = structured(source)
    found = goals_of(text.folded, text.documents[0])
    assert [(str(one.value), one.unit) for _, one in found.targets] == [("75", "%"), ("20", "万个")]


def test_every_character_knows_its_cell() -> None:
    row = {0: Words("森林覆盖率", range(5)), 1: Words("≥42%", range(5, 9))}
    head = {0: Words("指标", range(20, 22)), 1: Words("2025年", range(22, 27))}

    assert indicator_lines([row]) is None
    (line,) = indicator_lines([head, row]) or []
    words, places = line
    assert words == "到2025年，森林覆盖率不低于42%。"
    assert len(words) == len(places)
    assert set(places) <= set(range(9))
