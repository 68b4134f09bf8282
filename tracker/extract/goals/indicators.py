"""What a figure measures: the subject before its predicate, or the things counted behind it."""

import re

from tracker.extract.goals.measures import Kind
from tracker.extract.goals.predicates import Sense
from tracker.extract.goals.spot import Spot

_LEADS = re.compile(
    r"^(?:\0|[,;:、。]|到|至|截至|期间|力争|确保|争取|努力|预期|原则上|其中|同时|并且?|且|还|届时|实现|推动|推进|使|将|全面|基本|"
    r"累计|年均|较|比|进一步|稳步|逐步|不断|持续|大力|积极|加快|年(?!产|均|度)|起|末|底|前|内|左右|以上|以下|和|及|与|新增|完成|建成(?!区)|实现对|"
    r"\d+[.、]|[一二三四五六七八九十]+是|——|各|分别)+"
)
_TAILS = re.compile(
    r"(?:\0|力争|原则上|分别|均|总体|确保|累计|争取|预期|要|应|须|必须|全部|全面|基本|进一步|稳步|逐步|年均|各|约|近|超|为|的|"
    r"(?<!占)比|较|相比|同期|水平|基础上|在|不|由|从|实现|完成|达到|控制|增加到)+$"
)
_JOINED = re.compile(r"[、和及与]|以及")
_COUNTED = re.compile(r"^(?:\(?含\)?|的|优质|余)*(?P<thing>[^\0,;:。、和及与(]{1,30})")
_STOP = re.compile(r"(?:达到|实现|完成|提升|建成|为|在|以).*$")
LONGEST = 40


def indicator(spot: Spot, anchor: Spot, number: int, of: int, carried: str) -> tuple[str, bool]:
    """Its name and whether it is sure. `anchor` is the first figure of its chain, of which it is
    `number` of `of` (分别下降8%、9%).

    `carried` is the indicator of the figure before, for 2025年40%、2030年80%.
    """
    subject = _subject(anchor)
    if spot.quantity.kind is Kind.COUNT or (
        spot.predicate and spot.predicate.sense is Sense.MAKE and len(subject) < 2
    ):
        thing = _thing(spot)
        if thing:
            return thing, True
    if of > 1 and "分别" in spot.segment.text:
        parts = [part for part in _JOINED.split(subject) if part.strip("\0")]
        if len(parts) >= of:
            return _trim(parts[-of:][number]), True
    if len(subject) >= 2:
        return subject, len(subject) <= LONGEST
    return (carried, False) if carried else (_trim(anchor.segment.text)[:LONGEST], False)


def _subject(spot: Spot) -> str:
    end = len(spot.before)
    if spot.predicate and spot.predicate.sense is not Sense.MAKE:
        end = spot.predicate.start
        gap = _trim(spot.gap)
        if len(gap) >= 4 and spot.quantity.kind is not Kind.COUNT:
            return _trim(spot.before[:end]) + gap if not gap.endswith("的") else _trim(spot.before[:end])
    words = spot.before[:end]
    pieces = re.split(r"\0{2,}", words)
    longest = max(pieces, key=len) if pieces else ""
    return _trim(longest)[-LONGEST:]


def _thing(spot: Spot) -> str:
    """100个左右国家级零碳园区 → 国家级零碳园区; 培育企业100家 → 企业."""
    match = _COUNTED.match(spot.behind)
    if match and len(match["thing"].strip("\0")) >= 2:
        return _trim(_STOP.sub("", match["thing"]) or match["thing"])[:LONGEST]
    gap = spot.gap if spot.predicate and spot.predicate.sense is Sense.MAKE else spot.before
    if spot.predicate and spot.predicate.sense is not Sense.MAKE:
        gap = spot.before[: spot.predicate.start]
    last = re.split(r"[、和及与]|\d", gap)[-1]
    return _trim(last if len(_trim(last)) >= 2 else gap)[-LONGEST:]


def _trim(words: str) -> str:
    text, before = words.replace("\0", ""), None
    while text != before:
        before = text
        text = _TAILS.sub("", _LEADS.sub("", text))
    return text.strip("、,;: ")
