"""The lines of a document as a tree of clauses, with paths as the plan files write them (第三章/二/(二), 附件3/一/10)."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tracker.sources.folding import Folded, fold
from tracker.sources.headings import LONGEST_TITLE, Level, Mark, mark_of, opens_list_of_annexes

Path = tuple[str, ...]
FRONT = "引言"
FRONT_NAMES = frozenset({FRONT, "前言", "标题", "题注", "印发通知"})
"""What a plan file may call the text before the first clause."""
LEAP = 3
"""A number may follow on the last of its kind with so many steps; anything further off is a figure of speech."""
BROKEN_OVER = 6
"""Lines that the title of a part may be broken over."""
LONGEST_OPENING = 24
"""Opening words longer than this are a sentence and no title."""
_TITLE_ENDS = "。:;!?"
_ONLY_BRACKETS = re.compile(r"\([^()]*\)")
_HEADS = re.compile(r"[^,。:;!?]{2,24}(?:[。:]|$)")
"""What a line is headed with after its mark; what merely begins with a number goes on with a comma."""
_ONE_SENTENCE = re.compile(r"[^。;!?]*[。;!?]?(?:\([^()]*\))?")


@dataclass(frozen=True)
class Clause:
    """Ranges are offsets in the folded text: the clause runs to `end`, its words before its first sub-clause to `own_end`."""

    path: Path
    level: Level
    title: str
    """The words after the mark up to the first 。 or ：, in the width of the file."""
    titled: bool
    """Whether these words are a title; False where the clause runs straight into what it says."""
    start: int
    body: int
    """Where the words after the mark begin."""
    after_title: int
    """Where what it says begins."""
    own_end: int
    end: int
    line: int

    @property
    def name(self) -> str:
        return "/".join(self.path)


class Outline:
    """The clauses of a text in its order; `parts` are the titles that open plans of their own inside it."""

    def __init__(self, folded: Folded, parts: Sequence[str] = ()) -> None:
        self.folded = folded
        self._parts = {fold(part): part for part in parts}
        self._label: str | None = None
        self.clauses = _closed(self._opened(), folded)
        self._starts = [clause.start for clause in self.clauses]
        self._at: dict[Path, list[Clause]] = defaultdict(list)
        for clause in self.clauses:
            self._at[clause.path].append(clause)

    def path(self, clause: str) -> Path:
        """A clause as a plan file writes it; widths, white space and the point after a number do not count."""
        whole = fold(clause)
        for part in self._parts:
            if whole == part or whole.startswith(part + "/"):
                rest = whole[len(part) + 1 :]
                return (part, *_steps(rest)) if rest else (part,)
        return _steps(whole)

    def at(self, clause: str) -> list[Clause]:
        """The clauses of this path, usually one; none for a path the text does not have."""
        return self._at.get(self.path(clause), [])

    def innermost(self, offset: int) -> Clause | None:
        """The clause in whose own words an offset lies; None before the first."""
        at = bisect_right(self._starts, offset)
        return self.clauses[at - 1] if at else None

    def name_at(self, offset: int) -> str:
        clause = self.innermost(offset)
        return self.shown(clause.path) if clause else FRONT

    def shown(self, path: Path) -> str:
        """A path as a plan file writes it."""
        return "/".join((self._parts.get(path[0], path[0]), *path[1:]))

    def is_front(self, clause: str) -> bool:
        """Whether a plan file means the text before the first clause; 附件3 as the very first line is a label of all of it."""
        return clause in FRONT_NAMES or (self._label is not None and fold(clause) == self._label)

    @cached_property
    def front(self) -> tuple[int, int]:
        return 0, self.clauses[0].start if self.clauses else len(self.folded)

    def _opened(self) -> list[tuple[Mark, int, int]]:
        """Marks that open a clause: (mark, offset, offset of the words after it)."""
        folded, found = self.folded, []
        last: dict[Level, int] = {}
        fresh: set[Level] = set()
        listing = False
        parts = self._part_marks()
        annexes = self._last_annexes()
        for index, line in enumerate(folded.lines):
            start = folded.start_of(index)
            mark = parts.get(index) or mark_of(line)
            if not parts.get(index) and opens_list_of_annexes(line):
                listing = True
                continue
            if mark is None or (listing and mark.level >= Level.THIRD):
                continue
            if mark.level is Level.ANNEX:
                if start == 0:
                    self._label = mark.step
                if start == 0 or annexes[mark.step] != index:
                    continue
            if mark.level <= Level.ANNEX:
                last.clear()
            elif not _follows(mark, last) and not _heads(mark, line, last, fresh):
                continue
            last[mark.level] = mark.number
            fresh.discard(mark.level)
            fresh |= {level for level in Level if level > mark.level}
            listing = False
            found.append((mark, start, start + mark.width))
        return found

    def _last_annexes(self) -> dict[str, int]:
        """Where each annex is headed for the last time: before that it was only announced."""
        marks = ((index, mark_of(line)) for index, line in enumerate(self.folded.lines))
        return {mark.step: index for index, mark in marks if mark and mark.level is Level.ANNEX}

    def _part_marks(self) -> dict[int, Mark]:
        """By line: titles of parts, alone on a line or broken over several, each where it stands first."""
        found: dict[int, Mark] = {}
        plain = [fold(line) for line in self.folded.lines]
        for number, title in enumerate(self._parts, 1):
            for index, line in enumerate(plain):
                if not line or not title.startswith(line):
                    continue
                rows = (row for row in plain[index : index + 2 * BROKEN_OVER] if row)
                words = ""
                while len(words) < len(title) and (row := next(rows, None)) is not None:
                    words += row
                if words == title:
                    found[index] = Mark(Level.PART, title, number, len(title))
                    break
        return found


def _steps(path: str) -> Path:
    return tuple(step if step.startswith("(") else step.rstrip(".、") for step in path.split("/"))


def _follows(mark: Mark, last: dict[Level, int]) -> bool:
    """First of its kind, or next after the last of its kind: many texts count through where a new clause begins."""
    before = last.get(mark.level, 0)
    return mark.number == 1 or before < mark.number <= before + LEAP


def _heads(mark: Mark, line: str, last: dict[Level, int], fresh: set[Level]) -> bool:
    """Behind a gap, as in an extract or after a torn heading, only what is headed like a clause opens one."""
    onward = mark.number > last.get(mark.level, 0) or mark.level in fresh
    return onward and (mark.level < Level.FIRST or _HEADS.match(fold(line), mark.width) is not None)


def _closed(opened: list[tuple[Mark, int, int]], folded: Folded) -> tuple[Clause, ...]:
    starts = [start for _, start, _ in opened]
    own_ends = [*starts[1:], *([len(folded)] if starts else [])]
    ends = _ends([mark.level for mark, _, _ in opened], starts, len(folded))
    full = _full_line(folded)
    clauses: list[Clause] = []
    above: list[tuple[Level, str]] = []
    for (mark, start, body), own_end, end in zip(opened, own_ends, ends, strict=True):
        while above and above[-1][0] >= mark.level:
            above.pop()
        above.append((mark.level, mark.step))
        path = tuple(step for _, step in above)
        words_from = start if mark.level is Level.PART else body
        runs_on = next(folded.lines_between(start, own_end))[1] - start >= full
        title, titled = _title(folded, words_from, own_end, end, runs_on)
        line = folded.line_at(start)
        after = min(max(body, words_from + len(title)), own_end) if titled else body
        clauses.append(Clause(path, mark.level, title, titled, start, body, after, own_end, end, line))
    return tuple(clauses)


def _ends(levels: list[Level], starts: list[int], whole: int) -> list[int]:
    """Where each clause ends with all below it: at the next of its level or a higher one."""
    ends, open_ = [whole] * len(levels), list[int]()
    for at, level in enumerate(levels):
        while open_ and levels[open_[-1]] >= level:
            ends[open_.pop()] = starts[at]
        open_.append(at)
    return ends


def _full_line(folded: Folded) -> int:
    """A line of so many characters runs on into the next one, in a file whose lines are broken at the edge of a page."""
    lengths = sorted(stop - start for start, stop in folded.lines_between(0, len(folded)))
    return max(LONGEST_OPENING, lengths[len(lengths) * 9 // 10] * 9 // 10) if lengths else LONGEST_OPENING


def _title(folded: Folded, body: int, own_end: int, end: int, runs_on: bool) -> tuple[str, bool]:
    """What a reader calls the clause, and whether the text does: alone on its line, or before a 。 or ： with more after it."""
    if body >= own_end:
        return "", False
    text = folded.text
    _, line_end = next(folded.lines_between(body, own_end))
    stop = next((at for at in range(body, line_end) if text[at] in _TITLE_ENDS), line_end)
    title, length = folded.original[body : min(stop, body + LONGEST_TITLE)], stop - body
    if stop < line_end:
        rest = text[stop + 1 : own_end]
        longest = {"。": LONGEST_OPENING, ":": LONGEST_TITLE}.get(text[stop], 0)
        return title, length <= longest and rest != "" and not _ONLY_BRACKETS.fullmatch(rest)
    broken_sentence = length > LONGEST_OPENING and _ONE_SENTENCE.fullmatch(text, line_end, own_end)
    alone = line_end < end and text[line_end - 1] not in ",、" and not (runs_on and line_end < own_end)
    return title, alone and not broken_sentence
