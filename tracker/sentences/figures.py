"""Figures, days and periods as the product says them."""

from datetime import date

from tracker.labels import QUARTERS

GRADED = ("星级", "级")
"""Units of measure that count grades and not amounts."""
GRADES = {str(place): numeral for place, numeral in enumerate("一二三四五六七八九", 1)}


def number(value: object, digits: int = 2) -> str:
    """A figure without needless zeros: 10, 12.5, 35.5; `—` when there is none."""
    if value is None:
        return "—"
    text = f"{float(str(value)):.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def amount(value: object, unit: object) -> str:
    """A figure with its unit of measure: 10%、2倍、1200亿元; grades are said as they are written: 二星级."""
    if value is None:
        return "—"
    grade = GRADES.get(number(value)) if unit in GRADED else None
    return f"{grade or number(value)}{unit or ''}"


def difference(value: object, unit: object) -> str:
    """The unit of a difference: percent minus percent is 个百分点."""
    if value is None:
        return "—"
    return f"{number(value)}{'个百分点' if unit == '%' else f'个{unit}' if unit in GRADED else unit or ''}"


def day(value: object) -> str:
    if value is None:
        return "—"
    parsed = value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
    return f"{parsed.year}年{parsed.month}月{parsed.day}日"


def moment(on: object, at: object) -> str:
    """A day with the time of day that somebody gave, if one did: 2026年11月20日14:30."""
    return f"{day(on)}{at or ''}"


def period(text: object) -> str:
    """A statistical period as it is said: 2025年、2025年二季度、2025年6月."""
    year, _, part = str(text).partition("-")
    if part[:1] == "Q":
        return f"{year}年{'一二三四'[int(part[1]) - 1]}季度"
    return f"{year}年{int(part)}月" if part else f"{year}年" if year else ""


def report_period(text: object) -> str:
    """A reporting quarter as official reports say it, cumulative within the year: 2026年前三季度."""
    year, _, part = str(text).partition("-Q")
    return f"{year}年{QUARTERS[int(part)]}"
