"""文件: the documents of the ledger in blocks by their standing, each with what is in it and the way to its pages."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from tracker.labels import JURISDICTION_LEVEL, TASK_KIND, TRACK
from tracker.model import Document
from tracker.queries.documents import NOT_YET, documents
from tracker.sentences import day
from tracker.snapshot import Snapshot
from tracker.ui.blocks.scope import standing_words
from tracker.ui.facts import under
from tracker.ui.marks import link
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, table

Row = Mapping[str, Any]


class Block(NamedTuple):
    """The documents of one standing; `note` says why they are not counted."""

    standing: str
    title: str
    note: str = ""


BLOCKS = (
    Block("in_force", "现行有效"),
    Block(NOT_YET, "尚未印发或施行", "截至日还没有印发或施行，不计入统计；到那一天起计入。"),
    Block("draft", "征求意见稿", "征求意见稿不是正式文件，单独列出，不计入统计。"),
    Block("expired", "已到期", "有效期已过，不再计入统计；到期前应完成而没有了结的，列为到期结转。"),
    Block("out_of_scope", "不纳入", "只登记文件和不纳入的原因，没有任务和指标。"),
)


def lead(view: View, snapshot: Snapshot) -> Markup:
    """How many documents there are of each standing."""
    every = documents(snapshot)
    counts = [(block.title, sum(row["standing"] == block.standing for row in every)) for block in BLOCKS]
    told = "、".join(f"{title} {count} 份" for title, count in counts if count)
    words = f"截至{day(view.as_of)}，登记文件 {len(every)} 份：{told}。只有现行有效的计入统计。"
    return tag("p", words, class_="lead")


def blocks(view: View, snapshot: Snapshot) -> Markup:
    """A table for every standing that occurs, those in force by jurisdiction."""
    plan = {file.document.id: file.document for file in snapshot.plan.files}
    shown = []
    for block in BLOCKS:
        rows = [
            {**row, "document": plan[row["document_id"]]}
            for row in documents(snapshot)
            if row["standing"] == block.standing
        ]
        if rows:
            note = tag("small", block.note) if block.note else ""
            caption = join([f"{block.title}（{len(rows)} 份）　", note])
            counted = block.standing == "in_force"
            group = _place if counted else None
            shown.append(
                table(rows, _columns(view, rows, counted=counted), caption=caption, view=view, group=group)
            )
    return tag("div", *shown, class_="stack")


def _place(row: Row) -> str:
    level = JURISDICTION_LEVEL.get(row["level"], "")
    return f"{level}　{row['jurisdiction']}" if level else str(row["jurisdiction"])


def _columns(view: View, rows: Sequence[Row], *, counted: bool) -> list[Column]:
    """`counted` documents stand under the heading of their place; of the others the place and the reason are told.

    What none of the documents has gets no column.
    """
    amounts = {
        "kinds": Column("任务", lambda row: _tasks(view, row), width="19em" if counted else "15em"),
        "targets": Column("指标", lambda row: row["targets"] or None, unit="项", align="right", width="6em"),
        "milestones": Column(
            "时间节点", lambda row: row["milestones"] or None, unit="项", align="right", width="8em"
        ),
        "carried": Column("到期结转", lambda row: _carried(view, row), unit="项", align="right", width="8em"),
    }
    columns = [
        Column("文件", lambda row: _title(view, row, place=not counted)),
        Column("专题", lambda row: TRACK.get(row["track"], row["track"]), width="8.5em"),
        Column("印发与施行", _dates, width="11.5em"),
        Column("有效期", _validity, width="10.5em"),
        *[column for key, column in amounts.items() if any(row[key] for row in rows)],
    ]
    if not counted:
        columns.append(Column("为什么不计入", lambda row: _reason(view, row["document"]), width="21em"))
    return columns


def to(view: View, path: str, document_id: str) -> str:
    """The address of a page about one document, whatever is chosen now."""
    return view.link(path, place="", track="", document=document_id)


def _title(view: View, row: Row, *, place: bool) -> Markup:
    name = link(row["title"], to(view, "", row["document_id"]), "打开这份文件的总览")
    number = row["document_number"] or "没有文号"
    return join([name, under(f"{number}　{issuers(row['document'])}"), under(_place(row) if place else "")])


def issuers(document: Document) -> str:
    """The first of several with their number, as titles of notices have it: 北京市发展和改革委员会等10部门."""
    first, *others = document.issuers
    return f"{first}等{len(others) + 1}部门" if others else first


def _dates(row: Row) -> Markup | str:
    issued = f"{day(row['issued_on'])}印发" if row["issued_on"] else "印发日期文中没有写"
    return join([issued, under(f"{day(row['effective_on'])}施行" if row["effective_on"] else "")])


def _validity(row: Row) -> Markup | str:
    words = f"至{day(row['expires_on'])}" if row["expires_on"] else ""
    if not words:
        return tag("span", "文中没有写", class_="grey")
    return tag("span", words, title=row["validity"])


def _tasks(view: View, row: Row) -> Markup | None:
    kinds = row["kinds"]
    if not kinds:
        return None
    told = "，".join(f"{TASK_KIND[kind]} {kinds[kind]}" for kind in TASK_KIND if kind in kinds)
    handed_on = f"其中 {row['handed_on']} 项已由新方案承接" if row["handed_on"] else ""
    whole = link(f"{sum(kinds.values())} 项", to(view, "ledger", row["document_id"]), "打开这份文件的台账")
    return join([whole, under(told), under(handed_on)])


def _carried(view: View, row: Row) -> Markup | None:
    if not row["carried"]:
        return None
    return link(row["carried"], to(view, "overdue", row["document_id"]), "到期前应完成而没有了结的")


def _reason(view: View, document: Document) -> str:
    return (
        document.status_reason
        or standing_words([document], view.as_of)
        or f"{day(document.effective_on or document.issued_on)}起施行。"
    )
