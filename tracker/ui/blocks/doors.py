"""Links from a missing fact to the form that supplies it, for the readers who may use that form."""

from collections.abc import Collection

from markupsafe import Markup

from tracker.duties import OPEN_STATES
from tracker.intake import Role
from tracker.ui.marks import link
from tracker.ui.state import View
from tracker.ui.table import Row


def filing(view: View, unit: str | None, form: str, subject: str) -> Markup | None:
    """To a form of 填报 (progress, reading, completion), for the unit itself and for the office on its behalf.

    `alerts` is no part of 填报: what has been done in a warning is told on its own page.
    """
    if form == "alerts":
        may = unit and (view.actor.role is Role.OFFICE or view.actor.unit == unit)
        return link("去登记", view.link("alerts", do="tick", alert=subject, unit=unit)) if may else None
    if unit and view.actor.role is Role.OFFICE:
        return link("去填报", view.link("report", do=form, id=subject, unit=unit))
    if unit and view.actor.unit == unit:
        return link("去填报", view.link("report", do=form, id=subject))
    return None


def setting(view: View, target_id: str) -> Markup | None:
    """To the office's settings of a target."""
    if view.actor.role is not Role.OFFICE:
        return None
    return link("去设定", view.link("office", do="setting", id=target_id))


def on_item(view: View, row: Row) -> Markup | str:
    """What may be done about an item that is still open: its unit asks for more time, the office issues a notice."""
    unit = row["answer_unit"]
    if row["state"] not in OPEN_STATES or not unit:
        return ""
    if view.actor.unit == unit:
        return link("申请延期", view.link("report", do="extension", id=row["item_id"]))
    if view.actor.role is Role.OFFICE and row["state"] in ("overdue", "awaiting_first_report"):
        return link("督办", view.link("office", do="notice", id=f"new:{row['item_id']}"))
    return ""


def breakdown(view: View, task_id: str, parties: Collection[str]) -> Markup | None:
    """To the form that breaks a task into work items, for the units that have a part in it and for the office."""
    if view.actor.role is Role.OFFICE:
        return link("下达分解事项", view.link("office", do="breakdown", id=task_id))
    if view.actor.of_unit and view.actor.unit in parties:
        return link("提出分解事项", view.link("report", do="work_item", id=task_id))
    return None
