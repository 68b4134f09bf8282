"""Mistakes of a person as values: a stable code, a place, and a Chinese sentence saying what to do."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum


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


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)
