import io
from collections.abc import Callable

import openpyxl
import pytest
import xlsxwriter

from tracker.records.kinds import Reading, ReadingStatus
from tracker.records.past_readings import DraftCell, IndicatorRow, read_readings
from tracker.records.readings_form import TITLE, write_readings_template

HEATING = IndicatorRow("haidian-2024-8/coupled-heating-share", "新能源和可再生能源耦合供热面积占比", "%")
AREA = IndicatorRow("haidian-2024-8/green-building-area", "绿色建筑面积", "万平方米")
FOREST = IndicatorRow("haidian-2024-8/forest-coverage", "森林覆盖率", "%")
GROWTH = IndicatorRow("haidian-2024-8/digital-economy", "数字经济核心产业增加值", "亿元")
KNOWN = [HEATING, AREA, FOREST, GROWTH]


def read(text: str) -> tuple[list[DraftCell], list[tuple[str, str | None]]]:
    drafts, problems = read_readings(text.encode(), "历年.csv", KNOWN)
    return drafts, [(problem.code, problem.place.cell) for problem in problems]


def values(drafts: list[DraftCell]) -> dict[str, str]:
    return {draft.cell: draft.value_text for draft in drafts}


def workbook(fill: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        fill(book, book.add_worksheet("数据"))
    return target.getvalue()


def test_a_whole_row() -> None:
    drafts, problems = read(
        "指标,单位,口径,来源,数据性质,2020年,2021\n"
        "森林覆盖率,％,区域内,2021年统计公报,最终数,35.50,35.6%\n"
    )  # fmt: skip
    assert not problems
    assert drafts == [
        DraftCell(
            "森林覆盖率", period, value, "%", "区域内", "2021年统计公报", ReadingStatus.FINAL, "历年", cell
        )
        for period, value, cell in (("2020", "35.50", "F2"), ("2021", "35.6", "G2"))
    ]


def test_every_draft_makes_a_reading() -> None:
    """Period, value and status are in the form that the journal's kind takes."""
    drafts, _ = read("指标,来源,数据性质,2023-q2\n森林覆盖率,公报,初步,35.123456\n")
    draft = drafts[0]
    reading = Reading(
        indicator=FOREST.id,
        period=draft.period_text,
        value=draft.value_text,
        status=draft.status,
        source=draft.source,
    )
    assert (reading.period, str(reading.value), reading.status) == ("2023-Q2", "35.123456", "provisional")


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("2020", "2020"),
        ("2020年", "2020"),
        ("２０２０年", "2020"),
        ("2020年度", "2020"),
        (" 2020 年 ", "2020"),
        ("2023-Q2", "2023-Q2"),
        ("2023q2", "2023-Q2"),
        ("2023-06", "2023-06"),
        ("2023年6月", "2023-06"),
    ],
)
def test_period_headings(heading: str, period: str) -> None:
    drafts, problems = read(f"指标,{heading}\n森林覆盖率,35\n")
    assert not problems
    assert [draft.period_text for draft in drafts] == [period]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("35.50", "35.50"),
        (" 35.50 ", "35.50"),
        ("３５．５", "35.5"),
        ('"1,234.5"', "1234.5"),
        ("-3", "-3"),
        ("－3", "-3"),
        ("−3", "-3"),
        ("0", "0"),
        ("0.0000001", "0.0000001"),
    ],
)
def test_numbers(typed: str, value: str) -> None:
    drafts, problems = read(f"指标,2020\n绿色建筑面积,{typed}\n")
    assert not problems
    assert values(drafts) == {"B2": value}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("约10%", "readings.not-a-number"),
        ("10%以上", "readings.not-a-number"),
        ("10~12", "readings.not-a-number"),
        ("12.5万平方米", "readings.not-a-number"),
        ('"1,23"', "readings.not-a-number"),
        ("1e5", "readings.not-a-number"),
        ("10‰", "readings.not-a-number"),
        ("nan", "readings.not-a-number"),
        ("TRUE", "readings.not-a-number"),
        ("2021/3/1", "readings.not-a-number"),
        ("9999999999999999", "readings.not-a-number"),
        ("%", "readings.not-a-number"),
        ("—", "readings.no-value"),
        ("/", "readings.no-value"),
        ("……", "readings.no-value"),
    ],
)
def test_what_is_no_number(typed: str, code: str) -> None:
    drafts, problems = read(f"指标,2020,2021\n森林覆盖率,{typed},35\n")
    assert problems == [(code, "B2")]
    assert values(drafts) == {"C2": "35"}, "the rest of the row is read"


