"""The command as it is really started: another process, another folder, the environment, and a server that is ready."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "tests" / "example" / "tasks"
READY = re.compile(r"已就绪：(http://127\.0\.0\.1:\d+)　（按 Ctrl\+C 停止）")


def environment(**more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **more}


def run(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tracker.cli", *words]
    return subprocess.run(
        command,
        cwd=folder,
        env=environment(**more),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_environment_points_elsewhere(tmp_path: Path) -> None:
    data = tmp_path / "ledger"
    pointed = {"TRACKER_TASKS": str(EXAMPLE), "TRACKER_DATA": str(data)}
    assert run(tmp_path, "check", **pointed).returncode == 0
    assert run(tmp_path, "open", "--on", "2026-01-01", **pointed).returncode == 0
    assert (data / "journal" / "journal.jsonl").is_file()
    assert json.loads(run(tmp_path, "status", "--json", **pointed).stdout)["journal"]["seq"] == 1
    assert run(tmp_path, "verify", **pointed).stdout.startswith("流水完好：1 条记录")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger"]

    other = ("--data", str(tmp_path / "other"))
    assert json.loads(run(tmp_path, "status", "--json", *other, **pointed).stdout)["journal"]["seq"] == 0


def test_without_a_word_the_folders_are_those_of_the_working_directory(tmp_path: Path) -> None:
    ran = run(tmp_path, "status")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "无法执行：找不到方案文件夹 tasks。请在项目目录下执行，或用 --tasks 指明位置。\n"
    (tmp_path / "tasks").symlink_to(EXAMPLE)
    assert run(tmp_path, "status").returncode == 0


def test_a_reader_that_stops_reading_is_no_bug(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tracker.cli", "plan", "--json", "--tasks", str(ROOT / "tasks")]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert "程序内部错误" not in process.stderr.read()


def test_a_bug_is_said_to_be_ours(tmp_path: Path) -> None:
    """What nobody foresaw ends with a number for whoever maintains the product, and a code of its own."""
    code = (
        "import sys; from tracker.cli import app, plan; from tracker.cli.app import main\n"
        "import tracker.snapshot as s\n"
        "def broken(self): raise ZeroDivisionError\n"
        "s.Workspace.plan = broken\n"
        "sys.argv = ['tracker', 'check', '--tasks', sys.argv[1]]; main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(EXAMPLE)],
        cwd=tmp_path, env=environment(), capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ran.returncode == 70
    assert "程序内部错误" in ran.stderr
    assert "ZeroDivisionError" in ran.stderr


@contextmanager
def started(folder: Path, *words: str) -> Iterator[str]:
    """Address of a server that has said that it is ready; it is stopped as Ctrl+C does."""
    command = [sys.executable, "-m", "tracker.cli", *words, "--port", "0"]
    with subprocess.Popen(
        command, cwd=folder, env=environment(), stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdout
        said: list[str] = []
        try:
            for line in process.stdout:
                said.append(line)
                if ready := READY.search(line):
                    yield ready[1]
                    break
            else:
                pytest.fail(f"never ready: {said}")
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(30) in (0, 130)


def health(address: str) -> dict[str, object]:
    with urllib.request.urlopen(f"{address}/healthz", timeout=10) as answer:
        assert answer.status == 200
        return dict(json.load(answer))


def test_demo_opens_on_the_real_plan(tmp_path: Path) -> None:
    data = tmp_path / "demo"
    with started(tmp_path, "demo", "--tasks", str(ROOT / "tasks"), "--data", str(data)) as address:
        lines = (data / "journal" / "journal.jsonl").read_text(encoding="utf-8").splitlines()
        head = json.loads(lines[-1])
        assert health(address)["journal"] == {"seq": len(lines), "hash": head["hash"]}
    assert json.loads(lines[0])["body"]["demo"] is True


def test_serve_opens_an_empty_ledger(tmp_path: Path) -> None:
    with started(tmp_path, "serve", "--tasks", str(EXAMPLE), "--data", str(tmp_path / "data")) as address:
        assert health(address)["journal"] == {"seq": 0, "hash": "0" * 64}
        opened = run(tmp_path, "open", "--tasks", str(EXAMPLE), "--data", str(tmp_path / "data"))
        assert opened.returncode == 0
        journal = health(address)["journal"]
        assert isinstance(journal, dict)
        assert journal["seq"] == 1


def test_other_machines_are_not_served(tmp_path: Path) -> None:
    ran = run(
        tmp_path, "serve", "--tasks", str(EXAMPLE), "--data", str(tmp_path / "data"), "--host", "0.0.0.0"
    )
    assert (ran.returncode, "不能在 0.0.0.0 上提供服务" in ran.stderr) == (2, True)


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        ran = run(
            tmp_path, "serve", "--tasks", str(EXAMPLE), "--data", str(tmp_path / "data"), "--port", port
        )
    assert (ran.returncode, f"端口 {port} 不能使用" in ran.stderr) == (2, True)


def test_demo_does_not_touch_a_real_ledger(tmp_path: Path) -> None:
    data = ("--data", str(tmp_path / "data"))
    run(tmp_path, "open", "--tasks", str(EXAMPLE), *data)
    before = (tmp_path / "data" / "journal" / "journal.jsonl").read_bytes()
    ran = run(tmp_path, "demo", "--tasks", str(ROOT / "tasks"), *data)
    assert ran.returncode == 1
    assert "已有台账，而且不是演示数据" in ran.stderr
    assert (tmp_path / "data" / "journal" / "journal.jsonl").read_bytes() == before
