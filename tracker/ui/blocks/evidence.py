"""Evidence as a table: what it proves, who filed it and when; a file opens for whom it is meant."""

from collections.abc import Collection, Mapping, Sequence

from markupsafe import Markup

from tracker.duties import known_facts
from tracker.evidence import evidence_of, is_restricted, may_open
from tracker.records.journal import Record
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.forms.content import author, file_size, moment, subject, words
from tracker.ui.marks import link, mark
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, table


def proof(view: View, record: Record, body: Mapping[str, object]) -> Markup | str:
    """The name of a file as a link, or a document number; of a restricted one nothing to those who may not open it."""
    label = mark("内部材料", "grey", "只有报送单位、双碳办和审计员可以打开")
    if not _may_open(view, record, body):
        return label
    if "sha256" in body:
        shown: Markup | str = link(body["name"], view.link(f"evidence/{record.id}"), "下载")
    else:
        shown = str(body["document_number"])
    return join([shown, "　", label]) if is_restricted(body) else shown


def _may_open(view: View, record: Record, body: Mapping[str, object]) -> bool:
    """As things stand today, whatever day the reader looks at: what was restricted since is no longer for everybody."""
    space = ledger.workspace()
    stands = known_facts(space.status()).fact(record.id) is not None
    return may_open(space, view.actor, record, body, stands=stands)


def evidence_table(view: View, snapshot: Snapshot, subjects: Collection[str]) -> Markup:
    """What has been filed for any of these plan ids; nothing at all where there is none."""
    found = evidence_of(snapshot, subjects)
    return listed(view, snapshot, found, f"佐证材料（{len(found)} 件，新的在前）") if found else Markup("")


def listed(view: View, snapshot: Snapshot, found: Sequence[Record], caption: str) -> Markup:
    def note(fact: Record) -> object:
        return fact.body.get("note") if _may_open(view, fact, fact.body) else None

    def about(fact: Record) -> str:
        period = fact.body.get("period")
        when = f"，{words('period', period, fact.body, snapshot)}" if period else ""
        return f"{subject(fact.body, snapshot)}{when}"

    columns = [
        Column("材料", lambda row: proof(view, row["fact"], row["fact"].body)),
        Column("证明什么", lambda row: about(row["fact"]), width="24em"),
        Column("说明", lambda row: note(row["fact"]), width="18em"),
        Column("大小", lambda row: file_size(row["fact"].body), align="right", width="6em"),
        Column("报送", lambda row: author(row["fact"], snapshot), width="11em"),
        Column("记入时间", lambda row: moment(row["fact"].recorded_at), width="9.5em"),
    ]
    return table([{"fact": fact} for fact in found], columns, caption=caption, empty="没有附佐证材料。")


def evidence_beside(view: View, snapshot: Snapshot, subjects: Collection[str]) -> Markup:
    """The same, narrow enough to stand beside a form; a word where there is none."""
    found = evidence_of(snapshot, subjects)
    if not found:
        return tag("p", "没有附佐证材料。", class_="quiet")
    columns = [
        Column("材料", lambda row: proof(view, row["fact"], row["fact"].body)),
        Column("记入时间", lambda row: moment(row["fact"].recorded_at), width="9.5em"),
    ]
    return table([{"fact": fact} for fact in found], columns, caption=f"已附佐证材料（{len(found)} 件）")
