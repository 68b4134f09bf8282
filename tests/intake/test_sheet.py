"""A year × indicator sheet becomes readings, and what is wrong with it is said at its cell."""

import io

import openpyxl
import pytest
import xlsxwriter

from tests.intake.desk import INDICATOR, OFFICE, OUTSIDER, Desk
from tracker import queries
from tracker.intake import Draft, accept
from tracker.intake.sheet import growth_indicators, indicator_rows, reading_drafts
from tracker.problems import Problem, Severity
from tracker.records.readings_form import write_readings_template

HEATING = "可再生能源供热面积占比"
OUTPUT = "数字经济增加值"


def read(desk: Desk, text: str, source: str = "统计公报") -> tuple[list[Draft], list[Problem]]:
    return reading_drafts(desk.space, "历年.csv", text.encode(), source)


def short(drafts: list[Draft]) -> list[tuple[object, ...]]:
    return [
        tuple(str(draft.body[name]) for name in ("indicator", "period", "value", "basis")) for draft in drafts
    ]


def places(problems: list[Problem]) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.place.cell) for problem in problems]


def test_a_whole_sheet_is_recorded(desk: Desk) -> None:
    drafts, problems = read(
        desk,
        "指标,单位,来源,数据性质,2023年,2024年,2026-Q2\n"
        f"{HEATING},%,2024年统计公报,,7.6,8.1%,\n"
        "example-2025-1/heating-share,%,快报,初步数,,,8.95\n"
        f"{OUTPUT},亿元,统计年鉴,最终数,1200,1300,\n",
    )
    assert problems == []
    assert accept(desk.space, drafts, OFFICE).ok

    found = (
        queries.readings(desk.status()).select("indicator_id", "period", "value", "status", "source").rows()
    )
    assert found == [
        (INDICATOR, "2023", 7.6, "final", "2024年统计公报"),
        (INDICATOR, "2024", 8.1, "final", "2024年统计公报"),
        (INDICATOR, "2026-Q2", 8.95, "provisional", "快报"),
        ("second/output", "2023", 1200.0, "final", "统计年鉴"),
        ("second/output", "2024", 1300.0, "final", "统计年鉴"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        HEATING,
        "heating-share",
        "example-2025-1/heating-share",
        " 可再生能源 供热面积占比",
        "ｈｅａｔｉｎｇ-share",
    ],
)
def test_an_indicator_is_named_or_numbered(desk: Desk, name: str) -> None:
    drafts, problems = read(desk, f"指标,2024\n{name},7.6\n")
    assert (short(drafts), problems) == ([(INDICATOR, "2024", "7.6", "level")], [])


def test_two_indicators_of_one_name(desk: Desk) -> None:
    file = desk.tasks / "plans" / "second.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("耦合供热面积占比", HEATING), encoding="utf-8")
    drafts, problems = read(desk, f"指标,2024\n{HEATING},7.6\n")
    assert (drafts, places(problems)) == ([], [("intake.unknown-subject", "B2")])
    assert "example-2025-1/heating-share、second/coupled-share" in problems[0].cure

    file.write_text(file.read_text(encoding="utf-8").replace("in_force", "out_of_scope"), encoding="utf-8")
    drafts, problems = read(desk, f"指标,2024\n{HEATING},7.6\n")
    assert [draft.body["indicator"] for draft in drafts] == [INDICATOR]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("指标,2024\n森林覆盖率,35\n", [("intake.unknown-subject", "B2")]),
        (f"指标,2024\n{HEATING},约8\n", [("readings.not-a-number", "B2")]),
        (f"指标,2024\n{HEATING},\n", [("readings.nothing", None)]),
        (f"指标,单位,口径,2024\n{OUTPUT},亿元,现价,8\n", [("intake.bad-field", "D2")]),
        (f"指标,单位,口径,2024\n{OUTPUT},%,水平,8\n", [("intake.bad-field", "D2")]),
        ("第一行\n", [("readings.no-heading", None)]),
    ],
)
def test_mistakes_stand_at_their_cell(desk: Desk, text: str, found: list[tuple[str, str | None]]) -> None:
    drafts, problems = read(desk, text)
    assert (drafts, places(problems)) == ([], found)
    assert all(problem.place.file == "历年.csv" and problem.place.sheet == "历年" for problem in problems)


def test_a_source_is_asked_for(desk: Desk) -> None:
    text = f"指标,来源,2023,2024\n{HEATING},,7,8\nenergy-intensity,年鉴,0.3,0.29\n"
    drafts, problems = read(desk, text, source="  ")
    assert places(problems) == [("intake.bad-field", "C2"), ("intake.bad-field", "D2")]
    assert [draft.body["source"] for draft in drafts] == ["年鉴", "年鉴"]
    drafts, problems = read(desk, text, source="统计局来函")
    assert [draft.body["source"] for draft in drafts] == ["统计局来函", "统计局来函", "年鉴", "年鉴"]


