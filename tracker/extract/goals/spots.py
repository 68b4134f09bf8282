"""The figures of a sentence where they stand: what is before and behind them, their predicate and their date."""

import re

from tracker.extract.goals.measures import Kind
from tracker.extract.goals.predicates import Predicate, Sense, predicates, suffix
from tracker.extract.goals.quantities import Quantity, quantities
from tracker.extract.goals.refusals import Spot
from tracker.extract.goals.scope import Governed, Scope
from tracker.extract.goals.sentences import Segment, Sentence

_CHAIN = re.compile(r"^(?:及?以上|及?以下|以内|左右|上下)?[、和及与或至到,]?(?:约|近|超)?$")


def spots_of(sentence: Sentence, text: str, scope: Scope, *, strict: bool) -> list[Spot]:
    """`text` is the masked passage with brackets as in the sentence; dates are blanked so that no year is a figure."""
    found: list[Spot] = []
    for segment in sentence.segments:
        plain = _without_dates(segment, scope)
        measured = [_moved(one, segment.start) for one in quantities(plain)]
        said = predicates(plain)
        for at, quantity in enumerate(measured):
            before = plain[: quantity.start - segment.start]
            after = plain[quantity.end - segment.start :]
            last = measured[at - 1] if at else None
            between = plain[last.end - segment.start : quantity.start - segment.start] if last else None
            chained = between is not None and bool(_CHAIN.match(between))
            if chained and found:
                predicate: Predicate | None = found[-1].predicate
            else:
                predicate = next((one for one in reversed(said) if one.end <= len(before)), None)
            found.append(
                Spot(
                    quantity,
                    segment,
                    sentence,
                    before,
                    after,
                    _part(sentence, segment),
                    predicate,
                    suffix(after)[0],
                    _governed(scope, found, quantity, segment, chained),
                    chained,
                    any(one.kind is not Kind.GRADE for one in measured[at + 1 :]),
                    strict,
                    sentence.inside is not None,
                )
            )
    return _zipped(found, scope)


def _without_dates(segment: Segment, scope: Scope) -> str:
    characters = list(segment.text)
    for when in scope.own:
        for at in range(max(when.start, segment.start), min(when.end, segment.end)):
            characters[at - segment.start] = "\0"
    return "".join(characters)


def _moved(quantity: Quantity, by: int) -> Quantity:
    return Quantity(
        quantity.start + by,
        quantity.end + by,
        quantity.value,
        quantity.unit,
        quantity.kind,
        quantity.upper,
        quantity.in_words,
    )


def _part(sentence: Sentence, segment: Segment) -> str:
    """What lies between the semicolons around a segment."""
    at = sentence.segments.index(segment)
    low = at
    while low > 0 and sentence.segments[low - 1].mark != ";":
        low -= 1
    high = at
    while high + 1 < len(sentence.segments) and sentence.segments[high].mark != ";":
        high += 1
    return sentence.text[
        sentence.segments[low].start - sentence.start : sentence.segments[high].end - sentence.start
    ]


def _governed(
    scope: Scope, found: list[Spot], quantity: Quantity, segment: Segment, chained: bool
) -> Governed:
    return scope.at(quantity.start)


def _zipped(found: list[Spot], scope: Scope) -> list[Spot]:
    """2025年和2030年分别达到40%、80%: as many figures in a chain as dates in the list, one for each."""
    result, at = list(found), 0
    while at < len(result):
        end = at + 1
        while end < len(result) and result[end].chained:
            end += 1
        when = result[at].governed.when
        listed = scope.listed(when) if when in scope.own else []
        shared = len(listed) > 1 and "分别" in result[at].sentence.text
        if shared and end - at == 1:
            more = [_with(result[at], Governed(one.due, one, result[at].governed.origin)) for one in listed]
            result[at:end] = more
            end = at + len(more)
        elif shared and len(listed) == end - at:
            for offset, one in enumerate(listed):
                spot = result[at + offset]
                governed = Governed(one.due, one, spot.governed.origin)
                result[at + offset] = _with(spot, governed)
        at = end
    return result


def _with(spot: Spot, governed: Governed) -> Spot:
    from dataclasses import replace

    return replace(spot, governed=governed)


def reduces(spot: Spot) -> bool:
    return spot.predicate is not None and spot.predicate.sense is Sense.REDUCE
