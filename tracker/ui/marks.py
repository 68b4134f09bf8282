"""Small marks inside text and tables: lights, states, bars, figures that link. Never colour alone."""

from decimal import Decimal

from markupsafe import Markup

from tracker.labels import (
    FRESHNESS,
    FRESHNESS_TONES,
    INSTRUCTION_STATE,
    INSTRUCTION_TONES,
    ITEM_STATE,
    ITEM_TONES,
    LIGHT_TONES,
    LIGHTS,
    NOTICE_STATE,
    NOTICE_TONES,
    RECEIPT_STATE,
    RECEIPT_TONES,
    SHAPES,
    TARGET_STATE,
    TARGET_TONES,
)
from tracker.problems import Problem
from tracker.ui.markup import tag

Number = int | float | Decimal


def mark(word: object, tone: str, why: str = "") -> Markup:
    """A word with the shape and colour of its tone (a key of `SHAPES`); `why` shows on hover."""
    shape = tag("i", SHAPES[tone], aria_hidden="true")
    return tag("span", shape, word, class_=f"mark {tone}", title=why)


def light(code: str, why: str = "") -> Markup:
    return mark(LIGHTS[code], LIGHT_TONES[code], why)


def freshness(code: str, why: str = "") -> Markup:
    return tag("span", FRESHNESS[code], class_=f"fresh {FRESHNESS_TONES[code]}", title=why)


def target_state(code: str, why: str = "") -> Markup:
    return mark(TARGET_STATE[code], TARGET_TONES[code], why)


def item_state(code: str, why: str = "") -> Markup:
    """Of a milestone or work item; one that is simply not due yet is a word without a shape."""
    words = ITEM_STATE[code]
    return mark(words, ITEM_TONES[code], why) if code in ITEM_TONES else tag("span", words, title=why)


def notice_state(code: str) -> Markup:
    return mark(NOTICE_STATE[code], NOTICE_TONES[code])


def instruction_state(code: str) -> Markup:
    return mark(INSTRUCTION_STATE[code], INSTRUCTION_TONES[code])


def receipt_state(code: str) -> Markup:
    return mark(RECEIPT_STATE[code], RECEIPT_TONES[code])


def link(words: object, href: str, title: str = "") -> Markup:
    return tag("a", words, href=href, title=title)


def clause(path: str) -> Markup:
    """三/(一)/1/(3), broken only before a slash where the column is too narrow."""
    first, *rest = path.split("/")
    parts = [tag("span", part, class_="whole") for part in (first, *(f"/{part}" for part in rest))]
    return Markup("<wbr>").join(parts)


def note(words: object) -> Markup:
    """A quiet line on the page for the reader: what is missing, what could not be done."""
    return tag("p", words, class_="note", role="status")


def fault(problem: Problem) -> Markup:
    """A mistake of the reader's, where it was made: what is wrong and what to do."""
    return tag("p", problem.message, problem.cure, class_="fault", role="alert")


def bar(
    value: Number | None,
    goal: Number | None,
    required: Number | None = None,
    *,
    tone: str = "blue",
    words: str = "",
) -> Markup:
    """A bar from zero to `value`, a thick line at the goal, a thin one at what the path requires.

    `words` says the same in a sentence, for hovering and for reading aloud. Nothing known gives an empty track.
    """
    known = [float(figure) for figure in (value, goal, required) if figure is not None]
    low = min([0.0, *known])
    span = max([0.0, *known]) - low or 1.0

    def at(figure: Number) -> float:
        return round((float(figure) - low) / span * 94, 1)

    parts = []
    if value is not None:
        left, right = sorted((at(0), at(value)))
        parts.append(tag("i", class_=f"fill {tone}", style=f"left:{left}%;width:{round(right - left, 1)}%"))
    if required is not None:
        parts.append(tag("i", class_="need", style=f"left:{at(required)}%"))
    if goal is not None:
        parts.append(tag("i", class_="goal", style=f"left:{at(goal)}%"))
    return tag("span", *parts, class_="bar", role="img", aria_label=words, title=words)
