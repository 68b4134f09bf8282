"""The self-assessment report in Word: what it says and does not make up, its marks, its annexes, the same again later."""

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Written
from docx.enum.section import WD_ORIENT
from docx.shared import Mm

from tests.intake.desk import Desk
from tests.report.scored import assessed, proven_desk, scored_desk
from tracker.assessment import assess
from tracker.audit.heads import heads
from tracker.report import self_assessment
from tracker.report.layout import LayoutRefused
from tracker.report.proofs import HIDDEN, for_reader, numbered
from tracker.report.self_assessment_layout import read

BLANK = "（由填报单位填写）"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return proven_desk(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def content(desk: Desk) -> bytes:
    now, found, rubric = assessed(desk)
    return self_assessment.document(now, found, rubric, heads(desk.space))


def opened(content: bytes) -> Written:
    return Document(io.BytesIO(content))


def said(document: Written) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def table(document: Written, caption: str) -> list[list[str]]:
    """The table under a caption, its headings first."""
    elements = list(document.element.body)
    captions = {paragraph.text: paragraph._p for paragraph in document.paragraphs}
    at = elements.index(captions[caption])
    found = next(one for one in document.tables if one._tbl is elements[at + 1])
    return [[cell.text for cell in row.cells] for row in found.rows]


def test_the_parts_in_their_order(content: bytes) -> None:
    lines = said(opened(content))
    headings = [line for line in lines if line[:2] in ("一、", "二、", "三、", "四、", "五、", "六、")]
    assert headings == [
        "一、自评结果",
        "二、目标完成情况",
        "三、任务措施落实情况",
        "四、基础工作",
        "五、存在的问题",
        "六、下一步安排",
    ]
    assert lines[0] == "考核细则：示例：测试用", "what the rubric is worth stands on the first page"
    assert "自评等次：良好。依据：60 分以上为良好。" in lines


def test_each_goal_with_its_actual_rate_gap_and_source(content: bytes) -> None:
    rows = table(opened(content), "考核指标完成情况")
    assert rows[0] == ["序号", "指标", "目标值", "实际值", "完成率", "差距", "数据来源及文号"]
    assert rows[1] == [
        "1.1",
        "年度降低目标",
        "4.5%",
        "3.9%",
        "86.67%",
        "差 0.6个百分点",
        "测试通报（示统〔2026〕7号）",
    ]
    assert rows[2][2:6] == ["100万吨", "104万吨", "—", "高于上限 4万吨"]
    assert rows[3][4:6] == ["123%", "超 23"]


def test_the_data_to_be_checked_and_the_evidence_stand_on_landscape_pages(content: bytes) -> None:
    document = opened(content)
    first, last = document.sections[0], document.sections[-1]
    assert first.orientation != WD_ORIENT.LANDSCAPE
    assert last.orientation == WD_ORIENT.LANDSCAPE
    assert abs(last.page_width - Mm(297)) < Mm(1)
    inputs = table(document, "数据核查表")
    assert len(inputs) == 1 + 11
    proofs = table(document, "佐证清单")
    assert [row[0] for row in proofs[1:]] == ["1.1-1", "1.1-2", "1.1-3", "1.2", "2.1", "2.2", "3.1", "3.2"]
    assert proofs[2][2] == "内部测算.pdf（内部材料）"
    scores = table(document, "自评得分表")
    assert scores[1][-1] == "1.1-1、1.1-2、1.1-3", "the numbers are those of the list"
    assert scores[-1][1:5] == ["合计", "100", "", "78.33"]


def test_what_the_ledger_does_not_know_is_left_to_be_written(content: bytes) -> None:
    lines = said(opened(content))
    blanks = [line for line in lines if line.endswith(BLANK)]
    assert len(blanks) == 6, "four basics, further problems, further steps"
    assert not [line for line in lines if "None" in line or "{" in line]


def test_the_rubric_and_its_worth_stand_under_every_page(content: bytes) -> None:
    section = opened(content).sections[0]
    for foot in (section.footer, section.even_page_footer):
        assert [paragraph.text for paragraph in foot.paragraphs][-1] == "六种计分办法（示例）"


def test_the_same_state_gives_the_same_bytes(desk: Desk, content: bytes) -> None:
    now, found, rubric = assessed(desk)
    assert self_assessment.document(now, found, rubric, heads(desk.space)) == content


def test_a_rehearsal_says_what_it_supposes(desk: Desk) -> None:
    now, _, rubric = assessed(desk)
    found = assess(now, rubric.id, 2025, supposing={"annual/actual": Decimal("4.5")})
    document = opened(self_assessment.document(now, found, rubric, heads(desk.space)))
    assert "预演：下列数值是假定的，不是事实：annual/actual = 4.5" in said(document)
    assert document.sections[0].footer.paragraphs[-1].text == "六种计分办法（示例、预演）"
    running = replace(found, supposing={}, running=True)
    marks = said(opened(self_assessment.document(now, running, rubric, heads(desk.space))))[:2]
    assert marks[1].startswith("年内推算：2025年度还没有结束")


def test_what_lacks_a_basis_is_named_with_its_points(tmp_path: Path) -> None:
    desk = scored_desk(tmp_path, leaving_out="annual")
    now, found, rubric = assessed(desk)
    document = opened(self_assessment.document(now, found, rubric, heads(desk.space)))
    assert "有 1 项缺依据，得分和等次还会变化" in said(document)
    assert "缺依据事项1项：年度降低目标。涉及分值和应补的材料见附件3。" in said(document)
    assert table(document, "缺依据事项")[1][:3] == ["1.1", "年度降低目标", "50"]
    assert table(document, "考核指标完成情况")[1][2:] == ["—", "—", "—", "—", "缺依据"]


def test_a_restricted_file_is_named_to_nobody_who_may_not_open_it(desk: Desk) -> None:
    now, found, rubric = assessed(desk)
    proofs = for_reader(numbered(now, found), lambda record: False)
    document = opened(self_assessment.document(now, found, rubric, heads(desk.space), proofs))
    rows = table(document, "佐证清单")
    assert [row[2] for row in rows[1:3]] == ["验收单.pdf", f"{HIDDEN}（内部材料）"]
    assert "内部测算" not in str(rows)
    assert [row[0] for row in rows[1:4]] == ["1.1-1", "1.1-2", "1.1-3"], "the numbers stay what they are"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{sentence}", "{sentense}", "report.unknown-word"),
        ("field: progress", "field: advance", "report.unknown-field"),
        ("base_topics:", "base_topic:", "plan.unknown-key"),
    ],
)
def test_a_slip_in_the_layout_is_told_with_its_place(old: str, new: str, code: str) -> None:
    text = self_assessment.LAYOUT.read_text("utf-8")
    assert old in text
    _, problems = read(text.replace(old, new, 1).encode(), "self-assessment.yaml")
    assert code in [one.code for one in problems]
    assert all(one.place.line for one in problems)


def test_without_a_layout_nothing_is_written(desk: Desk, tmp_path: Path) -> None:
    now, found, rubric = assessed(desk)
    with pytest.raises(LayoutRefused):
        self_assessment.document(now, found, rubric, heads(desk.space), layout=tmp_path / "none.yaml")
