"""Reading on after a syntax error: the line at fault is blanked, so that the rest of its task and the other tasks stay."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from tracker.plan.nodes import Node, compose
from tracker.plan.scalars import SLUG
from tracker.plan.syntax import BrokenYamlError, section_of
from tracker.problems import Problem

MAX_ERRORS = 50
MAX_CHARACTERS = 10_000_000
"""Every error means another pass over the text; this many characters in all passes, and at least three passes."""

_ITEM = re.compile(r"^( *)-(?: |$)")
_DASHES = re.compile(r"^ *(?:- +)*")
_ID = re.compile(r"""^\s*(?:-\s+)?id:\s*["']?([^"'\s#,}]+)""")


@dataclass
class Tree:
    """What could be composed, and the lines (from 1) that had to be blanked for it."""

    root: Node | None
    problems: list[Problem] = field(default_factory=list)
    blanked: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class _Block:
    """Lines `start` to `end` (from 0, end excluded): the head of a section, or one item of its list."""

    start: int
    end: int
    section: str
    is_head: bool
    indent: int
    id: str | None


def read_tree(text: str, file: str, found: list[Problem]) -> Tree:
    """Compose the text; `found` are the problems it has already. Each gets the item of its line as its subject.

    An error costs its line; a second one in the same item the rest of the item; a third the item.
    """
    lines = text.split("\n")
    blocks = _blocks(lines)
    tree = Tree(None, list(found))
    times: dict[_Block, int] = {}
    for _ in range(max(3, min(MAX_ERRORS, MAX_CHARACTERS // (len(text) + 1)))):
        try:
            tree.root, problems = compose("\n".join(lines), file)
            tree.problems += problems
            break
        except BrokenYamlError as error:
            line = (error.problem.place.line or 1) - 1
            block = _block_at(blocks, line)
            if times.get(block, 0) == 3:
                tree.problems.append(error.problem)
                break
            if line + 1 not in tree.blanked:
                tree.problems.append(error.problem)
            times[block] = times.get(block, 0) + 1
            _blank(lines, block, line, times[block], tree.blanked)
    document = next((block.id for block in blocks if block.section == "document"), None)
    tree.problems = [_with_subject(problem, blocks, document) for problem in tree.problems]
    return tree


def _blank(lines: list[str], block: _Block, line: int, time: int, blanked: set[int]) -> None:
    first, end = {1: (line, line + 1), 2: (line, block.end), 3: (block.start, block.end)}[time]
    for number in range(first, end):
        dashes = _DASHES.match(lines[number])
        # A blanked first line must not hand its item's other lines to the item before.
        lines[number] = dashes[0].rstrip() if dashes and time < 3 and number == first else ""
        blanked.add(number + 1)
    if block.is_head and first == block.start:
        lines[first] = f"{block.section}:" if block.section else ""
    elif time == 3 and block.id and SLUG.fullmatch(block.id):
        lines[first] = f'{" " * block.indent}- id: "{block.id}"'


def _blocks(lines: list[str]) -> list[_Block]:
    starts: list[tuple[int, str, bool, int]] = []
    section, indent = "", None
    if not section_of(lines[0]):
        starts.append((0, section, True, 0))
    for number, line in enumerate(lines):
        if opened := section_of(line):
            section, indent = opened, None
            starts.append((number, section, True, 0))
        elif (match := _ITEM.match(line)) and indent in (None, match[1]):
            indent = match[1]
            starts.append((number, section, False, len(indent)))
    ends = [number for number, *_ in starts[1:]] + [len(lines)]
    blocks = []
    for (start, section, is_head, indented), end in zip(starts, ends, strict=False):
        ids = [match[1] for line in lines[start:end] if (match := _ID.match(line))]
        blocks.append(_Block(start, end, section, is_head, indented, ids[0] if ids else None))
    return blocks


def _block_at(blocks: list[_Block], line: int) -> _Block:
    return blocks[bisect_right(blocks, line, key=lambda block: block.start) - 1]


def _with_subject(problem: Problem, blocks: list[_Block], document: str | None) -> Problem:
    """The problem with the id of the task, indicator, unit or document that its line belongs to."""
    if problem.code.startswith("file."):
        return problem
    block = _block_at(blocks, (problem.place.line or 1) - 1)
    if block.section == "units":
        return replace(problem, subject=block.id)
    whole = block.id if block.section in ("tasks", "indicators") else None
    return replace(problem, subject=f"{document}/{whole}" if document and whole else document)
