"""Finds rows by words as typed, or by the first letters of their pinyin: hmcs finds 海绵城市."""

from collections.abc import Iterable
from dataclasses import dataclass

from pypinyin import Style, pinyin

Letters = tuple[frozenset[str], ...]
"""For each character the letters its readings begin with; other characters stand for themselves."""


@dataclass(frozen=True)
class Entry:
    """What one row can be found by. `letters` are of names only: long texts hold nearly every pair of letters."""

    text: str
    letters: tuple[Letters, ...]


def entry(names: Iterable[str], texts: Iterable[str] = ()) -> Entry:
    names = list(names)
    return Entry("\n".join((*names, *texts)).casefold(), tuple(_letters(name) for name in names))


def found(entry: Entry, query: str) -> bool:
    """Whether every word of the query (parted by blanks) stands in the entry, or is the initials of a part of a name."""
    return all(_has(entry, word) for word in query.casefold().split())


def _has(entry: Entry, word: str) -> bool:
    return word in entry.text or (
        word.isascii() and word.isalnum() and any(_begins(name, word) for name in entry.letters)
    )


def _begins(name: Letters, word: str) -> bool:
    return any(
        all(letter in name[at + n] for n, letter in enumerate(word))
        for at in range(len(name) - len(word) + 1)
    )


def _letters(name: str) -> Letters:
    found: list[frozenset[str]] = []
    for readings in pinyin(name.casefold(), style=Style.FIRST_LETTER, heteronym=True):
        # A run of characters other than Chinese comes back whole, as the only reading.
        found += [frozenset("".join(readings))] if len(readings) > 1 else map(frozenset, readings[0])
    return tuple(found)
