"""What an entry in the register of pilots, and the stages a pilot goes through, must agree with. One function a kind."""

from collections.abc import Iterable

from tracker.intake.facts import LedgerRegister
from tracker.intake.findings import finding
from tracker.intake.setting import Problems, Setting, unknown
from tracker.labels import PILOT_STAGE
from tracker.model import PilotStage, PilotType
from tracker.records import kinds
from tracker.records.journal import Record


def ids_used(records: Iterable[Record], document: str) -> set[str]:
    """Ids of a document's pilots, withdrawn ones included: an id is never given twice."""
    return {
        str(record.body["pilot"])
        for record in records
        if record.kind == "pilot" and record.body["document"] == document
    }


def next_id(records: Iterable[Record], document: str) -> str:
    """p1, p2 … : the first that has not been used."""
    used = ids_used(records, document)
    return next(f"p{n}" for n in range(1, len(used) + 2) if f"p{n}" not in used)


def pilot(body: kinds.Pilot, setting: Setting) -> Problems:
    if body.document not in setting.plan.documents:
        yield unknown("document", body.document, "文件")
    elif f"{body.document}/{body.type}" not in setting.plan.pilots:
        yield unknown("type", body.type, "试点类型", "这份文件")
    else:
        yield from _since_issue(body.document, setting)
        yield from _stages_fit(body, setting)
    if setting.replaced is None and body.pilot in ids_used(setting.ledger.records.values(), body.document):
        message = f"试点编号 {body.pilot} 已经用过。"
        yield finding(
            "intake.not-possible", "pilot", message, "请换一个编号，或留空自动编号。", body.document
        )


def _since_issue(document_id: str, setting: Setting) -> Problems:
    issued = setting.plan.documents[document_id].issued_on
    if issued and setting.day < issued:
        message = f"日期 {setting.day} 早于文件印发（{issued}）。"
        yield finding("intake.not-possible", "effective_on", message, "请核对日期。", document_id)


def _stages_fit(body: kinds.Pilot, setting: Setting) -> Problems:
    """A corrected entry keeps the stages that have been recorded, so its kind has to know them."""
    kind = setting.plan.pilots[f"{body.document}/{body.type}"]
    known = {*order_of(kind), PilotStage.CANCELLED}
    gone = [
        stage for stage, _ in stages(setting.ledger, f"{body.document}/{body.pilot}") if stage not in known
    ]
    if gone:
        message = f"已登记的{PILOT_STAGE[gone[0]]}不是“{kind.name}”的阶段。"
        yield finding(
            "intake.not-possible", "type", message, "请先撤回这一阶段，再改试点类型。", body.document
        )


def entry_of(setting: Setting, pilot_id: str) -> Record | None:
    """The entry of a pilot (`document/pilot`) as it stands in the register."""
    document, _, local = pilot_id.partition("/")
    return next(iter(setting.ledger.all("pilot", {"document": document, "pilot": local})), None)


def type_of(setting: Setting, entry: Record) -> PilotType | None:
    return setting.plan.pilots.get(f"{entry.body['document']}/{entry.body['type']}")


def order_of(kind: PilotType) -> list[PilotStage]:
    """The stages of a kind in order; any pilot may be cancelled, whether its text says so or not."""
    return [stage for stage in kind.stages if stage is not PilotStage.CANCELLED]


def stages(ledger: LedgerRegister, pilot_id: str) -> list[tuple[PilotStage, Record]]:
    """The stages a pilot has gone through, in order of their days."""
    found = ledger.decisions("pilot_stage", {"pilot": pilot_id})
    return [(PilotStage(str(fact.body["stage"])), fact) for fact in found]


def pilot_stage(body: kinds.PilotReached, setting: Setting) -> Problems:
    entry = entry_of(setting, body.pilot)
    kind = type_of(setting, entry) if entry else None
    if entry is None or kind is None:
        yield unknown("pilot", body.pilot, "试点", "试点登记")
        return
    order = order_of(kind)
    if body.stage not in (*order, PilotStage.CANCELLED):
        words = "、".join(PILOT_STAGE[stage] for stage in order)
        message = f"“{kind.name}”没有{PILOT_STAGE[body.stage]}这一阶段。"
        yield finding("intake.not-possible", "stage", message, f"可选：{words}、取消。", body.pilot)
        return
    yield from _since_issue(str(entry.body["document"]), setting)
    yield from _forward(body, setting, order, str(entry.body["name"]))


def _forward(body: kinds.PilotReached, setting: Setting, order: list[PilotStage], name: str) -> Problems:
    """Each stage once, and the days in the order of the stages; an earlier stage may be entered later."""
    rank = {stage: at for at, stage in enumerate((*order, PilotStage.CANCELLED))}
    said, mine = PILOT_STAGE[body.stage], rank[body.stage]
    for stage, fact in stages(setting.ledger, body.pilot):
        word, its = f"{fact.effective_on} {PILOT_STAGE[stage]}", rank.get(stage, -1)
        if mine == its:
            message, field = f"“{name}”已于 {word}。", "stage"
        elif mine < its and fact.effective_on <= setting.day:
            message, field = f"“{name}”已于 {word}，不能再回到{said}。", "stage"
        elif mine > its and fact.effective_on > setting.day:
            message, field = f"“{name}”已于 {word}，{said}的日期比它早。", "effective_on"
        else:
            continue
        cure = "请核对阶段和日期；原来记错的请先更正。"
        yield finding("intake.not-possible", field, message, cure, body.pilot)
        return
