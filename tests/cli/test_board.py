"""`board`: one HTML file of a day, or why there is none."""

from tests.cli.conftest import Terminal


def test_a_day(tracker: Terminal) -> None:
    out = tracker.folder / "看板.html"
    ran = tracker("board", "--as-of", "2026-09-30", "--out", str(out), "--now", "2026-11-20")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"已写出 {out}（截至 2026-09-30）。\n"
    assert "发展清洁供热" in out.read_text("utf-8")
    checked = tracker("report", "check", str(out), "--now", "2026-11-20")
    assert checked.out.endswith("全部一致。\n")


def test_what_cannot_be_written(tracker: Terminal) -> None:
    for words, told in (
        (("--out", "看板.pdf"), "不是 .html"),
        (("--out", str(tracker.folder / "没有" / "看板.html")), "不存在"),
        (("--out", str(tracker.folder / "看板.html"), "--document", "nobody"), "没有符合"),
        (("--out", str(tracker.folder / "看板.html"), "--as-of", "昨天"), "不是日期"),
    ):
        ran = tracker("board", *words)
        assert ran.code == 2
        assert told in ran.err
