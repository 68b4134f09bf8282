"""Brackets and parts of a sentence, as ranges of its words; what stands in brackets parts nothing."""

from collections.abc import Iterator


def brackets(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Outermost brackets with both their signs; one that is never closed reaches to the end."""
    depth, low = 0, start
    for at in range(start, end):
        if text[at] == "(":
            low = at if depth == 0 else low
            depth += 1
        elif text[at] == ")" and depth:
            depth -= 1
            if depth == 0:
                yield low, at + 1
    if depth:
        yield low, end


def inner(text: str, low: int, high: int) -> tuple[int, int]:
    return low + 1, high - 1 if text[high - 1] == ")" else high


def inside(text: str, start: int, at: int) -> bool:
    return text.count("(", start, at) > text.count(")", start, at)


def between(start: int, end: int, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for low, high in sorted(taken):
        if start < low:
            yield start, low
        start = max(start, high)
    if start < end:
        yield start, end


def parts(text: str, low: int, high: int, separators: str) -> Iterator[tuple[int, int]]:
    """Between separators outside of brackets; none is empty."""
    depth, start = 0, low
    for at in range(low, high):
        depth += (text[at] == "(") - (text[at] == ")" and depth > 0)
        if depth == 0 and text[at] in separators:
            if start < at:
                yield start, at
            start = at + 1
    if start < high:
        yield start, high