class TestPercentages:
    def test_a_percent_sign_makes_the_unit(self) -> None:
        drafts, problems = read("指标,2020\n某项占比,25%\n")
        assert not problems
        assert [(draft.value_text, draft.unit_of_measure) for draft in drafts] == [("25", "%")]

    @pytest.mark.parametrize("first", ["指标,2020\n森林覆盖率", "指标,单位,2020\n某项占比,%"])
    def test_a_small_number_where_percent_is_meant_is_doubted(self, first: str) -> None:
        drafts, problems = read_readings(f"{first},0.25\n".encode(), "历年.csv", KNOWN)
        assert [draft.value_text for draft in drafts] == ["0.25"]
        [problem] = problems
        assert (problem.code, problem.severity) == ("readings.percent-doubt", "warning")
        assert problem.message == "单位是 %，这里的 0.25 按 0.25% 读取。"
        assert problem.cure == "如果是 25%，请改填 25 后重新上传。"

    @pytest.mark.parametrize("typed", ["0", "1.01", "0.25%"])
    def test_no_doubt(self, typed: str) -> None:
        assert read(f"指标,2020\n森林覆盖率,{typed}\n")[1] == []

    def test_a_small_number_of_another_unit_is_not_doubted(self) -> None:
        assert read("指标,2020\n绿色建筑面积,0.25\n")[1] == []

    def test_a_percentage_where_another_unit_is_known(self) -> None:
        drafts, problems = read("指标,2020\n绿色建筑面积,25%\n")
        assert drafts == []
        assert problems == [("readings.percent-unit", "B2")]

    def test_a_yearly_rate_is_said_in_the_unit_column(self) -> None:
        drafts, problems = read("指标,单位,2020\n数字经济核心产业增加值,%,6.5\n")
        assert not problems
        assert [(draft.value_text, draft.unit_of_measure) for draft in drafts] == [("6.5", "%")]

    def test_a_percent_format_in_a_workbook_counts_a_hundred_times(self) -> None:
        def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
            percent = book.add_format({"num_format": "0.00%"})
            sheet.write_row(0, 0, ["指标", 2020, 2021, 2022, 2023])
            sheet.write(1, 0, "森林覆盖率")
            sheet.write(1, 1, 0.355, percent)
            sheet.write(1, 2, 35.6)
            sheet.write(1, 3, "35.7%")
            sheet.write(1, 4, 0.358)

        drafts, problems = read_readings(workbook(fill), "历年.xlsx", KNOWN)
        assert values(drafts) == {"B2": "35.5", "C2": "35.6", "D2": "35.7", "E2": "0.358"}
        assert [(problem.code, problem.place.cell) for problem in problems] == [
            ("readings.percent-doubt", "E2")
        ]


