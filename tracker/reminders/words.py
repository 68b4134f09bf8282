"""What a reminder says: one sentence a thing, and one message a unit and run."""

from collections.abc import Sequence
from datetime import date

from tracker.labels import PRODUCT
from tracker.model import ReminderRule
from tracker.records.journal import Record
from tracker.sentences import day

LONGEST_SHOWN = 60


def reminder_words(what: str, due: date, today: date, was_due: date | None = None) -> str:
    """What is due, by when, and how far off that is."""
    away = (due - today).days
    moved = f"（原定{day(was_due)}，已延期）" if was_due else ""
    left = f"还有 {away} 天" if away > 0 else f"已过 {-away} 天" if away else "就是今天"
    return f"{in_short(what)}：{day(due)}到期{moved}，{left}。"


def in_short(what: str) -> str:
    return what if len(what) <= LONGEST_SHOWN else what[:LONGEST_SHOWN] + "…"


def step_words(step: int | None) -> str:
    """For which step a reminder was sent."""
    if step is None:
        return "办公室催办"
    return f"到期前 {-step} 天" if step < 0 else f"到期后 {step} 天"


def rule_words(rule: ReminderRule) -> str:
    """When reminders go out."""
    before, after = ("、".join(map(str, days)) for days in (rule.before, rule.after))
    return (
        f"到期前 {before} 天，到期后第 {after} 天和以后每满 {rule.every} 天各催办一次，"
        f"同一事项两次至少相隔 {rule.gap} 天。"
    )


def title(records: Sequence[Record]) -> str:
    return f"【催办】{PRODUCT}：{len(records)} 件事项请办理"


def digest(unit: str, records: Sequence[Record], address: str = "", room: int | None = None) -> str:
    """The whole message: `unit` is the name of the unit, `address` where the pages are.

    With `room` for so many characters the things due last are only counted: robots take no long message.
    """
    ordered = sorted(records, key=lambda record: (str(record.body["due"]), record.seq))
    lines = [f"{at}. {record.body['text']}" for at, record in enumerate(ordered, 1)]
    kept = len(lines)
    while room is not None and kept > 1 and sum(map(len, lines[:kept])) > room:
        kept -= 1
    if kept < len(lines):
        lines[kept:] = [f"另有 {len(lines) - kept} 件，请在“消息”里查看。"]
    where = f"（{address}）" if address else ""
    return "\n".join(
        [
            f"{unit}：以下 {len(records)} 件事项请按时办理。",
            *lines,
            f"请登录{PRODUCT}{where}，在“消息”或“填报”页面报送；需要延期的，请在到期前提出申请。",
            "已经报送的不必理会。本消息由系统发出，请勿直接回复。",
        ]
    )
