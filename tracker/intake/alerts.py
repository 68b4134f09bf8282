"""What a warning and all that is recorded in its course must agree with: plan, ledger and each other. One function a kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tracker.intake.facts import LedgerRegister
from tracker.intake.findings import finding
from tracker.intake.setting import Problems, Setting, unknown
from tracker.labels import ALERT_LEVEL
from tracker.model import AlertLevel, TaskKind
from tracker.records import kinds
from tracker.records.journal import Record


@dataclass(frozen=True)
class Course:
    """A warning as the ledger has it, on the clock of Shanghai. `id` is that of its first record."""

    id: str
    document: str
    steps: tuple[tuple[datetime, AlertLevel], ...]
    """From when on which level holds; the declaration comes first."""
    ends: datetime | None

    @property
    def starts(self) -> datetime:
        return self.steps[0][0]

    def __str__(self) -> str:
        level, until = ALERT_LEVEL[self.steps[0][1]], f"{self.ends:%Y-%m-%d %H:%M} 解除" if self.ends else ""
        return f"{self.starts:%Y-%m-%d %H:%M} 起的{level}，{until or '还没有解除'}"


def instant(day: date, at: object, *, closing: bool = False) -> datetime:
    """A day and its `HH:MM`; where no time is given a warning begins and changes with the day and ends with it."""
    hour, minute = map(int, str(at or ("24:00" if closing else "00:00")).split(":"))
    return datetime.combine(day, time()) + timedelta(hours=hour, minutes=minute)


def course_of(ledger: LedgerRegister, declared: Record) -> Course:
    """What followed on a declaration (a fact of kind `alert`)."""
    alert_id = ledger.root(declared.id)

    def spoken(kind: str) -> list[Record]:
        return [fact for fact in ledger.all(kind) if ledger.root(str(fact.body["alert"])) == alert_id]

    changes = [
        (instant(one.effective_on, one.body.get("at")), AlertLevel(str(one.body["level"])))
        for one in spoken("alert_change")
    ]
    first = (instant(declared.effective_on, declared.body.get("at")), AlertLevel(str(declared.body["level"])))
    ends = [instant(one.effective_on, one.body.get("at"), closing=True) for one in spoken("alert_end")]
    steps = (first, *sorted(changes, key=lambda step: step[0]))
    return Course(alert_id, str(declared.body["document"]), steps, min(ends, default=None))


def courses(ledger: LedgerRegister) -> Iterator[Course]:
    """Every warning that stands, in the order of their records."""
    return (course_of(ledger, fact) for fact in ledger.all("alert"))


def _course(setting: Setting, alert_id: str) -> Course | None:
    root = setting.ledger.root(alert_id)
    return next((course for course in courses(setting.ledger) if course.id == root), None)


def alert(body: kinds.Alert, setting: Setting) -> Problems:
    if body.document not in setting.plan.documents:
        yield unknown("document", body.document, "文件")
        return
    if not setting.plan.in_force(body.document, setting.day):
        message = f"这份文件在 {setting.day} 不是现行有效的。"
        yield finding("intake.not-possible", "document", message, "请选择现行有效的预案。", body.document)
    yield from _has_measures(body.level, body.document, setting)
    starts = instant(setting.day, body.at)
    own = course_of(setting.ledger, setting.replaced) if setting.replaced else None
    ends = own.ends if own else None
    later = [since for since, _ in own.steps[1:]] if own else []
    if any(starts >= one for one in (*later, *([ends] if ends else []))):
        message = "发布时间不早于后来的调整或解除。"
        yield finding("intake.not-possible", "at", message, "请核对日期和时间。", body.document)
    yield from _apart(body.document, starts, ends, courses(setting.ledger), "document")


def _has_measures(level: AlertLevel, document: str, setting: Setting) -> Problems:
    known = setting.plan.alert_levels(document)
    if level not in known:
        words = "、".join(ALERT_LEVEL[one] for one in AlertLevel if one in known)
        message = f"这份文件没有{ALERT_LEVEL[level]}时要做的事。"
        cure = f"可选：{words}。" if words else "请选择写有分级应急措施的预案。"
        yield finding("intake.not-possible", "level", message, cure, document)


def _apart(
    document: str, starts: datetime, ends: datetime | None, others: Iterator[Course], field: str
) -> Problems:
    """Of one document there is one warning at a time, whenever it is entered."""
    for other in others:
        if other.document != document:
            continue
        if ends is None and other.ends is None:
            cure = "请先解除，或调整它的级别。"
            yield finding("intake.not-possible", field, f"已有预警：{other}。", cure, document)
        elif other.starts < (ends or starts + timedelta(minutes=1)) and starts < (other.ends or datetime.max):
            cure = "请核对日期和时间。"
            yield finding("intake.not-possible", field, f"与另一次预警重叠：{other}。", cure, document)


def alert_change(body: kinds.AlertChange, setting: Setting) -> Problems:
    course = _course(setting, body.alert)
    if course is None:
        yield unknown("alert", body.alert, "预警", "台账")
        return
    yield from _has_measures(body.level, course.document, setting)
    since = instant(setting.day, body.at)
    if course.ends and since >= course.ends:
        message = f"这次预警到 {course.ends:%Y-%m-%d %H:%M} 已经解除。"
        yield finding("intake.not-possible", "alert", message, "级别只在预警期间调整。", course.id)
    elif since <= course.starts or any(since == one for one, _ in course.steps):
        message = f"调整时间不晚于发布（{course.starts:%Y-%m-%d %H:%M}），或与另一次调整同时。"
        cure = "请核对日期和时间；同一天里的调整要写明时间。"
        yield finding("intake.not-possible", "at", message, cure, course.id)
    elif [level for one, level in course.steps if one < since][-1] == body.level:
        message = f"当时已经是{ALERT_LEVEL[body.level]}。"
        yield finding("intake.not-possible", "level", message, "请选择另一级别。", course.id)


def alert_end(body: kinds.AlertEnd, setting: Setting) -> Problems:
    course = _course(setting, body.alert)
    if course is None:
        yield unknown("alert", body.alert, "预警", "台账")
        return
    ends, last = instant(setting.day, body.at, closing=True), course.steps[-1][0]
    if course.ends:
        message = f"这次预警到 {course.ends:%Y-%m-%d %H:%M} 已经解除。"
        yield finding("intake.not-possible", "alert", message, "时间有误的请提出更正。", course.id)
    elif ends <= last:
        message = f"解除时间不晚于 {last:%Y-%m-%d %H:%M} 的发布或调整。"
        yield finding("intake.not-possible", "at", message, "请核对日期和时间。", course.id)
    others = (other for other in courses(setting.ledger) if other.id != course.id)
    yield from _apart(course.document, course.starts, ends, others, "at")


def reopened(fact: Record, setting: Setting) -> Problems:
    """What forbids to take back that a warning was lifted: a later one."""
    course = _course(setting, str(fact.body["alert"]))
    if course:
        others = (other for other in courses(setting.ledger) if other.id != course.id)
        for other in others:
            if other.document == course.document and other.starts >= course.starts:
                message = f"其后又有预警：{other}。"
                cure = "请改为更正解除的时间。"
                yield finding("intake.not-possible", "replaces", message, cure, course.id)
                return


def alert_action(body: kinds.AlertAction, setting: Setting) -> Problems:
    course, task = _course(setting, body.alert), setting.plan.tasks.get(body.task)
    if course is None:
        yield unknown("alert", body.alert, "预警", "台账")
        return
    if task is None:
        yield unknown("task", body.task, "任务")
        return
    called = {level for since, level in course.steps if since.date() <= setting.day}
    if setting.day < course.starts.date():
        message = f"预警从 {course.starts:%Y-%m-%d %H:%M} 开始。"
        yield finding("intake.not-possible", "effective_on", message, "请核对日期。", body.task)
    elif (
        task.kind is not TaskKind.TRIGGERED
        or body.task.split("/")[0] != course.document
        or not called & set(task.alert_levels)
    ):
        words = "、".join(ALERT_LEVEL[level] for level in AlertLevel if level in called)
        message = f"这不是这次预警（{words}）要落实的措施。"
        yield finding("intake.not-possible", "task", message, "请从清单中选择。", body.task)
    if setting.by_unit and body.unit != setting.actor.unit:
        message = "各单位只登记本单位的落实情况。"
        yield finding("intake.not-yours", "unit", message, "请由该单位或办公室登记。", body.task)
    elif body.unit not in setting.ledger.bodies(setting.plan, body.task):
        code = "intake.not-yours" if setting.by_unit else "intake.not-possible"
        cure = "请从清单中选择；集合单位所指的单位由办公室明确。"
        yield finding(code, "unit", "这项措施没有交给这个单位。", cure, body.task)
