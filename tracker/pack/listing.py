"""The index workbook of a pack: the numbered list of evidence with the file of each, and the records that the scores rest on."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from tracker import queries
from tracker.assessment.results import Assessment
from tracker.audit.heads import Heads, heads_in_words
from tracker.duties import known_facts
from tracker.labels import BASIS, KIND, PRODUCT, READING_STATUS, ROLES
from tracker.labels import FIELDS as WORDS
from tracker.periods import SHANGHAI
from tracker.records.journal import Record
from tracker.report.assessed import ProofRow, proof_rows
from tracker.report.book import Book, LongText
from tracker.report.layout import Content, load_layout
from tracker.report.proofs import Proof
from tracker.report.rows import listed
from tracker.report.table import annex, table
from tracker.report.trail import TrailRow
from tracker.sentences import day
from tracker.snapshot import Snapshot

LAYOUT = Path(__file__).parents[2] / "reports" / "evidence-pack.yaml"
FIELDS = {
    **dict.fromkeys(Content, frozenset[str]()),
    Content.PROOFS: frozenset(ProofRow._fields),
    Content.TRAIL: frozenset(TrailRow._fields),
    Content.ANNEX: frozenset(LongText._fields),
}

CODES: Mapping[str, Mapping[str, str]] = {"status": READING_STATUS, "basis": BASIS}
"""Field of a record -> the words for its codes."""


def listing(
    now: Snapshot,
    found: Assessment,
    proofs: list[Proof],
    files: Mapping[str, str],
    ends: Heads,
    made_at: datetime,
    layout: Path = LAYOUT,
) -> bytes:
    """`files`: id of a record -> where its file lies in the pack. Raises LayoutRefused when the layout has mistakes."""
    loaded = load_layout(layout, FIELDS)
    rows = [row._replace(file=_place(row, files)) for row in proof_rows(now, found, proofs)]
    trail = [_trail_row(now, record) for record in rested_on(now, found, proofs)]
    words = {
        "document": f"{found.title}（{found.standing}）",
        "period": f"{found.year}年度",
        "quarter": found.subject,
        "as_of": day(now.clock.as_of),
        **dict.fromkeys(("against", "of_unit"), ""),
    }
    properties = {
        "title": f"{found.subject}{found.year}年度考核佐证清单",
        "author": PRODUCT,
        "created": made_at,
    }
    book = Book(loaded.layout, words, queries.opening(now)[1], properties, heads_in_words(ends))
    for sheet in loaded.layout.sheets:
        if sheet.content is Content.PROOFS:
            table(book, sheet, listed(ProofRow, rows))
        elif sheet.content is Content.TRAIL:
            table(book, sheet, listed(TrailRow, trail))
        elif sheet.content is Content.ANNEX:
            annex(book, sheet)
    return book.finish()


def rested_on(now: Snapshot, found: Assessment, proofs: Iterable[Proof]) -> list[Record]:
    """The records of the inputs and of the evidence, and what was said of them later, in the order of the journal."""
    ids = {one for line in found.lines for item in line.inputs for one in item.records}
    ids |= {proof.record.id for proof in proofs}
    kept = []
    for record in known_facts(now).records.values():
        spoken = {str(value) for value in record.body.values() if isinstance(value, str)}
        if record.id in ids or (record.kind in ("review", "correction", "confirmation") and spoken & ids):
            kept.append(record)
    return kept


def _place(row: ProofRow, files: Mapping[str, str]) -> str:
    if row.record in files:
        return files[row.record]
    return "（内部材料，没有随包提供）" if row.sha256 else ""


def _trail_row(now: Snapshot, record: Record) -> TrailRow:
    names = queries.unit_names(now)
    content = record.body.get("body") or record.body.get("content")
    body = content if isinstance(content, Mapping) else record.body
    subject = next((str(body[name]) for name in ("task", "item", "indicator", "target") if name in body), "")
    said = [
        f"{WORDS.get(name, name)} {_plain(value, CODES.get(name, {}))}"
        for name, value in body.items()
        if value not in (None, False)
    ]
    return TrailRow(
        seq=record.seq,
        id=record.id,
        batch=record.batch,
        recorded_at=f"{record.recorded_at.replace(tzinfo=UTC).astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}",
        kind=KIND.get(record.kind, record.kind),
        by=record.by,
        role=ROLES.get(record.role, record.role),
        unit=names.get(record.unit or "", record.unit or ""),
        subject=subject,
        content="；".join(said),
        effective_on=record.effective_on,
        standing="",
        clock="模拟时钟" if record.clock else "",
        hash=record.hash,
        prev=record.prev,
    )


def _plain(value: object, words: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value))
    return "是" if value is True else words.get(str(value), str(value))
