"""Under which headings and in which words offices keep their ledgers, read from reports/existing-ledger.yaml."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from unicodedata import normalize

from pydantic import Field as Limits

from tracker.model import Frozen, Text
from tracker.problems import Problem
from tracker.records.disk import stamp
from tracker.records.kinds import Light
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

    def headings(self) -> Iterator[tuple[Field, str]]:
        for column in self.columns:
            for heading in column.headings:
                yield column.field, key(heading)

    def is_person(self, text: str) -> bool:
        """Whether words are about people, whose names and numbers belong in no record."""
        return any(word in key(text) for word in self.persons)

    def is_signature(self, text: str) -> bool:
        """Whether a cell asks for, or gives, who signs at the foot of a sheet."""
        plain = re.sub(r"\s", "", normalize("NFKC", text))
        return any(re.match(rf"{re.escape(word)}[^:]{{0,4}}:", plain) for word in self.persons)

    def is_empty(self, text: str) -> bool:
        return key(text) in {"", *map(key, self.empty)}

    def light(self, text: str) -> Light | None:
        """The own judgement that a word plainly is."""
        said = key(text)
        return next((one.light for one in self.judgements if said in map(key, one.words)), None)


def key(text: str) -> str:
    """Brackets with what is in them, white space and the width of characters make no difference."""
    plain = re.sub(r"\s", "", normalize("NFKC", text))
    return re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", plain).strip(":*·.") or plain


def load_words(file: Path = FILE) -> tuple[Words | None, tuple[Problem, ...]]:
    """The words as the file has them now; None, and what is wrong with it, when they cannot be used."""
    return _loaded(file, stamp(file))


@lru_cache(maxsize=8)
def _loaded(file: Path, _: object) -> tuple[Words | None, tuple[Problem, ...]]:
    words, reading = read_as(Words, file.read_bytes(), file.name)
    return words, tuple(reading.problems)
