"""The one-page brief in Word: what it says, that it is cut at stated numbers, and that it cannot outgrow its page."""

import re
from collections.abc import Iterator
from datetime import date

import polars as pl
import pytest

from tests.report.papers import W, body, brief_of, paragraphs
from tests.report.sample import Q3
from tracker import queries
from tracker.audit.heads import heads, heads_in_words
from tracker.changes import changes, previous
from tracker.queries.scope import HOME
from tracker.report import brief
from tracker.report.about import instant
from tracker.report.asked import Asked
from tracker.report.brief_layout import load, read
from tracker.report.figures import figures
from tracker.report.fitted import clipped, ems, shortened, width
from tracker.report.pieces import Piece, plain
from tracker.sentences import day
from tracker.snapshot import Snapshot, Workspace

DOCUMENT_NUMBER = "海政发〔2024〕8号"


@pytest.fixture(scope="module")
def said(brief_file: bytes) -> list[str]:
    return paragraphs(brief_file)


def test_the_first_lines(said: list[str], now: Snapshot) -> None:
    assert said[0] == "演示数据，不得作为正式材料；未锁定，数据可能变化"
    assert said[1] == "任务落实情况简报（2026年前三季度）"
    assert said[2].endswith("截至2026年9月30日")
    assert said[3] == queries.summary_sentence(now)


def test_the_five_numbers_and_the_bar(said: list[str], now: Snapshot) -> None:
    at = said.index("红灯任务")
    lights = queries.light_counts(now)
    overdue = queries.counted_items(now).filter(state="overdue").height
    missing = queries.counted_tasks(now).filter(freshness="missing").height
    assert said[at + 5 : at + 10] == [
        str(one)
        for one in (lights["red"], lights["grey"], overdue, queries.target_counts(now)["missed"], missing)
    ]
    assert [one for one in said if re.fullmatch(r"[红黄灰蓝绿] \d+", one)] == [
        f"{word} {lights[light]}" for light, word in zip(lights, "红黄灰蓝绿", strict=True) if lights[light]
    ]


def test_who_is_behind_and_what_will_be_missed(said: list[str], now: Snapshot) -> None:
    found = queries.shortfalls(now)
    assert {"missed", "behind"} <= set(found["state"])
    first = found.row(0, named=True)
    assert f"{first['indicator']}（{first['goal_text']}）" in said
    assert first["short"] in said
    units = queries.units(now).filter(pl.any_horizontal(pl.col("led_red", "overdue", "missing", "late") > 0))
    assert f"三、落后的单位（{units.height}家）" in said
    assert units["name"][0] in said


def test_lists_are_cut_where_the_layout_says_and_the_rest_is_counted(crowded: Workspace) -> None:
    said, most = paragraphs(brief_of(crowded)), load(brief.LAYOUT).most
    now = HOME.of(crowded.report(Q3))
    red = queries.light_counts(now)["red"]
    assert red > 25
    assert f"另有{red - most.red}项，见季报。" in said
    assert "五、请领导决定和关注的事项（8项）" in said
    decisions = said[said.index("五、请领导决定和关注的事项（8项）") + 1 :]
    assert decisions[0].startswith("区发展改革委申请由")
    assert decisions[1].startswith("督办〔2026〕1号（区发展改革委）")
    assert decisions[most.decisions] == f"另有{8 - most.decisions}项，见季报。"


def test_every_text_keeps_to_its_room(crowded: Workspace, place: Workspace) -> None:
    """As many lines as counted on: then nothing can be longer than the height that the layout was checked with."""
    layout = load(brief.LAYOUT)
    assert layout.tallest() <= layout.room
    for space in (crowded, place):
        tree = body(brief_of(space))
        cells = {id(one) for cell in tree.iter(f"{W}tc") for one in cell.iter(f"{W}p")}
        texts = [one for one in tree.iter(f"{W}p") if id(one) not in cells]
        for one in texts:
            text = "".join(node.text or "" for node in one.iter(f"{W}t"))
            assert width(text) <= 3 * (ems(layout.line_length, float(layout.body_size)) + 1.2), text


