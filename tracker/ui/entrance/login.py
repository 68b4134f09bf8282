"""The login page, the way out, and the answer to a page that asks whether its session goes on."""

from urllib.parse import urlsplit

from anyio import to_thread
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tracker.accounts import login, sessions
from tracker.accounts.accounts import Accounts
from tracker.accounts.login import Refusal
from tracker.accounts.passwords import Busy
from tracker.accounts.policy import Demand
from tracker.labels import PRODUCT
from tracker.records.journal import JournalDamaged, JournalUnwritable
from tracker.ui import identity
from tracker.ui.entrance.gate import ACCOUNTS, LOGIN, LOGOUT, session_in
from tracker.ui.entrance.page import answer, button, button_alone, field, form, sent, unreadable
from tracker.ui.markup import tag
from tracker.ui.registry import ADDRESSES

WAYS_ON = frozenset({*ADDRESSES, ACCOUNTS})
ENDED = "登录已失效：超过时间没有操作、已在别处退出，或账号有变动。请重新登录。"
BUSY = "现在登录的人太多，请稍候再试。"
UNNOTED = "登录记录写不进去，为保证可追溯，暂时不能登录。请联系系统管理员。"
THROTTLED = "从这台电脑登录的次数太多，请过一分钟再试。"


async def show(request: Request) -> Response:
    accounts = identity.accounts()
    if accounts is None or session_in(request.scope):
        return RedirectResponse(way_on(request.query_params.get("next", "")), status_code=303)
    why = ENDED if request.query_params.get("why") == "ended" else ""
    return await to_thread.run_sync(_page, accounts, request.query_params.get("next", ""), why)


async def take(request: Request) -> Response:
    accounts, fields = identity.accounts(), await sent(request)
    if accounts is None:
        return RedirectResponse("/", status_code=303)
    if fields is None:
        return unreadable()
    return await to_thread.run_sync(_entered, accounts, request, fields)


async def leave(request: Request) -> Response:
    accounts, session = identity.accounts(), session_in(request.scope)
    if accounts and session:
        await to_thread.run_sync(sessions.end, accounts, session, address_of(request))
    response = RedirectResponse(LOGIN, status_code=303)
    response.delete_cookie(identity.COOKIE, path="/", httponly=True, samesite="lax")
    return response


async def ask_to_leave(_: Request) -> Response:
    """For those who come by the address: leaving changes something, so it takes a button."""
    if identity.accounts() is None:
        return RedirectResponse("/", status_code=303)
    words = tag("p", "确定退出登录？没有提交的内容不会保存。")
    return answer(
        "退出", tag("h1", PRODUCT), words, button_alone(LOGOUT, "退出登录"), tag("a", "返回", href="/")
    )


async def alive(_: Request) -> Response:
    """A page whose stream broke asks; the gate answers 401 when the session is over."""
    return Response(status_code=204)


def enter(response: Response, token: str, secure: bool) -> Response:
    """Hands the token to the browser, where no script can read it and no other site can send it along."""
    response.set_cookie(identity.COOKIE, token, path="/", httponly=True, samesite="lax", secure=secure)
    response.headers["Cache-Control"] = "no-store"
    return response


def way_on(wanted: str) -> str:
    """Where to after the login: a page of ours, never another host."""
    parts = urlsplit(wanted)
    if "\\" in wanted or parts.scheme or parts.netloc or parts.path not in WAYS_ON:
        return "/"
    return parts.path + (f"?{parts.query}" if parts.query else "")


def address_of(request: Request) -> str:
    return request.client.host if request.client else ""


def _entered(accounts: Accounts, request: Request, fields: dict[str, str]) -> Response:
    wanted, user = fields.get("next", ""), fields.get("user", "")
    try:
        found = login.log_in(
            accounts, user, fields.get("password", ""), fields.get("code", ""), address_of(request)
        )
    except Busy:
        return _page(accounts, wanted, BUSY, user, 503)
    except (JournalDamaged, JournalUnwritable):
        return _page(accounts, wanted, UNNOTED, user, 503)
    if isinstance(found, Refusal):
        if found is Refusal.THROTTLED:
            return _page(accounts, wanted, THROTTLED, user, 429)
        return _page(accounts, wanted, _refused(accounts), user, 401)
    return enter(
        RedirectResponse(way_on(wanted), status_code=303), found.token, identity.secure(request.url.scheme)
    )


def _refused(accounts: Accounts) -> str:
    """The same for everybody: neither whether there is such a user, nor whether he is locked out."""
    rule, codes = accounts.policy.lockout, _has_codes(accounts)
    what = "用户名、口令或动态口令" if codes else "用户名或口令"
    return (
        f"{what}不对，或账号不能使用。连续输错 {rule.attempts} 次，账号锁定 {rule.minutes} 分钟；"
        "忘了口令或需要解锁，请找系统管理员。"
    )


def _has_codes(accounts: Accounts) -> bool:
    factor = accounts.policy.second_factor
    return any(getattr(factor, role) is not Demand.OFF for role in type(factor).model_fields)


def _page(accounts: Accounts, wanted: str, why: str = "", user: str = "", status: int = 200) -> HTMLResponse:
    title = tag("h1", PRODUCT)
    if not accounts.any:
        return answer("登录", title, _nobody_yet(), status=status)
    code = field(
        "code",
        "动态口令",
        autocomplete="one-time-code",
        inputmode="numeric",
        maxlength="8",
        hint="没有启用的留空",
    )
    fields = form(
        LOGIN,
        tag("p", why, class_="fault", role="alert") if why else "",
        field("user", "用户名", value=user, autocomplete="username", maxlength="64", required="required",
              **({} if user else {"autofocus": "autofocus"})),
        field("password", "口令", kind="password", autocomplete="current-password", maxlength="128",
              required="required", **({"autofocus": "autofocus"} if user else {})),
        code if _has_codes(accounts) else "",
        button("登录"),
        hidden={"next": wanted} if wanted else None,
    )  # fmt: skip
    idle = accounts.policy.session.idle_minutes
    foot = tag("p", f"{idle} 分钟没有操作会自动退出。账号由系统管理员开设。", class_="quiet")
    return answer("登录", title, fields, foot, status=status)


def _nobody_yet() -> Markup:
    return tag(
        "div",
        tag("p", "还没有任何账号。请运维人员在服务器上执行下面的命令，建立第一个系统管理员："),
        tag("pre", "tracker account first --user 用户名"),
        tag(
            "p",
            "数据文件夹不在默认位置的，加 --data 指明。建好后刷新本页登录，再由系统管理员开设其他账号。",
            class_="quiet",
        ),
    )
