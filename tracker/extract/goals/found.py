"""What was read out of a text: targets with their figure, milestones with their date, and what makes each doubtful."""

from dataclasses import dataclass
from decimal import Decimal

from tracker.model import Baseline, Comparator, Due


@dataclass(frozen=True)
class FoundTarget:
    """`start` to `end` is the figure, `snippet` the few words that set figure and date (offsets as in the text read).

    `value` is empty where a higher level sets it (`set_by`) or the text gives no number.
    """

    start: int
    end: int
    snippet: tuple[int, int]
    indicator: str
    comparator: Comparator
    value: Decimal | None
    upper: Decimal | None = None
    unit: str | None = None
    due: Due | None = None
    reduction: bool = False
    baseline: Baseline | None = None
    modality: str | None = None
    set_by: str | None = None
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()
    """Why the choice is doubtful, each a Chinese sentence."""


@dataclass(frozen=True)
class FoundMilestone:
    """A dated goal without a figure; `start` to `end` is the date."""

    start: int
    end: int
    snippet: tuple[int, int]
    due: Due
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refused:
    """A figure that was read and is no goal, with the reason in Chinese."""

    start: int
    end: int
    why: str


@dataclass(frozen=True)
class Found:
    targets: tuple[FoundTarget, ...] = ()
    milestones: tuple[FoundMilestone, ...] = ()
    refused: tuple[Refused, ...] = ()
