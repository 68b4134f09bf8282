"""Citations of a plan file, and whether the text bears them out."""

from typing import Any

import pytest

from tests.sources.plans import ASSIGNMENT, HEAT, TEXT, outline, plan_file
from tracker.sources.citations import CitationKind, citations
from tracker.sources.marking import marked_lines
from tracker.sources.proof import Finding, Verdict, prove


def proven(text: str = TEXT, **changes: Any) -> list[Finding]:
    return prove(citations(plan_file(**changes)), outline(text))


def one(kind: str, words: str, **task: Any) -> Finding:
    """The finding of the citation of a kind with these words."""
    found = prove(citations(plan_file(HEAT | task)), outline())
    [finding] = [f for f in found if f.citation.kind == kind and f.citation.words == words]
    return finding


def test_everything_that_is_cited() -> None:
    file = plan_file(
        document={"validity": "有效期三年"},
        pilots=[{"id": "p", "name": "试点", "applicants": "谁", "stages": ["application"], "quote": "补贴"}],
        reviewed=[{"clause": "三", "why": "附则"}, {"clause": "二/(二)/1", "quote": "4次", "why": "次数"}],
    )
    assert [(c.item, c.kind.value, c.clause, c.words) for c in citations(file)] == [
        ("example", "validity", None, "有效期三年"),
        ("example/goals", "title", "一", "总体要求"),
        ("example/goals/m", "milestone", "一", "到2026年，能耗强度下降5%"),
        ("example/2.1", "title", "二/(一)", "发展清洁供热"),
        ("example/2.1/t", "target", "二/(一)", "到2026年,清洁供热面积占比达到10%以上"),
        ("example/2.1", "units", "二/(一)", "区城市管理委、相关街镇"),
        ("example/2.1/w", "window", "二/(一)", "申报期至2025年8月31日"),
        ("example/2.1", "condition", "二/(一)", "补贴30%"),
        ("example/p", "pilot", None, "补贴"),
        ("example/reviewed/1", "reviewed", "三", ""),
        ("example/reviewed/2", "reviewed", "二/(二)/1", "4次"),
    ]
    assert {finding.verdict for finding in prove(citations(file), outline())} == {Verdict.PROVEN}


@pytest.mark.parametrize("words", ["（文中未写明责任单位）", "（未能读出）"])
def test_our_own_words_cite_nothing(words: str) -> None:
    assignment = {"role": "responsible", "as_written": words, "units": [words]}
    kinds = [citation.kind for citation in citations(plan_file(HEAT | {"assignments": [assignment]}))]
    assert CitationKind.UNITS not in kinds


def test_width_and_white_space_do_not_count_and_lines_may_break() -> None:
    finding = one("target", "到2026年,清洁供热面积占比达到10%以上")
    assert (finding.verdict, finding.found_in, finding.line) == (Verdict.PROVEN, ("二/(一)",), 8)


@pytest.mark.parametrize(
    "quote", ["“到2026年”", "到2026年、清洁供热", "到2026年，清潔供热", "到2026年。清洁"]
)
def test_nothing_else_is_folded(quote: str) -> None:
    finding = one("condition", quote, conditions=[{"what": "x", "quote": quote}])
    assert finding.verdict is Verdict.NOT_FOUND


def test_what_is_not_found_says_how_far_it_is() -> None:
    finding = one("condition", "管网投资补贴50%", conditions=[{"what": "x", "quote": "管网投资补贴50%"}])
    assert (finding.verdict, finding.beginning, finding.line) == (Verdict.NOT_FOUND, "管网投资补贴", 9)


def test_words_of_another_clause_are_found_there() -> None:
    finding = one("condition", "有效期三年", conditions=[{"what": "x", "quote": "有效期三年"}])
    assert (finding.verdict, finding.found_in, finding.line) == (Verdict.ELSEWHERE, ("三",), 15)


def test_a_condition_may_name_the_clause_that_sets_it() -> None:
    named = [{"what": "x", "quote": "有效期三年", "clause": "三"}]
    finding = one("condition", "有效期三年", conditions=named)
    assert (finding.verdict, finding.citation.clause) == (Verdict.PROVEN, "三")


def test_an_item_may_cite_what_stands_below_its_clause_but_not_above_it() -> None:
    below = one("condition", "不少于4次", clause="二", conditions=[{"what": "x", "quote": "不少于4次"}])
    assert (below.verdict, below.found_in) == (Verdict.PROVEN, ("二/(二)/1",))
    above = one("condition", "重点任务", conditions=[{"what": "x", "quote": "重点任务"}])
    assert (above.verdict, above.found_in) == (Verdict.ELSEWHERE, ("二",))


def test_all_places_inside_the_clause_count_and_none_outside() -> None:
    text = TEXT + "\n补贴30%。\n四、其他\n补贴30%，又补贴30%。"
    task = HEAT | {
        "id": "4",
        "clause": "四",
        "title": "其他",
        "assignments": [ASSIGNMENT],
        "targets": [],
        "windows": [],
    }
    found = prove(citations(plan_file(task, goals=[])), outline(text))
    [finding] = [f for f in found if f.citation.kind is CitationKind.CONDITION]
    assert (len(finding.ranges), finding.found_in, finding.line) == (2, ("四",), 18)


