"""The coverage matrix: what the text says and no item of the plan takes up."""

from typing import Any

import pytest

from tests.sources.plans import ASSIGNMENT, TEXT, outline, plan_file
from tracker.sources.citations import citations
from tracker.sources.coverage import Answer, Matrix, matrix
from tracker.sources.proof import prove


def made(*tasks: dict[str, Any], text: str = TEXT, **changes: Any) -> Matrix:
    file, found = plan_file(*tasks, **changes), outline(text)
    return matrix(file, found, prove(citations(file), found))


def gaps(found: Matrix) -> list[tuple[str, str]]:
    return [(gap.clause, gap.words) for gap in found.token_gaps]


def task(clause: str, **changes: Any) -> dict[str, Any]:
    bare = {
        "id": "x",
        "clause": clause,
        "title": "题",
        "summary": "概",
        "kind": "standing",
        "assignments": [ASSIGNMENT],
    }
    return bare | changes


def test_what_is_left_over() -> None:
    found = made()
    assert [(row.clause, row.title, row.line) for row in found.clause_gaps] == [
        ("二/(二)", "保障措施", 11),
        ("二/(二)/1", "加强宣传", 12),
        ("二/(二)/2", "负责督查各单位", 13),
        ("三", "附则", 14),
    ]
    assert [(gap.clause, gap.kind, gap.words, gap.line, gap.sentence) for gap in found.token_gaps] == [
        ("二/(二)/1", "figure", "4次", 12, "不少于4次。"),
        ("三", "date", "三年", 15, "本方案有效期三年。"),
    ]
    assert (dict(found.counts), found.complete) == ({"figure": 4, "date": 5, "unit": 2}, False)


def test_reviewed_entries_fill_the_gaps() -> None:
    reviewed = [
        {"clause": "二/(二)", "why": "保障措施，没有要跟踪的"},
        {"clause": "三", "quote": "有效期三年", "why": "有效期，不是时限"},
    ]
    found = made(reviewed=reviewed)
    assert found.complete
    assert [row.answer for row in found.rows] == [
        Answer.ITEM, Answer.BELOW, Answer.ITEM, Answer.REVIEWED, Answer.ABOVE, Answer.ABOVE, Answer.REVIEWED,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("items", "reviewed", "open_"),
    [
        # A heading is answered for by anything below it, a leaf by what is at it or above it.
        (["二/(二)/1"], [], ["一", "二/(一)", "二/(二)/2", "三"]),
        (["二"], [], ["一", "三"]),
        (["二/(二)"], [], ["一", "二/(一)", "三"]),
        ([], [("二/(二)", None)], ["一", "二/(一)", "三"]),
        # A reviewed quotation leaves what stands below its clause to be read.
        ([], [("二/(二)", "保障")], ["一", "二/(一)", "二/(二)/1", "二/(二)/2", "三"]),
        ([], [("九", None)], ["一", "二", "二/(一)", "二/(二)", "二/(二)/1", "二/(二)/2", "三"]),
    ],
)
def test_which_clauses_are_answered_for(
    items: list[str], reviewed: list[tuple[str, str | None]], open_: list[str]
) -> None:
    entries = [
        {"clause": clause, "why": "看过"} | ({"quote": quote} if quote else {}) for clause, quote in reviewed
    ]
    tasks = [task(clause, id=f"x{n}") for n, clause in enumerate(items)]
    file = plan_file(goals=[], reviewed=entries).model_copy(
        update={"tasks": plan_file(*tasks).tasks if tasks else ()}
    )
    found = outline()
    assert [row.clause for row in matrix(file, found, prove(citations(file), found)).clause_gaps] == open_


def test_a_title_or_a_list_of_units_accounts_for_no_figure() -> None:
    found = made(task("一", title="到2026年，能耗强度下降5%"), text="一、到2026年，能耗强度下降5%", goals=[])
    assert gaps(found) == [("一", "到2026年"), ("一", "5%")]


def test_a_quotation_accounts_for_figures_in_its_own_clause_only() -> None:
    text = "一、甲\n补贴30%。\n二、乙\n补贴30%。"
    condition = {"what": "补贴", "quote": "补贴30%"}
    assert gaps(made(task("一", conditions=[condition]), text=text, goals=[])) == [("二", "30%")]


def test_what_is_cited_from_another_clause_is_accounted_for_and_reported_as_elsewhere() -> None:
    text = "一、甲\n没有。\n二、乙\n补贴30%。"
    condition = {"what": "补贴", "quote": "补贴30%"}
    assert gaps(made(task("一", conditions=[condition]), text=text, goals=[])) == []


def test_a_figure_half_in_a_quotation_is_not_accounted_for() -> None:
    condition = {"what": "x", "quote": "达到1"}
    assert gaps(made(task("一", conditions=[condition]), text="一、甲\n达到10%以上。", goals=[])) == [
        ("一", "10%")
    ]


def test_the_documents_own_dates() -> None:
    text = "2025年3月3日\n一、甲\n自2025年4月1日起施行,有效期至2027年12月31日,2025年4月2日前报送。"
    dates = {"effective_on": "2025-04-01", "expires_on": "2027-12-31"}
    assert gaps(made(task("一"), text=text, goals=[], document=dates)) == [("一", "2025年4月2日前")]


def test_the_words_before_the_first_clause_have_figures_too() -> None:
    text = "现就开展2024年试点通知如下。\n一、甲\n没有。"
    assert gaps(made(task("一"), text=text, goals=[])) == [("引言", "2024年")]


def test_the_sentence_around_a_figure_stays_in_its_clause() -> None:
    text = "一、甲\n前一句。按照\n每年10%递增；后一句\n二、乙\n没有"
    [gap] = made(task("一"), text=text, goals=[]).token_gaps
    assert (gap.words, gap.line, gap.sentence) == ("10%", 3, "按照每年10%递增；")


LISTED = "一、甲\n应当落实。(牵头单位:区城管委;责任单位:区财政局、区住建委(区房管局),相关街镇)"


def units(*as_written: str, **changes: Any) -> list[tuple[str, str]]:
    assignments = [{"role": "responsible", "as_written": one, "units": ["甲"]} for one in as_written]
    return gaps(made(task("一", assignments=assignments), text=LISTED, goals=[], **changes))


def test_every_unit_of_a_printed_list_is_assigned() -> None:
    assert units("区城管委", "区财政局、区住建委(区房管局),相关街镇") == []
    assert units("区财政局、区住建委(区房管局)") == [("一", "区城管委"), ("一", "相关街镇")]
    assert units("区城管委", "区财政局") == [("一", "区住建委(区房管局)"), ("一", "相关街镇")]


def test_a_unit_in_the_quotation_of_a_goal_is_not_thereby_assigned() -> None:
    condition = {"what": "x", "quote": "牵头单位:区城管委;责任单位:区财政局"}
    assert ("一", "区城管委") in gaps(made(task("一", conditions=[condition]), text=LISTED, goals=[]))


def test_units_of_a_clause_that_was_reviewed_need_no_task() -> None:
    assert gaps(made(text=LISTED, goals=[], reviewed=[{"clause": "一", "why": "看过"}])) == []
