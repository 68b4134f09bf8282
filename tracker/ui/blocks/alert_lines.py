"""A warning that is on, in a line, for pages that are about something else."""

import polars as pl
from markupsafe import Markup

from tracker import queries
from tracker.sentences import moment
from tracker.snapshot import Snapshot
from tracker.ui.blocks.alert_rows import alerts, level
from tracker.ui.marks import link
from tracker.ui.markup import tag
from tracker.ui.state import View


def warned(view: View, snapshot: Snapshot) -> list[Markup]:
    """A line a warning."""
    return [
        tag(
            "p",
            "正在预警：",
            level(row["level"]),
            f"，自{moment(row['starts_on'], row['starts_time'])}起；现级别应落实 {row['called']} 项，待登记 ",
            link(row["open"], view.link("alerts", alert=row["alert_id"], state="open"))
            if row["open"]
            else "0",
            " 项。",
            link("查看应急预警", view.link("alerts", alert=row["alert_id"])),
            class_="own",
        )
        for row in alerts(snapshot)
        if row["is_on"]
    ]


def waiting(snapshot: Snapshot, alert_id: str, unit_id: str) -> int:
    """How many measures of a warning the unit has still to report on."""
    found = queries.alert_duties(snapshot, alert_id)
    return found.filter(pl.col("unit_id") == unit_id, pl.col("state") == "open").height