def test_a_layout_that_would_not_fit_the_page_is_refused() -> None:
    text = brief.LAYOUT.read_text(encoding="utf-8")
    for old, new in (("red: 5", "red: 12"), ("line: 14", "line: 17"), ("lines_a_row: 2", "lines_a_row: 4")):
        assert old in text
        _, problems = read(text.replace(old, new, 1).encode(), "brief.yaml")
        assert [problem.code for problem in problems] == ["report.over-a-page"]
        assert problems[0].place.line
    _, problems = read(text.replace("figure: light.red", "figure: light.rot", 1).encode(), "brief.yaml")
    assert [problem.code for problem in problems] == ["report.unknown-field"]


def test_every_other_number_is_one_that_a_query_says(place: Workspace, now: Snapshot) -> None:
    """Numbers outside the named figures stand, as they are, in a text of the ledger's; only the rest of a list is counted."""
    content, before = brief_of(place), HOME.of(previous(place, place.report(Q3)))
    frames = (queries.tasks(now), queries.items(now), queries.shortfalls(now), changes(now, before))
    known = " ".join(
        str(text)
        for frame in frames
        for column in frame.select(pl.col(pl.String)).get_columns()
        for text in column.drop_nulls()
    )
    known += heads_in_words(heads(place, now.clock.known_at)) + instant(now.clock.known_at)
    known += f" {day(now.clock.as_of)} {day(before.clock.as_of)} {DOCUMENT_NUMBER}"
    rest = {
        queries.light_counts(now)["red"] - 5,
        queries.shortfalls(now).height - 3,
        figures(now)["units.behind"] - 4,
    }
    for text in unnamed(content):
        for number in re.findall(r"\d+(?:\.\d+)?", text):
            told = re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.])", known)
            assert told or (text.startswith("另有") and int(number) in rest), text


def unnamed(content: bytes) -> Iterator[str]:
    """The words of each paragraph without those of its bookmarks."""
    for paragraph in body(content).iter(f"{W}p"):
        inside, words = 0, ""
        for node in paragraph.iter():
            inside += {f"{W}bookmarkStart": 1, f"{W}bookmarkEnd": -1}.get(node.tag, 0)
            words += node.text or "" if node.tag == f"{W}t" and not inside else ""
        yield words


def test_a_brief_on_a_day(place: Workspace) -> None:
    said = paragraphs(brief_of(place, Asked(None, date(2026, 11, 20), None, HOME)))
    assert "任务落实情况简报（2026年11月20日）" in said
    assert queries.summary_sentence(HOME.of(place.status(date(2026, 11, 20)))) in said
    assert "四、与2026年前三季度相比" in said


def test_an_empty_ledger(empty: Workspace) -> None:
    said = paragraphs(brief_of(empty))
    assert said[0] == "未锁定，数据可能变化"
    assert "灰 31" in said
    assert "没有红灯任务。" in said


def test_words_are_cut_and_figures_never_are() -> None:
    words = (Piece("红灯任务"), Piece("123", "light.red"), Piece("项" * 100))
    cut = clipped(words, 40, 10, 1)
    assert plain(cut).startswith("红灯任务123项")
    assert plain(cut).endswith("…")
    assert width(plain(cut)) <= ems(40, 10)
    assert clipped(words[:2], 40, 10, 1) == words[:2]
    narrow = clipped(words, 8, 10, 1)
    assert all(piece in words for piece in narrow if piece.figure)
    assert "1" not in plain(narrow) or "123" in plain(narrow)


def test_a_number_is_never_cut_in_two() -> None:
    text = "完成投资12345.6万元，比上年增长8.5%。"
    for millimetres in range(10, 60):
        cut = plain(clipped((Piece(text),), millimetres, 10, 1))
        assert {*re.findall(r"\d[\d.]*%?", cut)} <= {"12345.6", "8.5%"}, cut
    assert (
        shortened("“到2025年建成10个零碳园区和30栋零碳楼宇”：应于2025年完成。")
        == "“到2025年建成10个零碳园…”：应于2025年完成。"
    )
    assert shortened("指标“占比”未达标。") == "指标“占比”未达标。"
