"""`report circular`, `report brief` and `report check`: the papers in Word, and whether what was issued still agrees."""

import pytest

from tests.cli.conftest import Terminal
from tests.report.papers import altered, paragraphs

NOW = ("--now", "2026-10-12")


def test_papers_are_written_and_agree(tracker: Terminal) -> None:
    names = {name: str(tracker.folder / name) for name in ("通报.docx", "简报.docx", "今天.docx")}
    ran = tracker("report", "circular", "--period", "2026-Q3", "--out", names["通报.docx"], *NOW)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"已写出 {names['通报.docx']}（2026年前三季度）。\n"
    assert tracker("report", "brief", "--period", "2026-Q3", "--out", names["简报.docx"], *NOW).code == 0
    assert tracker("report", "brief", "--out", names["今天.docx"], *NOW).out.endswith("（2026-10-12）。\n")
    ran = tracker("report", "check", *names.values(), *NOW)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("全部一致。\n")
    ran = tracker("report", "check", names["通报.docx"], "--period", "2026-Q3", "--json", *NOW)
    assert ran.json["problems"] == []
    assert ran.json["files"][0]["period"] == "2026-Q3"
    said = paragraphs((tracker.folder / "通报.docx").read_bytes())
    assert "关于2026年前三季度任务落实情况的通报" in said


def test_an_altered_paper_ends_with_a_code_and_its_place(tracker: Terminal) -> None:
    file = tracker.folder / "通报.docx"
    tracker("report", "circular", "--period", "2026-Q3", "--out", str(file), *NOW)
    file.write_bytes(altered(file.read_bytes(), "fig_tasks", "88"))
    ran = tracker("report", "check", str(file), *NOW)
    assert ran.code == 1
    assert "“tasks”印的是 88" in ran.err
    assert "通报.docx 第 " in ran.err
    assert "全部一致" not in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("circular", "--period", "2026-Q4", "--out", "x.docx"), "才结束"),
        (("circular", "--period", "三季度", "--out", "x.docx"), "写法不对"),
        (("circular", "--period", "2026-Q3", "--out", "x.doc"), "x.doc 不是 .docx 文件名"),
        (("brief", "--period", "2026-Q3", "--as-of", "2026-10-01", "--out", "x.docx"), "只能写一个"),
        (("brief", "--as-of", "昨天", "--out", "x.docx"), "--as-of 的“昨天”不是日期"),
        (("brief", "--out", "none/x.docx"), "不存在"),
        (("brief", "--document", "none", "--out", "x.docx"), "没有符合"),
        (("check", "none.docx"), "找不到文件"),
    ],
)
def test_why_there_is_none(tracker: Terminal, words: tuple[str, ...], said: str) -> None:
    ran = tracker("report", *words, *NOW)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
