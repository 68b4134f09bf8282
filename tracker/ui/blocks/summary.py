"""What stands at the top of 总览: what is true today in words whose figures link, and what is not known yet."""

from collections import Counter

import polars as pl
from markupsafe import Markup

from tracker import queries
from tracker.intake import Role
from tracker.labels import LIGHT_TONES, LIGHTS, TASK_KIND
from tracker.model import UNJUDGED
from tracker.queries.documents import documents
from tracker.sentences import day
from tracker.snapshot import Snapshot
from tracker.ui.blocks.alert_lines import waiting, warned
from tracker.ui.marks import link, mark
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table
from tracker.unknowns import Unknown, unknowns


def lead(view: View, snapshot: Snapshot) -> Markup:
    """The state in one line; a unit's own tasks and an unopened ledger are told beneath it."""
    parts: list[object] = []
    for words, figure, counts in queries.summary(snapshot):
        if counts in LIGHTS:
            lamp = mark(f"{LIGHTS[counts]} {figure}", LIGHT_TONES[counts])
            parts += [words.removesuffix(f"{LIGHTS[counts]} "), link(lamp, view.link("ledger", light=counts))]
        elif figure is None:
            parts.append(words)
        else:
            to = view.link("ledger") if counts == "tasks" else view.link("targets", due=counts)
            parts += [words, count_link(figure, to)]
    lines = [tag("p", *parts, class_="lead"), *warned(view, snapshot), *_unlit(view, snapshot)]
    # Units of another place are not those of the documents shown.
    units = queries.units(snapshot).iter_rows(named=True)
    lines += [_own(view, snapshot, row) for row in units if row["unit_id"] == view.actor.unit]
    if queries.opening(snapshot)[0] is None:
        lines.append(_unopened(view))
    return join(lines)


def _unlit(view: View, snapshot: Snapshot) -> list[Markup]:
    """The tasks in force that are not among those counted by light, by kind."""
    found = queries.tasks(snapshot).filter(pl.col("in_force") & pl.col("kind").is_in(list(UNJUDGED)))
    counts = Counter(found["kind"])
    told = [
        join([f"{TASK_KIND[kind]} ", count_link(counts[kind], view.link("ledger", kind=kind)), " 项"])
        for kind in UNJUDGED
        if counts[kind]
    ]
    return (
        [tag("p", "另有", Markup("、").join(told), "，不评灯，不在上面的任务数之内。", class_="own")]
        if told
        else []
    )


def nothing_counts(snapshot: Snapshot) -> bool:
    """Whether no task, target or date of the documents shown is in force or carried over on the day."""
    if queries.tasks(snapshot)["in_force"].any():
        return False
    return queries.counted_targets(snapshot).is_empty() and queries.counted_items(snapshot).is_empty()


def listed_only(view: View, snapshot: Snapshot) -> Markup:
    """What documents that do not count have in them: a page of empty tables would tell less."""
    shown = [row for row in documents(snapshot) if snapshot.shows(row["document_id"])]
    tasks, targets = sum(sum(row["kinds"].values()) for row in shown), sum(row["targets"] for row in shown)
    if len(shown) == 1:
        name = shown[0]["document_id"]
        listed: list[object] = [
            "文中的任务 ",
            count_link(tasks, view.link("ledger", document=name)),
            " 项、指标 ",
            count_link(targets, view.link("targets", document=name)),
            " 项，都可以查看，不评灯、不计数。",
        ]
    else:
        listed = [f"文中的任务 {tasks} 项、指标 {targets} 项，见", link("文件", view.link("documents")), "。"]
    begins = f"截至{day(view.as_of)}，所选范围内没有计入统计的任务和指标。"
    return tag("p", begins, *(listed if tasks or targets else []), class_="lead")


def _own(view: View, snapshot: Snapshot, row: Row) -> Markup:
    unit = row["unit_id"]
    led = [
        join(
            [
                word,
                " ",
                count_link(row[f"led_{light}"], view.link("ledger", unit=unit, part="led", light=light)),
            ]
        )
        for light, word in LIGHTS.items()
        if row[f"led_{light}"]
    ]
    parts: list[object] = [tag("b", row["name"]), "：牵头 "]
    parts += [count_link(row["led"], view.link("ledger", unit=unit, part="led")), " 项"]
    parts += ["（", Markup("、").join(led), "）"] if led else []
    parts += ["，参与 ", count_link(row["shared"], view.link("ledger", unit=unit, part="shared")), " 项"]
    if row["missing"]:
        missing = view.link("ledger", unit=unit, part="led", fresh="missing")
        parts += ["；漏报 ", count_link(row["missing"], missing), " 项"]
    for alert in queries.alerts(snapshot).filter(pl.col("is_on"))["alert_id"]:
        if count := waiting(snapshot, alert, unit):
            parts += ["；预警措施待登记 ", link(count, view.link("alerts", state="open")), " 项"]
    parts += ["。", link("去填报", view.link("report"))]
    return tag("p", *parts, class_="own")


def count_link(count: int, href: str, class_: str = "") -> Markup:
    """A figure that leads to its rows; there are none behind a zero."""
    return tag("a", count, href=href, class_=class_) if count else tag("span", "0", class_="none")


def _unopened(view: View) -> Markup:
    words = "台账还没有启用，也没有任何报送：下面的任务和指标都是“情况不明”，不等于逾期，也不等于完成。"
    parts: list[object] = [words]
    if view.actor.role is Role.OFFICE:
        parts += ["请到", link("办公室", view.link("office")), "页启用台账；各单位从启用后的报送期起报送。"]
    else:
        parts.append("由双碳办启用台账，各单位从启用后的报送期起报送。")
    return tag("p", *parts, class_="note")


def unknown(view: View, snapshot: Snapshot) -> Markup:
    """What is missing, by whom it can be supplied."""
    columns = [
        Column("由谁补", "who", width="10.4em"),
        Column("缺什么", "what"),
        Column("项数", lambda row: link(row["count"], _behind(view, row["of"])), align="right", width="4em"),
    ]
    rows: list[Row] = [
        {"who": found.who, "what": found.what, "count": found.count, "of": found}
        for found in unknowns(snapshot)
    ]
    return table(rows, columns, caption="还不清楚的（由谁补）", empty="没有缺少的情况。")


def _behind(view: View, found: Unknown) -> str:
    if found.key == "never_reported":
        return view.link("ledger", fresh="never")
    if found.key == "awaiting_first_report":
        return view.link("overdue", state="awaiting_first_report")
    if found.key == "targets":
        return view.link("targets", state=",".join(found.states))
    return view.link("ledger", basis=found.key)