class TestTheTable:
    def test_title_and_note_may_stand_above(self) -> None:
        drafts, problems = read(
            "海淀区历年数据,,\n（2020年至2021年）,,\n,,\n指标,2020年,2021年\n森林覆盖率,35,36\n"
        )
        assert not problems
        assert values(drafts) == {"B5": "35", "C5": "36"}

    def test_a_numbered_list_with_the_name_in_the_second_column(self) -> None:
        drafts, problems = read("序号,指标名称,2020\n1,森林覆盖率,35\n")
        assert not problems
        assert [draft.indicator_text for draft in drafts] == ["森林覆盖率"]

    def test_the_first_column_is_the_indicator_whatever_its_heading(self) -> None:
        assert [draft.indicator_text for draft in read("项目,2020\n森林覆盖率,35\n")[0]] == ["森林覆盖率"]

    def test_no_heading(self) -> None:
        assert read("指标,数值\n森林覆盖率,35\n") == ([], [("readings.no-heading", None)])

    def test_an_empty_table(self) -> None:
        assert read("指标,2020\n森林覆盖率,\n") == ([], [("readings.nothing", None)])

    def test_an_empty_file(self) -> None:
        assert read("") == ([], [("readings.no-heading", None)])

    def test_an_unknown_heading_matters_only_with_content(self) -> None:
        drafts, problems = read("指标,2O20年,说明,2021,备注\n森林覆盖率,35,,36,已核\n")
        assert problems == [("readings.unknown-heading", "B1")]
        assert values(drafts) == {"D2": "36"}

    def test_a_period_twice_is_not_read_at_all(self) -> None:
        drafts, problems = read("指标,2020,2021,2020年\n森林覆盖率,35,36,37\n")
        assert problems == [("readings.duplicate-period", "D1")]
        assert values(drafts) == {"C2": "36"}

    def test_values_without_an_indicator(self) -> None:
        assert read("指标,单位,2020\n,%,35\n,%,\n") == ([], [("readings.no-indicator", "C2")])

    def test_an_indicator_twice(self) -> None:
        drafts, problems = read("指标,2020\n森林覆盖率,35\n森林 覆盖率,36\n")
        assert problems == [("readings.duplicate-row", "A3")]
        assert values(drafts) == {"B2": "35"}

    def test_provisional_and_final_may_stand_side_by_side(self) -> None:
        drafts, problems = read("指标,数据性质,2020\n森林覆盖率,初步数据,35\n森林覆盖率,最终,36\n")
        assert not problems
        assert [draft.status for draft in drafts] == ["provisional", "final"]

    def test_an_unknown_status(self) -> None:
        assert read("指标,数据性质,2020\n森林覆盖率,大概,35\n") == ([], [("readings.status", "B2")])

    def test_another_unit_than_the_plan_has(self) -> None:
        drafts, problems = read("指标,单位,2020\n绿色建筑面积,亿平方米,35\n")
        assert drafts == []
        assert problems == [("readings.unit", "B2")]

    def test_a_problem_says_where_and_what_to_do(self) -> None:
        _, [problem] = read_readings("指标,2020\n森林覆盖率,约35\n".encode(), "历年.csv")
        assert str(problem).startswith("历年.csv 工作表“历年”单元格 B2：“约35”不是数值。请只填数字")

    def test_long_words_are_shown_cut_short(self) -> None:
        _, [problem] = read_readings(f"指标,2020\n森林覆盖率,{'约' * 500}\n".encode(), "历年.csv")
        assert len(problem.message) < 80


