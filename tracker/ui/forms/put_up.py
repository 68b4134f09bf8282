"""What a unit's reporter has put up and the unit has not decided on, said above the form that it goes on in."""

from markupsafe import Markup

from tracker.duties import Pending
from tracker.intake import Role
from tracker.ui.forms.content import moment
from tracker.ui.marks import mark
from tracker.ui.state import View


def sends(view: View) -> str:
    """The words on the button for whoever is speaking."""
    return sends_or(view, "报送")


def sends_or(view: View, word: str) -> str:
    """The same where a unit that speaks for itself does something else than report."""
    return "提交本单位审核" if view.actor.role is Role.REPORTER else word


def standing_words(put_up: Pending | None) -> str:
    """Where it stands; "" for nothing."""
    if put_up is None:
        return ""
    if put_up.state == "waiting":
        who = f"{put_up.submission.by} 已于 {moment(put_up.submission.recorded_at)} 提交"
        return f"{who}，正待本单位审核。改动后再提交的，会取代原来的一份。"
    return f"本单位审核人退回了上一份，原因：{put_up.reason.rstrip('。')}。请改正后重新提交。"


def standing_mark(put_up: Pending | None) -> Markup | None:
    if put_up is None:
        return None
    if put_up.state == "waiting":
        return mark("待本单位审核", "blue", f"{put_up.submission.by} 提交，审核同意后才算报送")
    return mark("本单位退回", "red", f"退回原因：{put_up.reason}")
