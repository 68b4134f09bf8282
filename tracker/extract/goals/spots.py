"""The figures of a sentence where they stand: what is before and behind them, their predicate and their date."""

import re
from dataclasses import replace

from tracker.extract.goals.dates import When
from tracker.extract.goals.measures import Kind
from tracker.extract.goals.predicates import Predicate, predicates, suffix
from tracker.extract.goals.quantities import quantities
from tracker.extract.goals.scope import Governed, Scope
from tracker.extract.goals.sentences import Segment, Sentence
from tracker.extract.goals.spot import Spot

_CHAIN = re.compile(r"^(?:及?以上|及?以下|以内|左右|上下)?[、和及与或至到,]?(?:约|近|超)?$")


def spots_of(scope: Scope, *, strict: bool) -> list[Spot]:
    """In order; dates are blanked so that no year is a figure."""
    sentence = scope.sentence
    found: list[Spot] = []
    for segment in sentence.segments:
        plain = _without_dates(segment, scope)
        measured = [
            replace(one, start=one.start + segment.start, end=one.end + segment.start)
            for one in quantities(plain)
        ]
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
                    scope.at(quantity.start),
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


def _zipped(found: list[Spot], scope: Scope) -> list[Spot]:
    """2025年和2030年分别达到40%、80%: as many figures in a chain as dates in the list, one for each.

    One figure for two dates (“十四五”“十五五”期间分别新增…) is one for each of them.
    """
    result, at = list(found), 0
    while at < len(result):
        end = at + 1
        while end < len(result) and result[end].chained:
            end += 1
        when = result[at].governed.when
        listed = scope.listed(when) if when in scope.own else []
        chain = result[at:end]
        if len(listed) > 1 and (len(chain) == len(listed) or "分别" in result[at].segment.text):
            if len(chain) == 1:
                chain *= len(listed)
            if len(chain) == len(listed):
                result[at:end] = [_given(spot, one) for spot, one in zip(chain, listed, strict=True)]
                end = at + len(chain)
        at = end
    return result


def _given(spot: Spot, when: When) -> Spot:
    return replace(spot, governed=Governed(when.due, when, spot.governed.origin))
