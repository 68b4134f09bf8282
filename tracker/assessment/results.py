"""What an assessment says: every line with the facts it read, the points, what is missing, and the grade."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class LineState(StrEnum):
    """What is known of one line."""

    MET = "met"
    NOT_MET = "not_met"
    SCORED = "scored"
    """It has points and is neither met nor missed, e.g. a step of a table."""
    UNKNOWN = "unknown"
    """缺依据: an input is missing; it scores nothing and its points are at risk."""
    NOT_APPLICABLE = "not_applicable"
    """Nothing that the line speaks of belongs to the subject; its points are not counted in `full`."""


@dataclass(frozen=True)
class Input:
    """One fact a line reads, or its absence."""

    name: str
    """In Chinese, as the rubric calls it, e.g. 实际降低率."""
    value: Decimal | None
    """None while unknown; then `missing` says so."""
    unit_of_measure: str | None
    period: str | None
    """The statistical period or reporting period it is of, as recorded."""
    source: str | None
    """Where the figure comes from, with its document number where there is one; for what we derive, how."""
    missing: str | None = None
    """What is missing and who can supply it, in Chinese."""
    id: str = ""
    """As the rubric's file has it; `line/input` names it in a rehearsal and in a record."""
    role: str = ""
    """`actual` or `goal` where the rule sets one against the other, else empty."""
    supposed: bool = False
    """Set by a rehearsal, not by a fact."""
    provisional: bool = False
    target: str | None = None
    """Global id of the target whose figure it is."""
    records: tuple[str, ...] = ()
    """Ids of the journal records it rests on, oldest first."""


@dataclass(frozen=True)
class Line:
    """One line of a rubric, judged."""

    id: str
    number: str
    """As the rubric prints it, e.g. 1.2; the numbering of the list of evidence follows it."""
    group: str
    """The heading it stands under, in Chinese."""
    title: str
    rule: str
    """Rule type: linear, steps, bonus, matrix, veto, pass_count."""
    state: LineState
    full: Decimal | None
    """Points that can be had; None where the line is only met or not met. A bonus has 0."""
    score: Decimal | None
    """None while unknown, and where the line has no points."""
    rate: Decimal | None
    """Completion in percent, where there is one: none for a figure that should stay under its goal."""
    at_risk: Decimal
    """Points that cannot be had while an input is missing; 0 where nothing is missing."""
    veto: bool
    """Whether missing it decides the grade whatever the total."""
    inputs: tuple[Input, ...]
    sentence: str
    """Why, with the figures, in one Chinese sentence."""
    source: str
    """Which text says this line, with its place."""
    evidence_wanted: str
    """What the rubric asks to be shown for it, in our words."""
    tasks: tuple[str, ...] = ()
    """Global ids of the plan's tasks that serve it (our reading)."""
    targets: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    """Ids of the units that can move it or supply what is missing."""
    group_id: str = ""
    """Id of the heading."""
    gap: Decimal | None = None
    """How far the actual figure is from its goal, in its own unit; positive = short of it (or over its ceiling)."""


@dataclass(frozen=True)
class Assessment:
    """One rubric applied to one subject for one year."""

    rubric: str
    """Id of the rubric."""
    title: str
    standing: str
    """What the rubric is worth here: 原文, 待核对原文, 示例, with how it is used; printed wherever it shows."""
    year: int
    unit: str | None
    """Id of the unit that is scored; None = the district."""
    subject: str
    """Its name in Chinese."""
    lines: tuple[Line, ...]
    full: Decimal | None
    """Points that can be had without bonus; None where the rubric only counts what is met."""
    score: Decimal | None
    """Points had so far, what is unknown counting nothing."""
    at_risk: Decimal
    grade: str | None
    """In the rubric's own words; None while what is missing could still decide it."""
    worst: str
    """The grade if everything unknown goes wrong."""
    best: str
    """The grade if everything unknown goes well."""
    sentence: str
    """Score, grade and what decides it, in Chinese."""
    rule_id: str
    """Which rule of the rubric decided the grade."""
    supposing: Mapping[str, Decimal]
    """What a rehearsal supposes: `line/input` -> value; empty for a real assessment. `line/met` -> 1 or 0 supposes the
    outcome of a whole line."""
    as_of: date | None = None
    """The day it is judged on: the end of its year, or the last day that is known of while the year is running."""
    running: bool = False
    """年内推算: the year has not ended by then."""
    version: str = ""
    """Of the rubric."""
    document_number: str | None = None
    source: str = ""
    """Where the rubric is known from."""
    total: Decimal | None = None
    """The score as the grade is read from it: carried up to the whole points where lines do not apply and the rubric
    says so."""

    @property
    def unknown(self) -> tuple[Line, ...]:
        """缺依据, the most points at risk first."""
        found = [line for line in self.lines if line.state is LineState.UNKNOWN]
        return tuple(sorted(found, key=lambda line: -line.at_risk))
