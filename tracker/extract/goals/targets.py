"""Figures that are goals, with indicator, comparator, date, baseline and what is doubtful about each."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from tracker.extract.goals.dates import Role, When
from tracker.extract.goals.found import FoundTarget
from tracker.extract.goals.indicators import indicator
from tracker.extract.goals.measures import Kind
from tracker.extract.goals.predicates import MODALITY, Sense, about_before, suffix
from tracker.extract.goals.scope import Origin
from tracker.extract.goals.spot import Spot
from tracker.model import Baseline, Comparator

_LONGEST_SNIPPET = 90
_REACHES = re.compile(r"[^,;。]{0,80}|(?:的?水平)?相比,[^;。]{0,120}")
_SET_ELSEWHERE = re.compile(
    r"(?:完成|达到|落实|实现|控制在)[^,;。]{0,8}?(?P<who>(?:国家|省|市|区|县|上级|自治区|州|省级|市级|区级)[\u4e00-\u9fff]{0,3}?)"
    r"(?:下达|分解|核定|规定|确定|要求)的?(?P<what>[^,;。]{0,40}?)(?:目标|任务|指标|要求)"
)


def targets_of(spots: Sequence[Spot]) -> list[FoundTarget]:
    """One for each figure that was accepted, in order."""
    found: list[FoundTarget] = []
    carried = ""
    for at, spot in enumerate(spots):
        first = at
        while spots[first].chained and first > 0 and spots[first - 1].segment is spot.segment:
            first -= 1
        last = at
        while last + 1 < len(spots) and spots[last + 1].chained and spots[last + 1].segment is spot.segment:
            last += 1
        name, sure = indicator(spot, spots[first], at - first, last - first + 1, carried)
        carried = name
        found.append(_target(spot, name, sure))
    return found


def _target(spot: Spot, name: str, sure: bool) -> FoundTarget:
    quantity = spot.quantity
    comparator, assumed = _comparator(spot)
    reduction = _reduction(spot)
    doubts: list[str] = []
    if not sure:
        doubts.append("指标名称没有写在数字旁边，按上下文取定")
    if assumed:
        doubts.append("没有比较词，按“不低于”理解")
    if spot.governed.origin is Origin.INHERITED:
        doubts.append(spot.governed.why)
    if spot.governed.origin is Origin.EARLIER:
        doubts.append("时限取自同段前面的句子")
    if spot.governed.origin is Origin.BEHIND:
        doubts.append("时限写在数字之后")
    if quantity.in_words and quantity.kind is not Kind.FOLD:
        doubts.append("数字用汉字书写")
    if not spot.dated:
        doubts.append("没有写明时限")
    if quantity.kind is Kind.MONEY:
        doubts.append("金额类指标，请核对不是资金支持")
    _, length = suffix(spot.after)
    end = quantity.end + length
    return FoundTarget(
        start=quantity.start,
        end=end,
        snippet=_snippet(spot, end),
        indicator=name,
        comparator=comparator,
        value=quantity.value,
        upper=quantity.upper,
        unit=quantity.unit or None,
        due=spot.governed.due,
        reduction=reduction,
        modality=_modality(spot),
        confidence=round(max(0.3, 0.95 - 0.12 * len(doubts)), 2),
        doubts=tuple(doubts),
    )


def _comparator(spot: Spot) -> tuple[Comparator, bool]:
    """And whether it was only assumed."""
    quantity, sense = spot.quantity, spot.predicate.sense if spot.predicate else None
    if quantity.kind is Kind.FOLD:
        return Comparator.MULTIPLE, False
    if quantity.upper is not None:
        return Comparator.HOLD, False
    if spot.suffix == "about" or about_before(spot.before):
        return Comparator.ABOUT, False
    if sense is Sense.YEARLY:
        return Comparator.GROWTH, False
    if spot.suffix == "most" and sense is not Sense.REDUCE:
        return Comparator.LE, False
    if sense is Sense.MOST and spot.suffix != "least":
        return Comparator.LE, False
    return Comparator.GE, spot.predicate is None and not spot.suffix and quantity.kind is not Kind.COVER


def _reduction(spot: Spot) -> bool:
    if spot.predicate is None or spot.quantity.kind not in (Kind.SHARE, Kind.POINTS, Kind.SIZE):
        return False
    if spot.predicate.sense is Sense.REDUCE:
        return True
    if spot.predicate.sense is Sense.YEARLY:
        return "下降" in spot.before or "降低" in spot.before
    return bool(re.search(r"(?:降幅|下降率|下降幅度)[^,]{0,4}$", spot.before[: spot.predicate.start]))


def _modality(spot: Spot) -> str | None:
    found = MODALITY.findall(spot.segment.text[: len(spot.before)])
    return found[-1] if found else None


def _snippet(spot: Spot, end: int) -> tuple[int, int]:
    when = spot.governed.when
    if when is not None and 0 <= end - when.start <= _LONGEST_SNIPPET:
        return when.start, end
    start = spot.segment.start
    if spot.quantity.kind is Kind.COUNT:
        end = max(end, min(spot.segment.end, end + 16))
    if when is not None and when.start >= end and when.end - start <= _LONGEST_SNIPPET:
        end = when.end
    return start, end


def with_baselines(targets: Sequence[FoundTarget], whens: Sequence[When], text: str) -> list[FoundTarget]:
    """比2020年下降8%: the last base year before the figure, in its segment or said for what follows (与2020年相比,)."""
    base = [when for when in whens if when.role is Role.BASE]
    ends = [when.end for when in base]
    result = []
    for target in targets:
        at = bisect_right(ends, target.start)
        when = base[at - 1] if at else None
        year = re.search(r"(?:19|20)\d\d", when.wording) if when else None
        if when and year and _REACHES.fullmatch(text, when.end, target.start):
            target = replace(target, baseline=Baseline(year=int(year[0])))
        result.append(target)
    return result


def set_elsewhere(text: str) -> list[tuple[int, int, str, list[str]]]:
    """完成市级下达的能耗和二氧化碳排放目标: start, end, who sets it, and the indicators that are named."""
    found = []
    for match in _SET_ELSEWHERE.finditer(text):
        names = [name for name in re.split(r"[、和及与]|以及", match["what"].strip("\0")) if len(name) > 1]
        if not names:
            before = re.split(r"[,;。:]", text[: match.start()])
            named = next((piece for piece in reversed(before) if len(piece.strip("\0确保力争要")) > 3), "")
            names = [
                re.sub(r"\0|确保|力争|持续|下降|降低|稳步", "", name)
                for name in re.split(r"[、和及与]", named)
            ]
            names = [name for name in names if len(name) > 3]
        if names:
            found.append((match.start(), match.end(), match["who"], names))
    return found
