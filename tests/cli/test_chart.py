"""`chart`: the picture of a task or a target, or why there is none."""

from tests.cli.conftest import Terminal

TASK = "example-2025-1/1.1"


def test_a_task_in_both_formats(tracker: Terminal) -> None:
    for kind, begins in (("svg", b"<svg"), ("png", b"\x89PNG")):
        out = tracker.folder / f"图.{kind}"
        ran = tracker(
            "chart", "--task", TASK, "--out", str(out), "--as-of", "2026-09-30", "--now", "2026-11-20"
        )
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == f"已写出 {out}（二/(一)　发展清洁供热：时间节点）。\n"
        assert out.read_bytes().startswith(begins)


def test_what_cannot_be_written(tracker: Terminal) -> None:
    out = str(tracker.folder / "图.svg")
    for words, told in (
        (("--task", TASK, "--out", "图.pdf"), "不是 .svg 或 .png"),
        (("--out", out), "要写明是哪一张图"),
        (("--task", TASK, "--target", f"{TASK}/t2026", "--out", out), "要写明是哪一张图"),
        (("--target", f"{TASK}/t2026", "--out", out), "还没有可画的内容"),
        (("--task", "nobody/1", "--out", out), "编号不对"),
        (("--task", TASK, "--out", str(tracker.folder / "没有" / "图.svg")), "不存在"),
    ):
        ran = tracker("chart", *words)
        assert ran.code == 2
        assert told in ran.err
    assert not (tracker.folder / "图.svg").exists()
