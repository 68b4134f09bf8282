"""不评灯: why a task carries no light, in one line."""

from collections.abc import Mapping
from typing import Any

from tracker.labels import LIGHTS
from tracker.queries.provisions import successors
from tracker.sentences import day
from tracker.snapshot import Snapshot
from tracker.ui.blocks.scope import standing_words
from tracker.ui.blocks.succession import named

Row = Mapping[str, Any]

KINDS = {
    "process": "程序事项：有申请或事项时按程序办理，不是要到期完成的目标，不评灯，也不按季报送。",
    "triggered": "预警措施：发布相应级别的预警时才须落实，平时没有时限，不评灯，也不按季报送。",
    "instrument": "支持政策：供符合条件的单位申请；其中的比例、金额和门槛是条件，不是目标，不评灯，也不按季报送。",
}
"""What is said of kinds that never have one."""


def lamp(task: Row) -> str:
    """The light that counts: none of a task that is not in force. A key of `LIGHTS`, or ""."""
    return task["light"] if task["in_force"] and task["light"] in LIGHTS else ""


def why_unlit(snapshot: Snapshot, task: Row) -> str:
    """Nothing for a task with a light."""
    if lamp(task):
        return ""
    return _not_in_force(snapshot, task) + KINDS.get(task["kind"], "")


def _not_in_force(snapshot: Snapshot, task: Row) -> str:
    if task["in_force"]:
        return ""
    if later := successors(snapshot, task["task_id"]):
        return f"自{day(later[0]['since'])}起由“{named(later[0])}”承接，不再评灯。"
    document = next(f.document for f in snapshot.plan.files if f.document.id == task["document_id"])
    said = standing_words([document], snapshot.clock.as_of)
    if said:
        return f"{said}不评灯。" if task["kind"] not in KINDS else said
    starts = document.effective_on or document.issued_on
    return f"本文件{day(starts)}起施行，截至日还没有施行，不评灯。"
