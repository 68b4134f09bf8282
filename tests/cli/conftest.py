"""The command line as a person uses it: what it prints, what it complains of, and the code it ends with."""

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tracker.cli import main

EXAMPLE = Path(__file__).parents[1] / "example" / "tasks"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Terminal:
    """`tracker …` in this process, on a copy of the example plan with an empty data folder."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.folder, self.tasks, self.data = folder, folder / "tasks", folder / "data"
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def bare(self, *words: str) -> Ran:
        """Nothing is said about folders."""
        self._monkeypatch.setattr(sys, "argv", ["tracker", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = self._capsys.readouterr()
        return Ran(int(ended.value.code or 0), captured.out, captured.err)

    def __call__(self, *words: str) -> Ran:
        """With the folders of this test."""
        return self.bare(*words, "--tasks", str(self.tasks), "--data", str(self.data))

    def file(self, name: str, content: object) -> str:
        """A file beside the folders; what is no text is written as JSON."""
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        (self.folder / name).write_text(text, encoding="utf-8")
        return str(self.folder / name)


@pytest.fixture
def tracker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    shutil.copytree(EXAMPLE, tmp_path / "tasks")
    monkeypatch.setenv("COLUMNS", "80")
    return Terminal(tmp_path, monkeypatch, capsys)
