"""What a date governs: the pieces of text from it to the next date, and on through sentences that it governs as well."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.extract.goals.dates import Role, When
from tracker.extract.goals.masks import BLANK
from tracker.extract.goals.scope import Origin, Scope
from tracker.extract.goals.sentences import Segment


@dataclass(frozen=True)
class Reach:
    """What one date governs: pieces of segments, in order."""

    when: When
    scope: Scope
    pieces: tuple[Segment, ...]


def reaches_of(scopes: Sequence[Scope]) -> list[Reach]:
    """For each date the pieces it governs: to the next date, and on through sentences that it governs as well."""
    found: list[Reach] = []
    for at, scope in enumerate(scopes):
        due = [when for when in scope.own if when.role in (Role.DUE, Role.SINCE) and when.due]
        for when in due:
            last = scope.listed(when)[-1] if when.role is Role.DUE else when
            pieces = _pieces(scope, last)
            if scope.sentence.inside is None and when is due[-1]:
                for later in scopes[at + 1 :]:
                    if later.sentence.inside is not None:
                        continue
                    if any(one.role is Role.DUE for one in later.own) or later.fallback.when is not when:
                        break
                    pieces += list(later.sentence.segments)
            found.append(Reach(when, scope, tuple(pieces)))
    return found


def _pieces(scope: Scope, when: When) -> list[Segment]:
    """From the date to the next one; the whole of its segment where the date stands in the midst of it."""
    later = [
        one.start
        for one in scope.own
        if one.start >= when.end and one.role in (Role.DUE, Role.SINCE, Role.PAST)
    ]
    until = min(later, default=scope.sentence.end)
    segments = list(scope.sentence.segments)
    pieces = []
    for segment in segments:
        if segment.end <= when.start or segment.start >= until:
            continue
        if segment.start <= when.start < segment.end:
            head, tail = segment.text[: when.start - segment.start], segment.text[when.end - segment.start :]
            cut = tail[: max(0, until - when.end)]
            whole = head + BLANK * (when.end - when.start) + cut
            pieces.append(Segment(segment.start, segment.start + len(whole), whole, segment.mark))
        else:
            text = segment.text[: until - segment.start]
            pieces.append(Segment(segment.start, segment.start + len(text), text, segment.mark))
    if scope.at(scope.sentence.start).origin is Origin.BEHIND and scope.at(scope.sentence.start).when is when:
        pieces = [one for one in segments if one.end <= when.start] + pieces
    return pieces
