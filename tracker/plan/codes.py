"""What a code of the catalogue is, and how a value is shown inside its sentence."""

from dataclasses import dataclass

from tracker.problems import Severity

LONGEST_SHOWN = 60


@dataclass(frozen=True)
class Code:
    """`message` and `cure` are Chinese patterns whose words in braces are filled in where a mistake is found."""

    code: str
    meaning: str
    message: str
    cure: str
    severity: Severity = Severity.ERROR


def shown(value: object) -> str:
    """A value as a sentence can carry it: one line, printable, not longer than a line."""
    text = "".join(char if char.isprintable() else " " for char in str(value)).strip()
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
