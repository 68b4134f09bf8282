"""Documents say what is: generated ones are current, links lead somewhere, commands exist."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from tests.docs.generated import GENERATED, ROOT, stale
from tests.docs.pictures import FOLDER, names
from tracker.cli.app import app
from tracker.ui.blocks.guide import slug
from tracker.ui.registry import PAGES

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


GUIDE = (ROOT / "docs" / "user-guide.zh.md").read_text("utf-8")
FENCED = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(tracker [^`]+)`")
IMAGE = re.compile(r"!\[[^\]]*\]\((?:docs/)?pictures/([a-z-]+)\.png\)")
OUTSIDE = {"账号管理"}
"""Pages of the entrance, which are not in the registry."""


def command_lines() -> list[str]:
    """Every whole command of the guide, from its blocks of code."""
    lines = [line for block in FENCED.findall(GUIDE) for line in block.splitlines()]
    return [line[found.start() :] for line in lines if (found := re.search(r"\btracker [a-z]", line))]


def resolved(line: str) -> tuple[Any, list[str]]:
    """The command that a line calls, and its arguments."""
    command, words = get_command(app), shlex.split(line, comments=True)[1:]
    while subcommands := getattr(command, "commands", None):
        assert words, line
        assert words[0] in subcommands, line
        command = subcommands[words.pop(0)]
    return command, words


@pytest.mark.parametrize("line", command_lines())
def test_commands_of_the_guide_are_understood(line: str) -> None:
    command, words = resolved(line)
    command.make_context("tracker", words)


@pytest.mark.parametrize("line", sorted(set(INLINE.findall(GUIDE))))
def test_commands_mentioned_in_the_guide_have_these_options(line: str) -> None:
    command, words = resolved(line)
    known = {option for one in command.params for option in one.opts}
    assert {word for word in words if word.startswith("--")} <= known


def test_pages_of_the_guide_are_the_pages_there_are() -> None:
    titles = {page.title for page in PAGES}
    assert {title for title in titles if title not in GUIDE} == set(), "pages the guide says nothing of"
    assert set(re.findall("“([^“”]+)”页", GUIDE)) <= titles | OUTSIDE


def test_ways_within_the_guide_lead_to_a_heading() -> None:
    headings = {slug(title) for title in re.findall("^#+ (.*)$", GUIDE, re.MULTILINE)}
    asked = set(re.findall(r"\]\(#([^)]*)\)", GUIDE))
    assert asked
    assert asked <= headings


def test_every_picture_is_made_by_the_script_and_shown_somewhere() -> None:
    shown = {name for document in DOCUMENTS for name in IMAGE.findall(document.read_text("utf-8"))}
    kept = {file.stem for file in FOLDER.glob("*.png")}
    assert shown == kept == set(names())


def test_commands_that_do_not_exist_are_noticed() -> None:
    for line in ("tracker nothing", "tracker report", "tracker report nothing"):
        with pytest.raises(AssertionError):
            resolved(line)
    command, words = resolved("tracker board --as-of 2026-09-30 --nothing")
    with pytest.raises(Exception, match="nothing"):
        command.make_context("tracker", words)
