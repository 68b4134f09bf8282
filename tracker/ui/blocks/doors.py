"""Links from a missing fact to the form that supplies it, for the readers who may use that form."""

from markupsafe import Markup

from tracker.intake import Role
from tracker.ui.marks import link
from tracker.ui.state import View


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
