"""What people type in cells: words without differences of width and spaces, words of a choice, numbers."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple
from unicodedata import normalize

from tracker.records.upload import Cell

PERCENT = "%"
MOST_DECIMALS = 6
"""As many as a reading keeps. A stored number is rounded, since computing leaves more; a typed one never is."""

_NUMBER = re.compile(r"[+-]?(?:\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.\d+)?", re.ASCII)


class Number(NamedTuple):
    """25 % has the value 25, however it is stored."""

    value: Decimal
    percent: bool


def folded(text: str) -> str:
    """Full-width and half-width forms and inner spaces make no difference."""
    return re.sub(r"\s", "", normalize("NFKC", text))


def number(cell: Cell) -> Number | None:
    """The number that a cell states; None when it states something else."""
    text = folded(cell.text).replace("−", "-")
    digits = text.removesuffix(PERCENT)
    if not _NUMBER.fullmatch(digits):
        return None
    value = Decimal(digits.replace(",", ""))
    if cell.percent:
        value = (value * 100).normalize()
    if cell.number and value != (rounded := round(value, MOST_DECIMALS)):
        value = rounded
    return Number(value, cell.percent or text.endswith(PERCENT))


def meanings(words: Mapping[str, str]) -> dict[str, str]:
    """What may be typed for each code of a choice -> the code: 初步, 初步数, 初步数据."""
    return {
        typed: code
        for code, word in words.items()
        for typed in (word, word.removesuffix("数"), f"{word}据", code)
    }
