"""What notices, instructions and their answers must agree with, and how they are numbered. One function a kind."""

from collections.abc import Iterable
from datetime import date

from tracker.intake.facts import LedgerRegister
from tracker.intake.findings import finding
from tracker.intake.setting import Problems, Setting, judged_item, single_body, unknown
from tracker.records import kinds
from tracker.records.journal import Record

NO_RULES = "rules.yaml 没有写督办单和批示怎样编号、分级。"
RULES_CURE = "请在 rules.yaml 的 supervision 下写明。"


def next_number(records: Iterable[Record], kind: str, pattern: str, year: int) -> str:
    """The first number of the year that was never given, withdrawn records included."""
    used = {str(record.body.get("number")) for record in records if record.kind == kind}
    count = next(n for n in range(1, len(used) + 2) if pattern.format(year=year, number=n) not in used)
    return pattern.format(year=year, number=count)


Counted = kinds.Notice | kinds.Instruction


def _next(body: Counted, setting: Setting) -> str | None:
    """The number that is due to a notice or an instruction; None when nobody has said how to count."""
    rules = setting.plan.supervision
    if rules is None:
        return None
    pattern = rules.notice_number if body.kind == "notice" else rules.instruction_number
    return next_number(setting.ledger.records.values(), body.kind, pattern, setting.day.year)


def numbered(body: Counted, setting: Setting) -> Counted:
    """With its number, counted under the journal's lock; one that was typed is left for the check to refuse."""
    return body if body.number else body.model_copy(update={"number": _next(body, setting)})


def _counted(body: Counted, setting: Setting) -> Problems:
    """Numbers are counted here; only a correction comes with one, that of the record it replaces."""
    if setting.plan.supervision is None:
        yield finding("intake.not-possible", "number", NO_RULES, RULES_CURE, body.subject)
    elif setting.replaced is None and body.number != _next(body, setting):
        yield finding("intake.bad-field", "number", "编号由系统按年度顺序编排。", "请留空。", body.subject)


def notice_of(ledger: LedgerRegister, number: str) -> Record | None:
    """The notice that stands under a number."""
    return next(iter(ledger.all("notice", {"number": number})), None)


def instruction_of(ledger: LedgerRegister, number: str) -> Record | None:
    return next(iter(ledger.all("instruction", {"number": number})), None)


def _after(day: date, setting: Setting, field: str, subject: str) -> Problems:
    if day <= setting.day:
        cure = "请填写更晚的日期，给单位留出办理时间。"
        yield finding("intake.not-possible", field, f"期限 {day} 不晚于 {setting.day}。", cure, subject)


def notice(body: kinds.Notice, setting: Setting) -> Problems:
    yield from _counted(body, setting)
    grades = [grade.id for grade in setting.plan.supervision.grades] if setting.plan.supervision else []
    if body.grade not in grades:
        yield unknown("grade", body.grade, "督办级别", "rules.yaml ")
    if wrong := list(single_body(setting, "unit", body.unit)):
        yield from wrong
        return
    for task in body.tasks:
        if task not in setting.plan.tasks:
            yield unknown("tasks", task, "任务")
    for item in body.items:
        yield from _at("items", judged_item(setting, item))
    owners = [*body.tasks, *map(setting.plan.owner_of, body.items)]
    unit = setting.plan.acting(body.unit)
    for owner in dict.fromkeys(owners):
        if owner in setting.plan.parties and not setting.has_part(unit, owner):
            name = setting.plan.units[body.unit].name
            message = f"{name}不是“{owner}”的责任单位。"
            yield finding("intake.not-possible", "unit", message, "请核对单位和任务。", owner)
    yield from _after(body.reply_by, setting, "reply_by", body.subject)
    if body.follows is not None:
        yield from _raised(body, setting, grades)


def _at(field: str, found: Problems) -> Problems:
    """The findings of a check at the field of this form."""
    for problem in found:
        yield finding(problem.code, field, problem.message, problem.cure, problem.subject)


def _raised(body: kinds.Notice, setting: Setting, grades: list[str]) -> Problems:
    """A notice is raised once, to a higher grade, for the same unit, while it is open."""
    former = notice_of(setting.ledger, str(body.follows))
    if former is None:
        yield unknown("follows", str(body.follows), "督办单", "台账")
        return
    yield from open_notice(setting, str(body.follows), "follows")
    if setting.plan.acting(str(former.body["unit"])) != setting.plan.acting(body.unit):
        message = "接续的督办单是发给另一个单位的。"
        yield finding("intake.not-possible", "unit", message, "请选择同一个单位。", body.subject)
    before = str(former.body["grade"])
    if {before, body.grade} <= set(grades) and grades.index(body.grade) <= grades.index(before):
        message = "升级后的级别不高于原来的级别。"
        yield finding("intake.not-possible", "grade", message, "请选择更高的级别。", body.subject)


