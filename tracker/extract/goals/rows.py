"""A row of a task list: what is to be done, and the deadline in a column or on a line of its own."""

import re
from datetime import date

from tracker.extract.goals.dates import Clock, Role, dates
from tracker.extract.goals.found import FoundMilestone
from tracker.extract.goals.masks import masked
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
        first = date(year, month, 1)
        return Due(wording=words, on=month_end(first.year, first.month), precision=Precision.MONTH)
    except ValueError:
        return None


def row_milestone(start: int, end: int, due: Due) -> FoundMilestone:
    """A row without a figure is one milestone, whatever it says."""
    return FoundMilestone(start, end, (start, min(end, start + LONGEST_SNIPPET)), due, 0.8, (FROM_ROW,))
