"""What the YAML parser says, turned into a problem: the line at fault and a cure in Chinese."""

import re

import yaml

from tracker.plan.catalogue import problem
from tracker.plan.source import KEYS, SECTIONS
from tracker.problems import Place, Problem

_OPENED = re.compile(r"""(?:^\s*(?:-\s+)*|:\s+|-\s+)(["'])(?:(?!\1).)*$""")
"""A line whose value opens a quotation mark and does not close it."""

_CAUSES = (
    ("mapping values are not allowed", "yaml.colon"),
    ("could not find expected ':'", "yaml.no-colon"),
    ("tab character that violates", "yaml.tab"),
    ("that cannot start any token", "yaml.special-character"),
    ("expected alphabetic or numeric character", "yaml.special-character"),
    ("unexpected end of stream", "yaml.unclosed-quote"),
    ("unexpected document separator", "yaml.unclosed-quote"),
    ("unknown escape character", "yaml.escape"),
    ("expected ',' or", "yaml.unclosed-bracket"),
    ("did not find expected key", "yaml.indentation"),
    ("did not find expected '-'", "yaml.indentation"),
    ("block sequence entries are not allowed", "yaml.indentation"),
    ("expected <block end>", "yaml.indentation"),
)
_AT_OPENING = {"yaml.no-colon", "yaml.unclosed-quote", "yaml.unclosed-bracket", "yaml.special-character"}
"""Causes that lie where the parser began to read the value, not where it gave up."""


class BrokenYamlError(Exception):
    """The syntax breaks at `problem.place`, so nothing from there on can be trusted."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def explain(error: yaml.YAMLError, text: str, file: str) -> BrokenYamlError:
    """The parser's complaint at the line a person has to mend."""
    reason = str(getattr(error, "problem", None) or error).splitlines()[0]
    code = next((code for sign, code in _CAUSES if sign in reason), "yaml.syntax")
    mark = getattr(error, "problem_mark", None)
    if code in _AT_OPENING:
        mark = getattr(error, "context_mark", None) or mark
    lines = text.split("\n")
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if code != "yaml.unclosed-quote" and (opening := _unclosed_above(lines, line)):
        code, line, column = "yaml.unclosed-quote", *opening
    elif (outside := _outside_above(lines, line)) is not None:
        code, line, column = "yaml.indentation", outside, 0
    elif code == "yaml.colon" and (stray := _stray_above(lines, line)):
        code, line, column = "yaml.no-colon", *stray
    line = min(line, len(lines) - 1)
    rest = lines[line][column:].strip()
    place = Place(file, line + 1, column + 1)
    words = {"char": rest[:1], "quote": rest[:1], "bracket": rest[:1], "value": rest, "count": 1}
    return BrokenYamlError(problem(code, place, **words))


def section_of(line: str) -> str | None:
    """The key of a line that opens a section of the file, such as `tasks:`; a misspelled one opens it too."""
    match = re.match(r"([A-Za-z_]+):(?: +(?!#)(.))?", line)
    opens = match and (match[1] in SECTIONS or not (match[2] or match[1] in KEYS))
    return match[1] if match and opens else None


def _outside_above(lines: list[str], line: int) -> int | None:
    """A line of text that begins at the margin, e.g. the rest of a paragraph pasted with its line breaks."""
    for number in range(min(line, len(lines) - 1), -1, -1):
        if section_of(lines[number]):
            return None
        if re.match(r"[^\s#{}\[\]%'\"-]", lines[number]):
            return number
    return None


def _stray_above(lines: list[str], line: int) -> tuple[int, int] | None:
    """The line before, when it has no colon: the parser took it and this one for a single text."""
    above = next((number for number in range(line - 1, -1, -1) if lines[number].split("#")[0].strip()), None)
    if above is None:
        return None
    text, indent = lines[above], len(lines[above]) - len(lines[above].lstrip())
    level = len(lines[line]) - len(lines[line].lstrip())
    return None if ": " in text or text.rstrip().endswith(":") or indent != level else (above, indent)


def _unclosed_above(lines: list[str], line: int) -> tuple[int, int] | None:
    """Where a quotation mark was left open: the parser only notices at the next mark, many lines on."""
    for number in range(min(line, len(lines)) - 1, -1, -1):
        if match := _OPENED.search(lines[number]):
            return number, match.start(1)
        if '"' in lines[number] or "'" in lines[number]:
            return None
    return None
