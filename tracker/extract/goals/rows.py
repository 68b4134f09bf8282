"""A row of a task list: what is to be done, and the deadline in a column or on a line of its own."""

import re
from dataclasses import replace
from datetime import date

from tracker.extract.goals.dates import Clock, Role, dates
from tracker.extract.goals.found import Found, FoundMilestone
from tracker.extract.goals.masks import masked
from tracker.extract.goals.reading import About, read
from tracker.model import Due, Precision
from tracker.periods import month_end

LONGEST_SNIPPET = 160
FROM_ROW = "时限取自清单的完成时限一栏"
_NUMERIC = re.compile(r"((?:19|20)\d\d)[./-](\d{1,2})(?:[./-](\d{1,2}))?")


def deadline(words: str, clock: Clock) -> Due | None:
    """What a cell of 完成时限 says; 持续推进 and 长期坚持 are no date. `words` are folded."""
    if match := _NUMERIC.fullmatch(words):
        return _numeric(words, int(match[1]), int(match[2]), match[3])
    found = [when for when in dates(masked(words), clock) if when.role is Role.DUE]
    return found[-1].due if found else None


def _numeric(words: str, year: int, month: int, day: str | None) -> Due | None:
    try:
        if day:
            return Due(wording=words, on=date(year, month, int(day)), precision=Precision.DAY)
        return Due(wording=words, on=month_end(year, month), precision=Precision.MONTH)
    except ValueError:
        return None


def read_row(text: str, due: Due | None, about: About) -> Found:
    """Its figures are targets with the row's deadline; a row without a figure is one milestone, never both."""
    found = read(text, replace(about, inherited=due, inherited_from=FROM_ROW, row=True))
    if due is None or found.milestones or any(one.value is not None for one in found.targets):
        return found
    end = min(len(text), LONGEST_SNIPPET)
    if not text.strip():
        return found
    return replace(found, milestones=(FoundMilestone(0, 0, (0, end), due, 0.8, (FROM_ROW,)),))
