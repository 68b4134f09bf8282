"""One written value -> one typed value, by what the model asks for; what is doubtful is refused, never guessed."""

import difflib
import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tracker import labels

WORDS = (
    labels.DOCUMENT_STATUS
    | labels.TASK_KIND
    | labels.ROLE
    | labels.COMPARATOR
    | labels.PATHWAY
    | labels.ALERT_LEVEL
    | labels.JURISDICTION_LEVEL
    | labels.PILOT_STAGE
    | labels.STANDING
)
SLUG = re.compile(r"[a-z0-9][a-z0-9.-]*")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_LOOSE_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:0|[1-9]\d{0,17})(?:\.\d{1,12})?", re.ASCII)
_INTEGER = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)
_UNIT_ENDING = re.compile(r"([+-]?[\d.]+)\s*([%‰A-Za-z\u4e00-\u9fff].*)", re.ASCII)


class RefusedError(Exception):
    """A text that is not what its field asks for: the code of the problem and the words of its sentence."""

    def __init__(self, code: str, **words: object) -> None:
        super().__init__(code)
        self.code = code
        self.words = words


def convert(kind: object, text: str, key: str) -> object:
    """The text as `kind` (str, date, Decimal, int, bool or a StrEnum); raises RefusedError."""
    text = text.strip()
    if not text:
        raise RefusedError("plan.empty-value", key=key)
    if kind is str:
        return text
    if kind is date:
        return _date(text)
    if kind is Decimal:
        return _number(text, _NUMBER, Decimal)
    if kind is int:
        return _number(text, _INTEGER, int)
    if kind is bool:
        if text not in ("true", "false"):
            raise RefusedError("plan.bad-yes-no", key=key, text=text)
        return text == "true"
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        choices = [member.value for member in kind]
        if text not in choices:
            said = "、".join(f"{value}（{WORDS[value]}）" if value in WORDS else value for value in choices)
            raise RefusedError("plan.bad-choice", key=key, text=text, choices=said, near=hint(text, choices))
        return kind(text)
    raise TypeError(f"no way to read {kind!r} from text")


def nearest(text: str, choices: Iterable[str]) -> str | None:
    """The choice most like the text, if one is like it at all; width and case do not count."""
    plain = _narrow(text).lower()
    found = difflib.get_close_matches(plain, list(choices), n=1, cutoff=0.5)
    return found[0] if found else None


def hint(text: str, choices: Iterable[str]) -> str:
    near = nearest(text, choices)
    return f"；是不是想写“{near}”？" if near else "。"


def id_hint(text: str) -> str:
    plain = re.sub(r"[\s_]+", "-", _narrow(text).lower())
    return f"，可以改成 {plain}" if SLUG.fullmatch(plain) else ""


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _date(text: str) -> date:
    if match := _DATE.fullmatch(text):
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            raise RefusedError(
                "plan.bad-date", text=text, near=_why_no_such_day(*map(int, match.groups()))
            ) from None
    near = ""
    if match := _LOOSE_DATE.fullmatch(_narrow(text)):
        near = f"，这里应是 {match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
    raise RefusedError("plan.bad-date", text=text, near=near)


def _why_no_such_day(year: int, month: int, day: int) -> str:
    if not 1 <= month <= 12:
        return f"；没有 {month} 月"
    return f"；{year} 年 {month} 月没有 {day} 日，只有 {monthrange(max(year, 1), month)[1]} 天"


def _number(text: str, form: re.Pattern[str], kind: type[Decimal] | type[int]) -> Decimal | int:
    if form.fullmatch(text):
        return kind(text)
    plain = _narrow(text)
    near = "不要写单位、逗号和“约”一类的字"
    if form.fullmatch(plain):
        near = f"这里应是 {plain}"
    elif form.fullmatch(plain.replace(",", "")):
        near = f"去掉千位逗号，写成 {plain.replace(',', '')}"
    elif form.fullmatch(plain.lstrip("0")):
        near = f"去掉开头的 0，写成 {plain.lstrip('0')}"
    elif match := _UNIT_ENDING.fullmatch(plain):
        near = f"“{match[2]}”请写到 unit_of_measure 里"
    elif kind is int:
        near = "这里要整数"
    raise RefusedError("plan.bad-number", text=text, near=near)
