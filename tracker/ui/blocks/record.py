"""One record of a chain in full: what it says field by field, where it stands, and what was said of it later."""

from collections.abc import Mapping
from datetime import UTC

from markupsafe import Markup

from tracker.labels import CHAIN, ROLES
from tracker.periods import SHANGHAI
from tracker.records.journal import Record
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.facts import facts
from tracker.ui.forms.content import content, label
from tracker.ui.marks import link, note
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.trail import (
    LEDGER,
    access_content,
    chain_of,
    kind_words,
    names_in,
    replies,
    said_by,
    what,
    who,
)


def one_record(view: View, chain: str, seq: str) -> Markup:
    records = chain_of(ledger.workspace(), chain).records
    by_seq = {str(record.seq): record for record in records}
    back = tag("p", link("返回清单", view.here(seq="")))
    record = by_seq.get(seq)
    if record is None:
        return join([note(f"{CHAIN[chain]}里没有第 {seq} 号记录。"), back])
    snapshot = ledger.whole(view)
    parts = [_record(view, chain, record, snapshot), _content(chain, record, snapshot)]
    later = replies(records).get(record.id, [])
    by_id = {one.id: one for one in records}
    earlier = [by_id[name] for name in names_in(record, by_id)]
    pairs = [
        ("针对", _links(view, chain, earlier, snapshot)),
        ("后来", _links(view, chain, later, snapshot)),
        ("上一条", _link(view, chain, by_seq.get(str(record.seq - 1)), snapshot)),
        ("下一条", _link(view, chain, by_seq.get(str(record.seq + 1)), snapshot)),
    ]
    return join([back, *parts, facts(pairs, caption="前后记录")])


def _record(view: View, chain: str, record: Record, snapshot: Snapshot) -> Markup:
    instant = f"{record.recorded_at.isoformat(timespec='microseconds')}Z"
    local = record.recorded_at.replace(tzinfo=UTC).astimezone(SHANGHAI)
    batch = link(record.batch, view.here(seq="", batch=record.batch), title="同一批次的全部记录")
    place = f"（第 {record.index} 条，共 {record.size} 条）"
    pairs: list[tuple[str, object]] = [
        ("种类", kind_words(chain, record)),
        ("事项", what(chain, record, snapshot)),
        ("用户", record.by),
        ("角色", ROLES.get(record.role, record.role)),
        ("单位", who(record, snapshot) if record.unit else ""),
        ("记录时间", f"{local:%Y-%m-%d %H:%M:%S}（{instant}）"),
        ("生效日", record.effective_on),
        ("时钟", "模拟时钟，只供演练" if record.clock else ""),
        ("记录号", record.id),
        ("批次", join([batch, place])),
        ("散列", tag("code", record.hash)),
        ("前一散列", tag("code", record.prev)),
    ]
    return facts(pairs, caption=f"{CHAIN[chain]}第 {record.seq} 号记录")


def _content(chain: str, record: Record, snapshot: Snapshot) -> Markup:
    if chain != LEDGER:
        return facts(access_content(record, snapshot).items(), caption="内容")
    body = said_by(record)
    pairs = _pairs(body, snapshot)
    instead = record.body.get("body")
    if record.kind == "correction" and isinstance(instead, Mapping):
        pairs += [(f"改为：{name}", words) for name, words in _pairs(instead, snapshot)]
    return facts(pairs, caption="内容")


def _pairs(body: Mapping[str, object], snapshot: Snapshot) -> list[tuple[str, object]]:
    return [(label(name, body), words) for name, words in content(body, snapshot).items()]


def _links(view: View, chain: str, records: list[Record], snapshot: Snapshot) -> object:
    return join(tag("div", _link(view, chain, one, snapshot)) for one in records) if records else ""


def _link(view: View, chain: str, record: Record | None, snapshot: Snapshot) -> object:
    if record is None:
        return ""
    words = f"{record.seq} 号　{kind_words(chain, record)}　{what(chain, record, snapshot)}"
    return link(words.strip(), view.here(seq=str(record.seq)), title=record.hash)
