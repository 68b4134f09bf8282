"""Where a check must speak and where it must keep silent; the plain cases are in tests/broken."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.plan.conftest import Spoil
from tracker.plan import load_plan
from tracker.plan.quotes import figures, holds

PLAN = "plans/example.yaml"


@pytest.mark.parametrize(
    ("quote", "stated"),
    [
        ("单位建筑面积综合能耗和碳排放分别下降8%、9%", {8, 9}),
        ("到2030年，增加值较2020年翻一番", {2030, 2020, 2}),
        ("新建民用建筑实现绿色建筑全覆盖", {100}),
        ("森林覆盖率提高至35.50%", {Decimal("35.5")}),
        ("将７５％的降雨就地消纳", {75}),
        ("新增1,200万平方米", {1, 200, 1200}),
        ("提高两成，覆盖三成", {30}),
        ("能耗零增长", {0}),
        ("新建工业建筑执行二星级及以上标准", {2}),
        ("改扩建项目达到一级、争取三星级", {1, 3}),
        ("完成市级下达的任务", set()),
        ("稳步提升", set()),
    ],
)
def test_figures_of_a_quotation(quote: str, stated: set[int | Decimal]) -> None:
    assert figures(quote) == {Decimal(value) for value in stated}


@pytest.mark.parametrize(
    ("quote", "words", "found"),
    [
        ("“十四五”期间,体系健全", "十四五期间", True),
        ("到 2025 年，建成", "到2025年", True),
        ("到２０２５年", "到2025年", True),
        ("到2025年底", "到2026年", False),
    ],
)
def test_words_of_a_quotation(quote: str, words: str, found: bool) -> None:
    assert holds(quote, words) is found


@pytest.mark.parametrize(
    ("as_written", "units", "position"),
    [
        ("区城市管理委、区科委、园区管委会", "区城市管理委, 区科委、园区管委会", None),
        ("区城市管理委；区发改委", "区城市管理委, 区发改委", None),
        ("区城市管理委 、 区发改委", "区城市管理委, 区发改委", None),
        ("区城市管理委,区发改委,", "区城市管理委, 区发改委", None),
        ("区城市管理委、区发改委", "区发改委, 区城市管理委", 1),
        ("区城市管理委、区发改委", "区城市管理委", 2),
        ("区城市管理委", "区城市管理委, 区发改委", 2),
        ("区城市管理委员会", "区城市管理委", 1),
    ],
)
def test_units_against_the_printed_list(
    as_written: str, units: str, position: int | None, spoil: Spoil
) -> None:
    _, problems = spoil(
        PLAN,
        "as_written: 区城市管理委、区科委、园区管委会，相关街镇\n"
        "        units: [区城市管理委, 区科委、园区管委会, 相关街镇]",
        f"as_written: {as_written}\n        units: [{units}]",
    )

    if position is None:
        assert problems == []
    else:
        assert [problem.code for problem in problems] == ["plan.units-differ"]
        assert f"第 {position} 个" in problems[0].message


@pytest.mark.parametrize(
    "clause",
    ["二", "五/(三)", "五/（三）", "第三章/第十二条", "三/8", "3.1", "十一/(二)/1.", "附件2", "专栏1", "①"],
)
def test_clause_as_printed(clause: str, spoil: Spoil) -> None:
    assert spoil(PLAN, "clause: 二/(一)", f"clause: {clause}")[1] == []


@pytest.mark.parametrize("clause", ["五(三)", "五/三)", "五//(三)", "供热", "五.三"])
def test_clause_in_no_known_form(clause: str, spoil: Spoil) -> None:
    assert [problem.code for problem in spoil(PLAN, "clause: 二/(一)", f"clause: {clause}")[1]] == [
        "plan.clause-form"
    ]


@pytest.mark.parametrize(
    ("clause", "fits"),
    [
        ("示范项目试点方案/二/(一)", True),
        ("示范项目试点方案", True),
        ("二/(一)", True),
        ("示范项目试点方案/示范项目试点方案", False),
        ("二/示范项目试点方案", False),
        ("示范区域试点方案/二", False),
    ],
)
def test_a_plan_printed_inside_another_has_clauses_of_its_own(clause: str, fits: bool, spoil: Spoil) -> None:
    spoil(PLAN, "  track: carbon-peak\n", "  track: carbon-peak\n  parts: [示范项目试点方案]\n")
    _, problems = spoil(PLAN, "clause: 二/(一)", f"clause: {clause}")

    assert [problem.code for problem in problems] == ([] if fits else ["plan.clause-form"])


@pytest.mark.parametrize(
    ("status", "codes"),
    [
        ("out_of_scope", []),
        ("draft", ["plan.no-tasks"]),
        ("expired", ["plan.no-tasks"]),
        ("in_force", ["plan.no-tasks"]),
    ],
)
def test_only_a_document_out_of_scope_needs_no_tasks(status: str, codes: list[str], tasks: Path) -> None:
    text = (tasks / PLAN).read_text("utf-8").partition("indicators:")[0]
    text = text.replace("status: in_force", f"status: {status}\n  status_reason: 与节能降碳无关")
    (tasks / PLAN).write_text(text, "utf-8")

    assert [problem.code for problem in load_plan(tasks)[1]] == codes


@pytest.mark.parametrize(
    ("due", "code"),
    [
        ("{wording: 15日内, on: 2026-01-15, precision: day}", "plan.date-not-in-quote"),
        ("{wording: 2025年底前, on: 2025-12-31, precision: year}", None),
        ("{wording: 2025年底前}", None),
        ("{wording: 2025年底前, on: 2025-12-31, precision: day}", "plan.due-contradicts-wording"),
        ("{wording: 15日内}", "plan.due-not-understood"),
        ("{wording: 15日内, on: 2026-01-15}", "plan.missing-key"),
        ("{on: 2025-12-31, precision: year}", "plan.missing-key"),
        ("[2025年底前]", "plan.wrong-shape"),
        ("2025年13月", "plan.due-not-understood"),
    ],
)
def test_due_as_a_mapping(due: str, code: str | None, spoil: Spoil) -> None:
    _, problems = spoil(PLAN, "due: 2025年底前", f"due: {due}")

    assert [problem.code for problem in problems] == ([code] if code else [])


@pytest.mark.parametrize(
    ("target", "codes"),
    [
        (
            "comparator: growth\n        value: 6\n        due: “十四五”期间\n        quote: “十四五”期间年均增速6%",
            [],
        ),
        (
            "comparator: growth\n        value: 6\n        undefined: 起止年份未明\n        quote: 每年增长6%",
            [],
        ),
        (
            "comparator: multiple\n        value: 2\n        baseline: {year: 2020}\n        quote: 较2020年翻一番",
            [],
        ),
        ("comparator: hold\n        value: 30\n        upper: 40\n        quote: 保持在30%至40%", []),
        (
            "comparator: hold\n        value: 40\n        upper: 30\n        quote: 保持在30%至40%",
            ["plan.hold-bounds"],
        ),
        ("comparator: ge\n        value: 100\n        quote: 实现全覆盖", []),
        ("value: 10\n        undefined: 口径未明\n        quote: 每年10%递增", []),
        ("set_by: 市级下达\n        quote: 完成市级下达目标", []),
        ("quote: 完成目标", ["plan.target-without-value"]),
    ],
)
def test_targets_that_can_be_judged(target: str, codes: list[str], spoil: Spoil) -> None:
    written = (
        'comparator: ge\n        value: 10\n        unit_of_measure: "%"\n        due: 到2026年\n        '
    )
    _, problems = spoil(PLAN, written + "quote: 到2026年，可再生能源供热面积占比达到10%以上", target)

    assert [problem.code for problem in problems] == codes


def test_a_unit_of_another_district_is_told_apart(spoil: Spoil) -> None:
    _, problems = spoil("units.yaml", "jurisdiction: 示例市示例区", "jurisdiction: 示例市邻区")

    assert {problem.code for problem in problems} == {"plan.unknown-unit"}
    assert "只登记在示例市邻区名下" in problems[0].cure


def test_an_alias_is_a_name(spoil: Spoil) -> None:
    assert spoil(PLAN, "coordinator: 区发展改革委", "coordinator: 区发改委")[1] == []


def test_the_calendar_needs_the_years_of_the_tasks_only(spoil: Spoil) -> None:
    """A goal of the document itself, far off in 2060, asks for no calendar."""
    far = "due: 到2060年\n        set_by: 市级下达\n        quote: 到2060年，"
    assert spoil(PLAN, "due: 到2026年\n        set_by: 市级下达\n        quote: 到2026年，", far)[1] == []
    assert [problem.code for problem in spoil(PLAN, "due: 2025年底前", "due: 2027年底前")[1]] == [
        "calendar.missing-year",
        "plan.date-not-in-quote",
    ]
