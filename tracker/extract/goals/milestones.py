"""Dated goals without a figure: what a date governs, less what its figures already say."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.extract.goals.dates import Role, When
from tracker.extract.goals.found import FoundMilestone
from tracker.extract.goals.masks import BLANK
from tracker.extract.goals.reach import Reach
from tracker.extract.goals.refusals import CITED
from tracker.extract.goals.sentences import Segment, Sentence
from tracker.model import Due, Precision

LONGEST_SNIPPET = 120
_VALIDITY = re.compile(r"有效期|施行|废止|试行期|执行期|有效至|解释权|负责解释|征求意见|自\0*起|暂行")
_HANDED_IN = re.compile(
    r"申报|报名|填报|邮箱|申请|(?:报送|上报|提交|报告|反馈|报)[^,;。]{0,20}(?:总结|情况|材料|台账|报表|信息|进展|数据|自评|清单|表)|"
    r"(?:总结|情况|材料|台账|报表|信息|进展)[^,;。]{0,16}(?:报送|上报|提交|报至|报市|报区|报省)"
)
_REFERS = re.compile(
    r"(?:按照?|根据|依据|落实|围绕|为|为了|贯彻|衔接|对标|对照|锚定|结合|依照|立足|面向|瞄准|服务|支撑|助力|参照|聚焦|紧扣|完善|以|列入|纳入|遵循|将|把|对)"
    r"(?:如期|顺利|确保|实现|推动|推进|国家|我国|全国|本市|全市|全省|市委|市政府)*$"
)
_SUBORDINATE = re.compile(
    r"^\0*(?:通过|以(?!上|下|内)|为(?!主)|其中|围绕|依托|按照?|坚持|聚焦|随着|结合|根据|立足|针对|基于|在[^,]{0,24}(?:基础上|前提下|背景下|方面)|依据|对标|"
    r"助力|有力支撑|有效支撑|支撑|奠定|服务|包括|涵盖|如(?!期)|比|较|相比|与[^,]{0,12}相比|力争|确保|争取|原则上|预计|目标)"
)
_BARE_LEAD = re.compile(
    r"^(?:\0|自|从|力争|确保|争取|努力|并|且|同时|全市|全区|全省|全县|我市|我区|本市|全国|我省|区内|其中|目标)*$"
)
_GOAL = re.compile(
    r"建成|建立|建设|形成|健全|完善|实现|达到|达峰|提升|提高|改善|优化|增强|降低|下降|减少|完成|推广|普及|成为|打造|突破|落地|覆盖|构建|推动|推进|"
    r"开展|启动|出台|印发|制定|编制|发布|投入|投运|投产|运行|扩大|增加|增长|确立|引领|领先|位居|位列|居|取得|培育|创建|争创|创成|淘汰|退出|消除|解决|"
    r"改造|替代|更新|转型|转变|凸显|显现|显著|明显|成熟|成型|成形|进展|清洁|稳定|控制|保持|执行|实施|采用|使用|应装尽装|应[\u4e00-\u9fff]尽|清零|竣工|开工|并网|"
    r"取缔|关闭|供应|拆除|查明|掌握|划定|修订|具备|改由|改用|改为|制修订|通车|交付|验收|贯通|全面|基本|初步|稳步|有序|持续|加快|纳入|接入|上线|关停|搬迁|腾退|治理|整治|修复|推出|集聚|建好|选取|举办|申报成功|衔接|落实|不再|停止|禁止|取消|设立|组建|增至|摸清|完工|应用"
)
_WHOLE = re.compile(
    r"实现|建成|形成|建立(?!健全)|达到|完成|成为|打造成|建设成|稳定在|控制|持续(?:减少|下降|改善)|基本|全面(?:推广|执行|实施|采用|覆盖|落实|构建|建立)|达峰|健全|出台|印发|投入|投运|投产|"
    r"竣工|落地|显著|明显|大幅|应[\u4e00-\u9fff]尽|创成|处于|保持|优化|提升|提高|增强|力争|确保"
)
"""What says a state to be reached; under a mere year nothing less is a goal."""
_CROWN = re.compile(
    r"确保|如期|顺利|实现[^,]{0,30}目标|建成|形成|成为|打造成|建设成|稳定在|达峰|全部(?:完成|实现|建成)|创成|"
    r"全面(?:执行|建立|实现|完成)|建立[^,]{0,20}(?:体系|机制|制度)|"
    r"(?:体系|机制|格局|制度)[^,]{0,6}(?:建立|形成|健全|建成|成熟)|完成[^,]{0,30}(?:指标|目标|任务)|(?:全部|均|全面)达到[^,]{0,16}标准|消除|得到[^,]{0,4}控制"
)
"""What may follow on figures under the same date and still be a goal of its own; mere qualities (明显改善) only colour them."""
_NOTHING_ELSE = re.compile(r"^[\0\s、,;:.。]*$")
_CARBON_PEAK = re.compile(r"^(?:碳达峰|实现碳达峰|达峰|碳排放达峰|二氧化碳排放达到?峰)")


@dataclass(frozen=True)
class Taken:
    """What targets have taken already: `figures`, and the words of those whose value a higher level sets."""

    figures: tuple[tuple[int, int], ...] = ()
    others: tuple[tuple[int, int], ...] = ()


def milestones_of(
    reaches: Iterable[Reach], taken: Taken, year: int | None, *, front: bool
) -> list[FoundMilestone]:
    """At most one for each date; `front` is the text before the first clause, where a mere year is no deadline.

    `year` is that of the document: what opens with a mere year after it is a goal, in the same year it has to say a state.
    """
    return [one for reach in reaches if (one := _milestone(reach, taken, year, front=front))]


def inherited_milestone(
    sentences: Sequence[Sentence], due: Due, taken: Taken, why: str
) -> FoundMilestone | None:
    """What a passage under a dated heading promises without a figure."""
    pieces = [segment for sentence in sentences if sentence.inside is None for segment in sentence.segments]
    goals = _goals(pieces, taken)
    if not goals:
        return None
    start, end = goals[0].start, goals[0].end
    return FoundMilestone(start, end, (start, end), due, 0.7, (why,))


def _milestone(reach: Reach, taken: Taken, year: int | None, *, front: bool) -> FoundMilestone | None:
    when, sentence = reach.when, reach.scope.sentence
    if when.due is None or not reach.pieces or _VALIDITY.search(sentence.text):
        return None
    if CITED.search(sentence.text[: when.start - sentence.start]) or (front and not when.firm):
        return None
    segment = next((one for one in sentence.segments if one.start <= when.start < one.end), reach.pieces[0])
    first = reach.scope.listed(when)[0] if when.role is Role.DUE else when
    before = segment.text[: max(0, first.start - segment.start)]
    opens = _NOTHING_ELSE.match(before) or _BARE_LEAD.match(before)
    if _REFERS.search(before) or not (when.firm or opens):
        return None
    goals = _goals(reach.pieces, taken)
    ahead = year is not None and when.due.on.year > year
    if not when.firm and when.role is not Role.SINCE and not ahead:
        goals = [one for one in goals if _WHOLE.search(one.text)]
    if not goals:
        return None
    if _HANDED_IN.search(goals[0].text) and when.due.precision in (Precision.DAY, Precision.MONTH):
        return None
    beside = any(_overlaps(piece, taken.figures) for piece in reach.pieces)
    return _made(when, when.due, goals[0], segment, beside=beside)


def _goals(pieces: Sequence[Segment], taken: Taken) -> list[Segment]:
    """What stands before the first figure, and after it only what crowns the whole."""
    first = next((one for one in pieces if _overlaps(one, taken.figures)), None)
    goals = [one for one in pieces if _is_goal(one, taken, alone=first is None)]
    return [one for one in goals if first is None or one.start < first.start or _CROWN.search(one.text)]


def _made(when: When, due: Due, goal: Segment, segment: Segment, *, beside: bool) -> FoundMilestone:
    doubts = []
    if beside:
        doubts.append("同一时限下另有带数字的目标，这里只取没有数字的部分")
    if not when.firm:
        doubts.append("年份没有“到”“前”等字样")
    start, end = min(when.start, goal.start), max(goal.end, when.end)
    if goal.end <= segment.end:
        start = min(segment.start, start)
    if end - start > LONGEST_SNIPPET:
        start, end = goal.start, min(goal.end, goal.start + LONGEST_SNIPPET)
    confidence = round(0.9 - 0.15 * len(doubts), 2)
    return FoundMilestone(when.start, when.end, (start, end), due, confidence, tuple(doubts))


def _overlaps(piece: Segment, ranges: Sequence[tuple[int, int]]) -> bool:
    """`ranges` in order: only the last that begins before the piece ends can reach into it."""
    at = bisect_left(ranges, (piece.end, 0))
    return at > 0 and ranges[at - 1][1] > piece.start


def _is_goal(piece: Segment, taken: Taken, *, alone: bool) -> bool:
    """Beside figures only a full goal of its own counts; alone nearly anything that says what will be."""
    if _overlaps(piece, taken.figures) or _overlaps(piece, taken.others):
        return False
    text = piece.text.strip(BLANK)
    if len(text.replace(BLANK, "")) < (4 if alone else 6) or _BARE_LEAD.match(text):
        return False
    if _SUBORDINATE.match(text) and not re.match(r"^(?:力争|确保|争取|全面|目标|预计)[^,]{4,}", text):
        return False
    if re.search(
        r"奠定[^,]{0,8}基础|打下[^,]{0,8}基础|提供[^,]{0,6}支撑$|作出[^,]{0,6}贡献|贡献[^,]{0,20}$", text
    ) and re.match(r"^(?:为|有力|助力)", text):
        return False
    return bool(_GOAL.search(text) or _CARBON_PEAK.match(text))
