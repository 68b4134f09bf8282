from pathlib import Path

import pytest

from tests.report.sample import Q3, workspace
from tracker.report.layout import LayoutRefused, load_layout, read_layout
from tracker.report.quarterly import FIELDS, LAYOUT, write

GOOD = """\
fonts: {title: 方正小标宋简体, heading: 黑体, body: 仿宋_GB2312}
demo_mark: 演示
sheets:
  - content: cover
    name: 封面
    title: "{document}"
  - content: units
    name: 单位
    title: 单位（{period}）
    columns:
      - {field: name, heading: 单位, width: 20}
      - {field: led, heading: 牵头, width: 7, format: '0;-0;"—"', total: true}
"""


def mistakes(text: str) -> list[tuple[str, int | None]]:
    _, problems = read_layout(text.encode(), "quarterly.yaml", FIELDS)
    return [(problem.code, problem.place.line) for problem in problems]


def test_the_shipped_layout_has_no_mistakes() -> None:
    names = [sheet.name for sheet in load_layout(LAYOUT, FIELDS).layout.sheets]
    assert names == [
        *("封面与摘要", "任务台账", "逾期与临期", "指标缺口", "单位汇总", "与{against}变化", "督办与延期"),
        *("图表", "报送明细", "核对", "依据", "附页"),
    ]


def test_a_small_layout_is_read() -> None:
    assert mistakes(GOOD) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("field: led,", "field: lead_count,"), ("report.unknown-field", 12)),
        (("（{period}）", "（{month}）"), ("report.unknown-word", 9)),
        (("（{period}）", "（{）"), ("report.unknown-word", 9)),
        (("name: 单位\n    title", "name: 封面\n    title"), ("report.sheet-name", 8)),
        (("name: 单位\n    title", "name: 单位{period}\n    title"), ("report.unknown-word", 8)),
        (("name: 单位\n    title", f"name: {'单' * 25}{{against}}\n    title"), ("report.sheet-name", 8)),
        (("heading: 牵头", 'heading: "{month}"'), ("report.unknown-word", 12)),
        (("name: 封面", "name: 封面/摘要"), ("report.sheet-name", 5)),
        (("""format: '0;-0;"—"'""", """format: '0"项'"""), ("report.number-format", 12)),
        (("""format: '0;-0;"—"'""", "format: 0项"), ("report.number-format", 12)),
        (("""format: '0;-0;"—"'""", "format: '[Red0'"), ("report.number-format", 12)),
        (("content: units", "content: cover"), ("report.needless-columns", 7)),
        (("content: cover", "content: ledger"), ("report.no-columns", 4)),
        (("content: cover", "content: covers"), ("plan.bad-choice", 4)),
        (("width: 20", "width: 宽"), ("plan.bad-number", 11)),
        (("width: 20", "width: 500"), ("plan.out-of-range", 11)),
        (("width: 20", "with: 20"), ("plan.unknown-key", 11)),
        (("demo_mark: 演示\n", ""), ("plan.missing-key", 1)),
        (("total: true", "total: yes"), ("plan.bad-yes-no", 12)),
        (("columns:\n", "columns\n"), ("yaml.no-colon", 10)),
    ],
)
def test_a_mistake_is_answered_with_its_code_and_line(
    change: tuple[str, str], expected: tuple[str, int]
) -> None:
    assert change[0] in GOOD
    assert expected in mistakes(GOOD.replace(*change, 1))


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    broken = (
        GOOD.replace("name: 封面", "name: 封面*")
        .replace("{period}", "{month}")
        .replace("field: led", "field: x")
    )
    assert mistakes(broken) == [
        ("report.sheet-name", 5),
        ("report.unknown-word", 9),
        ("report.unknown-field", 12),
    ]


def test_an_unknown_field_is_answered_with_those_that_there_are() -> None:
    _, problems = read_layout(GOOD.replace("field: led", "field: x").encode(), "quarterly.yaml", FIELDS)
    assert "没有“x”这一栏" in str(problems[0])
    assert "led_red、" in problems[0].cure


@pytest.mark.parametrize("text", ["", "# nothing\n"])
def test_an_empty_layout_is_said_to_be_empty(text: str) -> None:
    assert [code for code, _ in mistakes(text)] == ["report.empty"]


def test_the_report_is_refused_until_its_layout_is_mended(tmp_path: Path) -> None:
    layout, target = tmp_path / "quarterly.yaml", tmp_path / "report.xlsx"
    layout.write_text(GOOD.replace("field: led", "field: x"), encoding="utf-8")
    with pytest.raises(LayoutRefused, match="第 12 行"):
        write(workspace(tmp_path / "data"), Q3, target, layout)
    assert not target.exists()


def test_a_layout_that_is_not_there_is_a_problem_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(LayoutRefused, match=r"找不到版式文件 nowhere\.yaml"):
        load_layout(tmp_path / "nowhere.yaml", FIELDS)


def test_a_mended_layout_is_read_again(tmp_path: Path) -> None:
    layout = tmp_path / "quarterly.yaml"
    layout.write_text(GOOD, encoding="utf-8")
    first = load_layout(layout, FIELDS)
    layout.write_text(GOOD.replace("heading: 牵头", "heading: 牵头项数"), encoding="utf-8")
    second = load_layout(layout, FIELDS)
    assert second.layout.sheets[1].columns[1].heading == "牵头项数"
    assert first.fingerprint != second.fingerprint
