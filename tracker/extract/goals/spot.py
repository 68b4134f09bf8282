"""A figure where it stands: the words around it, its predicate and the date that governs it."""

import re
from dataclasses import dataclass

from tracker.extract.goals.predicates import Predicate, suffix
from tracker.extract.goals.quantities import Quantity
from tracker.extract.goals.scope import Governed
from tracker.extract.goals.sentences import Segment, Sentence

_LINKED = re.compile(
    r"^(?:及?以上|以下|左右)?的?[\u4e00-\u9fff]{0,14}?(?:达到|完成|实现|覆盖|普及|使用|采用|执行|安装|纳入|建成|配备|接入|开展|消纳|利用|实施|符合|满足|具备|推广|为|由|达标|应用|配建|参加|按|就地|推进)"
)


@dataclass(frozen=True)
class Spot:
    """A figure where it stands. `part` is what lies between the semicolons around it; `chained`: follows on a figure
    that shares its predicate (8%、9%); `strict`: the passage speaks of support, so only plain goals count."""

    quantity: Quantity
    segment: Segment
    sentence: Sentence
    before: str
    after: str
    part: str
    predicate: Predicate | None
    suffix: str
    governed: Governed
    chained: bool = False
    later_figure: bool = False
    strict: bool = False
    inside_bracket: bool = False

    @property
    def gap(self) -> str:
        return self.before[self.predicate.end :] if self.predicate else self.before

    @property
    def behind(self) -> str:
        """What follows the words that compare."""
        return self.after[suffix(self.after)[1] :]

    @property
    def linked(self) -> bool:
        """100%达到…, 40%以上的面积达到…: the share is itself the subject."""
        match = _LINKED.match(self.after.replace("\0", ""))
        if match is None:
            return False
        return not (self.later_figure and match[0].endswith(("达到", "实现", "为", "完成")))

    @property
    def dated(self) -> bool:
        return self.governed.due is not None
