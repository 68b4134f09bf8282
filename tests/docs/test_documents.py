"""Documents say what is: generated ones are current, links lead somewhere, commands exist."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from tests.docs.generated import GENERATED, ROOT, stale
from tracker.cli.app import app

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
MAKE = re.compile(r"`make ([a-z]+)")
COMMAND = re.compile(r"`(?:\.venv/bin/)?tracker ([a-z]+(?:-[a-z]+)*)")
PATH = re.compile(r"`((?:tracker|tasks|tests|reports|docs)/[\w./-]*[\w/])`")


def test_generated_documents_are_current() -> None:
    assert len(GENERATED) >= 3
    assert stale() == [], "run `make docs`"


def test_there_are_documents() -> None:
    assert {"README.md", "README.zh.md", "CHANGELOG.md"} <= {path.name for path in DOCUMENTS}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    text = document.read_text("utf-8")
    local = [target for target in LINK.findall(text) if "://" not in target]
    missing = [target for target in local if not (document.parent / target).exists()]
    missing += [path for path in PATH.findall(text) if not (ROOT / path).exists()]
    assert missing == []


def test_commands_in_documents_exist() -> None:
    text = "\n".join(document.read_text("utf-8") for document in DOCUMENTS)
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    commands = set(get_command(app).commands)  # type: ignore[attr-defined]
    made, called = set(MAKE.findall(text)), set(COMMAND.findall(text))
    assert made, "no document names a make target"
    assert called, "no document names a command"
    assert made <= targets
    assert called <= commands
