"""One quarterly workbook for every unit that has a part in something, in one zip."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import polars as pl

from tracker import queries
from tracker.periods import SHANGHAI, Quarter
from tracker.queries.scope import HOME, Scope
from tracker.report import quarterly
from tracker.snapshot import Snapshot, Workspace


def units_with_a_book(now: Snapshot) -> dict[str, str]:
    """Id and name of each unit that leads, shares or answers for something, as the register has them."""
    load = queries.units(now).filter(pl.col("led") + pl.col("shared") > 0)
    answering = {*queries.counted_targets(now)["answer_unit"], *queries.counted_items(now)["answer_unit"]}
    having = {*load["unit_id"], *answering}
    every = queries.units(now.whole).filter(~pl.col("collective")).sort("position")
    return {unit: name for unit, name in zip(every["unit_id"], every["name"], strict=True) if unit in having}


def parcel(
    workspace: Workspace,
    quarter: Quarter,
    layout: Path = quarterly.LAYOUT,
    known_at: datetime | None = None,
    scope: Scope = HOME,
    against: Quarter | None = None,
) -> bytes:
    """The same question gives the same bytes. Raises LayoutRefused when the layout has mistakes."""
    now, target = scope.of(workspace.report(quarter, known_at)), BytesIO()
    local = now.clock.known_at.replace(tzinfo=UTC).astimezone(SHANGHAI)
    with ZipFile(target, "w", ZIP_STORED) as found:
        for unit, name in units_with_a_book(now).items():
            data = BytesIO()
            quarterly.write(workspace, quarter, data, layout, known_at, scope, unit, against)
            entry = ZipInfo(file_name(now, quarter, name), local.timetuple()[:6])
            found.writestr(entry, data.getvalue())
    return target.getvalue()


def file_name(now: Snapshot, quarter: Quarter, name: str) -> str:
    """Of the book of one unit."""
    demo = "演示－" if queries.opening(now)[1] else ""
    return f"{demo}{name.replace('/', '、')} {quarter.label}季度报告.xlsx"
