"""The score sheet: lines, inputs, what is missing, the evidence; formulas whose caches are what the engine says."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.report.scored import assessed, figure, proven_desk, scored_desk
from tracker.assessment import Assessment
from tracker.audit.heads import heads
from tracker.report import score_sheet
from tracker.report.layout import LayoutRefused, read_layout
from tracker.report.score_sheet import FIELDS, LAYOUT

HEADING = 3
"""Row of the headings."""


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> tuple[Assessment, bytes]:
    desk = proven_desk(tmp_path_factory.mktemp("known"))
    now, found, rubric = assessed(desk)
    return found, score_sheet.workbook(now, found, rubric, heads(desk.space))


def opened(content: bytes, values: bool = True) -> Workbook:
    return load_workbook(io.BytesIO(content), data_only=values)


def rows(page: Worksheet) -> Iterator[dict[str, Any]]:
    found = list(page.iter_rows(min_row=HEADING, values_only=True))
    for row in found[1:]:
        yield dict(zip(map(str, found[0]), row, strict=True))


def test_every_line_with_its_points(known: tuple[Assessment, bytes]) -> None:
    found, content = known
    shown = [row for row in rows(opened(content)["评分表"]) if row["细则出处"]]
    assert [row["序号"] for row in shown] == [line.number for line in found.lines]
    assert [row["得分"] for row in shown] == [
        None if one.score is None else float(one.score) for one in found.lines
    ]
    assert [row["满分"] for row in shown] == [50, 15, 20, 15, 0, None]
    assert [row["佐证编号"] for row in shown][:2] == ["1.1-1、1.1-2、1.1-3", None]
    assert [row["否决项"] for row in shown] == [None] * 5 + ["是"]


def test_what_a_reader_would_check_is_a_formula(known: tuple[Assessment, bytes]) -> None:
    found, content = known
    page = opened(content, values=False)["评分表"]
    formulas = {
        cell.coordinate: cell.value for row in page.iter_rows() for cell in row if cell.data_type == "f"
    }
    assert "='数据核查表'!D4/'数据核查表'!D5*100" in formulas.values(), "the rate from the two inputs"
    assert "=MAX(0,MIN(G4,100))/100*F4" in formulas.values()
    assert any(one.startswith(("=IF(COUNTIFS", "=IF(AND(COUNTIFS")) for one in formulas.values())
    caches = opened(content)["评分表"]
    total = next(cell for cell in formulas if formulas[cell].startswith("=SUM(") and cell.startswith("H"))
    assert found.score is not None
    assert caches[total].value == pytest.approx(float(found.score))
    assert found.grade in [caches[cell].value for cell in formulas]


def test_the_inputs_with_document_number_and_record(known: tuple[Assessment, bytes]) -> None:
    found, content = known
    shown = list(rows(opened(content)["数据核查表"]))
    assert len(shown) == sum(len(line.inputs) for line in found.lines)
    first, record = shown[0], found.lines[0].inputs[0].records[0]
    assert (first["数据项"], first["数值"], first["计量单位"]) == ("实际降低率", 3.9, "%")
    assert (first["文号"], first["记录号"], first["核查"]) == ("示统〔2026〕7号", record, "有依据")


def test_evidence_numbered_to_match_the_lines(known: tuple[Assessment, bytes]) -> None:
    shown = list(rows(opened(known[1])["佐证清单"]))
    assert [row["编号"] for row in shown] == ["1.1-1", "1.1-2", "1.1-3", "1.2", "2.1", "2.2", "3.1", "3.2"]
    assert [row["文件名"] for row in shown[:4]] == [
        "验收单.pdf",
        "内部测算.pdf",
        "（只有文号）",
        "（未提交佐证材料）",
    ]
    assert shown[2]["文号"] == "示发改〔2025〕3号"


def test_a_line_without_basis_has_no_formula_and_no_points(tmp_path: Path) -> None:
    desk = scored_desk(tmp_path, leaving_out="annual")
    now, found, rubric = assessed(desk)
    content = score_sheet.workbook(now, found, rubric, heads(desk.space))
    first = next(rows(opened(content)["评分表"]))
    assert (first["得分"], first["缺依据涉及分值"], first["结果"]) == (None, 50, "缺依据")
    [lack, *_] = rows(opened(content)["缺依据"])
    assert (lack["序号"], lack["涉及分值"]) == ("1.1", 50)
    assert found.grade is None
    cells = [cell.value for row in opened(content)["评分表"].iter_rows() for cell in row]
    assert score_sheet.OPEN_GRADE in cells


def test_text_of_people_never_becomes_a_formula(tmp_path: Path) -> None:
    desk = scored_desk(tmp_path, leaving_out="steps")
    figure(desk, "steps", "actual", "1", source="=1+1", document_number="@x")
    now, found, rubric = assessed(desk)
    page = opened(score_sheet.workbook(now, found, rubric, heads(desk.space)), values=False)["数据核查表"]
    odd = [cell for row in page.iter_rows() for cell in row if str(cell.value).startswith(("=1", "@x"))]
    assert [cell.data_type for cell in odd] == ["s", "s"]


def test_several_units_in_one_zip_are_the_same_bytes_again(known: tuple[Assessment, bytes]) -> None:
    books = {"甲.xlsx": known[1], "乙.xlsx": known[1]}
    content = score_sheet.all_in_one(books)
    assert content == score_sheet.all_in_one(books)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["甲.xlsx", "乙.xlsx"]


def test_the_layout_decides_columns_and_its_slips_are_told(
    tmp_path: Path, known: tuple[Assessment, bytes]
) -> None:
    text = LAYOUT.read_text("utf-8")
    fewer = "\n".join(
        line for line in text.splitlines() if "field: rate" not in line and "field: value" not in line
    )
    (tmp_path / "score-sheet.yaml").write_text(fewer, encoding="utf-8")
    desk = scored_desk(tmp_path / "desk")
    now, found, rubric = assessed(desk)
    content = score_sheet.workbook(
        now, found, rubric, heads(desk.space), layout=tmp_path / "score-sheet.yaml"
    )
    first = next(rows(opened(content)["评分表"]))
    assert "完成率（%）" not in first
    assert first["得分"] == pytest.approx(float(found.lines[0].score or 0)), (
        "without its inputs it is a figure, not a broken formula"
    )
    _, problems = read_layout(text.replace("field: veto", "field: vote").encode(), "score-sheet.yaml", FIELDS)
    assert [one.code for one in problems] == ["report.unknown-field"]
    with pytest.raises(LayoutRefused):
        score_sheet.workbook(now, found, rubric, heads(desk.space), layout=tmp_path / "none.yaml")
