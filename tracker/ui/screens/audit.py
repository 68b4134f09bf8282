"""审计: every record of the ledger and of the access chain, what became of it, how both chains stand, and exports."""

from datetime import date
from functools import lru_cache, partial

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.accounts.policy_file import policy_of
from tracker.labels import CHAIN, ROLES
from tracker.periods import shanghai_day
from tracker.records.journal import Head
from tracker.ui import ledger
from tracker.ui.blocks.chains import chains
from tracker.ui.blocks.record import one_record
from tracker.ui.facts import under
from tracker.ui.filters import choose, pick_date, row, search
from tracker.ui.forms.content import moment
from tracker.ui.marks import link, note
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table
from tracker.ui.trail import (
    ACCESS_CHAIN,
    KINDS,
    LEDGER,
    Filters,
    chain_of,
    export,
    found,
    kind_words,
    may_audit,
    people,
    replies,
    says,
    standing,
    what,
    who,
)

TYPES = {
    "xlsx": ("导出 Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("导出 CSV", "text/csv"),
}


def show(view: View) -> None:
    auditor = may_audit(policy_of(ledger.workspace().data).visibility, view.actor, ACCESS_CHAIN)
    asked, wrong = _asked(view, auditor)
    if view.params.get("chain") == ACCESS_CHAIN and not auditor:
        st.html(note("访问记录只供审计员查看，下面是流水。"))
    if wrong:
        st.html(note(f"网址中的条件{'、'.join(f'“{value}”' for value in wrong)}无法识别，未采用。"))
    if seq := view.params.get("seq", ""):
        st.html(one_record(view, asked.chain, seq))
        return
    chains(view, auditor)
    with row():
        _choices(view, asked, auditor)
        for form, (label, mime) in TYPES.items():
            st.download_button(
                label,
                data=partial(export, ledger.workspace(), ledger.whole(view), asked, form, view.actor),
                file_name=f"{CHAIN[asked.chain]}清单_{ledger.workspace().today:%Y%m%d}.{form}",
                mime=mime,
                on_click="ignore",
                key=f"export-{form}",
            )
    st.html(_records(view, asked, chain_of(ledger.workspace(), asked.chain).head))


def _asked(view: View, auditor: bool) -> tuple[Filters, list[str]]:
    """The filters of the address; what cannot be read, or is not for this reader, is left out and named."""
    given = {name: value for name, value in view.query if value}
    wrong: list[str] = []
    chain = given.get("chain", LEDGER)
    if chain not in CHAIN:
        wrong.append(chain)
    if chain not in CHAIN or not auditor:
        chain = LEDGER
    days: dict[str, date] = {}
    for name in ("start", "end"):
        try:
            if name in given:
                days[name] = date.fromisoformat(given[name])
        except ValueError:
            wrong.append(given[name])
    kind, role = given.get("kind", ""), given.get("role", "")
    wrong += [value for value, known in ((kind, KINDS[chain]), (role, ROLES)) if value and value not in known]
    plain = {name: given.get(name, "") for name in ("user", "unit", "task", "batch")}
    return (
        Filters(
            chain,
            days.get("start"),
            days.get("end"),
            kind if kind in KINDS[chain] else "",
            role=role if role in ROLES else "",
            text=given.get("q", ""),
            **plain,
        ),
        wrong,
    )


def _choices(view: View, asked: Filters, auditor: bool) -> None:
    space, snapshot = ledger.workspace(), ledger.whole(view)
    records = chain_of(space, asked.chain)
    users, units = people(records)
    names, other = queries.unit_names(snapshot), ("kind", "user", "unit", "task", "batch")
    if auditor:
        choose(view, "chain", "范围", CHAIN, any_="", drops=other, width=150)
    first = shanghai_day(records.records[0].recorded_at) if records.records else space.today
    pick_date("start", "自", asked.start or first, width=160)
    pick_date("end", "至", asked.end or space.today, width=160)
    choose(view, "kind", "种类", KINDS[asked.chain], width=190)
    choose(view, "user", "用户", {user: user for user in users}, width=200)
    choose(view, "role", "角色", ROLES, width=170)
    choose(view, "unit", "单位", {unit: names.get(unit, unit) for unit in units}, width=240)
    if asked.chain == LEDGER:
        choose(view, "task", "任务", _tasks(view), width=300)
    search(view, "batch", "批次", "如 000123-0a1b2c", width=190)
    search(view, "q", "搜索", "文字、记录号或散列", width=260)


@lru_cache(maxsize=8)
def _tasks(view: View) -> dict[str, str]:
    rows = queries.tasks(ledger.chosen(view)).iter_rows(named=True)
    return {row["task_id"]: f"{row['clause']} {row['title']}" for row in rows}


@lru_cache(maxsize=32)
def _records(view: View, asked: Filters, head: Head) -> Markup:
    """`head` of the chain: a view's version says nothing of the access chain."""
    space, snapshot = ledger.workspace(), ledger.whole(view)
    rows = [{"record": record} for record in found(space, snapshot, asked)]
    answers = replies(chain_of(space, asked.chain).records)
    access = asked.chain == ACCESS_CHAIN

    def number(row: Row) -> Markup:
        record = row["record"]
        return link(record.seq, view.here(seq=str(record.seq)), title=f"记录 {record.id}，散列 {record.hash}")

    def by(row: Row) -> Markup:
        return join([row["record"].by, under(who(row["record"], snapshot))])

    def about(row: Row) -> Markup:
        record = row["record"]
        return join([kind_words(asked.chain, record), under(what(asked.chain, record, snapshot))])

    columns = [
        Column("序号", number, align="right", width="4.5em"),
        Column("记录时间", lambda row: moment(row["record"].recorded_at), width="9.5em"),
        Column("用户", by, width="12em"),
        Column("事项", about, width="20em"),
        Column("内容", lambda row: says(asked.chain, row["record"], snapshot)),
    ]
    if not access:
        columns += [
            Column("生效日", lambda row: row["record"].effective_on, align="center", width="7em"),
            Column("后续记录", lambda row: standing(row["record"], answers), width="11em"),
        ]
    columns.append(Column("散列", lambda row: tag("code", row["record"].hash[:12]), width="9em"))
    total = len(chain_of(space, asked.chain).records)
    caption = f"{CHAIN[asked.chain]}（{len(rows)} 条，全部 {total} 条，新的在前）"
    return table(rows, columns, caption=caption, view=view, empty="没有符合条件的记录。")
