"""The charts of the pages as files: who may see the page may have its chart, as of the dates that the address names."""

from urllib.parse import quote

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from tracker.audit.heads import heads
from tracker.charts.export import MEDIA, Format, picture
from tracker.charts.named import CHARTS, notes
from tracker.problems import Problem
from tracker.ui import ledger
from tracker.ui.document import NOT_FOUND
from tracker.ui.downloads import view_of
from tracker.ui.marks import link
from tracker.ui.markup import tag
from tracker.ui.registry import PAGES
from tracker.ui.sight import may_look
from tracker.ui.state import View

BELOW = "/chart/"
TITLES = {Format.SVG: "矢量图，可放大，文字可以改", Format.PNG: "位图，可插入文档"}


def links(view: View) -> Markup:
    """What stands under the chart of a page."""
    asked = {"id": view.params.get("id", "")}
    each = [
        link(kind.upper(), view.link(f"{BELOW}{view.path}.{kind}", **asked), TITLES[kind]) for kind in Format
    ]
    return tag("nav", "下载本图：", *each, class_="files", aria_label="下载本图")


def chart(request: Request) -> Response:
    """404 for a chart that does not exist, 403 for whom its page is not meant, 409 where this machine cannot draw it."""
    of, kind = request.path_params["of"], request.path_params["kind"]
    page = next((page for page in PAGES if page.path == of), None)
    if page is None or of not in CHARTS or kind not in set(Format):
        return HTMLResponse(NOT_FOUND, status_code=404)
    view = view_of(request, of)
    if not may_look(page, view):
        return PlainTextResponse("当前身份不能使用。", status_code=403)
    snapshot = ledger.whole(view)
    found = CHARTS[of](snapshot, view.params.get("id", ""))
    if found is None:
        return HTMLResponse(NOT_FOUND, status_code=404)
    ends = heads(ledger.workspace(), view.known_at)
    made = picture(found.drawing, found.title, notes(snapshot, ends), Format(kind))
    if isinstance(made, Problem):
        return PlainTextResponse(f"{made.message}{made.cure}", status_code=409)
    demo = "演示－" if ledger.masthead(view.version).demo else ""
    name = f"{demo}{found.title.replace('/', '')}－截至{view.as_of}.{kind}"
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Cache-Control": "private, no-store",
    }
    return Response(made, headers=headers, media_type=MEDIA[Format(kind)])
