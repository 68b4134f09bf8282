"""账号管理: every account and how it stands, and what an administrator does to one."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from anyio import to_thread
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tracker.accounts import administration
from tracker.accounts.accounts import Account, Accounts
from tracker.accounts.administration import Applicant, Done
from tracker.accounts.passwords import Busy
from tracker.accounts.sessions import Session
from tracker.intake.permissions import OF_UNITS, Actor, Role
from tracker.labels import ROLES
from tracker.problems import Problem
from tracker.records.journal import JournalDamaged, JournalUnwritable
from tracker.ui import identity
from tracker.ui.entrance.gate import ACCOUNTS, LOGIN, session_in
from tracker.ui.entrance.login import BUSY
from tracker.ui.entrance.page import (
    answer,
    button,
    choice,
    faults,
    field,
    form,
    masthead,
    said,
    sent,
    unreadable,
)
from tracker.ui.forms.content import moment
from tracker.ui.marks import link, mark
from tracker.ui.markup import join, tag
from tracker.ui.table import Column, table

UNNOTED = "审计记录写不进去，为保证可追溯，没有改动账号。请检查数据文件夹的磁盘空间和权限。"
DONE = {
    "create": "已新建账号",
    "disable": "已停用，他的登录都已退出",
    "enable": "已启用",
    "unlock": "已解除锁定",
    "reset": "已重置口令，他的登录都已退出",
    "role": "已变更角色或单位，他的登录都已退出",
    "rename": "已修改姓名",
}
KEPT_HANDOVERS = 100
_handed: OrderedDict[str, tuple[str, str]] = OrderedDict()
"""By administrator's session, the user and one-time password to show once."""

Change = Callable[[Accounts, Actor, Mapping[str, str]], Done]
CHANGES: dict[str, Change] = {
    "create": lambda accounts, by, sent: administration.create(accounts, by, _applicant(sent)),
    "disable": lambda accounts, by, sent: administration.disable(accounts, by, sent.get("user", "")),
    "enable": lambda accounts, by, sent: administration.enable(accounts, by, sent.get("user", "")),
    "unlock": lambda accounts, by, sent: administration.unlock(accounts, by, sent.get("user", "")),
    "reset": lambda accounts, by, sent: administration.reset(accounts, by, sent.get("user", "")),
    "role": lambda accounts, by, sent: administration.give_role(
        accounts, by, sent.get("user", ""), sent.get("role", ""), _unit(sent)
    ),
    "rename": lambda accounts, by, sent: administration.rename(
        accounts, by, sent.get("user", ""), sent.get("name", "")
    ),
}


async def show(request: Request) -> Response:
    accounts, session = identity.accounts(), session_in(request.scope)
    if accounts is None or session is None or session.account.role is not Role.ADMIN:
        return RedirectResponse("/" if session else LOGIN, status_code=303)
    if request.method != "POST":
        return await to_thread.run_sync(_page, accounts, session, dict(request.query_params))
    fields = await sent(request)
    if fields is None or fields.get("do") not in CHANGES:
        return unreadable()
    return await to_thread.run_sync(_changed, accounts, session, fields)


def _changed(accounts: Accounts, session: Session, fields: dict[str, str]) -> Response:
    do = fields["do"]
    try:
        done = CHANGES[do](accounts, session.account.actor, fields)
    except Busy:
        return _page(accounts, session, fields, [Problem("page.busy", BUSY, "")], 503)
    except (JournalDamaged, JournalUnwritable):
        return _page(accounts, session, fields, [Problem("page.unnoted", UNNOTED, "")], 503)
    if done.problems or done.account is None:
        return _page(accounts, session, fields, done.problems, 422)
    if done.password:
        _handed[session.key] = (done.account.user, done.password)
        while len(_handed) > KEPT_HANDOVERS:
            _handed.popitem(last=False)
    return RedirectResponse(_to(done.account.user, done=do), status_code=303)


def _page(
    accounts: Accounts,
    session: Session,
    asked: Mapping[str, str],
    problems: tuple[Problem, ...] | list[Problem] = (),
    status: int = 200,
) -> Response:
    units = {unit.id: unit.name for unit in accounts.workspace.plan()[0].units if not unit.collective}
    every = accounts.every()
    creating = asked.get("do") == "create"
    chosen = None if creating else next((one for one in every if one.user == asked.get("user")), None)
    beside = [
        said(f"{asked.get('user', '')}：{DONE[asked['done']]}。") if asked.get("done") in DONE else "",
        _handover(session),
        faults(problems),
        _panel(chosen, accounts, units) if chosen else _new(units, asked if creating else {}),
    ]
    sides = tag(
        "div",
        tag("div", _list(accounts, every, units, chosen)),
        tag("div", *beside),
        class_="sides wide-left",
    )
    head = masthead(session.account)
    return answer("账号管理", tag("h2", "账号管理"), sides, status=status, narrow=False, masthead=head)


