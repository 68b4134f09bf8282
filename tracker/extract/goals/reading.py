"""One passage of a plan (a paragraph, the words of a clause, a row of a list) → its targets and milestones."""

import re
from dataclasses import dataclass, field

from tracker.extract.goals.dates import Clock, Role, When, dates
from tracker.extract.goals.found import Found, FoundMilestone, FoundTarget, Refused
from tracker.extract.goals.masks import masked
from tracker.extract.goals.milestones import Taken, inherited_milestone, milestones_of
from tracker.extract.goals.reach import reaches_of
from tracker.extract.goals.refusals import refusal
from tracker.extract.goals.scope import Scope, Scopes
from tracker.extract.goals.sentences import Sentence, sentences
from tracker.extract.goals.spot import Spot
from tracker.extract.goals.spots import spots_of
from tracker.extract.goals.targets import set_elsewhere, targets_of, with_baselines
from tracker.model import Comparator, Due

_AIMS = re.compile(r"目标|指标")
_NO_GOALS = re.compile(
    r"指导思想|基本原则|工作原则|总体原则|现状|形势|背景|基础条件|发展基础|工作基础|优势|短板|问题分析|成效|回顾|项目清单|项目表|项目库|名单|"
    r"申报条件|申请条件|支持对象|适用范围|适用对象|名词解释|编制依据|预警分级|附则|组织机构|申报主体|申报流程|申报要求|评选条件|申报表"
)
_SUPPORT_TITLE = re.compile(
    r"支持标准|奖励标准|补贴|奖励|资助|奖补|资金支持|扶持|优惠|支持方式|支持范围|申报|认定|兑现|条件"
)


@dataclass(frozen=True)
class About:
    """What is known of a passage beyond its words: `titles` of its clause and those above it, innermost first."""

    titles: tuple[str, ...] = ()
    clock: Clock = field(default_factory=Clock)
    inherited: Due | None = None
    inherited_from: str = "时限取自上级标题、引导语或清单的完成时限"
    front: bool = False
    """Before the first clause: a mere year there is the year of the work, and no deadline."""
    row: bool = False
    """A row of a list: whether it is a milestone is asked of the row as a whole."""
    support: bool = False
    """The document is about what is paid to whom."""


NOTHING_ELSE = About()


def read(text: str, about: About = NOTHING_ELSE) -> Found:
    """`text` is folded (half-width, no spaces); a line break ends a sentence. Offsets are those of `text`."""
    if any(_NO_GOALS.search(title) for title in about.titles):
        return Found()
    plain = masked(text)
    whens = dates(plain, about.clock)
    parts = sentences(plain)
    lasting = bool(about.titles and _AIMS.search(about.titles[0])) or _opens_paragraph(plain, whens)
    scopes = _scopes(plain, whens, parts, about, lasting=lasting)
    strict = about.support or any(_SUPPORT_TITLE.search(title) for title in about.titles)
    targets: list[FoundTarget] = []
    refused: list[Refused] = []
    for scope in scopes:
        accepted: list[Spot] = []
        for spot in spots_of(scope, strict=strict):
            if why := refusal(spot, accepted[-1] if accepted else None):
                refused.append(Refused(spot.quantity.start, spot.quantity.end, why))
            else:
                accepted.append(spot)
        targets += targets_of(accepted)
        targets += _set_elsewhere(scope)
    targets.sort(key=lambda one: one.start)
    taken = Taken(
        tuple((one.start, one.end) for one in targets if one.value is not None),
        tuple((one.start, one.end) for one in targets if one.value is None),
    )
    milestones = milestones_of(reaches_of(scopes), taken, about.clock.year, front=about.front)
    milestones += _inherited(scopes, about, taken)
    return Found(tuple(with_baselines(targets, whens, plain)), tuple(milestones), tuple(refused))


def _opens_paragraph(plain: str, whens: list[When]) -> bool:
    """到2025年,… as the first words: the whole paragraph is about that year."""
    first = next((when for when in whens if when.role is Role.DUE), None)
    return (
        first is not None
        and first.start <= 2
        and first.firm
        and plain[first.end : first.end + 1] in (",", ":", "")
    )


def _scopes(
    plain: str, whens: list[When], parts: list[Sentence], about: About, *, lasting: bool
) -> list[Scope]:
    asked = Scopes(plain, whens, about.inherited, about.inherited_from, lasting=lasting)
    found: list[Scope] = []
    outer: Scope | None = None
    for sentence in parts:
        if sentence.inside is None:
            outer = asked.enter(sentence, None)
            found.append(outer)
        else:
            scope = asked.enter(sentence, outer.sentence if outer else None)
            if outer is not None:
                scope.fallback = outer.at(sentence.inside)
            found.append(scope)
    return found


def _set_elsewhere(scope: Scope) -> list[FoundTarget]:
    found = []
    base = scope.sentence.start
    for start, end, who, names in set_elsewhere(scope.sentence.text):
        governed = scope.at(base + start)
        if governed.due is None:
            continue
        at = governed.when.start if governed.when and governed.when.end <= base + end else base + start
        for name in names:
            found.append(
                FoundTarget(
                    start=base + start,
                    end=base + end,
                    snippet=(at if base + end - at <= 90 else base + start, base + end),
                    indicator=name.strip("\0"),
                    comparator=Comparator.GE,
                    value=None,
                    due=governed.due,
                    set_by=f"{who}下达",
                    confidence=0.6,
                    doubts=("目标值由上级下达，文中没有数值",),
                )
            )
    return found


def _inherited(scopes: list[Scope], about: About, taken: Taken) -> list[FoundMilestone]:
    if about.inherited is None or about.row:
        return []
    free = [scope.sentence for scope in scopes if not any(when.role is Role.DUE for when in scope.own)]
    one = inherited_milestone(free, about.inherited, taken, about.inherited_from)
    return [one] if one else []
