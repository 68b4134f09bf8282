"""What a code of the catalogue is, and the family that a table of them makes."""

from collections.abc import Collection
from dataclasses import dataclass

from tracker.problems import Family, Severity


@dataclass(frozen=True)
class Code:
    """`message` and `cure` are Chinese patterns whose words in braces are filled in where a mistake is found."""

    code: str
    meaning: str
    message: str
    cure: str
    severity: Severity = Severity.ERROR


def family(entries: Collection[Code]) -> Family:
    """What makes problems in the words of these entries."""
    return Family(
        {entry.code: (entry.message, entry.cure) for entry in entries},
        frozenset(entry.code for entry in entries if entry.severity is Severity.WARNING),
    )
