"""Mistakes of a person as values: a stable code, a place, and a Chinese sentence saying what to do."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum

LONGEST_SHOWN = 60
OUR_WORDS = frozenset({"near", "choices", "limit"})
"""Words of a sentence that the program writes itself, never cut short."""


class Severity(StrEnum):
    """`error` = the item could not be taken as written; `warning` = taken, but worth a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Place:
    """Where a mistake stands: file with line and column, sheet with cell, or a form field."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    field: str | None = None

    def __str__(self) -> str:
        if self.cell:
            return f"{self.file + ' ' if self.file else ''}工作表“{self.sheet}”单元格 {self.cell}"
        if self.file:
            return (
                self.file
                + (f" 第 {self.line} 行" if self.line else "")
                + (f"第 {self.column} 列" if self.column else "")
            )
        return f"“{self.field}”一栏" if self.field else "未定位"


@dataclass(frozen=True)
class Problem:
    """One mistake. `message` says what is wrong, `cure` what to do; both in Chinese."""

    code: str
    message: str
    cure: str
    place: Place = field(default_factory=Place)
    severity: Severity = Severity.ERROR
    subject: str | None = None
    """Id of the task, target or unit that the mistake touches, so that it stays visible and marked."""

    def __str__(self) -> str:
        return f"{self.place}：{self.message}{self.cure}（{self.code}）"

    def as_json(self) -> dict[str, object]:
        place = {name: value for name, value in asdict(self.place).items() if value is not None}
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "cure": self.cure,
            "subject": self.subject,
            **place,
        }


@dataclass(frozen=True)
class Family:
    """The mistakes of one room; a code or a word that is not there is a bug and raises KeyError."""

    texts: Mapping[str, tuple[str, str]]
    """Code -> what is wrong and what to do; words in braces are filled in where the mistake is found."""
    warnings: Collection[str] = frozenset()
    """Codes of what is taken all the same."""
    longest: int = LONGEST_SHOWN

    def problem(self, code: str, place: Place, subject: str | None = None, /, **words: object) -> Problem:
        message, cure = self.texts[code]
        said = {
            name: str(word) if name in OUR_WORDS else shown(word, self.longest)
            for name, word in words.items()
        }
        severity = Severity.WARNING if code in self.warnings else Severity.ERROR
        return Problem(code, message.format(**said), cure.format(**said), place, severity, subject)


def shown(value: object, longest: int = LONGEST_SHOWN) -> str:
    """A value as a sentence can carry it: one line, printable, cut short where it is long."""
    text = " ".join("".join(char if char.isprintable() else " " for char in str(value)).split())
    return text if len(text) <= longest else text[:longest] + "…"


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)
