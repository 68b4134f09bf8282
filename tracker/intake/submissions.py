"""The step inside a unit: what its reporter sends waits until the unit confirms it."""

from tracker.intake.findings import finding
from tracker.intake.setting import Problems, Setting, unknown
from tracker.periods import shanghai_day
from tracker.records import kinds
from tracker.records.journal import Record


def submission(body: kinds.Submission, setting: Setting) -> Problems:
    """Nobody sends one as such: the intake makes it of what a reporter sends."""
    yield finding("intake.not-allowed", None, "报送由系统转为待审核。", "请直接填报。", body.of)


def confirmation(body: kinds.Confirmation, setting: Setting) -> Problems:
    submitted = setting.ledger.fact(body.submission)
    if submitted is None or submitted.kind != "submission" or not setting.sent(submitted):
        yield unknown("submission", body.submission, "待本单位审核的报送", "台账")
        return
    if decided := setting.ledger.confirmation_of(submitted.id):
        words = "审核通过" if decided.body["verdict"] == "confirmed" else "退回"
        message = f"{decided.by} 已于 {shanghai_day(decided.recorded_at)} {words}这份报送。"
        yield finding("intake.not-possible", "submission", message, "请刷新后查看。", submitted.id)
    elif submitted != setting.ledger.waiting_on(setting.ledger.submitted_matter(submitted)):
        message = "填报员已就同一事项提交了新的内容。"
        yield finding("intake.not-possible", "submission", message, "请刷新后审核新的内容。", submitted.id)


def withdrawn(fact: Record, body: kinds.Correction, setting: Setting) -> Problems:
    """A submission can be taken back by its unit as long as it waits; a new text is simply submitted again."""
    if not setting.by_unit:
        message = "这份报送还在单位内部审核。"
        yield finding("intake.not-allowed", "replaces", message, "请由报送单位撤回。", fact.id)
    elif setting.ledger.confirmation_of(fact.id):
        message = "这份报送已经本单位审核。"
        yield finding("intake.not-possible", "replaces", message, "请刷新后查看。", fact.id)
    elif body.body is not None:
        message = "还没有审核的报送不用更正。"
        yield finding(
            "intake.not-possible", "replaces", message, "请重新提交，新的内容会取代原来的。", fact.id
        )
