"""What a cell can hold, what its words are coloured, and how many lines its text takes."""

from dataclasses import dataclass
from datetime import date

from tracker.labels import (
    CHANGE,
    CHANGE_TONES,
    COLOURS,
    FRESHNESS,
    FRESHNESS_TONES,
    ITEM_STATE,
    ITEM_TONES,
    LIGHT_TONES,
    LIGHTS,
    LINE_STATE,
    LINE_STATE_TONES,
    TARGET_STATE,
    TARGET_TONES,
)
from tracker.report.layout import Palette
from tracker.sentences import amount, difference, number

POINTS_PER_LINE = 1.45
"""Height of a line in sizes of the font; the tallest of the fonts that stand in for missing ones."""
TALLEST_ROW = 405.0
"""Points; spreadsheets take no row above 409."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that says its own unit: shown as `before` + number + `after`, kept as the bare number."""

    value: float
    after: str = ""
    before: str = ""

    @property
    def number_format(self) -> str:
        """As many decimals as the pages show, at most two."""
        decimals = len(number(self.value).partition(".")[2])
        plain = "0." + "0" * decimals if decimals else "0"
        return f"{_literal(self.before)}{plain}{_literal(self.after)}"


@dataclass(frozen=True, slots=True)
class Formula:
    """A figure that a reader can check: an expression over fields of its row in braces, and what it comes to.

    Where one of these fields is not shown the bare value is written.
    """

    expression: str
    value: "Figure | float | str"


@dataclass(frozen=True, slots=True)
class Named:
    """A figure that other outputs print too, under the name by which it is found in them."""

    name: str
    value: "Formula | Figure | float"


Cell = str | float | int | date | Figure | Formula | Named | None


def amount_of(value: float | None, unit: str | None, before: str = "") -> Figure | None:
    """A figure in a unit of measure, worded as on the pages."""
    return (
        None
        if value is None
        else Figure(value + 0.0, amount(value, unit).removeprefix(number(value)), before)
    )


def difference_of(value: float | None, unit: str | None) -> Figure | None:
    """A difference between two figures in a unit; of percents in 个百分点."""
    return None if value is None else Figure(value + 0.0, difference(value, unit).removeprefix(number(value)))


def _literal(text: str) -> str:
    plain = text.replace('"', "")
    return f'"{plain}"' if plain else ""


def _by_tone(words: dict[str, str], tones: dict[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code, tone in tones.items():
        found.setdefault(tone, []).append(words[code])
    return found


PALETTES: dict[Palette, dict[str, list[str]]] = {
    Palette.LIGHT: _by_tone(LIGHTS, LIGHT_TONES),
    Palette.ITEM: _by_tone(ITEM_STATE, ITEM_TONES),
    Palette.TARGET: _by_tone(TARGET_STATE, TARGET_TONES),
    Palette.FRESHNESS: _by_tone(FRESHNESS, FRESHNESS_TONES),
    Palette.CHANGE: _by_tone(CHANGE, CHANGE_TONES),
    Palette.LINE: _by_tone(LINE_STATE, LINE_STATE_TONES),
    # Notices and instructions are settled in the same words, and coloured alike.
    Palette.SUPERVISION: {
        "red": ["逾期"],
        "amber": ["有异议", "待签收", "待反馈", "待决定", "已退回"],
        "green": ["已办结", "已销号", "同意"],
        "grey": ["不同意", "待回复", "已升级", "已终止"],
        "blue": ["已回复", "已反馈", "已报办结"],
    },
    Palette.CHECK: {"red": ["不一致"], "green": ["一致"]},
}
"""Tone -> what cells of that tone begin with; no word of a palette begins with another one's."""

INK = {tone: COLOURS[tone] for tone in ("red", "amber", "green", "blue", "grey")} | {"grey": COLOURS["ink2"]}
TINT = {"red": "#F9E5E3", "amber": "#FBF0DA", "green": "#E4F1E9", "blue": "#E5EEF8", "grey": "#EEF0F2"}


def room(width: float, size: float) -> int:
    """Half-width characters that surely fit in one line of a column; one is kept back for line-break rules."""
    return max(int((width * 7 - 4) / (size * 2 / 3)) - 1, 2)


def lines(text: str, capacity: int) -> int:
    """Lines that a wrapped text takes; a Chinese character is two half-width ones."""
    if "\n" in text:
        return sum(_lines(part, capacity) for part in text.split("\n"))
    return _lines(text, capacity)


def _lines(text: str, capacity: int) -> int:
    if len(text) * 2 <= capacity:
        return 1
    # In UTF-8 an ASCII letter is one byte and a Chinese character three.
    half_widths = (len(text.encode("utf-8", "replace")) + len(text)) // 2
    return -(-half_widths // capacity) or 1


def row_height(count: int, size: float) -> float:
    return round(count * size * POINTS_PER_LINE + 6, 2)


def most_lines(size: float) -> int:
    return int((TALLEST_ROW - 6) / (size * POINTS_PER_LINE))


def pieces(text: str, capacity: int, count: int) -> list[str]:
    """The text cut into parts of at most `count` lines each, at line ends of its own where it has them."""
    found, left = [""], count
    per_line = capacity // 2
    for part in text.split("\n"):
        while (need := lines(part, capacity)) > left:
            fits = part[: left * per_line]
            found[-1] += fits
            part, left = part[len(fits) :], count
            found.append("")
        found[-1] += part + "\n"
        left -= need
        if left == 0:
            found.append("")
            left = count
    return [piece.rstrip("\n") for piece in found if piece]
