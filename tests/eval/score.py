"""How far a reading agrees with a person's: units with their roles, targets and milestones."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tracker.extract.text import FRONT
from tracker.sources.folding import fold

Json = dict[str, Any]
Fact = tuple[str, ...]
_BRACKETS = str.maketrans("〔〕【】[]", "()()()")


@dataclass(frozen=True)
class Score:
    """Facts that both have, that only the reader has, that only the person has."""

    right: tuple[Fact, ...] = ()
    extra: tuple[Fact, ...] = ()
    missed: tuple[Fact, ...] = ()

    @property
    def precision(self) -> float:
        return _share(len(self.right), len(self.right) + len(self.extra))

    @property
    def recall(self) -> float:
        return _share(len(self.right), len(self.right) + len(self.missed))

    @property
    def f1(self) -> float:
        return _share(2 * len(self.right), 2 * len(self.right) + len(self.extra) + len(self.missed))

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.extra + other.extra, self.missed + other.missed)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def compared(read: Iterable[Fact], true: Iterable[Fact]) -> Score:
    """Facts may stand more than once; each counts."""
    mine, theirs = Counter(read), Counter(true)
    return Score(
        tuple((mine & theirs).elements()),
        tuple((mine - theirs).elements()),
        tuple((theirs - mine).elements()),
    )


def units(reading: Json) -> set[Fact]:
    """(clause, unit, role); implied units under the clause 以下."""
    found = {
        (item["clause"], _plain(unit), part["role"])
        for item in reading["items"]
        for part in item["assignments"]
        for unit in part["units"]
    }
    return found | {("以下", _plain(unit), "implied") for unit in _implied(reading)}


def _implied(reading: Json) -> list[str]:
    said = reading.get("implied_units", [])
    return [unit for one in said for unit in ([one] if isinstance(one, str) else one["units"])]


def targets(reading: Json) -> list[Fact]:
    """(clause, value, unit of measure, due); none where a person has not read them."""
    return [
        (_clause(one), _number(one["value"]), _plain(one["unit_of_measure"] or ""), one["due"] or "")
        for one in reading["targets"] or ()
    ]


def milestones(reading: Json) -> list[Fact]:
    """(clause, due)."""
    return [(_clause(one), one["due"] or "") for one in reading["milestones"] or ()]


def _number(value: Any) -> str:
    try:
        return f"{float(str(value)):g}"
    except ValueError:
        return str(value or "")


def _plain(words: str) -> str:
    return fold(words).translate(_BRACKETS)


def _clause(goal: Json) -> str:
    """What stands before the first clause has no path in a truth file and is 引言 to the reader."""
    return str(goal["clause"]).removeprefix(FRONT)
