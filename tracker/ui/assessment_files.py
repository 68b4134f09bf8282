"""The files of an annual assessment by their address: score sheet, self-assessment report, evidence pack, and its receipts.

`/assessment/scores.xlsx`, `report.docx` and `pack.zip` take `year`, `rubric` and, where units are scored, `unit`; a pack
with `restricted=0` leaves out what is marked as restricted;
`/assessment/receipts.txt` lists every pack that was made, with its SHA-256.
"""

import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse

from tracker.accounts.access import Access
from tracker.assessment import Assessment, assess, rubrics_for
from tracker.audit.heads import Heads, heads
from tracker.evidence import may_open
from tracker.intake.permissions import Actor, Role
from tracker.model import Rubric, RubricSubject
from tracker.pack.contents import Wanted
from tracker.pack.making import make, may_make
from tracker.periods import SHANGHAI
from tracker.records.attachable import MEDIA
from tracker.records.kinds import EvidenceFormat
from tracker.report import score_sheet, self_assessment
from tracker.report.proofs import Proof, for_reader, numbered
from tracker.snapshot import Snapshot, Workspace
from tracker.ui import ledger
from tracker.ui.document import NOT_FOUND
from tracker.ui.downloads import reader

Write = Callable[[Snapshot, Assessment, Rubric, Heads, list[Proof]], bytes]
DOCUMENTS: dict[str, tuple[Write, EvidenceFormat, str]] = {
    "scores.xlsx": (score_sheet.workbook, EvidenceFormat.XLSX, "评分表"),
    "report.docx": (self_assessment.document, EvidenceFormat.DOCX, "自评报告"),
}
PACK, RECEIPTS = "pack.zip", "receipts.txt"
CHUNK = 2**20
READS_ALL = frozenset({Role.OFFICE, Role.AUDITOR, Role.LEADER})


def give(request: Request) -> Response:
    """404 for what does not exist, 403 for whom it is not meant, 409 when the pack cannot be made."""
    space, form, actor = ledger.workspace(), request.path_params["form"], reader(request)
    if form == RECEIPTS:
        return _receipts(space) if may_make(actor) else _refused()
    asked = _asked(space, request)
    if asked is None or form not in (PACK, *DOCUMENTS):
        return HTMLResponse(NOT_FOUND, status_code=404)
    now, found, rubric = asked
    if not (may_make(actor) if form == PACK else may_read(actor, found.unit)):
        return _refused()
    if form == PACK:
        return _pack(space, Wanted(now, found, rubric, actor, request.query_params.get("restricted") != "0"))
    write, media, title = DOCUMENTS[form]
    proofs = for_reader(numbered(now, found), lambda record: may_open(space, actor, record, record.body))
    content = write(now, found, rubric, heads(space), proofs)
    name = f"{found.subject}{found.year}年度{title}{Path(form).suffix}"
    return Response(content, headers=_headers(name), media_type=MEDIA[media])


def may_read(actor: Actor, unit: str | None) -> bool:
    """Whether somebody may read how this unit, or the district (None), is scored: a unit reads its own."""
    return actor.role in READS_ALL or (actor.of_unit and unit is not None and actor.unit == unit)


def _asked(space: Workspace, request: Request) -> tuple[Snapshot, Assessment, Rubric] | None:
    """What the address names; None where there is no such thing."""
    asked = request.query_params
    unit = asked.get("unit") or None
    try:
        year = int(asked.get("year", ""))
        now = space.assessed(year)
    except (ValueError, OverflowError):
        return None
    rubric = next((one for one in rubrics_for(now.plan, year) if one.id == asked.get("rubric")), None)
    if rubric is None or (unit is not None) != (rubric.subject is RubricSubject.UNIT):
        return None
    if unit is not None and unit not in {one.id for one in now.plan.units}:
        return None
    return now, assess(now, rubric.id, year, unit), rubric


def _pack(space: Workspace, wanted: Wanted) -> Response:
    """The name of the file carries the beginning of its hash; the receipts have all of it."""
    with tempfile.TemporaryDirectory(prefix="tracker-") as folder:
        made = make(space, wanted, Path(folder) / PACK)
        if made.file is None:
            words = "".join(f"{one.message}{one.cure}" for one in made.problems)
            return PlainTextResponse(words, status_code=409)
        # The folder goes away now and not when the reader has got everything: he may never do so.
        stream = made.file.open("rb")
        size = made.file.stat().st_size
    name = f"{wanted.found.subject}{wanted.found.year}年度佐证包-{made.sha256[:12]}.zip"
    headers = _headers(name) | {"X-Content-SHA256": made.sha256, "Content-Length": str(size)}
    return StreamingResponse(_parts(stream), headers=headers, media_type="application/zip")


def _parts(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        yield from iter(lambda: stream.read(CHUNK), b"")


def _receipts(space: Workspace) -> Response:
    lines = ["佐证包收据（新的在前）：整包的 SHA-256 以此为准，核验时写在 --expect 后面。", ""]
    for record in reversed(space.access.read().records):
        if record.kind == Access.PACK_MADE:
            said, at = record.body, record.recorded_at.replace(tzinfo=UTC).astimezone(SHANGHAI)
            lines += [f"{said['name']}", f"　　整包 SHA-256：{said['file']}", f"　　链头：{said['heads']}"]
            lines += [f"　　{at:%Y-%m-%d %H:%M:%S} 由 {record.by} 出具，访问记录 {record.seq} 号", ""]
    content = "\r\n".join(lines).encode("utf-8-sig")
    return Response(content, headers=_headers("佐证包收据.txt"), media_type="text/plain; charset=utf-8")


def _refused() -> Response:
    return PlainTextResponse("当前身份不能下载这份材料，请联系双碳办。", status_code=403)


def _headers(name: str) -> dict[str, str]:
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Cache-Control": "private, no-store",
    }
