"""Under which headings and in which words offices keep their ledgers, read from reports/existing-ledger.yaml."""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import Field as Limits

from tracker.model import Frozen, Text
from tracker.problems import Problem
from tracker.records.disk import stamp
from tracker.records.kinds import Light
from tracker.records.typed import folded
from tracker.takeover.files import read_as

FILE = Path(__file__).parents[2] / "reports" / "existing-ledger.yaml"


class Field(StrEnum):
    """What a column of a ledger says."""

    NUMBER = "number"
    CLAUSE = "clause"
    TITLE = "title"
    MEASURE = "measure"
    YEAR_GOAL = "year_goal"
    STAGE_GOAL = "stage_goal"
    LEAD = "lead"
    SUPPORT = "support"
    DUE = "due"
    TEXT = "text"
    PERCENT = "percent"
    STATUS = "status"
    PROBLEMS = "problems"
    NEXT_STEP = "next_step"
    EVIDENCE = "evidence"
    NOTE = "note"


class Headings(Frozen):
    field: Field
    headings: tuple[Text, ...] = Limits(min_length=1)


class Judgement(Frozen):
    light: Light
    words: tuple[Text, ...] = Limits(min_length=1)


class Words(Frozen):
    columns: tuple[Headings, ...] = Limits(min_length=1)
    persons: tuple[Text, ...] = Limits(min_length=1)
    other_periods: tuple[Text, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    without_date: tuple[Text, ...] = ()
    empty: tuple[Text, ...] = ()
    not_tasks: tuple[Text, ...] = ()

    @cached_property
    def by_heading(self) -> dict[str, Field]:
        """In the order in which they are looked for; of two columns with one heading the first has it."""
        found: dict[str, Field] = {}
        for column in self.columns:
            for heading in column.headings:
                found.setdefault(key(heading), column.field)
        return found

    @cached_property
    def empties(self) -> frozenset[str]:
        return _keys(("", *self.empty))

    @cached_property
    def dateless(self) -> frozenset[str]:
        return _keys(self.without_date)

    @cached_property
    def lights(self) -> dict[str, Light]:
        return {key(word): one.light for one in reversed(self.judgements) for word in one.words}

    def is_person(self, text: str) -> bool:
        """Whether words are about people, whose names and numbers belong in no record."""
        said = key(text)
        return any(word in said for word in self.persons)

    def is_signature(self, text: str) -> bool:
        """Whether a cell asks for, or gives, who signs at the foot of a sheet."""
        plain = folded(text)
        return any(re.match(rf"{re.escape(word)}[^:]{{0,4}}:", plain) for word in self.persons)

    def is_empty(self, text: str) -> bool:
        return key(text) in self.empties

    def light(self, text: str) -> Light | None:
        """The own judgement that a word plainly is."""
        return self.lights.get(key(text))


def key(text: str) -> str:
    """Brackets with what is in them, white space and the width of characters make no difference."""
    plain = folded(text)
    return re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", plain).strip(":*·.") or plain


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(key, words))


def load_words(file: Path = FILE) -> tuple[Words | None, tuple[Problem, ...]]:
    """The words as the file has them now; None, and what is wrong with it, when they cannot be used."""
    return _loaded(file, stamp(file))


@lru_cache(maxsize=8)
def _loaded(file: Path, _: object) -> tuple[Words | None, tuple[Problem, ...]]:
    words, reading = read_as(Words, file.read_bytes(), file.name)
    return words, tuple(reading.problems)
