"""Text as a paper prints it: pieces, some of which are named figures that can be found again in the finished file."""

import string
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from tracker.report.figures import Figures, shares
from tracker.sentences import number


class Piece(NamedTuple):
    """A stretch of text; `figure` is its name in `figures`, empty for what is not counted there."""

    text: str
    figure: str = ""


Said = tuple[Piece, ...]
Word = str | Piece | Said


def said(template: str, words: Mapping[str, Word]) -> Said:
    """A wording with the words in its braces filled in; what is filled in is never read as a wording again."""
    found: list[Piece] = []
    for text, name, _, _ in string.Formatter().parse(template):
        found += [Piece(text)] if text else []
        found += pieces(words[name]) if name is not None else ()
    return tuple(found)


def pieces(word: Word) -> Said:
    if isinstance(word, str):
        return (Piece(word),)
    return (word,) if isinstance(word, Piece) else word


def joined(parts: Iterable[Word], between: str = "、") -> Said:
    found: list[Piece] = []
    for at, part in enumerate(parts):
        found += [Piece(between)] if at else []
        found += pieces(part)
    return tuple(found)


def plain(words: Said) -> str:
    return "".join(piece.text for piece in words)


class Counted:
    """The figures of one state as pieces: `of("light.red")`, and `share("light.red")` as a percentage."""

    def __init__(self, found: Figures) -> None:
        self.found, self._shares = found, shares(found)

    def __getitem__(self, name: str) -> int:
        return self.found[name]

    def of(self, name: str) -> Piece:
        return Piece(str(self.found[name]), name)

    def share(self, name: str) -> Piece:
        """`—` where there is nothing to take a share of."""
        value: Decimal | None = self._shares.get(f"share.{name}")
        return Piece("—") if value is None else Piece(f"{number(value, 1)}%", f"share.{name}")
