"""One's own account: another password, and one-time codes on one's telephone."""

from collections import OrderedDict
from collections.abc import Sequence

from anyio import to_thread
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tracker.accounts import own, second_factor
from tracker.accounts.accounts import Accounts
from tracker.accounts.login import Entered
from tracker.accounts.passwords import Busy
from tracker.accounts.policy import Demand
from tracker.accounts.sessions import Owed, Session
from tracker.labels import ROLES
from tracker.problems import Problem
from tracker.records.journal import JournalDamaged, JournalUnwritable
from tracker.ui import identity
from tracker.ui.entrance.gate import LOGIN, LOGOUT, PASSWORD, TOTP, session_in
from tracker.ui.entrance.login import BUSY, UNNOTED, address_of, enter
from tracker.ui.entrance.page import answer, button, button_alone, faults, field, form, said, sent, unreadable
from tracker.ui.markup import join, tag

KEPT_SECRETS = 1000
_proposed: OrderedDict[str, str] = OrderedDict()
"""By session, the secret whose code has not been entered yet."""


async def password(request: Request) -> Response:
    accounts, session = identity.accounts(), session_in(request.scope)
    if accounts is None or session is None:
        return RedirectResponse(LOGIN, status_code=303)
    if request.method != "POST":
        return _password_page(accounts, session, [])
    fields = await sent(request)
    return (
        unreadable()
        if fields is None
        else await to_thread.run_sync(_changed, accounts, session, request, fields)
    )


async def second(request: Request) -> Response:
    accounts, session = identity.accounts(), session_in(request.scope)
    if accounts is None or session is None:
        return RedirectResponse(LOGIN, status_code=303)
    if request.method != "POST":
        return _second_page(accounts, session, [], done=request.query_params.get("done", ""))
    fields = await sent(request)
    return (
        unreadable() if fields is None else await to_thread.run_sync(_set, accounts, session, request, fields)
    )


def _changed(accounts: Accounts, session: Session, request: Request, fields: dict[str, str]) -> Response:
    old, new, again = (fields.get(name, "") for name in ("old", "new", "again"))
    try:
        done = own.change_password(accounts, session, old, new, again, address_of(request))
    except Busy:
        return _password_page(accounts, session, [Problem("page.busy", BUSY, "")], 503)
    except (JournalDamaged, JournalUnwritable):
        return _password_page(accounts, session, [Problem("page.unnoted", UNNOTED, "")], 503)
    if isinstance(done, Entered):
        return enter(RedirectResponse("/", status_code=303), done.token, identity.secure(request.url.scheme))
    return _password_page(accounts, session, done, 422)


def _password_page(
    accounts: Accounts, session: Session, problems: Sequence[Problem], status: int = 200
) -> Response:
    rule, account = accounts.policy.password, session.account
    why = ""
    if session.owes is Owed.PASSWORD:
        why = "现在的口令是初始口令" if account.must_change else f"现在的口令已用满 {rule.max_age_days} 天"
        why += "，请先换一个自己的口令，再使用系统。"
    need = f"{rule.min_length} 个字符以上；大写字母、小写字母、数字、其他字符至少 {rule.min_classes} 类；不含用户名"
    need += f"；不与最近 {rule.history} 次的相同" if rule.history else ""
    common = {"kind": "password", "required": "required", "maxlength": "128"}
    return answer(
        "修改口令",
        tag("h1", "修改口令"),
        tag("p", account.shown, "，", why or "换好以后，其他地方的登录都会退出。"),
        faults(problems),
        form(
            PASSWORD,
            field("old", "现在的口令", autocomplete="current-password", autofocus="autofocus", **common),
            field("new", "新口令", autocomplete="new-password", hint=need, **common),
            field("again", "再输一次新口令", autocomplete="new-password", **common),
            button("修改口令"),
            hidden={"username": account.user},
        ),
        _ways_out(session),
        status=status,
    )


def _set(accounts: Accounts, session: Session, request: Request, fields: dict[str, str]) -> Response:
    try:
        if fields.get("do") == "remove":
            done = own.remove_totp(accounts, session, fields.get("password", ""), address_of(request))
            words = "removed"
        else:
            done = own.set_totp(accounts, session, _secret(session), fields.get("code", ""))
            words = "set"
    except Busy:
        return _second_page(accounts, session, [Problem("page.busy", BUSY, "")], 503)
    except (JournalDamaged, JournalUnwritable):
        return _second_page(accounts, session, [Problem("page.unnoted", UNNOTED, "")], 503)
    if isinstance(done, list):
        return _second_page(accounts, session, done, 422)
    _proposed.pop(session.key, None)
    where = "/" if session.owes else f"{TOTP}?done={words}"
    return enter(RedirectResponse(where, status_code=303), done.token, identity.secure(request.url.scheme))


def _second_page(
    accounts: Accounts, session: Session, problems: Sequence[Problem], status: int = 200, done: str = ""
) -> Response:
    account = session.account
    demand = accounts.policy.second_factor.of(account.role)
    notes = {"set": "已启用动态口令，下次登录时要一并输入。", "removed": "已停用动态口令。"}
    parts: list[object] = [
        tag("h1", "动态口令"),
        said(notes[done]) if done in notes else "",
        faults(problems),
    ]
    if demand is Demand.OFF:
        parts.append(tag("p", "本单位的策略不使用动态口令。"))
    elif account.has_totp:
        parts.append(tag("p", f"{account.shown} 已启用动态口令。换手机请找系统管理员重置账号。"))
        if demand is Demand.OPTIONAL:
            parts.append(_remove_form())
    else:
        parts.append(_set_form(session, demand))
    return answer("动态口令", *parts, _ways_out(session), status=status)


def _set_form(session: Session, demand: Demand) -> Markup:
    secret = _secret(session)
    spaced = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    role = ROLES[session.account.role]
    must = (
        f"按本单位的策略，{role}登录时除口令外还要输入动态口令。请先在手机上设好。"
        if demand is Demand.REQUIRED
        else ""
    )
    steps = tag(
        "ol",
        tag("li", "在手机上打开动态口令软件（支持 TOTP 的任意一种，不需要联网）。"),
        tag("li", "扫描二维码；不能扫描的，手工输入密钥。"),
        tag("li", "把手机上显示的 6 位数字填在下面。"),
    )
    code = tag("div", Markup(second_factor.picture(secret, session.account.user)), class_="qr")
    return join(
        [
            tag("p", must) if must else "",
            steps,
            code,
            tag("p", "密钥：", tag("code", spaced), class_="secret"),
            form(
                TOTP,
                field("code", "手机上显示的 6 位数字", autocomplete="one-time-code", inputmode="numeric",
                      maxlength="8", required="required"),
                button("启用动态口令"),
                hidden={"do": "set"},
            ),
        ]
    )  # fmt: skip


def _remove_form() -> Markup:
    return form(
        TOTP,
        field(
            "password", "现在的口令", kind="password", autocomplete="current-password", required="required"
        ),
        button("停用动态口令", quiet=True),
        hidden={"do": "remove"},
    )


def _ways_out(session: Session) -> Markup:
    back = "" if session.owes else tag("a", "返回", href="/")
    return tag("div", back, button_alone(LOGOUT, "退出登录"), class_="ways")


def _secret(session: Session) -> str:
    found = _proposed.setdefault(session.key, second_factor.new_secret())
    _proposed.move_to_end(session.key)
    while len(_proposed) > KEPT_SECRETS:
        _proposed.popitem(last=False)
    return found
