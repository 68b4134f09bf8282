"""What became of the messages that left the house: the last attempt at each, and what is not set up."""

from markupsafe import Markup

from tracker import queries
from tracker.messages.outbox import Attempt, Outbox
from tracker.messages.settings import read_settings
from tracker.reminders.send import KEPT_TRYING
from tracker.ui import ledger
from tracker.ui.forms.content import moment
from tracker.ui.marks import fault, mark, note
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

SHOWN = 50


def deliveries(view: View) -> Markup:
    workspace = ledger.workspace()
    read = read_settings(workspace.data)
    parts: list[object] = [fault(problem) for problem in read.problems]
    if workspace.simulated:
        parts.append(note("演示和演练不向外发送邮件和群消息，只在系统内提醒。"))
    elif not read.problems and (read.settings is None or not read.settings.sends):
        parts.append(note("没有设置邮件和群消息，只在系统内提醒；设置方法见用户手册。"))
    since = workspace.now() - KEPT_TRYING
    last = {
        attempt.key: attempt for attempt in Outbox(workspace.data).attempts() if attempt.tried_at >= since
    }
    if last:
        parts.append(_table(view, list(last.values())))
    return tag("div", *parts, class_="stack below")


def _table(view: View, attempts: list[Attempt]) -> Markup:
    names = queries.unit_names(ledger.whole(view))
    ordered = sorted(attempts, key=lambda one: (not one.error, -one.tried_at.timestamp()))

    def state(row: Row) -> Markup:
        error = row["attempt"].error
        return mark(f"没有送达：{error}", "amber") if error else mark("已送达", "green")

    columns = [
        Column("时间", lambda row: moment(row["attempt"].tried_at), width="10em"),
        Column("单位", lambda row: names.get(row["attempt"].unit, row["attempt"].unit), width="15em"),
        Column("渠道", lambda row: row["attempt"].channel, width="10em"),
        Column("接收", lambda row: _receiver(row["attempt"]), width="10em"),
        Column("结果", state),
    ]
    failed = sum(bool(one.error) for one in attempts)
    caption = f"最近 {KEPT_TRYING.days} 天向外发送 {len(attempts)} 件，没有送达 {failed} 件（下次执行时再发）"
    return table([{"attempt": one} for one in ordered[:SHOWN]], columns, caption=caption)


def _receiver(attempt: Attempt) -> str:
    """By number: the persons stand in the register of contacts."""
    return f"联系人 {attempt.receiver} 号" if attempt.receiver.isdecimal() else attempt.receiver
