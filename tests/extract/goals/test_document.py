"""Goals of whole documents: clauses, dates from headings and lead-ins, rows with deadlines, and no input that breaks it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.extract.goals.document import Goals, goals_of
from tracker.extract.goals.reading import About, read
from tracker.extract.source import plain
from tracker.extract.structure import structured
from tracker.model import Comparator
from tracker.sources.folding import fold


def goals(*lines: str) -> Goals:
    text = structured(plain(lines))
    return goals_of(text.folded, text.documents[0])


def told(found: Goals) -> list[str]:
    targets = [f"{path} {one.value} {one.unit} {one.due and one.due.on}" for path, one in found.targets]
    return targets + [f"{path} {one.due.on}" for path, one in found.milestones]


def test_a_goal_knows_its_clause_its_words_and_its_date() -> None:
    lines = (
        "某区碳达峰实施方案",
        "一、主要目标",
        "到2025年，绿色建筑占比比2020年提高10个百分点。",
        "二、重点任务",
        "（一）发展绿色建筑。2026年底前，建成示范项目20个。",
    )
    text = structured(plain(lines))
    found = goals_of(text.folded, text.documents[0])

    (first, share), (second, count) = found.targets
    assert (first, second) == ("一", "二/(一)")
    assert text.folded.quote(*share.snippet) == "到2025年，绿色建筑占比比2020年提高10个百分点"
    assert text.folded.quote(count.start, count.end) == "20个"
    assert share.baseline is not None
    assert share.baseline.year == 2020
    assert share.due is not None
    assert (share.due.wording, share.confidence, share.doubts) == ("到2025年", 0.95, ())


def test_a_plan_of_two_years_begins_with_the_first_of_them() -> None:
    found = goals(
        "2024—2025年节能降碳行动方案", "一、总体要求", "2024年，能耗降低2.5%左右。2025年，能耗降低3%左右。"
    )

    assert told(found) == ["一 2.5 % 2024-12-31", "一 3 % 2025-12-31"]


def test_a_date_at_the_end_of_a_lead_in_governs_the_list_under_it() -> None:
    found = goals(
        "某市工作方案", "一、发展目标", "坚持创新驱动。到2027年：",
        "1.产业规模：建成特色园区5个以上。", "2.企业培育：培育企业300家。",
        "二、其他", "建成示范点3个以上。",
    )  # fmt: skip

    assert told(found) == ["一/1 5 个 2027-12-31", "一/2 300 家 2027-12-31", "二 3 个 None"]
    assert found.targets[0][1].doubts == ("时限取自前面的引导语",)


def test_a_dated_heading_governs_what_stands_under_it() -> None:
    found = goals(
        "某市工作方案",
        "一、总体目标",
        "（一）2030年目标",
        "森林覆盖率达到45%。",
        "（二）工作要求",
        "加强领导。",
    )

    assert told(found) == ["一/(一) 45 % 2030-12-31"]


def test_the_first_words_of_a_paragraph_of_aims_govern_all_of_it() -> None:
    found = goals(
        "某市工作方案", "一、主要目标",
        "到2025年，体系基本建立。完成改造3000万平方米。替代率达到10%。", "到2030年，碳排放达到峰值。",
    )  # fmt: skip

    assert told(found) == [
        "一 3000 万平方米 2025-12-31",
        "一 10 % 2025-12-31",
        "一 2025-12-31",
        "一 2030-12-31",
    ]


def test_a_row_with_a_deadline_is_its_figures_or_one_milestone() -> None:
    found = goals(
        "某市任务清单", "1.建设平台，完善服务体系。推动运营。", "牵头单位：市甲局", "完成时限：2026年6月",
        "2.培育企业5家、建成园区2个。", "牵头单位：市乙局", "完成时限：2026年12月",
        "3.深化合作。", "牵头单位：市丙局", "完成时限：持续推进",
    )  # fmt: skip

    assert told(found) == ["2 5 家 2026-12-31", "2 2 个 2026-12-31", "1 2026-06-30"]


def test_figures_in_a_list_of_the_year_are_due_within_it() -> None:
    found = goals("某市2026年工作要点", "一、加快建设", "新增充电桩500个以上。持续优化环境。")

    assert told(found) == ["一 500 个 2026-12-31"]


def test_what_is_past_or_paid_is_refused_with_the_reason() -> None:
    found = goals(
        "某区绿色发展资金奖励办法", "一、支持标准",
        "对建成绿色工厂的企业，给予50万元奖励。节能率达到10%以上的，按投资额的20%奖励。",
        "二、现状", "已建成园区3个。",
    )  # fmt: skip

    assert told(found) == []
    assert [one.why for _, one in found.refused] == [
        "支付、奖补或收费的金额",
        "奖补、优惠的比例、上限或条件",
        "奖补、优惠的比例、上限或条件",
    ]


def test_years_that_the_text_starts_somewhere_give_their_last_day_elsewhere() -> None:
    found = goals(
        "某市人才工程意见",
        "一、目标",
        "2024年起5年内，引进人才2000名左右。",
        "二、任务",
        "5年内培训骨干300名。3年内培训100名。",
    )

    assert told(found) == ["一 2000 名 2028-12-31", "二 300 名 2028-12-31", "二 100 名 None"]


def test_comparators_and_what_they_are_read_from() -> None:
    said = {
        "到2025年,占比达到60%。": Comparator.GE,
        "到2025年,占比达到60%左右。": Comparator.ABOUT,
        "到2025年,漏损率控制在8%以内。": Comparator.LE,
        "到2025年,规模年均增长6%。": Comparator.GROWTH,
        "到2030年,规模比2020年翻一番。": Comparator.MULTIPLE,
        "到2025年,占比保持在40%~45%。": Comparator.HOLD,
        "到2025年,能耗下降8%。": Comparator.GE,
    }
    for sentence, comparator in said.items():
        (target,) = read(sentence).targets
        assert target.comparator is comparator, sentence
    assert read("到2025年,能耗下降8%。").targets[0].reduction


def test_a_value_that_a_higher_level_sets_is_a_target_without_a_figure() -> None:
    (energy, carbon) = read("到2025年,完成市级下达的单位产值能耗和碳排放目标。").targets

    assert (energy.indicator, carbon.indicator) == ("单位产值能耗", "碳排放")
    assert energy.value is None
    assert energy.set_by == "市级下达"


def test_indicators_are_named_by_what_is_measured() -> None:
    said = {
        "到2025年,全区森林覆盖率达到35.5%。": ["全区森林覆盖率"],
        "到2025年,建设100个左右零碳园区和500个左右零碳工厂。": ["零碳园区", "零碳工厂"],
        "到2025年,单位产值能耗和碳排放分别下降8%、9%。": ["单位产值能耗", "碳排放"],
        "到2025年,培育绿色工厂20家。": ["绿色工厂"],
        "到2025年,替代率达到10%,2030年提升到15%。": ["替代率", "替代率"],
    }
    for sentence, names in said.items():
        assert [one.indicator for one in read(sentence).targets] == names


_PIECES = """
到2025年 2030年前 “十四五”期间 截至 比2020年 ，达到 10% 5—3 1,000 万千瓦 （ ） 〔2024〕8号 《 》 “ ” ； 。 ： 、 分别 下降 以上
翻一番 全覆盖 百分之 二星级 给予 补贴 完成时限： 2026年13月 年底前 99999999999999999999年 0.0.0 9-9-9 第 号 个 家 平方米 / %
"""
_WORDS = st.sampled_from([*_PIECES.split(), "\n"])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(_WORDS, st.text(max_size=6)), max_size=30).map("".join))
def test_no_text_breaks_it(text: str) -> None:
    found = read(fold(text), About(titles=("目标",)))
    for one in (*found.targets, *found.milestones):
        assert 0 <= one.snippet[0] <= one.snippet[1] <= len(fold(text))
        assert 0 < one.confidence <= 1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.one_of(_WORDS, st.text(max_size=4)), max_size=8).map("".join), max_size=8))
def test_no_document_breaks_it(lines: list[str]) -> None:
    text = structured(plain(lines))
    for document in text.documents:
        for _, one in goals_of(text.folded, document).targets:
            assert document.start <= one.start < one.end <= document.end