@pytest.mark.parametrize(
    ("clause", "title", "verdict"),
    [
        ("二/(二)/1", "加强宣传", Verdict.PROVEN),
        ("二/(二)/1", "加强宣教", Verdict.NOT_FOUND),
        ("二/(一)", "加强宣传", Verdict.ELSEWHERE),
        # A clause that runs straight into what it says has no title: ours proves nothing.
        ("二/(二)/2", "督查单位", Verdict.OWN_WORDS),
        ("二/(二)/2", "负责督查", Verdict.PROVEN),
        ("二/(九)", "督查", Verdict.ELSEWHERE),
        ("二/(九)", "没有的标题", Verdict.NOT_FOUND),
    ],
)
def test_titles(clause: str, title: str, verdict: Verdict) -> None:
    assert one("title", title, clause=clause, title=title).verdict is verdict


def test_units_named_by_another_clause() -> None:
    words = ASSIGNMENT["as_written"]
    inherited = [ASSIGNMENT | {"inherited_from": "二/(一)"}]
    assert one("units", str(words), clause="二/(二)/2", assignments=inherited).verdict is Verdict.PROVEN
    assert one("units", str(words), clause="二/(二)/2").verdict is Verdict.ELSEWHERE


@pytest.mark.parametrize(
    ("clause", "quote", "verdict", "found_in"),
    [
        ("三", None, Verdict.PROVEN, ("三",)),
        ("九", None, Verdict.NOT_FOUND, ()),
        ("引言", "2025年3月3日", Verdict.PROVEN, ("引言",)),
        ("标题", "2025年3月3日", Verdict.PROVEN, ("引言",)),
        ("引言", None, Verdict.PROVEN, ("引言",)),
        ("一", "2025年3月3日", Verdict.ELSEWHERE, ("引言",)),
        ("引言", "有效期三年", Verdict.ELSEWHERE, ("三",)),
    ],
)
def test_reviewed_entries(
    clause: str, quote: str | None, verdict: Verdict, found_in: tuple[str, ...]
) -> None:
    entry = {"clause": clause, "why": "看过"} | ({"quote": quote} if quote else {})
    finding = proven(reviewed=[entry])[-1]
    assert (finding.verdict, finding.found_in) == (verdict, found_in)


def test_a_clause_with_its_cited_words_marked() -> None:
    found = outline()
    [clause] = found.at("二/(一)")
    findings = prove(citations(plan_file()), found)
    setting = [f for f in findings if f.citation.kind in (CitationKind.TARGET, CitationKind.MILESTONE)]
    lines = marked_lines(found.folded, clause, setting)
    assert [(line.number, line.pieces) for line in lines] == [
        (7, (("（一）发展清洁供热", False),)),
        (8, (("到2026年，清洁供热面积占比达到", True),)),
        (9, (("10%以上", True), ("。管网投资补贴30%。申报期至2025年8月31日。", False))),
        (10, (("(主要责任单位:区城市管理委、相关街镇)", False),)),
    ]


def test_blanks_inside_cited_words_are_marked_with_them() -> None:
    found = outline("一、甲\n  到 2026 年，达到 5 ％ 。另外 ")
    file = plan_file(
        HEAT
        | {
            "clause": "一",
            "targets": [],
            "windows": [],
            "conditions": [{"what": "x", "quote": "2026年，达到5%"}],
        }
    )
    lines = marked_lines(found.folded, found.clauses[0], prove(citations(file), found))
    assert lines[1].pieces == (("到 ", False), ("2026 年，达到 5 ％", True), (" 。另外", False))


def test_the_title_of_a_clause_below_is_not_its_own() -> None:
    """Else a task could name a whole chapter and still be proven by everything in it."""
    found = prove(citations(plan_file(HEAT | {"clause": "二"})), outline())
    title = next(f for f in found if f.citation.words == "发展清洁供热")
    assert (title.verdict, title.found_in) == (Verdict.ELSEWHERE, ("二/(一)",))


@pytest.mark.parametrize(
    ("wording", "verdicts"),
    [("到2026年", []), ("“十五五”期间", [Verdict.PROVEN]), ("到2027年", [Verdict.NOT_FOUND])],
)
def test_a_target_may_have_its_date_from_a_sentence_before(wording: str, verdicts: list[Verdict]) -> None:
    target = HEAT["targets"][0] | {"due": {"wording": wording, "on": "2030-12-31", "precision": "year"}}
    text = TEXT.replace("管网", "“十五五”期间，管网")
    found = prove(citations(plan_file(HEAT | {"targets": [target]})), outline(text))
    assert [one.verdict for one in found if one.citation.kind is CitationKind.DUE] == verdicts
