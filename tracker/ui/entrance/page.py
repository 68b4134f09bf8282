"""Plain HTML pages and their forms: the frame, a field, and what was sent, read within limits."""

from collections.abc import Iterable, Mapping
from functools import cache
from urllib.parse import parse_qsl

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from tracker.accounts.accounts import Account
from tracker.labels import COLOURS, PRODUCT, ROLES
from tracker.problems import Problem
from tracker.ui.document import asset
from tracker.ui.entrance.gate import LOGOUT, PASSWORD, TOTP
from tracker.ui.marks import fault
from tracker.ui.markup import join, tag

LONGEST_FORM = 16 * 1024
MOST_FIELDS = 20
FORM_TYPE = "application/x-www-form-urlencoded"
HEADERS = {"Cache-Control": "no-store"}


def answer(
    title: str, *parts: object, status: int = 200, narrow: bool = True, masthead: object = ""
) -> HTMLResponse:
    """A whole page. `narrow` puts its parts on one sheet in the middle."""
    head = join(
        [
            tag("meta", charset="utf-8"),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("title", f"{title}－{PRODUCT}"),
            tag("link", rel="icon", href=asset("icon.svg"), type="image/svg+xml"),
            tag("link", rel="stylesheet", href=asset("shell.css")),
            tag("link", rel="stylesheet", href=asset("door.css")),
        ]
    )
    body = tag("main", *parts, class_="sheet" if narrow else "wide")
    page = tag(
        "html",
        tag("head", head),
        tag("body", masthead, body, class_="door stHtml"),
        lang="zh-CN",
        style=_colours(),
    )
    return HTMLResponse(Markup("<!DOCTYPE html>") + page, status, HEADERS)


def masthead(account: Account) -> Markup:
    """Above the pages of an administrator, who belongs to no unit."""
    return tag(
        "header",
        tag("b", PRODUCT),
        tag("span", who(account), class_="document"),
        tag("a", "修改口令", href=PASSWORD),
        tag("a", "动态口令", href=TOTP),
        button_alone(LOGOUT, "退出"),
        class_="masthead",
    )


def who(account: Account, unit: str = "") -> str:
    """王某（区科委，单位审核人）."""
    return f"{account.shown}（{'，'.join(filter(None, [unit, ROLES[account.role]]))}）"


def form(
    action: str, *parts: object, hidden: Mapping[str, str] | None = None, **attributes: object
) -> Markup:
    kept = [tag("input", type="hidden", name=name, value=value) for name, value in (hidden or {}).items()]
    return tag("form", *kept, *parts, method="post", action=action, **attributes)


def button(words: str, quiet: bool = False) -> Markup:
    return tag("button", words, type="submit", class_="quiet" if quiet else "main")


def button_alone(action: str, words: str) -> Markup:
    """A link in looks that changes something, so it is a form."""
    return form(action, tag("button", words, type="submit", class_="link"), class_="alone")


def field(
    name: str, label: str, *, kind: str = "text", value: str = "", hint: str = "", **more: object
) -> Markup:
    return _labelled(name, label, tag("input", type=kind, name=name, id=name, value=value, **more), hint)


def choice(name: str, label: str, options: Mapping[str, str], current: str = "", hint: str = "") -> Markup:
    items = [
        tag("option", words, value=code, **({"selected": "selected"} if code == current else {}))
        if code
        else Markup('<option value="">') + words + Markup("</option>")
        for code, words in options.items()
    ]
    return _labelled(name, label, tag("select", *items, name=name, id=name), hint)


def _labelled(name: str, label: str, control: Markup, hint: str) -> Markup:
    small = tag("small", hint) if hint else ""
    return tag("div", tag("label", label, **{"for": name}), control, small, class_="field")


def faults(problems: Iterable[Problem]) -> Markup:
    return join(map(fault, problems))


def said(words: object) -> Markup:
    return tag("p", words, class_="saved", role="status")


async def sent(request: Request) -> dict[str, str] | None:
    """The fields of a form; None when it is none, or larger than any of ours."""
    if request.headers.get("Content-Type", "").split(";")[0].strip().lower() != FORM_TYPE:
        return None
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_FORM:
            return None
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"
        )
    except ValueError:
        return None
    return dict(pairs)


def unreadable() -> HTMLResponse:
    return answer("无法识别", tag("p", "没有收到完整的表单，请返回重填。"), status=400)


@cache
def _colours() -> str:
    return ";".join(f"--{name}:{value}" for name, value in COLOURS.items())
