"""Two people at one matter: what others have recorded on it since a form was opened."""

from tracker.intake.facts import MATTER
from tracker.intake.findings import finding
from tracker.intake.setting import Setting
from tracker.problems import Problem
from tracker.records.journal import Record
from tracker.records.kinds import Body, Capacity, Progress


def conflicts(base_seq: int | None, body: Body, setting: Setting, head: int) -> list[Problem]:
    """`base_seq` is the last record that whoever filled in the form can have seen; None asks for no comparison."""
    if base_seq is None or body.kind not in MATTER:
        return []
    newer = [*_recorded(base_seq, body, setting, head), *_put_up(base_seq, body, setting, head)]
    if not newer:
        return []
    message = f"打开表单之后，{newer[-1].by} 已就同一事项报送了新的内容。"
    cure = "请刷新后对照两份内容，再决定是否报送。"
    return [finding("intake.conflict", MATTER[body.kind][0], message, cure, body.subject)]


def _recorded(base_seq: int, body: Body, setting: Setting, head: int) -> list[Record]:
    names = set(MATTER[body.kind])
    if isinstance(body, Progress):
        # Units that contribute do not compete with the one that answers, nor with each other.
        names |= {"capacity"}
    newer = [
        fact
        for fact in setting.ledger.all(body.kind, body.model_dump(mode="json", include=names))
        if base_seq < fact.seq <= head
    ]
    if isinstance(body, Progress) and body.capacity is Capacity.CONTRIBUTION:
        return [fact for fact in newer if fact.unit == setting.actor.unit]
    return newer


def _put_up(base_seq: int, body: Body, setting: Setting, head: int) -> list[Record]:
    """What a colleague in the same unit has put up for confirmation."""
    content = body.model_dump(mode="json", include=set(MATTER[body.kind]))
    matter = (setting.actor.unit, body.kind, *(content.get(name) for name in MATTER[body.kind]))
    fact = setting.ledger.waiting_on(matter)
    return [fact] if fact and base_seq < fact.seq <= head else []
