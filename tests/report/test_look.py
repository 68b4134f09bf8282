import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook as ReadBook

from tests.report.reading import (
    CHARTS,
    COVER,
    FILED,
    LEDGER,
    PAPER,
    SUPERVISION,
    TABLES,
    TARGETS,
    opened,
    report,
    rows,
)
from tests.report.sample import DOCUMENT, TASKS, TODAY, record, workspace
from tracker import queries
from tracker.audit.heads import printed
from tracker.labels import LIGHTS
from tracker.records.journal import Head
from tracker.snapshot import Snapshot, Workspace


def test_every_table_prints_landscape_with_its_heading_on_every_page(book: ReadBook) -> None:
    papers = {}
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.oddFooter.center.text.endswith("第 &P 页 共 &N 页")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        papers[sheet.title] = PAPER[str(sheet.page_setup.paperSize)]
    for name in TABLES:
        assert book[name].print_title_rows == "$3:$3"
        assert book[name].freeze_panes.endswith("4")
        assert book[name].auto_filter.ref.startswith("A3:")
    wide = {LEDGER, TARGETS, SUPERVISION, FILED}
    assert {name for name, paper in papers.items() if paper == "A3"} == wide


def test_cells_are_merged_on_the_cover_only(book: ReadBook) -> None:
    assert [sheet.title for sheet in book if sheet.merged_cells.ranges] == [COVER]


def test_official_fonts_are_named(book: ReadBook) -> None:
    sheet = book[LEDGER]
    assert (sheet["A1"].font.name, sheet["A3"].font.name, sheet["A4"].font.name) == (
        "方正小标宋简体",
        "黑体",
        "仿宋_GB2312",
    )


def test_colours_follow_the_words(book: ReadBook) -> None:
    sheet = book[LEDGER]
    column = next(cell.column_letter for cell in sheet[3] if cell.value == "状态")
    rules = {str(found.sqref): found.rules for found in sheet.conditional_formatting}
    formulas = [rule.formula[0] for rule in rules[f"{column}4:{column}34"]]
    assert formulas[0] == f'OR(LEFT({column}4,1)="红")'
    assert len(formulas) == 5


def test_charts_have_a_sheet_of_their_own_and_say_what_they_show(content: bytes) -> None:
    found = {sheet.title: len(sheet._charts) for sheet in opened(content, values=False)}
    assert found == {name: 5 if name == CHARTS else 0 for name in found}
    with zipfile.ZipFile(BytesIO(content)) as parts:
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
    assert drawing.count('descr="') == 5
    assert "任务灯色柱形图：红 " in drawing


def test_charts_are_drawn_from_the_figures_of_the_tables(book: ReadBook, now: Snapshot) -> None:
    lines: dict[str, tuple[Any, ...]] = {}
    for row in book[CHARTS].iter_rows(values_only=True):
        if row[0]:
            # Of a name in several blocks the first one: shares come last.
            lines.setdefault(row[0], row[1:])
    for light, count in queries.light_counts(now).items():
        assert lines[LIGHTS[light]][0] == count
    for unit in queries.units(now).filter(queries.units(now)["led"] > 0).to_dicts():
        assert [number or 0 for number in lines[unit["name"]]] == [unit[f"led_{light}"] for light in LIGHTS]
    sponge = queries.counted_targets(now).filter(target_id=f"{DOCUMENT}/9.1/t2030").row(0, named=True)
    shown = lines[f"{sponge['indicator']}（到2030年）"]
    assert shown[:4] == (40.6, 40, 80, 39.4)
    assert shown[3] == round(sponge["gap_to_goal"], 2)


def test_without_readings_the_target_chart_is_left_out_and_said_to_be(tmp_path: Path) -> None:
    book = opened(report(Workspace(TASKS, tmp_path, now=lambda: TODAY)), values=False)
    said = [cell for row in book[CHARTS].iter_rows(values_only=True) for cell in row if cell]
    assert len(book[CHARTS]._charts) == 3
    assert "还没有可以对照目标的百分比指标数据，指标图从略。" in said


def test_rows_are_tall_enough_for_their_longest_text(book: ReadBook) -> None:
    sheet = book[LEDGER]
    widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[3]]
    for row in sheet.iter_rows(min_row=4):
        for cell, width in zip(row, widths, strict=True):
            characters = (width * 7 - 5) // 14
            parts = str(cell.value or "").split("\n")
            needed = sum(-(-len(part.encode("gb18030")) // (2 * characters)) for part in parts)
            assert sheet.row_dimensions[cell.row].height >= needed * 10.5 * 1.3, cell.coordinate


def test_a_text_too_long_for_any_row_is_given_in_full_on_the_annex(tmp_path: Path) -> None:
    place, text = workspace(tmp_path), "".join(f"第{n}项工作按计划推进。" for n in range(300))
    record(place, "progress", date(2026, 10, 12), task=f"{DOCUMENT}/3.2", period="2026-Q3", text=text)
    book = opened(report(place))
    said = next(row["本期进展"] for row in rows(book[LEDGER]) if row["来源章节"] == "三/(二)")
    assert said.endswith("……（全文见附页第 1 条）")
    assert text.startswith(said.split("\n")[0])
    found = rows(book["附页"])
    assert "".join(row["全文"] for row in found) == text
    assert {(row["条"], row["所在表"], row["序号"], row["栏目"]) for row in found} == {
        (1, LEDGER, 2, "本期进展")
    }
    heights = [sheet.row_dimensions[at].height for sheet in book for at in sheet.row_dimensions]
    assert max(height for height in heights if height) <= 409


def test_headings_order_and_blank_columns_are_the_layout_s(place: Workspace, tmp_path: Path) -> None:
    layout = tmp_path / "quarterly.yaml"
    layout.write_text(
        """\
fonts: {title: 宋体, heading: 宋体, body: 宋体}
date_format: yyyy"年"m"月"d"日"
demo_mark: 演示数据
sheets:
  - content: ledger
    name: 台账
    title: 台账
    columns:
      - {field: title, heading: 具体任务, width: 30}
      - {field: lead, heading: 主责单位, width: 20}
      - {field: blank, heading: 责任领导, width: 10}
  - content: due
    name: 督办
    title: 督办
    paper: A4
    portrait: true
    columns:
      - {field: what, heading: 事项, width: 40}
      - {field: effective_due, heading: 时限, width: 14}
""",
        encoding="utf-8",
    )
    book = opened(report(place, layout))
    assert book.sheetnames == ["台账", "督办"]
    assert [cell.value for cell in book["台账"][3]] == ["具体任务", "主责单位", "责任领导"]
    assert {row["责任领导"] for row in rows(book["台账"])} == {None}
    assert book["督办"].page_setup.orientation == "portrait"
    assert book["督办"]["B4"].number_format == 'yyyy"年"m"月"d"日"'


def test_a_column_without_data_can_be_left_out(tmp_path: Path) -> None:
    headings = [
        cell.value for cell in opened(report(Workspace(TASKS, tmp_path, now=lambda: TODAY)))[LEDGER][3]
    ]
    assert "佐证材料" not in headings
    assert "责任人及联系人" in headings


def test_the_heads_of_both_chains_stand_on_the_cover_and_in_every_foot(
    place: Workspace, book: ReadBook
) -> None:
    head = place.journal.head()
    words = f"流水 {head.seq}·{head.short}；访问记录尚无记录"
    assert f"链头：{words}" in [cell.value for row in book[COVER].iter_rows() for cell in row]
    assert {sheet.oddFooter.left.text for sheet in book} == {words}
    assert printed(f"流水 {head.seq}·{head.short}") == Head(head.seq, head.hash[:12])