@pytest.mark.parametrize(
    ("unit", "said", "basis", "method"),
    [
        ("亿元", "", "level", None),
        ("亿元", "水平", "level", None),
        ("%", "增速", "rate", None),
        ("", "增速", "rate", None),
        ("%", "", "rate", None),
    ],
)
def test_levels_and_yearly_rates_of_a_growth_goal(
    desk: Desk, unit: str, said: str, basis: str, method: str | None
) -> None:
    [draft], problems = read(desk, f"指标,单位,口径,2024\n{OUTPUT},{unit},{said},6.5\n")
    assert problems == []
    assert (draft.body["basis"], draft.body.get("method")) == (basis, method)
    assert accept(desk.space, [draft], OFFICE).ok


def test_other_words_about_the_scope_are_kept_as_the_method(desk: Desk) -> None:
    [draft], problems = read(desk, f"指标,口径,2024\n{HEATING},不含中直机关,7.6\n")
    assert problems == []
    assert (draft.body["method"], draft.body["basis"]) == ("不含中直机关", "level")


def test_a_rate_of_an_indicator_without_a_growth_goal_is_refused_at_its_cell(desk: Desk) -> None:
    drafts, problems = read(desk, f"指标,口径,2024\n{HEATING},增速,7.6\n")
    assert problems == []
    assert places(list(accept(desk.space, drafts, OFFICE).problems)) == [("intake.against-the-text", "C2")]


def test_what_the_intake_refuses_stands_at_its_cell_too(desk: Desk) -> None:
    drafts, problems = read(desk, f"指标,2024,2026\n{HEATING},7,8\n")
    assert problems == []
    assert places(list(accept(desk.space, drafts, OFFICE).problems)) == [("intake.future", "C2")]
    assert places(list(accept(desk.space, drafts[:1], OUTSIDER).problems)) == [("intake.not-yours", "B2")]
    assert desk.written == []


def test_warnings_do_not_stop_the_rest(desk: Desk) -> None:
    drafts, problems = read(desk, f"指标,2023,2024\n{HEATING},—,7.6\n")
    assert [problem.severity for problem in problems] == [Severity.WARNING]
    assert short(drafts) == [(INDICATOR, "2024", "7.6", "level")]


def test_the_template_comes_back_filled(desk: Desk) -> None:
    """Sent out with every indicator of the plan, filled in, and taken without retyping."""
    form = io.BytesIO()
    write_readings_template(form, indicator_rows(desk.space.plan()[0]), range(2023, 2025))
    book = openpyxl.load_workbook(form)
    sheet = book.active
    rows = {row[0].value: row for row in sheet.iter_rows()}
    columns = {cell.value: cell.column - 1 for cell in rows["指标编号"]}
    for indicator, values in {INDICATOR: (7.6, 8.1), "second/output": (1200, 1300)}.items():
        rows[indicator][columns["来源"]].value = "统计公报"
        for year, value in zip((2023, 2024), values, strict=True):
            rows[indicator][columns[f"{year}年"]].value = value
    book.save(filled := io.BytesIO())

    drafts, problems = reading_drafts(desk.space, "历年数据.xlsx", filled.getvalue())
    assert problems == []
    assert short(drafts) == [
        (INDICATOR, "2023", "7.6", "level"),
        (INDICATOR, "2024", "8.1", "level"),
        ("second/output", "2023", "1200", "level"),
        ("second/output", "2024", "1300", "level"),
    ]


def test_a_workbook_with_percentages(desk: Desk) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("数据")
        sheet.write_row(0, 0, ["指标", "来源", "2023年", "2024年"])
        sheet.write_row(1, 0, [HEATING, "公报", 7.6])
        sheet.write_number(1, 3, 0.081, book.add_format({"num_format": "0.0%"}))
    drafts, problems = reading_drafts(desk.space, "历年.xlsx", target.getvalue())
    assert problems == []
    assert [(draft.body["value"], draft.place and draft.place.cell) for draft in drafts] == [
        ("7.6", "C2"),
        ("8.1", "D2"),
    ]


def test_indicators_of_the_plan(desk: Desk) -> None:
    plan, _ = desk.space.plan()
    assert [row.id for row in indicator_rows(plan)] == [
        "example-2025-1/heating-share",
        "example-2025-1/energy-intensity",
        "second/output",
        "second/coupled-share",
        "second/grade",
    ]
    assert growth_indicators(plan) == {"second/output"}