def _list(
    accounts: Accounts, every: list[Account], units: Mapping[str, str], chosen: Account | None
) -> Markup:
    order = list(Role)
    rows = [
        {"account": one, "user": one.user, "name": one.name, "unit": units.get(one.unit or "", one.unit)}
        for one in sorted(
            every, key=lambda one: (one.disabled, order.index(one.role), one.unit or "", one.user)
        )
    ]
    columns = [
        Column("用户名", lambda row: _named(row["account"], chosen), width="11em"),
        Column("姓名", "name", width="7em"),
        Column("角色", lambda row: ROLES[row["account"].role], width="7em"),
        Column("单位", "unit"),
        Column("状态", lambda row: _state(row["account"], accounts), width="11em"),
        Column("动态口令", lambda row: "已启用" if row["account"].has_totp else None, width="5.5em"),
        Column("最近登录", lambda row: _moment(row["account"]), width="9.5em"),
    ]
    active = sum(not one.disabled for one in every)
    return table(
        rows, columns, caption=f"账号（{len(every)} 个，其中可用 {active} 个）", empty="还没有账号。"
    )


def _named(account: Account, chosen: Account | None) -> Markup:
    return tag("b", account.user) if account == chosen else link(account.user, _to(account.user))


def _state(account: Account, accounts: Accounts) -> object:
    now = accounts.clock()
    if account.disabled:
        return mark("已停用", "grey")
    if account.locked_until and account.locked(now):
        return mark(f"锁定至 {moment(account.locked_until)[-5:]}", "red")
    if account.must_change:
        return mark("初始口令未改", "amber")
    if account.password_is_due(accounts.policy, now):
        return mark("口令到期未改", "amber")
    if account.totp_is_due(accounts.policy):
        return mark("动态口令未设", "amber")
    return mark("正常", "green")


def _moment(account: Account) -> object:
    return moment(account.last_login) if account.last_login else None


def _handover(session: Session) -> Markup:
    handed = _handed.pop(session.key, None)
    if handed is None:
        return Markup("")
    user, password = handed
    return tag(
        "div",
        tag("p", f"{user} 的一次性口令，只显示这一次："),
        tag("pre", password),
        tag("p", "请当面或用可靠的方式交给本人；首次登录时必须换掉。", class_="quiet"),
        class_="saved handover",
        role="status",
    )


def _new(units: Mapping[str, str], asked: Mapping[str, str]) -> Markup:
    return tag(
        "section",
        tag("h3", "新建账号"),
        form(
            ACCOUNTS,
            field("user", "用户名", value=asked.get("user", ""), maxlength="32", required="required", autocomplete="off",
                  hint="2 至 32 个汉字、字母、数字；以后不能改，流水和审计都用它"),
            field("name", "姓名", value=asked.get("name", ""), maxlength="40", autocomplete="off", hint="显示用，可以不填"),
            *_standing(units, asked.get("role", ""), asked.get("unit", "")),
            button("新建，给出一次性口令"),
            hidden={"do": "create"},
        ),
        class_="panel",
    )  # fmt: skip


def _standing(units: Mapping[str, str], role: str, unit: str) -> tuple[Markup, Markup]:
    roles = {"": "请选择", **{one.value: f"{ROLES[one]}{WHAT[one]}" for one in Role}}
    of_units = "、".join(ROLES[one] for one in Role if one in OF_UNITS)
    return (
        choice("role", "角色", roles, role),
        choice("unit", "单位", {"": "不属于责任单位", **units}, unit, hint=f"只有{of_units}要选"),
    )


WHAT = {
    Role.REPORTER: "：填报，由审核人确认",
    Role.UNIT: "：代表单位报送",
    Role.OFFICE: "：审核、督办、定案",
    Role.LEADER: "：只看",
    Role.ADMIN: "：只管账号",
    Role.AUDITOR: "：只看，含审计记录",
}


def _panel(account: Account, accounts: Accounts, units: Mapping[str, str]) -> Markup:
    user = {"user": account.user}

    def act(do: str, words: str, hint: str = "") -> Markup:
        small = tag("small", hint) if hint else ""
        return form(ACCOUNTS, button(words, quiet=True), small, hidden={"do": do, **user}, class_="act")

    locked = account.locked(accounts.clock())
    acts = [
        act("unlock", "解除锁定") if locked else "",
        act("enable", "启用账号")
        if account.disabled
        else join(
            [
                act("reset", "重置口令", "给出一次性口令；动态口令也要重新设"),
                act("disable", "停用账号", "立即退出；记录都在，以后可以再启用"),
            ]
        ),
    ]
    rename = form(
        ACCOUNTS,
        field("name", "姓名", value=account.name, maxlength="40", autocomplete="off"),
        button("修改姓名", quiet=True),
        hidden={"do": "rename", **user},
    )
    standing = form(
        ACCOUNTS,
        *_standing(units, account.role.value, account.unit or ""),
        button("变更角色或单位", quiet=True),
        hidden={"do": "role", **user},
    )
    back = tag("p", link("新建另一个账号", ACCOUNTS))
    heading = tag("h3", f"办理：{account.user}")
    return tag("section", back, heading, tag("div", *acts, class_="acts"), standing, rename, class_="panel")


def _applicant(fields: Mapping[str, str]) -> Applicant:
    return Applicant(fields.get("user", ""), fields.get("role", ""), _unit(fields), fields.get("name", ""))


def _unit(fields: Mapping[str, str]) -> str | None:
    """The unit chosen, where the role chosen has one."""
    return fields.get("unit") if fields.get("role") in OF_UNITS else None


def _to(user: str, **more: str) -> str:
    return f"{ACCOUNTS}?{urlencode({'user': user, **more})}"