def open_notice(setting: Setting, number: str, field: str = "notice") -> Problems:
    """That a notice exists and has been neither settled nor raised."""
    ledger = setting.ledger
    if notice_of(ledger, number) is None:
        yield unknown(field, number, "督办单", "台账")
    elif ledger.all("notice_closed", {"notice": number, "verdict": kinds.Answered.SETTLED}):
        yield finding("intake.not-possible", field, f"{number}已经办结。", "不需要再办理。", number)
    elif raised := ledger.all("notice", {"follows": number}):
        later = raised[0].body["number"]
        message, cure = f"{number}已升级为{later}。", f"请就{later}办理。"
        yield finding("intake.not-possible", field, message, cure, number)


def its_own(setting: Setting, field: str, unit: str) -> Problems:
    """That a unit speaks for itself; the office may record on a unit's behalf what came on paper."""
    if setting.by_unit and setting.actor.unit != setting.plan.acting(unit):
        yield finding("intake.not-yours", field, "这不是发给本单位的。", "请由收文单位办理。", unit)


def replied(ledger: LedgerRegister, number: str) -> Record | None:
    """The reply to a notice that waits for the office."""
    returned = [fact.seq for fact in ledger.all("notice_closed", {"notice": number, "verdict": "returned"})]
    replies = [
        fact for fact in ledger.all("notice_reply", {"notice": number}) if fact.seq > max(returned, default=0)
    ]
    return replies[-1] if replies else None


def notice_reply(body: kinds.NoticeReply, setting: Setting) -> Problems:
    wrong = list(open_notice(setting, body.notice))
    yield from wrong
    if found := notice_of(setting.ledger, body.notice):
        yield from its_own(setting, "notice", str(found.body["unit"]))


def notice_closed(body: kinds.NoticeClosed, setting: Setting) -> Problems:
    if wrong := list(open_notice(setting, body.notice)):
        yield from wrong
    elif replied(setting.ledger, body.notice) is None:
        message, cure = "单位还没有回复，或回复已退回。", "请等单位回复；逾期不复的可以升级督办。"
        yield finding("intake.not-possible", "notice", message, cure, body.notice)


def instruction(body: kinds.Instruction, setting: Setting) -> Problems:
    yield from _counted(body, setting)
    if setting.plan.supervision and body.leader not in setting.plan.supervision.leaders:
        yield unknown("leader", body.leader, "领导职务", "rules.yaml ")
    for task in body.tasks:
        if task not in setting.plan.tasks:
            yield unknown("tasks", task, "任务")
    for unit in body.units:
        yield from single_body(setting, "units", unit)
    yield from _after(body.feedback_by, setting, "feedback_by", body.subject)


def open_instruction(setting: Setting, number: str) -> Problems:
    if instruction_of(setting.ledger, number) is None:
        yield unknown("instruction", number, "领导批示", "台账")
    elif setting.ledger.all("instruction_closed", {"instruction": number, "verdict": "settled"}):
        message = f"{number}已经办结。"
        yield finding("intake.not-possible", "instruction", message, "不需要再办理。", number)


def charged(setting: Setting, number: str) -> tuple[str, ...]:
    """The units that an instruction is handed to."""
    found = instruction_of(setting.ledger, number)
    units = found.body["units"] if found else ()
    return tuple(dict.fromkeys(setting.plan.acting(str(unit)) for unit in units))  # type: ignore[attr-defined]


def fed_back(setting: Setting, number: str, unit: str) -> Record | None:
    """The latest feedback of a unit that has not been returned."""
    acting = setting.plan.acting
    returned = [
        fact.seq
        for fact in setting.ledger.all("instruction_closed", {"instruction": number, "verdict": "returned"})
        if acting(str(fact.body["unit"])) == unit
    ]
    found = [
        fact
        for fact in setting.ledger.all("instruction_feedback", {"instruction": number})
        if acting(str(fact.body["unit"])) == unit and fact.seq > max(returned, default=0)
    ]
    return found[-1] if found else None


def instruction_feedback(body: kinds.InstructionFeedback, setting: Setting) -> Problems:
    if wrong := list(open_instruction(setting, body.instruction)):
        yield from wrong
        return
    if setting.plan.acting(body.unit) not in charged(setting, body.instruction):
        message = "这一批示没有交给这个单位办理。"
        yield finding("intake.not-possible", "unit", message, "请核对单位。", body.instruction)
        return
    yield from its_own(setting, "unit", body.unit)


def instruction_closed(body: kinds.InstructionClosed, setting: Setting) -> Problems:
    if wrong := list(open_instruction(setting, body.instruction)):
        yield from wrong
        return
    units = charged(setting, body.instruction)
    if body.verdict is kinds.Answered.RETURNED:
        unit = setting.plan.acting(str(body.unit))
        if unit not in units or fed_back(setting, body.instruction, unit) is None:
            message = "这个单位没有可以退回的反馈。"
            yield finding("intake.not-possible", "unit", message, "请核对单位。", body.instruction)
        return
    said = {unit: fed_back(setting, body.instruction, unit) for unit in units}
    open_ = [unit for unit, fact in said.items() if not (fact and fact.body["done"])]
    if open_:
        names = "、".join(setting.plan.units[unit].name for unit in open_)
        message, cure = f"{names}还没有报办结。", "请等各单位都报办结后再核定。"
        yield finding("intake.not-possible", "instruction", message, cure, body.instruction)