class TestWorkbooks:
    def test_computed_numbers_are_rounded_to_what_a_reading_keeps(self) -> None:
        def fill(_: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
            sheet.write_row(0, 0, ["指标", 2020, 2021])
            sheet.write_row(1, 0, ["森林覆盖率", 100 / 3, 0.1 + 0.2])

        drafts, _ = read_readings(workbook(fill), "历年.xlsx")
        assert values(drafts) == {"B2": "33.333333", "C2": "0.3"}

    def test_merged_values_are_not_guessed(self) -> None:
        def fill(_: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
            sheet.merge_range("A1:D1", "海淀区历年数据")
            sheet.write_row(1, 0, ["指标", 2020, 2021, 2022])
            sheet.write(2, 0, "森林覆盖率")
            sheet.merge_range("B3:C3", 35)
            sheet.write(2, 3, 36)

        drafts, problems = read_readings(workbook(fill), "历年.xlsx")
        assert [(problem.code, problem.place.cell) for problem in problems] == [("readings.merged", "B3")]
        assert values(drafts) == {"D3": "36"}

    def test_formulas_and_error_values(self) -> None:
        book = openpyxl.Workbook()
        for row in (["指标", 2020, 2021, 2022], ["森林覆盖率", "=30+5", "#N/A", 36]):
            book.active.append(row)
        target = io.BytesIO()
        book.save(target)
        drafts, problems = read_readings(target.getvalue(), "历年.xlsx")
        assert {(problem.code, problem.place.cell) for problem in problems} == {
            ("readings.no-result", "B2"),
            ("readings.error", "C2"),
        }
        assert values(drafts) == {"D2": "36"}

    def test_several_sheets(self) -> None:
        def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
            sheet.write_row(0, 0, ["指标", 2020])
            sheet.write_row(1, 0, ["森林覆盖率", 35])
            more = book.add_worksheet("季度")
            more.write_row(0, 0, ["指标", "2023-Q2"])
            more.write_row(1, 0, ["森林覆盖率", 36])
            book.add_worksheet("草稿").write_row(0, 0, ["别的", 1])
            book.add_worksheet("说明").write(0, 0, "填表说明")

        drafts, problems = read_readings(workbook(fill), "历年.xlsx")
        assert [(draft.sheet, draft.period_text) for draft in drafts] == [
            ("数据", "2020"),
            ("季度", "2023-Q2"),
        ]
        assert [(problem.code, problem.place.sheet) for problem in problems] == [
            ("readings.sheet-skipped", "草稿")
        ]


class TestTheForm:
    def test_filled_in_it_reads_back(self) -> None:
        target = io.BytesIO()
        write_readings_template(target, KNOWN, range(2020, 2026))
        book = openpyxl.load_workbook(target)
        sheet = book[TITLE]
        headings = {cell.value: cell.column for cell in sheet[4]}
        assert list(headings)[:7] == ["指标编号", "指标名称", "单位", "口径", "来源", "数据性质", "2020年"]
        sheet.cell(7, headings["2021年"]).value = 35.5
        sheet.cell(7, headings["来源"]).value = "2021年统计公报"
        sheet.cell(7, headings["数据性质"]).value = "最终数"
        book.save(filled := io.BytesIO())

        drafts, problems = read_readings(filled.getvalue(), "历年.xlsx", KNOWN)
        assert not problems
        assert drafts == [
            DraftCell(
                FOREST.id, "2021", "35.5", "%", None, "2021年统计公报", ReadingStatus.FINAL, TITLE, "H7"
            )
        ]

    def test_untouched_it_holds_nothing(self) -> None:
        target = io.BytesIO()
        write_readings_template(target, KNOWN, [2020])
        drafts, problems = read_readings(target.getvalue(), "历年.xlsx", KNOWN)
        assert drafts == []
        assert [problem.code for problem in problems] == ["readings.nothing"]

    def test_the_status_is_chosen_from_a_range_in_the_same_book(self) -> None:
        target = io.BytesIO()
        write_readings_template(target, KNOWN, [2020])
        book = openpyxl.load_workbook(target)
        [choice] = book[TITLE].data_validations.dataValidation
        assert str(choice.sqref) == "F5:F8"
        name, area = choice.formula1.split("!")
        cells = book[name.strip("'")][area.replace("$", "")]
        assert [cell.value for row in cells for cell in row] == ["初步数", "最终数"]

    def test_names_stay_text(self) -> None:
        target = io.BytesIO()
        write_readings_template(target, [IndicatorRow("d/1.10", "=1+1", None)], [2020])
        sheet = openpyxl.load_workbook(target)[TITLE]
        assert [(cell.value, cell.data_type) for cell in sheet[5][:2]] == [("d/1.10", "s"), ("=1+1", "s")]
