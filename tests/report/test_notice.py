"""The supervision notice in Word: what it says, how it is laid out, and that it says the same again later."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Written
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tests.intake.desk import LEAD, MILESTONE, OFFICE, TASK, Desk, open_desk
from tracker.report import notice
from tracker.report.layout import LayoutRefused
from tracker.report.notice_layout import read

FIRST = "督办〔2026〕1号"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Opened in January; nothing has been reported on a milestone of 2025, and its unit gets a notice in October."""
    desk = open_desk(tmp_path)
    desk.on("2026-01-05").record(OFFICE, "opened", on="2026-01-05")
    desk.on("2026-10-12").record(
        OFFICE, "notice", tasks=[TASK], items=[MILESTONE], reply_by="2026-10-20", demand="请说明原因。"
    )
    return desk


def written(desk: Desk, number: str = FIRST) -> Written:
    file = BytesIO()
    assert notice.write(desk.space, number, file)
    return Document(BytesIO(file.getvalue()))


def said(document: Written) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def test_what_it_says_from_top_to_bottom(desk: Desk) -> None:
    record = desk.written[-1]
    lines = said(written(desk))
    assert lines[:4] == ["督办单", FIRST, "督办级别：提醒", "区城市管理委："]
    assert lines[4].startswith("根据《")
    assert lines[4].endswith("截至2026年10月12日情况如下。")
    assert re.match(
        r"1\. .+（原文时限：“.+”）。应于2025年12月31日完成，到期且未报，已逾期285天。所属任务现为红灯。$",
        lines[5],
    )
    assert lines[6].startswith("2. ")
    assert "现为红灯：" in lines[6]
    assert lines[7] == "现提出以下要求：请说明原因。"
    assert lines[8] == "请于2026年10月20日前在任务台账中签收并回复。逾期不复的，将升级督办。"
    assert lines[-2] == "2026年10月12日"
    assert f"链头：流水 {record.seq}·{record.hash[:12]}；访问记录尚无记录" in lines[-1]


def test_the_paper(desk: Desk) -> None:
    """GB/T 9704: A4 with a type area of 156 by 225 mm, title 2号, body 3号 on lines of 28 points, fonts by name."""
    document = written(desk)
    section = document.sections[0]
    near = Mm(1) // 10
    assert abs(section.page_width - section.left_margin - section.right_margin - Mm(156)) < near
    assert abs(section.page_height - section.top_margin - section.bottom_margin - Mm(225)) < near
    assert abs(section.top_margin - Mm(37)) < near
    assert abs(section.left_margin - Mm(28)) < near
    title, body = document.paragraphs[0], document.paragraphs[5]
    assert title.runs[0].font.size == Pt(22)
    assert body.runs[0].font.size == Pt(16)
    assert body.paragraph_format.line_spacing == Pt(28)
    assert body.paragraph_format.first_line_indent == Pt(32)
    faces = [one.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia")) for one in (title, body)]
    assert faces == ["方正小标宋简体", "仿宋_GB2312"]
    names = [str(part.partname) for part in document.part.package.iter_parts()]
    assert not [name for name in names if name.endswith((".odttf", ".ttf", ".otf"))], "no font is embedded"


def test_it_says_the_same_after_the_matter_is_settled(desk: Desk) -> None:
    before = said(written(desk))
    desk.on("2026-10-15").record(LEAD, "completion", completed_on="2026-10-14")
    desk.record(LEAD, "notice_reply")
    assert said(written(desk)) == before


def test_a_raised_notice_names_the_former(desk: Desk) -> None:
    desk.record(OFFICE, "notice", grade="listed", follows=FIRST, reply_by="2026-11-01")
    lines = said(written(desk, "督办〔2026〕2号"))
    assert f"{FIRST}督办的事项仍未落实，现升级为挂牌督办。" in lines


def test_words_of_the_office_are_text_and_nothing_else(desk: Desk) -> None:
    odd = "{unit} %s <w:p/> =1+1"
    desk.record(OFFICE, "notice", demand=odd, reply_by="2026-11-01")
    assert f"现提出以下要求：{odd}" in said(written(desk, "督办〔2026〕2号"))


def test_a_number_that_was_not_given(desk: Desk) -> None:
    assert not notice.write(desk.space, "督办〔2026〕9号", BytesIO())


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{follows}督办的事项", "{former}督办的事项", "report.unknown-word"),
        ("{demand}", "{demand.__class__}", "report.unknown-word"),
        ("line: 28", "line: 280", "plan.out-of-range"),
        ("title: 督办单", "titel: 督办单", "plan.unknown-key"),
    ],
)
def test_a_slip_in_the_layout_is_told_with_its_place(old: str, new: str, code: str) -> None:
    text = notice.LAYOUT.read_text(encoding="utf-8")
    assert old in text
    _, problems = read(text.replace(old, new, 1).encode(), "notice.yaml")
    assert code in [problem.code for problem in problems]
    assert all(problem.place.line for problem in problems)


def test_without_a_layout_nothing_is_written(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(LayoutRefused):
        notice.write(desk.space, FIRST, tmp_path / "n.docx", layout=tmp_path / "none.yaml")
