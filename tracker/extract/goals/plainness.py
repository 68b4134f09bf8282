"""Whether a figure is said plainly enough to be a goal: with a predicate, an indicator, and without a date more than that."""

import re

from tracker.extract.goals.measures import Kind
from tracker.extract.goals.predicates import Sense
from tracker.extract.goals.scope import Origin
from tracker.extract.goals.spot import Spot

WEAK, UNSAID, UNNAMED = "没有时限的描述", "没有谓语的数字", "没有说明指标的数字"
"""Reasons that fall away where a goal of the same kind stands just before, in one list."""

_MEASURED_END = re.compile(r"(?:里程|面积|总量|规模|能力|装机|产量|数量|长度|容量|率|占比|比例|比重)$")
_MEASURED = re.compile(
    r"率|占比|比重|比例|面积|量|总量|规模|能力|水平|强度|能耗|排放|浓度|装机|产值|收入|营收|增加值|投资|里程|长度|容量|值|幅|"
    r"产量|数|额|密度|系数|消耗|用水|用电|负荷|功率|覆盖|份额|积|速度|增速|时间|时长|贡献"
)
ATTRIBUTE = re.compile(r"^的?[\u4e00-\u9fffA-Z]")
MAKE = re.compile(
    r"建成|新建|新增|培育|打造|引进|引育|招引|创建|组建|集聚|遴选|评选|选择|选树|推出|完成|改造|推广|配置|布局|培养|举办|开发|建设|设立|引入|招引|培训|认定|改建|种植|淘汰|拆除|推动|带动|实施|推进"
)
_ENCOURAGED = re.compile(r"鼓励|支持|可(?!再生|持续|调|靠)(?=[^,]{0,10}(?:申|享|按|获|领|给))|允许|优先")


def goes_on(spot: Spot, before: Spot) -> bool:
    """培育领军企业5家、专精特新企业20家; 造林15万亩,抚育30万亩: one list, one verb."""
    kinds = {spot.quantity.kind, before.quantity.kind}
    named = not spot.after and _MEASURED_END.search(spot.before) is not None
    same = (
        named
        or kinds <= {Kind.COUNT, Kind.SIZE}
        or (kinds == {Kind.SHARE} and (spot.predicate is not None or not spot.after))
    )
    near = spot.quantity.start - before.quantity.end <= 24 and spot.part == before.part
    return same and near and not spot.quantity.in_words


def unsaid(spot: Spot) -> str | None:
    """Without a date only a plain statement counts."""
    quantity, predicate = spot.quantity, spot.predicate
    if quantity.kind is Kind.BARE:
        named = re.search(r"PUE|系数|指数|比值|比例|效率|密度|得分|分值|CLUE|WUE", spot.before)
        return None if named and predicate and len(spot.gap) <= 6 else "没有计量单位的数字"
    if quantity.kind is Kind.COVER:
        wanted = spot.dated or re.search(r"(?:实现|达到|确保|完成|推动|推进)[^,]{0,30}$", spot.before)
        return None if wanted and not re.search(r"^(?:、|的|式)", spot.after) else "不是数值要求"
    if quantity.in_words and quantity.kind not in (Kind.SHARE, Kind.FOLD) and not _spoken(spot):
        return "数词不是数值要求"
    if spot.dated:
        return _weak(spot)
    if spot.governed.since and quantity.kind in (Kind.SHARE, Kind.GRADE):
        return None if predicate else UNSAID
    if _ENCOURAGED.search(spot.segment.text[: len(spot.before)]):
        return "鼓励、支持事项中的数字"
    if quantity.kind is Kind.GRADE:
        return None
    if quantity.kind is Kind.FOLD:
        return None if predicate or quantity.in_words else UNSAID
    if quantity.kind is Kind.SHARE and spot.linked:
        return None
    if predicate is None:
        rate = (
            quantity.kind is Kind.SHARE
            and not spot.after
            and re.search(r"(?:率|比例|占比|比重)$", spot.before)
        )
        return None if rate and quantity.value == 100 else UNSAID
    if quantity.kind in (Kind.SHARE, Kind.POINTS, Kind.SIZE, Kind.TIME, Kind.MONEY):
        near = len(spot.gap) <= 12
        if predicate.sense is Sense.MAKE:
            said = spot.segment.text[: len(spot.before)]
            sized = said.endswith("规模") or not ATTRIBUTE.match(spot.behind)
            strict = bool(spot.suffix or MAKE.search(said)) and sized
            return None if near and strict else WEAK
        said = spot.segment.text[: len(spot.before)]
        moves = predicate.sense in (Sense.RISE, Sense.REDUCE, Sense.YEARLY) and len(spot.gap) <= 2
        measured = moves or _MEASURED.search(said) or (len(spot.gap) <= 1 and MAKE.search(said))
        return None if near and measured else UNNAMED
    if predicate.sense in (Sense.LEAST, Sense.MOST):
        return None if len(spot.gap) <= 3 or spot.suffix else WEAK
    made = [one for one in MAKE.finditer(spot.before) if len(spot.before) - one.end() <= 16]
    if spot.suffix:
        return None if made or len(spot.gap) <= 10 else WEAK
    each = quantity.upper is not None and "各" in spot.sentence.text
    return None if made and not each else WEAK


def _spoken(spot: Spot) -> bool:
    """两万平方米, 百项 …: numbers in words mostly name (五个新城); right behind a verb or a comparing word they count."""
    unit = spot.quantity.unit
    large = unit.startswith(("万", "亿")) or spot.quantity.value >= 100
    if spot.predicate is None or len(spot.gap) > 3:
        return False
    if spot.predicate.sense in (Sense.LEAST, Sense.MOST):
        return True
    return (
        bool(spot.suffix)
        or (large and spot.dated)
        or (spot.dated and unit in ("座", "所", "家", "条", "处", "项"))
    )


def _weak(spot: Spot) -> str | None:
    """A date alone does not make a goal of every figure of its sentence."""
    if spot.predicate or spot.suffix or spot.chained or spot.quantity.kind is Kind.FOLD:
        return None
    if spot.quantity.kind is Kind.SHARE and (spot.linked or _MEASURED.search(spot.before)):
        return None
    if spot.quantity.kind is Kind.COUNT and (
        len(spot.after) <= 1 or spot.governed.origin is not Origin.INHERITED
    ):
        return None
    if _MEASURED.search(spot.before) or (re.search(r"[\u4e00-\u9fff]", spot.before) and len(spot.after) <= 2):
        return None
    return UNSAID
