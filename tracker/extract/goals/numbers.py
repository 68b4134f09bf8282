"""Counting words of official Chinese as numbers: 两万 is 20000, 百 is 100, 半 is one half."""

from decimal import Decimal

_DIGITS = {word: number for number, word in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10_000, "亿": 100_000_000}
NUMERAL = "[一二两三四五六七八九十百千万亿零〇]{1,7}"


def spoken(words: str) -> int | None:
    """None for what is no number in words."""
    whole = section = digit = 0
    for word in words:
        if word in _DIGITS:
            digit = _DIGITS[word]
        elif word in _STEPS:
            section += (digit or 1) * _STEPS[word]
            digit = 0
        elif word in _SCALES:
            whole = (whole + (section + digit or 1)) * _SCALES[word]
            section = digit = 0
        else:
            return None
    return whole + section + digit if words else None


def written(words: str) -> Decimal:
    """1,234.5 in figures."""
    return Decimal(words.replace(",", ""))


def percent(words: str) -> Decimal | None:
    """What follows 百分之: 十二点五 is 12.5."""
    before, _, after = words.partition("点")
    whole = spoken(before)
    if whole is None or any(word not in _DIGITS for word in after):
        return None
    return Decimal(f"{whole}.{''.join(str(_DIGITS[word]) for word in after)}" if after else whole)
