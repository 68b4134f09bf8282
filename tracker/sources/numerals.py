"""Chinese counting numbers as clause headings use them, up to 999."""

_DIGITS = "零一二三四五六七八九"
NUMERAL = "[一二三四五六七八九十百零〇]{1,6}"
"""Pattern of a number in words."""


def chinese(number: int) -> str:
    """27 -> 二十七; beyond 999 the figures themselves."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (_DIGITS[ones] if ones else "")


_VALUES = {chinese(number): number for number in range(1, 1000)}


def value(words: str) -> int | None:
    """二十七 or 27 -> 27; None for what is no counting number."""
    if words.isascii() and words.isdigit():
        return int(words)
    return _VALUES.get(words.replace("〇", "零"))
