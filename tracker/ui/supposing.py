"""预演 in the address of a page: which figures are only supposed; nothing of it is ever stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from tracker.assessment import Assessment
from tracker.labels import YES_NO
from tracker.model import MET, Rubric
from tracker.sentences import amount, number
from tracker.ui.state import View

NAME = "suppose"
MOST = 60
"""So many suppositions at once; a longer address is cut."""
LARGEST = Decimal(10) ** 15
Supposing = Mapping[str, Decimal]
"""`line/input` → the value supposed."""


@dataclass(frozen=True)
class Supposed:
    """What an address supposes, and the parts of it that say nothing."""

    values: dict[str, Decimal]
    unread: tuple[str, ...] = ()


def supposed(view: View) -> Supposed:
    """``?suppose=1.1/x:12.5;2.1/y:8``; the last word on one input counts."""
    values, unread = {}, []
    parts = [part.strip() for part in view.params.get(NAME, "").split(";")]
    for part in [part for part in parts if part][:MOST]:
        key, _, text = part.rpartition(":")
        value = figure(text)
        if "/" in key and value is not None:
            values[key] = value
        else:
            unread.append(part)
    return Supposed(values, tuple(unread))


def figure(text: str) -> Decimal | None:
    """A number as somebody types it; None for anything else, and for what no statistic can be."""
    try:
        value = Decimal(text.strip().replace("，", "").replace(",", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < LARGEST else None


def written(values: Supposing) -> str:
    """As `supposed` reads it; "" for none."""
    return ";".join(f"{key}:{value.normalize():f}" for key, value in values.items())


def with_also(view: View, key: str, value: Decimal) -> str:
    """The address of this page with one more supposition, or a new value for one."""
    return view.here(
        **{NAME: written({**supposed(view).values, key: value}), "do": "", "id": "", "saved": ""}
    )


def without(view: View, key: str) -> str:
    """The address of this page with one supposition less."""
    left = {name: value for name, value in supposed(view).values.items() if name != key}
    return view.here(**{NAME: written(left)})


def with_met(view: View, line: str) -> str:
    """The address of this page supposing that a line is met."""
    return with_also(view, f"{line}/{MET}", Decimal(1))


@dataclass(frozen=True)
class Thing:
    """What may be supposed of a line: one of its figures, or that it is met."""

    words: str
    unit: str | None = None
    yes_no: bool = False
    now: str = ""

    def said(self, value: Decimal) -> str:
        if self.yes_no:
            return f"{self.words}：{YES_NO.get(number(value), number(value))}"
        return f"{self.words} {amount(value, self.unit)}"


def things(rubric: Rubric, found: Assessment) -> dict[str, Thing]:
    """By `line/input` and `line/met`, in the order of the rubric, with what is known now."""
    made: dict[str, Thing] = {}
    judged = {line.id: line for line in found.lines}
    for line in rubric.lines:
        title = f"{line.number} {line.title}"
        made[f"{line.id}/{MET}"] = Thing(f"{title}：本项达标", yes_no=True)
        for one, fact in zip(line.inputs, judged[line.id].inputs, strict=True):
            if fact.value is None:
                now = "现缺"
            elif one.yes_no:
                now = f"现为{YES_NO.get(number(fact.value), number(fact.value))}"
            else:
                now = f"{'已假设' if fact.supposed else '现为'} {amount(fact.value, fact.unit_of_measure)}"
            made[f"{line.id}/{one.id}"] = Thing(f"{title}：{one.name}", fact.unit_of_measure, one.yes_no, now)
    return made
