"""Warnings as the page shows them: what is on now, who has done how much, the checklist, and those that are past."""

from collections import Counter

from markupsafe import Markup

from tracker import queries
from tracker.duties import known_facts
from tracker.intake import Role
from tracker.labels import ALERT_DUTY, ALERT_DUTY_TONES, ALERT_LEVEL, ALERT_TONES, ROLE, ROLES
from tracker.sentences import day, moment, number
from tracker.snapshot import Snapshot
from tracker.ui.facts import under
from tracker.ui.forms.content import author
from tracker.ui.forms.content import moment as entered
from tracker.ui.marks import clause, link, mark, note
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

BY = {"unit": "按单位", "task": "按措施"}
EVERY_UNIT = "all"


def level(code: str) -> Markup:
    return mark(ALERT_LEVEL[code], ALERT_TONES[code])


def alerts(snapshot: Snapshot) -> list[Row]:
    return list(queries.alerts(snapshot).iter_rows(named=True))


def alert_shown(view: View, snapshot: Snapshot) -> Row | None:
    """The one the address asks for, else the one that is on."""
    found, wanted = alerts(snapshot), view.params.get("alert")
    return next((row for row in found if row["alert_id"] == wanted), None) or next(
        (row for row in found if row["is_on"]), None
    )


def duties(snapshot: Snapshot, alert_id: str, unit: str = "", state: str = "") -> list[Row]:
    """The checklist as far as a unit and a state go."""
    return [
        row
        for row in queries.alert_duties(snapshot, alert_id).iter_rows(named=True)
        if unit in ("", row["unit_id"]) and state in ("", row["state"])
    ]


def unit_wanted(view: View) -> str:
    """The unit whose measures are listed; without a choice a unit sees its own. "" = all."""
    wanted = view.params.get("unit", "")
    return "" if wanted == EVERY_UNIT else wanted or view.actor.unit or ""


def lead(view: View, snapshot: Snapshot) -> Markup:
    """Whether a warning is on: its level, since when, by which plan, and how much of it has been reported."""
    on = [row for row in alerts(snapshot) if row["is_on"]]
    if on:
        return join([*(_on(view, row) for row in on), *_foreign(view, snapshot)])
    plans = queries.alert_documents(snapshot)
    if plans.is_empty():
        return note("所选范围内没有现行的应急预案，不能发布预警。")
    words = "发布以后，预案里与该级别对应的措施在这里成为清单，由各单位登记落实情况。"
    told = tag("p", f"截至{day(view.as_of)}没有预警。{words}", class_="lead")
    return join([told, *_foreign(view, snapshot)])


def _foreign(view: View, snapshot: Snapshot) -> list[Markup]:
    """Says that the plans are not those of the home jurisdiction, which the reader has not left."""
    home, wanted = snapshot.plan.home, set(queries.alert_documents(snapshot)["document_id"])
    places = [f.document.jurisdiction for f in snapshot.plan.files if f.document.id in wanted]
    if view.scope.chosen or not home or not places or home in places:
        return []
    whose = "、".join(dict.fromkeys(places))
    return [note(f"{home}的文件里没有应急预案；这里是{whose}的预案。")]


def _on(view: View, row: Row) -> Markup:
    since = f"，自{moment(row['starts_on'], row['starts_time'])}起"
    moved = [ALERT_LEVEL[code] for code in row["levels"]]
    if len(moved) > 1:
        since += f"（先后为{'、'.join(moved)}，{moment(row['level_on'], row['level_time'])}起为现级别）"
    here = {"alert": row["alert_id"], "do": "", "page": "", "saved": "", "unit": EVERY_UNIT}
    passed = row["unregistered"]
    return tag(
        "p",
        f"截至{day(view.as_of)}有预警：",
        level(row["level"]),
        f"{since}，依据《{row['document']}》。现级别应落实 ",
        link(row["called"], view.here(**here, state="")),
        f" 项（一个单位的一条措施为一项），已登记 {row['called'] - row['open']} 项，待登记 ",
        link(row["open"], view.here(**here, state="open")) if row["open"] else "0",
        " 项",
        join(["；此前级别要求、没有登记的 ", link(passed, view.here(**here, state="unregistered")), " 项"])
        if passed
        else "",
        "。",
        class_="lead",
    )


def course(view: View, snapshot: Snapshot, alert: Row) -> Markup:
    """Declared, raised or lowered, lifted: when, and on whose instruction."""
    rows: list[Row] = [
        {
            "when": moment(step["since_on"], step["since_time"]),
            "what": join(["发布" if at == 0 else "调整为", " ", level(step["level"])]),
            "why": step["reference"],
            "record": step["record_id"],
        }
        for at, step in enumerate(queries.alert_course(snapshot, alert["alert_id"]).iter_rows(named=True))
    ]
    if not alert["is_on"]:
        when = moment(alert["ends_on"], alert["ends_time"])
        rows.append(
            {"when": when, "what": "解除", "why": alert["end_reference"], "record": alert["end_record"]}
        )
    columns = [
        Column("时间", "when", width="11.5em"),
        Column("经过", "what", width="10.5em"),
        Column("依据的指令", lambda row: join([row["why"], under(_recorded(snapshot, row["record"]))])),
    ]
    if view.actor.role is Role.OFFICE:
        columns.append(Column("", lambda row: _correct(view, row["record"]), width="3.5em"))
    return table(rows, columns, caption=join(["预警经过", under(alert["note"])]))


def _recorded(snapshot: Snapshot, record_id: str) -> str:
    """Who entered it, and when."""
    found = known_facts(snapshot).records.get(record_id)
    return f"{author(found, snapshot)}，{entered(found.recorded_at)} 记入" if found else ""


def _correct(view: View, record_id: str) -> Markup:
    return link("更正", view.link("report", do="correct", id=record_id), f"编号 {record_id}")


