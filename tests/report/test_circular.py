"""The circular in Word: what it says, where its numbers come from, how it is laid out, and that it says the same again."""

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tests.report.papers import W, body, bookmarks, brief_of, circular_of, opened, paragraphs
from tests.report.sample import DOCUMENT, Q3, TASKS, TODAY, find, record, workspace
from tracker import queries
from tracker.audit.heads import heads, heads_in_words
from tracker.changes import changes, previous
from tracker.labels import SCHEDULE
from tracker.periods import Quarter, end_of_shanghai_day, windows
from tracker.queries.scope import HOME
from tracker.report import circular
from tracker.report.agreement import true_figures
from tracker.report.asked import Asked
from tracker.report.blocks import Block, Table, spoken
from tracker.report.circular import Circular
from tracker.report.circular_layout import load, read
from tracker.sentences import day, number
from tracker.snapshot import Snapshot, Workspace, kept_plan_folder


@pytest.fixture(scope="module")
def before(place: Workspace) -> Snapshot:
    return HOME.of(previous(place, place.report(Q3)))


@pytest.fixture(scope="module")
def letter(place: Workspace, now: Snapshot, before: Snapshot) -> Circular:
    printed = heads_in_words(heads(place, now.clock.known_at))
    return Circular(now, before, load(circular.LAYOUT), printed)


def test_what_it_says_from_top_to_bottom(letter_file: bytes, now: Snapshot) -> None:
    said = paragraphs(letter_file)
    assert said[0] == "演示数据，不得作为正式文件印发"
    assert said[1].startswith("本期尚未锁定，数据可能变化")
    assert said[2] == "关于2026年前三季度任务落实情况的通报"
    assert said[3] == "＿＿＿＿〔＿＿〕＿＿号（文号由办公室填写）"
    headings = [one for one in said if re.match(r"[一二三四五]、(总体|存在|完成|与上|下一)", one)]
    assert [one[0] for one in headings] == list("一二三四五")
    assert queries.summary_sentence(now) in said
    assert "＿＿＿＿年＿＿月＿＿日" in said


def test_every_task_is_in_one_class_and_the_shares_are_of_all(letter_file: bytes, now: Snapshot) -> None:
    classes = queries.schedule(now)["class"].to_list()
    assert len(classes) == queries.counted_tasks(now).height == 31
    said = next(one for one in paragraphs(letter_file) if one.startswith("按时间进度看"))
    for name, word in SCHEDULE.items():
        count = classes.count(name)
        share = f"{count / 31 * 100:.1f}".rstrip("0").rstrip(".")
        assert f"{word}{count}项，占{share}%" in said
    reasons = [int(one) for one in re.findall(r"的(\d+)项", said)]
    assert sum(reasons) == classes.count("other")


def test_every_number_is_named_or_comes_from_a_query(
    letter: Circular, now: Snapshot, before: Snapshot
) -> None:
    """What is named equals its query; any other piece with a digit is a value of a query or a position in a list."""
    true, values, named = true_figures(now, before), known_values(letter, now, before), 0
    for words in spoken(unnumbered(letter.blocks())):
        for at, piece in enumerate(words):
            if piece.figure:
                assert piece.text.removesuffix("%") == f"{true[piece.figure]:f}".removesuffix(".0"), piece
                named += 1
                continue
            annex = piece.text.isdigit() and (at == 0 or words[at - 1].text.endswith("附件"))
            if re.search(r"\d", piece.text) and piece.text not in values and not annex:
                # The position of an ask, or several tasks in one cell.
                odd = {one for one in piece.text.split("；") if re.search(r"\d", one)} - values
                assert not odd or (at == 0 and re.fullmatch(r"\d+\. ", piece.text)), odd
    assert named > 60


def unnumbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Without the column of positions, once they are seen to be positions."""
    for block in blocks:
        if isinstance(block, Table) and "number" in (fields := [one.field for one in block.grid.columns]):
            positions = [row["number"] for row in block.rows]
            assert positions == [str(at) for at in range(1, len(positions) + 1)]
            kept = tuple(one for one in block.grid.columns if one.field != "number")
            assert len(kept) == len(fields) - 1
            block = replace(block, grid=block.grid.model_copy(update={"columns": kept}))
        yield block


def known_values(letter: Circular, now: Snapshot, before: Snapshot) -> set[str]:
    """Every text that the queries give, and the days in them as the product says them."""
    frames = (queries.tasks(now), queries.items(now), queries.targets(now), queries.units(now))
    found: set[str] = set()
    for frame in (*frames, changes(now, before)):
        for column in frame.get_columns():
            if column.dtype == pl.String:
                found |= set(column.drop_nulls())
            elif column.dtype == pl.Date:
                found |= {day(one) for one in column.drop_nulls()}
    for task in queries.tasks(now).iter_rows(named=True):
        found |= {f"{task['clause']} {task['title']}（{word}）" for word in ("漏报", "迟报")}
    found |= {words for words, _, _ in queries.summary(now)}
    found |= {word for word in letter.once.values() if isinstance(word, str)}
    year = windows(now.plan.calendar, Quarter(2026, 4), Quarter(2026, 4))[0]
    found |= {day(year.opens_on), day(year.closes_on), year.quarter.label}
    lag = next(one for one in now.plan.thresholds if one.id == "behind_lag")
    return found | {letter.layout.meanings.on_schedule.format(behind_lag=number(lag.value))}


def test_no_wording_of_the_layout_has_a_number_of_its_own(letter: Circular) -> None:
    layout = letter.layout.model_dump()
    texts = [value for value in layout.values() if isinstance(value, str)]
    texts += [*layout["meanings"].values(), *(grid["caption"] for grid in layout["tables"].values())]
    assert not [text for text in texts if re.search(r"\d", text)]


def test_every_list_is_whole(letter: Circular, now: Snapshot) -> None:
    tables = {block.grid.caption: block.rows for block in letter.blocks() if isinstance(block, Table)}
    assert len(tables["红灯任务名单"]) == queries.light_counts(now)["red"]
    assert len(tables["逾期事项名单"]) == queries.counted_items(now).filter(state="overdue").height
    assert len(tables["到期目标情况"]) == queries.fallen_due(now).height
    silent = queries.units(now).filter(pl.col("missing") + pl.col("late") > 0)["name"].to_list()
    assert [row["unit"] for row in tables["漏报、迟报名单"]] == silent


def test_what_is_asked_follows_from_the_facts(letter_file: bytes, now: Snapshot) -> None:
    said = paragraphs(letter_file)
    asks = said[said.index("五、下一步要求") + 1 : said.index("附件：")]
    assert asks[0].startswith("1. 请中关村科学城管委会、区地方金融管理局补报漏报的进展。补报时限：")
    assert asks[-1] == f"{len(asks)}. 其他要求：＿＿＿＿＿＿（由办公室填写）"
    assert any("2027年1月1日至2027年1月15日报送2026年全年进展（截止日按预估" in one for one in asks)


def test_a_notice_without_a_reply_is_asked_for(crowded: Workspace) -> None:
    words = "督办〔2026〕3号要求区发展改革委于2026年9月1日前回复，截至2026年9月30日没有收到回复，请抓紧回复。"
    assert any(one.endswith(words) for one in paragraphs(circular_of(crowded)))


def test_before_the_window_has_closed_it_says_so(place: Workspace, letter_file: bytes) -> None:
    target = BytesIO()
    circular.write(place, Q3, target, known_at=end_of_shanghai_day(date(2026, 10, 12)))
    words = "2026年前三季度的报送到2026年10月20日截止，出具时尚未截止，报送情况还会变化。"
    assert any(one.endswith(words) for one in paragraphs(target.getvalue()))
    assert not any("尚未截止" in one for one in paragraphs(letter_file))


def test_an_empty_ledger_knows_nothing_and_says_so(empty: Workspace) -> None:
    said = paragraphs(circular_of(empty))
    assert "没有红灯任务。" in said
    assert "与2026年上半年相比没有变化。" in said
    assert any("其它31项，占100%" in one for one in said)
    assert any("超进度0项，占0%" in one for one in said)


def test_the_paper(letter_file: bytes) -> None:
    """GB/T 9704: type area 156 by 225 mm, 22 lines of 28 characters; heading rows repeated, no row broken."""
    document = opened(letter_file)
    section = document.sections[0]
    near = Mm(1) // 10
    assert abs(section.page_width - section.left_margin - section.right_margin - Mm(156)) < near
    assert abs(section.page_height - section.top_margin - section.bottom_margin - Mm(225)) < near
    text = next(one for one in document.paragraphs if one.text.startswith("现将"))
    assert (text.runs[0].font.size, text.paragraph_format.line_spacing) == (Pt(16), Pt(28))
    # Sixteen points and a quarter less: 28 of them go on a line of 156 millimetres.
    assert text.runs[0]._element.rPr.find(qn("w:spacing")).get(qn("w:val")) == "-5"
    assert 28 * (16 - 5 / 20) <= 156 / 25.4 * 72 < 28 * (16 - 4 / 20)
    faces = {
        one.text[:3]: one.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia"))
        for one in document.paragraphs
        if one.runs
    }
    wanted = {"关于2": "方正小标宋简体", "一、总": "黑体", "（一）": "楷体_GB2312", "现将《": "仿宋_GB2312"}
    assert wanted.items() <= faces.items()
    for table in document.tables:
        rows = [row._tr.trPr for row in table.rows]
        assert rows[0].find(qn("w:tblHeader")) is not None
        assert all(row.find(qn("w:cantSplit")) is not None for row in rows)


@pytest.mark.parametrize("file", ["letter_file", "brief_file"])
def test_word_opens_it_without_repair(file: str, request: pytest.FixtureRequest) -> None:
    """Bookmarks with ids and names of their own, none longer than Word takes; properties in the order of the format."""
    content = request.getfixturevalue(file)
    marks = list(bookmarks(content))
    assert len({number for number, _ in marks}) == len({name for _, name in marks}) == len(marks) > 40
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name) for _, name in marks)
    tree = body(content)
    ends = [node.get(f"{W}id") for node in tree.iter(f"{W}bookmarkEnd")]
    assert sorted(ends) == sorted(number for number, _ in marks)
    orders = {
        "tcPr": ["tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign"],
        "rPr": ["rFonts", "b", "color", "spacing", "w", "kern", "sz", "szCs", "lang"],
        "tblPr": ["tblStyle", "tblW", "jc", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook"],
    }  # fmt: skip
    for tag, order in orders.items():
        for node in tree.iter(f"{W}{tag}"):
            found = [order.index(child.tag.removeprefix(W)) for child in node]
            assert found == sorted(found)


def test_the_same_inputs_give_the_same_bytes(
    letter_file: bytes, brief_file: bytes, place: Workspace, tmp_path: Path
) -> None:
    shutil.copytree(place.data, tmp_path / "copy")
    copy = Workspace(TASKS, tmp_path / "copy", now=lambda: TODAY)
    assert circular_of(copy) == letter_file
    assert brief_of(copy) == brief_file


def test_a_locked_quarter_is_reissued_word_by_word_after_plan_and_journal_have_changed(
    tmp_path: Path,
) -> None:
    tasks = tmp_path / "tasks"
    shutil.copytree(TASKS, tasks)
    place = workspace(tmp_path / "data")
    place = Workspace(tasks, tmp_path / "data", now=place.now)
    plan, _ = place.plan()
    shutil.copytree(tasks, kept_plan_folder(place.data, plan.fingerprint))
    record(place, "period_lock", date(2026, 11, 21), period=str(Q3), locked=True, plan=plan.fingerprint)
    issued = [circular_of(place), brief_of(place)]
    file = tasks / "plans" / "haidian-2024-8.yaml"
    text = file.read_text(encoding="utf-8").replace("加快部署基础前沿技术研究", "改过的标题")
    file.write_text(text, encoding="utf-8")
    wrong = find(place, "progress", task=f"{DOCUMENT}/6.1", period="2026-Q3")
    record(place, "correction", date(2026, 12, 1), replaces=wrong, reason="更正", body=None)
    later = Workspace(tasks, place.data, now=lambda: datetime(2027, 3, 1))
    assert later.plan()[0].fingerprint != plan.fingerprint
    again = [circular_of(later), brief_of(later)]
    assert [paragraphs(one) for one in again] == [paragraphs(one) for one in issued]
    assert again == issued
    assert not any("未锁定" in one for one in paragraphs(issued[0]) + paragraphs(issued[1]))
    of_the_day = paragraphs(brief_of(later, Asked(None, Q3.end, None, HOME)))
    assert "未锁定" in of_the_day[0], "a day is not a report, though the quarter that it ends is locked"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{documents}{period}", "{document}{period}", "report.unknown-word"),
        ("{count}项：{units}", "{count}项：{units.__class__}", "report.unknown-word"),
        (
            "field: clause, heading: 条款, width: 17",
            "field: claus, heading: 条款, width: 17",
            "report.unknown-field",
        ),
        ("超过序时进度", "超过{lag}", "report.unknown-word"),
        ("table_size: 10.5", "table_size: 100", "plan.out-of-range"),
        ("address: 各责任单位：", "adress: 各责任单位：", "plan.unknown-key"),
    ],
)
def test_a_slip_in_the_layout_is_told_with_its_place(old: str, new: str, code: str) -> None:
    text = circular.LAYOUT.read_text(encoding="utf-8")
    assert old in text
    _, problems = read(text.replace(old, new, 1).encode(), "circular.yaml")
    assert code in [problem.code for problem in problems]
    assert all(problem.place.line for problem in problems)
