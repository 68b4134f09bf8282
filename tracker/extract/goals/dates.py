"""The dates of a text and what each is there for: a deadline, a base year, a past fact, a rhythm, a name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from tracker.extract.goals.masks import BLANK
from tracker.extract.goals.numbers import spoken
from tracker.model import Due, Precision
from tracker.periods import YEARS, parse_due


class Role(StrEnum):
    DUE = "due"
    BASE = "base"
    PAST = "past"
    SINCE = "since"
    OTHER = "other"
    """A name, a rhythm, a validity: no goal hangs on it."""


@dataclass(frozen=True)
class When:
    """`firm` when the words themselves say a deadline (到2025年, 2030年底前), not only a year."""

    start: int
    end: int
    wording: str
    role: Role
    due: Due | None = None
    firm: bool = False


@dataclass(frozen=True)
class Clock:
    """What a text tells about itself: the year that 年底前 means, and the day before which all is past."""

    year: int | None = None
    issued_on: date | None = None
    runs: tuple[tuple[int, date], ...] = ()
    """Lengths in years that the text starts on a stated date (2024年起5年内), each with its last day."""


_SUFFIX = r"(?:年?底之?前|年底|年末|末前|底|末|之?前(?!后|沿|期|提|瞻|端|列|三)|以前|内)?"
_YEAR = r"(?:19|20)\d\d"
_PATTERN = re.compile(
    rf"(?P<lead>到|至|截至|截止到?|直至)?(?:(?P<span>(?P<first>{_YEAR})年?[-—–~至到]+(?P<last>{_YEAR})年?(?:期间|间)?)"
    rf"|(?P<plan>[“\"]?(?P<number>十[二三四五六]五)[”\"]?(?:规划)?(?P<when>期间|时期|期末|末期|末|期内|以来|中后期|前期|中期|后期)?)(?![个部])"
    rf"|(?P<stretch>(?P<from>{_YEAR}年\d{{1,2}}月)(?:\d{{1,2}}日)?[-—–~至到]+(?P<until>(?:{_YEAR}年)?\d{{1,2}}月(?:\d{{1,2}}日)?)底?)"
    rf"|(?P<run>{_YEAR}年(?:起|开始),?(?:力争)?(?:利?用)?(?P<years>\d{{1,2}}|[二两三四五六七八九十])年(?:左右)?(?:内|的?时间))"
    rf"|(?P<within>(?<![近前后每续第\d])(?:\d{{1,2}}|[一二两三四五六七八九十])年内)"
    rf"|(?P<day>{_YEAR}年\d{{1,2}}月\d{{1,2}}日{_SUFFIX})"
    rf"|(?P<month>{_YEAR}年\d{{1,2}}月(?:份)?{_SUFFIX})"
    rf"|(?P<quarter>{_YEAR}年第?[一二三四]季度{_SUFFIX})"
    rf"|(?P<half>{_YEAR}年(?P<which>[上下])半年)"
    rf"|(?P<year>{_YEAR}年{_SUFFIX})"
    rf"|(?P<open>(?<![达高升加降展大增长少])(?<=到){_YEAR}(?![个家名人万亿千百多余项座套台辆件户处条款部吨公米元平所])(?:(?=[\u4e00-\u9fff“])(?!年)|(?=[、和及]{_YEAR}年)))"
    rf"|(?P<one>(?<!\d){_YEAR}(?=(?:[、和及]{_YEAR}){{0,6}}[、和及]{_YEAR}年))"
    rf"|(?P<own>(?:今年|本年|年|当年)(?:底之?前|底|末|内(?=完成|建成|实现|启动|出台|力争)))"
    rf"|(?P<mine>(?<!\d)\d{{1,2}}月(?:\d{{1,2}}日|份)?{_SUFFIX}))"
)
_BASE_BEFORE = re.compile(
    r"(?:(?<!占)比|较|相比|相较于?|相对于?|对比|由|从|基于|超过|高于|低于)(?:于|现行|当前)?$"
)
_WITH_BEFORE = re.compile(r"(?:与|同|和|以|按|按照|在|为)$")
_BASE_AFTER = re.compile(
    r"^(?:年)?(?:的?水平)?(?:相比|相较|为基[期数年准]|的?基础[上之]|基数|水平(?:相比)?为基)|^的?(?:工作)?基础上"
)
_SINCE_AFTER = re.compile(r"^(?:年)?(?:起|开始|以来|以后|之后|后(?!续|备|勤|期|端|方)|至今)")
_RHYTHM_BEFORE = re.compile(
    r"(?:每年?|次年|翌年|每个?季度|每半年|每月|当年|各年|逐年|上年|去年|同年|隔年)(?:的)?(?:\d{1,2}月)?[^,。;]{0,2}$"
)
_AFTER_NAME = re.compile(
    r"^(?:年)?(?:度|版|修订|修正|级|标准|款|中央|国家|省级|市级|北京市|第[一二三四])"
    rf"|^(?:年)?[^,。;、:{BLANK}]{{0,24}}(?:行动方案|实施方案|工作方案|行动计划|规划|纲要|的通知|公报|年鉴|申报表|远景目标|自主贡献|要点|任务清单)(?=[,。;、)》:]|$)"
)
_MADE_THEN = re.compile(r"^(?:建成|投产|竣工|投入使用|取得|登记|注册|建造|出厂|成立)[^,。;]{0,12}的")
_POINT = re.compile(
    r"^(?:年)?(?:[、和及与][^,。;]{0,12})?(?:为|作为)?(?:时间节点|关键节点|目标年|为界|为目标年|规划期|基准年)"
)
_REACHES = re.compile(r"^(?:力争|基本|全面|率先|全部|如期)*(?:实现|完成|建成|达到|达峰|投运|投产|启动)")
_BACKGROUND = re.compile(r"^(?:是|作为|正是|既是|处于|进入)")
_FIRM_BEFORE = re.compile(r"(?:力争|确保|计划|争取|于|在|务必|必须|要|目标|并|原则上)$")


def dates(text: str, clock: Clock) -> list[When]:
    """All dates of a masked text, in order; 年底前 after 2025年6月底前 is in that year too."""
    found: list[When] = []
    for match in _PATTERN.finditer(text):
        here = clock
        due = found[-1].due if found and (match["own"] or match["mine"]) else None
        if due and not re.search(r"[。\n]", text[found[-1].end : match.start()]):
            here = replace(clock, year=due.on.year)
        if when := _read(match, text, here):
            found.append(when)
    return list(_listed(found, text))


def _listed(found: list[When], text: str) -> Iterator[When]:
    """In 以2025年、2030年为 and 比2020年和2025年, what the one is there for the other is too."""
    for at, when in enumerate(found):
        if at + 1 < len(found) and re.fullmatch(r"[、和及与]", text[when.end : found[at + 1].start]):
            follower = found[at + 1]
            if when.role is Role.DUE and follower.role is Role.OTHER:
                yield replace(when, role=Role.OTHER)
                continue
        yield when


def _read(match: re.Match[str], text: str, clock: Clock) -> When | None:
    start, end = match.span()
    due = _due(match, clock)
    role, firm = _role(match, text, due, clock)
    if role is Role.SINCE:
        return When(start, end, match[0], role, _beginning(match, clock))
    return When(start, end, match[0], role, due if role is Role.DUE else None, firm)


def _beginning(match: re.Match[str], clock: Clock) -> Due | None:
    """The first day of 2025年起 where that lies ahead: what begins then is a dated goal, what goes on has no end."""
    numbers = [
        int(number) for number in re.findall(r"\d+", match["day"] or match["month"] or match["year"] or "")
    ]
    if not numbers or (clock.year is not None and numbers[0] <= clock.year) or clock.year is None:
        return None
    try:
        on = date(*[*numbers, 1, 1][:3])
    except ValueError:
        return None
    return Due(wording=match[0], on=on, precision=Precision.DAY)


def _role(match: re.Match[str], text: str, due: Due | None, clock: Clock) -> tuple[Role, bool]:
    before, after = text[max(0, match.start() - 14) : match.start()], text[match.end() : match.end() + 40]
    lead, core = match["lead"] or "", match[0]
    if _BASE_BEFORE.search(before) or (_BASE_AFTER.match(after) and _WITH_BEFORE.search(before)):
        return Role.BASE, False
    if _BASE_AFTER.match(after) and not core.endswith("前"):
        return Role.BASE, False
    if _SINCE_AFTER.match(after) or match["when"] == "以来" or re.search(r"自$", before):
        return Role.SINCE, False
    if _RHYTHM_BEFORE.search(before) or _POINT.match(after) or _MADE_THEN.match(after):
        return Role.OTHER, False
    expected = not lead and before.endswith(("预计", "预计于", "预计将于"))
    if due is None or expected or _BACKGROUND.match(after):
        return Role.OTHER, False
    if lead in ("截至", "截止", "截止到") or _before(due, clock):
        return Role.PAST, False
    listed = re.match(r"[、和及][“\"]?十[二三四五六]五[”\"]?(?:期间|时期)", after)
    if match["plan"] and not match["when"] and not lead and not listed:
        return Role.OTHER, False
    firm = (
        bool(
            listed
            or match["run"]
            or match["stretch"]
            or match["within"]
            or lead
            or match["open"]
            or match["own"]
            or match["when"]
        )
        or core[-1] in "前末底内"
        or bool(_FIRM_BEFORE.search(before))
        or bool(_REACHES.match(after))
    )
    if not firm and _AFTER_NAME.match(after):
        return Role.OTHER, False
    return Role.DUE, firm


def _before(due: Due, clock: Clock) -> bool:
    """Over when the text was written."""
    if clock.issued_on is not None:
        return due.on < clock.issued_on
    return clock.year is not None and due.on.year < clock.year


def _due(match: re.Match[str], clock: Clock) -> Due | None:
    words = match[0]
    if match["span"]:
        first, last = int(match["first"]), int(match["last"])
        if first >= last:
            return None
        return Due(
            wording=words, on=date(last, 12, 31), precision=Precision.PERIOD, starts_on=date(first, 1, 1)
        )
    if match["plan"]:
        found = parse_due(f"{match['number']}期间")
        ends = match["lead"] or match["when"] in ("末", "期末", "末期")
        if found and ends:
            return Due(wording=words, on=found.on, precision=Precision.YEAR)
        return found and found.model_copy(update={"wording": words})
    if match["stretch"]:
        return _stretch(match["from"], match["until"], words)
    if match["within"]:
        on = dict(clock.runs).get(_count(match["within"][:-2]))
        return Due(wording=words, on=on, precision=Precision.PERIOD) if on else None
    if match["run"]:
        length = _count(match["years"])
        first = int(match["run"][:4])
        return Due(
            wording=words,
            on=date(first + length - 1, 12, 31),
            precision=Precision.PERIOD,
            starts_on=date(first, 1, 1),
        )
    if match["open"] or match["one"]:
        return _worded(f"{match['open'] or match['one']}年", words)
    if match["half"]:
        year = int(match["half"][:4])
        on = date(year, 6, 30) if match["which"] == "上" else date(year, 12, 31)
        return Due(wording=words, on=on, precision=Precision.QUARTER)
    if match["own"]:
        return _worded(f"{clock.year}年底", words) if clock.year else None
    if match["mine"]:
        plain = match["mine"].replace("份", "")
        return _worded(f"{clock.year}年{plain}", words) if clock.year else None
    return _worded(
        (match["day"] or match["month"] or match["quarter"] or match["year"]).replace("份", ""), words
    )


def _stretch(start: str, end: str, words: str) -> Due | None:
    """2024年3月—2025年6月 ends with the last day of June; a year said once holds for both."""
    first = parse_due(start)
    last = parse_due(end if "年" in end else start[:5] + end)
    if first is None or last is None or last.on < first.on:
        return None
    return Due(wording=words, on=last.on, precision=Precision.PERIOD, starts_on=first.on.replace(day=1))


def _worded(plain: str, words: str) -> Due | None:
    usual = plain.replace("之前", "前").replace("以前", "前").replace("底前", "底前").replace("末前", "底前")
    usual = re.sub(r"日(?:底|末|内)$", "日", usual)
    found = parse_due(usual)
    if found is None or found.on.year not in YEARS:
        return None
    return found.model_copy(update={"wording": words})


def _count(words: str) -> int:
    return int(words) if words.isdigit() else spoken(words) or 1


def runs(text: str) -> tuple[tuple[int, date], ...]:
    """The lengths that a text starts on a stated year, so that 5年内 elsewhere in it has a last day."""
    found = []
    for match in _PATTERN.finditer(text):
        if match["run"] and (due := _due(match, Clock())):
            found.append((_count(match["years"]), due.on))
    return tuple(found)
