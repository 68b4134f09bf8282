"""Clause paths as ledgers write them (五（三）, 第五章第三条, 5.3), compared by their numbers."""

import re
from unicodedata import normalize

from tracker.sources.numerals import NUMERAL, value

_NUMBER = rf"(?:{NUMERAL}|\d{{1,2}})"
_STEP = re.compile(
    rf"[/、.,;—>《》\s-]*(?:\(({_NUMBER})\)|第({_NUMBER})(?:章|部分|节|条|款|项)|({_NUMBER})(?=[/、.(—>\s-]|$))"
)


def steps_of(text: str) -> tuple[tuple[int, ...], str]:
    """The numbers a text begins with, and the words after them."""
    plain, at = normalize("NFKC", text).strip(), 0
    steps: list[int] = []
    while match := _STEP.match(plain, at):
        number = value(next(part for part in match.groups() if part))
        if number is None:
            break
        steps.append(number)
        at = match.end()
    return tuple(steps), plain[at:].strip("/、. \n")


def path_steps(clause: str) -> tuple[int, ...]:
    """The numbers of a clause path as the plan prints it; the title of a part inside a document has none."""
    return tuple(step for part in clause.split("/") for step in steps_of(part)[0])
