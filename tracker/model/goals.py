"""What a plan promises: milestones without a figure, targets with one."""

from datetime import date
from decimal import Decimal

from pydantic import Field

from tracker.model.words import Comparator, Frozen, Pathway, Precision, Slug, Text


class Due(Frozen):
    """A date as the text words it. `on` is the last day that still keeps the promise."""

    wording: Text
    """The words of the text, e.g. 到2025年."""
    on: date
    """Last day that still keeps the promise."""
    precision: Precision
    starts_on: date | None = None
    """First day of a worded period such as “十四五”期间."""


class Baseline(Frozen):
    """Where a path starts. The value stays empty unless a source states it."""

    year: int = Field(ge=1949, le=2100)
    value: Decimal | None = None
    source: Text | None = None


class Indicator(Frozen):
    """What is measured; targets of several years on one indicator make one broken line."""

    id: Slug
    name: Text
    unit_of_measure: Text | None = None
    """Unit of the readings; unknown while the text does not tell it."""
    scope: Text | None = None
    """Whom and what the figure covers, in our words."""
    ordinal: bool = False
    """Grades in an order, e.g. 星级: whole numbers that can be compared but not averaged."""
    continues: Text | None = None
    """Global id of the indicator of an earlier document whose readings go on here."""
    lowest: Decimal | None = None
    """No reading can lie below it by its nature, e.g. 0 for a share."""
    highest: Decimal | None = None
    """No reading can lie above it by its nature, e.g. 100 for a share."""


class Milestone(Frozen):
    """A dated goal without a figure."""

    id: Slug
    what: Text
    """Our own short wording of what has to be done."""
    due: Due
    quote: Text
    """The few words of the text that set the date."""


class Alignment(Frozen):
    """Which target of a higher level a target serves. This is our reading; no text states it."""

    target: Text
    """Global id, e.g. bj-2023-1309/goals/t2030-share."""
    same_scope: bool
    """Whether both figures measure the same thing, so that one can be called looser than the other."""
    note: Text
    """What differs or agrees in scope, base year and date."""


class Target(Frozen):
    """A goal with a figure (or with a figure set elsewhere, then `set_by` is given and `value` is empty)."""

    id: Slug
    indicator: Slug
    comparator: Comparator | None = None
    value: Decimal | None = None
    upper: Decimal | None = None
    """Upper bound of `hold`."""
    unit_of_measure: Text | None = None
    due: Due | None = None
    modality: Text | None = None
    """力争, 原则上, 确保 … when the text softens or hardens the goal."""
    reduction: bool = False
    """下降 8 %: the figure is a positive reduction, judged as at least."""
    baseline: Baseline | None = None
    pathway: Pathway | None = None
    tolerance: Decimal | None = None
    set_by: Text | None = None
    """Who sets the value when the text leaves it open, e.g. 市级下达."""
    undefined: Text | None = None
    """Why the goal cannot be judged as written (口径未明), in Chinese."""
    serves: tuple[Alignment, ...] = ()
    quote: Text


class Goals(Frozen):
    """Goals that belong to the document itself, not to a task (总体目标)."""

    clause: Text
    title: Text
    milestones: tuple[Milestone, ...] = ()
    targets: tuple[Target, ...] = ()
