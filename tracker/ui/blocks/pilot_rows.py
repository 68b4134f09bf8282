"""The register of pilots as tables: how many of each kind stand where, and every pilot with the days of its stages."""

from markupsafe import Markup

from tracker import queries
from tracker.intake import Role
from tracker.labels import PILOT_STAGE, PILOT_TONES
from tracker.sentences import day
from tracker.snapshot import Snapshot
from tracker.ui.blocks.ledger_cells import document_of
from tracker.ui.facts import under
from tracker.ui.marks import link, mark, note
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

NO_STAGE, PAST = "none", "past"
STAGES = PILOT_STAGE | {NO_STAGE: "没有登记阶段", PAST: "期满待评估"}
"""What the register can be narrowed to; the codes of ``?stage=``."""


def past_word(row: Row) -> str:
    """Of a pilot whose period has run out: what is waited for, if the text knows an assessment."""
    return STAGES[PAST] if "assessment" in (row["stages"] or "") else "期满"


def chosen(snapshot: Snapshot, kind: str = "", stage: str = "", document: str = "") -> list[Row]:
    """The pilots of a kind (`document/type`), of a document, and at a stage (a key of `STAGES`)."""
    return [
        row
        for row in queries.pilots(snapshot).iter_rows(named=True)
        if kind in ("", row["pilot_type_id"])
        and document in ("", row["document_id"])
        and (stage in ("", row["stage"] or NO_STAGE) or (stage == PAST and row["is_past"]))
    ]


def lead(view: View, snapshot: Snapshot) -> Markup:
    types = queries.pilot_counts(snapshot)
    if not types:
        return note("所选范围内的文件没有试点，没有可以登记的。")
    total, past = sum(row["pilots"] for row in types), sum(row["past"] for row in types)
    parts: list[object] = [f"截至{day(view.as_of)}，登记试点 ", _figure(view, total), " 个"]
    for code, words in PILOT_STAGE.items():
        if size := sum(row[code] for row in types):
            parts += ["：" if len(parts) == 3 else "、", f"{words} ", _figure(view, size, stage=code)]
    if past:
        parts += ["；试点期已满、还没有评估的 ", _figure(view, past, stage=PAST), " 个"]
    return tag("p", *parts, "。", class_="lead")


def _figure(view: View, size: int, **filters: str) -> object:
    here = {"type": "", "stage": "", "from": "", "page": "", "do": "", "id": "", "saved": ""}
    return link(size, view.here(**{**here, **filters})) if size else "0"


def counts(view: View, snapshot: Snapshot, document: str = "") -> Markup:
    """The kinds of pilots by document, with how many stand at each stage; every figure leads to its rows."""
    rows = [row for row in queries.pilot_counts(snapshot) if document in ("", row["document_id"])]

    def at(code: str) -> Column:
        def cell(row: Row) -> object:
            if not row[code] and code not in row["stage_list"] and code != "cancelled":
                return None
            return _figure(view, row[code], type=row["pilot_type_id"], stage=code)

        return Column(PILOT_STAGE[code], cell, align="right", width="4.2em", over="现阶段")

    def length(row: Row) -> str | None:
        return f"{row['months']} 个月" if row["months"] else None

    def past(row: Row) -> object:
        return _figure(view, row["past"], type=row["pilot_type_id"], stage=PAST) if row["months"] else None

    def register(row: Row) -> Markup:
        return link("登记", view.here(do="register", id=row["pilot_type_id"], saved="", page=""))

    columns = [
        Column("试点类型", "name", width="21em"),
        Column("谁可以申报", "applicants"),
        Column("试点期", length, align="right", width="5.5em"),
        *map(at, PILOT_STAGE),
        Column(
            "合计",
            lambda row: _figure(view, row["pilots"], type=row["pilot_type_id"]),
            align="right",
            width="4.2em",
        ),
        Column("期满待评估", past, align="right", width="6.8em"),
    ]
    if view.actor.role is Role.OFFICE:
        columns.append(Column("办理", register, align="center", width="4em"))
    return table(
        rows, columns, caption=f"试点类型（{len(rows)} 种）", group=document_of, empty="没有试点类型。"
    )


def listed(view: View, snapshot: Snapshot, kind: str = "", stage: str = "", document: str = "") -> Markup:
    """Every pilot with its latest stage, the day of each stage, and the end of its period."""
    rows = chosen(snapshot, kind, stage, document)

    def reached(code: str) -> Column:
        return Column(PILOT_STAGE[code], f"{code}_on", align="center", width="6.4em", over="各阶段日期")

    columns = [
        Column("申报主体", "applicant"),
        Column("名称", lambda row: join([row["name"], under(row["place"])])),
        Column("现阶段", stage_words, width="9em"),
        *map(reached, PILOT_STAGE),
        Column("期满日", _ends, align="center", width="6.5em"),
    ]
    if view.actor.role is Role.OFFICE:
        columns.append(Column("编号", lambda row: _record(view, row), width="4.5em"))
    return table(
        rows,
        columns,
        caption=f"试点登记（{len(rows)} 个）",
        view=view,
        group=lambda row: str(row["kind"]),
        empty="没有符合条件的试点。",
    )


def stage_words(row: Row) -> Markup:
    if row["stage"] is None:
        return tag("span", STAGES[NO_STAGE], class_="quiet")
    word = PILOT_STAGE[row["stage"]]
    shown = mark(word, PILOT_TONES[row["stage"]]) if row["stage"] in PILOT_TONES else tag("span", word)
    said = [row["stage_document"], row["stage_reason"], row["stage_note"]]
    return join([shown, under("；".join(words for words in said if words))])


def _ends(row: Row) -> Markup | None:
    if row["ends_on"] is None:
        return None
    return join([row["ends_on"], under(past_word(row) if row["is_past"] else "")])


def _record(view: View, row: Row) -> Markup:
    local = row["pilot_id"].split("/")[1]
    return link(local, view.link("report", do="correct", id=row["record_id"]), "更正或撤回这条登记")
