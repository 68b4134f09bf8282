"""How the command line speaks: results on standard output, problems for people, JSON for programs, exit codes."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NoReturn

import typer

from tracker.problems import Problem, has_errors

PROBLEMS, OPERATOR_ERROR, BUG = 1, 2, 70


@dataclass
class OperatorError(Exception):
    """Something the operator has to mend: a missing folder, a port in use. In Chinese."""

    message: str
    cure: str

    def __str__(self) -> str:
        return self.message + self.cure


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime):
        return value.isoformat() + "Z"
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"not for JSON: {value!r}")


def say_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def say_problems(problems: Iterable[Problem]) -> None:
    """One line a problem, on standard error."""
    for problem in problems:
        typer.echo(f"{'错误' if problem.severity == 'error' else '提醒'}　{problem}", err=True)


def finish(problems: Iterable[Problem]) -> None:
    """Exit code 1 when there are errors among the problems."""
    if has_errors(problems):
        raise typer.Exit(PROBLEMS)


def fail(message: str, cure: str) -> NoReturn:
    raise OperatorError(message, cure)


def table(rows: Iterable[Iterable[Any]]) -> str:
    """Columns lined up for a terminal; a Chinese character is two cells wide."""
    text = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*text, strict=True)]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in text
    )


def _width(text: str) -> int:
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)
