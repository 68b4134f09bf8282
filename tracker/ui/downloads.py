"""Evidence files by the id of their record: to whom they are given, and how they leave; other files of the pages."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response

from tracker.accounts.access import Access
from tracker.accounts.access import record as note
from tracker.evidence import is_restricted, may_open, opened, said_of
from tracker.intake.facts import LedgerRegister
from tracker.intake.permissions import Actor
from tracker.problems import Problem
from tracker.records.attachable import MEDIA
from tracker.records.kinds import EvidenceFormat
from tracker.ui import identity, ledger, state
from tracker.ui.blocks.guide import DOCS
from tracker.ui.document import NOT_FOUND
from tracker.ui.entrance.gate import session_in
from tracker.ui.state import View


def evidence(request: Request) -> Response:
    """404 for what does not exist, 403 for whom it is not meant, 409 when the file is not what was recorded."""
    space = ledger.workspace()
    known = LedgerRegister(space.journal.read().records)
    record = known.records.get(request.path_params["record"])
    body = said_of(record, known) if record else None
    if record is None or body is None or "sha256" not in body:
        return HTMLResponse(NOT_FOUND, status_code=404)
    who = reader(request)
    stands = known.fact(record.id) is not None
    if not may_open(space, who, record, body, stands=stands):
        words = "这是内部材料，只有报送单位、双碳办和审计员可以打开。"
        return PlainTextResponse(words, status_code=403)
    content = opened(space, body)
    if isinstance(content, Problem):
        return PlainTextResponse(f"{content.message}{content.cure}", status_code=409)
    if is_restricted(body) or not stands:
        said = {"file": body["sha256"], "name": body["name"], "of": record.id}
        note(space, Access.FILE_VIEWED, who.user, who.role, who.unit, **said)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(str(body['name']), safe='')}",
        "Cache-Control": "private, no-store",
    }
    return Response(content, headers=headers, media_type=MEDIA[EvidenceFormat(str(body["format"]))])


def guide_picture(request: Request) -> Response:
    """A picture of the user guide; they are all taken from the demonstration."""
    known = {file.stem: file for file in (DOCS / "pictures").glob("*.png")}
    file = known.get(request.path_params["name"])
    return FileResponse(file) if file else HTMLResponse(NOT_FOUND, status_code=404)


def view_of(request: Request, path: str) -> View:
    """The view of a page that the address of a file of it names; what cannot be read in it is left out."""
    version = ledger.version()
    places = {unit: place for unit, _, place in ledger.masthead(version).units}
    today = ledger.workspace().today
    return state.read(path, dict(request.query_params), today, version, places, reader(request))[0]


def reader(request: Request) -> Actor:
    """Whose session asks; in a demonstration whoever the address names."""
    if session := session_in(request.scope):
        return session.account.actor
    if identity.accounts() is not None:
        raise PermissionError("nobody gets this far without a session")
    units = {unit for unit, _, _ in ledger.masthead(ledger.version()).units}
    return state.actor(request.query_params.get("who", ""), units)