def by_unit(view: View, snapshot: Snapshot, alert: Row, *, act: bool = False) -> Markup:
    """How many measures each unit has, and how many of them have been reported; most outstanding first."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for row in duties(snapshot, alert["alert_id"]):
        counts.setdefault((row["unit_id"], row["unit"]), Counter())[row["state"]] += 1
    rows: list[Row] = [
        {
            "unit_id": unit_id,
            "unit": unit,
            "all": sum(found.values()),
            "said": found["done"] + found["not_applicable"],
        }
        for (unit_id, unit), found in counts.items()
    ]
    rows.sort(key=lambda row: row["said"] - row["all"])

    def listed(row: Row) -> Markup | str:
        return (
            link(row["unit"], view.here(unit=row["unit_id"], do="", saved="", page=""))
            if row["unit_id"]
            else row["unit"]
        )

    def report(row: Row) -> Markup | None:
        waits = row["said"] < row["all"] and row["unit_id"]
        return link("登记", view.here(unit=row["unit_id"], do="tick", saved="", page="")) if waits else None

    columns = [
        Column("单位", listed),
        Column("应落实", "all", align="right", width="4.5em"),
        Column("已登记", "said", align="right", width="4.5em"),
        Column("没有登记", lambda row: row["all"] - row["said"] or None, align="right", width="5.5em"),
    ]
    if act:
        columns.append(Column("办理", report, align="center", width="4em"))
    return table(rows, columns, caption=f"各单位（{len(rows)} 个，没有登记多的在前）")


def checklist(
    view: View, snapshot: Snapshot, alert: Row, unit: str = "", state: str = "", by: str = "unit"
) -> Markup:
    """Every measure of the warning by every unit that has a part in it, with who has said what and when."""
    found = duties(snapshot, alert["alert_id"], unit, state)
    if by == "unit":
        found = sorted(found, key=lambda row: (row["collective"], row["unit_position"] or 0, row["unit"]))
    columns = [
        Column("条款", lambda row: clause(row["clause"]), width="7.5em"),
        Column("措施", lambda row: _measure(view, row)),
        Column("状态", _state, width="6em"),
        Column("登记", lambda row: _said(view, snapshot, row), width="12.5em"),
    ]
    columns.insert(
        2, Column("承担", _part, width="9.5em") if by == "unit" else Column("单位", _unit, width="10em")
    )
    heading = "unit" if by == "unit" else "title"
    over = (
        "" if alert["is_on"] else "预警已解除；此后登记的标明“事后补登”，一直没有登记的为“未登记”，不算逾期。"
    )
    return table(
        found,
        columns,
        caption=join([f"应急措施清单（{len(found)} 项）", under(over)]),
        view=view,
        group=lambda row: str(row[heading]) if by == "unit" else f"{row['clause']} {row['title']}",
        empty="没有符合条件的措施。",
    )


def _measure(view: View, row: Row) -> Markup:
    words = join([link(row["title"], view.link("task", id=row["task_id"])), under(row["summary"])])
    return (
        join([words, under(f"{'、'.join(ALERT_LEVEL[code] for code in row['levels'])}期间")])
        if row["until"]
        else words
    )


def _part(row: Row) -> Markup:
    return join([ROLE[row["role"]], under(f"文中写“{row['via']}”") if row["via"] else ""])


def _unit(row: Row) -> Markup:
    return join([row["unit"], under(ROLE[row["role"]])])


def _state(row: Row) -> Markup:
    shown = mark(ALERT_DUTY[row["state"]], ALERT_DUTY_TONES[row["state"]])
    return join([shown, under("事后补登")]) if row["is_late"] else shown


def _said(view: View, snapshot: Snapshot, row: Row) -> Markup | None:
    if row["record_id"] is None:
        return None
    by = (
        ""
        if row["filed_by"] == row["unit_id"]
        else "　" + queries.unit_names(snapshot).get(row["filed_by"], ROLES["office"])
    )
    may = view.actor.role is Role.OFFICE or (view.actor.unit and view.actor.unit == row["filed_by"])
    again = join(["　", _correct(view, row["record_id"])]) if may else ""
    return join([f"{row['entered_at']:%m-%d %H:%M}{by}", again, under(row["text"])])


def past(view: View, snapshot: Snapshot) -> Markup:
    """Warnings that have been lifted, latest first, with the share of their measures that were reported."""
    rows = [row for row in alerts(snapshot) if not row["is_on"]]

    def share(row: Row) -> str | None:
        return (
            number(100 * (row["done"] + row["not_applicable"]) / row["duties"], 1) if row["duties"] else None
        )

    columns = [
        Column("预案", "document"),
        Column(
            "级别",
            lambda row: join(
                join([" → " if at else "", level(code)]) for at, code in enumerate(row["levels"])
            ),
            width="17em",
        ),
        Column("发布", lambda row: moment(row["starts_on"], row["starts_time"]), width="11.5em"),
        Column("解除", lambda row: moment(row["ends_on"], row["ends_time"]), width="11.5em"),
        Column("应落实", "duties", align="right", width="5em"),
        Column("已落实", "done", align="right", width="5em"),
        Column("不适用", "not_applicable", align="right", width="5em"),
        Column("未登记", "unregistered", align="right", width="5em"),
        Column("登记率", share, unit="%", align="right", width="6em"),
        Column("事后补登", "late", align="right", width="5.5em"),
        Column(
            "",
            lambda row: link(
                "清单", view.here(alert=row["alert_id"], do="", unit="", state="", page="", saved="")
            ),
            width="3.5em",
        ),
    ]
    return table(
        rows, columns, caption=f"已解除的预警（{len(rows)} 次）", view=None, empty="还没有已解除的预警。"
    )
