"""What a report in Word says of itself: its documents, who issues it, which instant it shows, and what it is not."""

from datetime import UTC, datetime

import polars as pl

from tracker import queries
from tracker.duties import locked
from tracker.model import Document
from tracker.periods import SHANGHAI, Quarter
from tracker.plan.units import UnitNames
from tracker.snapshot import Snapshot

NAMED = 3
"""So many documents are named before the rest is only counted."""


def counted_documents(now: Snapshot) -> list[Document]:
    """The documents of which something is counted; where nothing is, all that were asked for."""
    counted = set(queries.tasks(now).filter(pl.col("in_force"))["document_id"])
    for rows in (queries.counted_items(now), queries.counted_targets(now)):
        counted |= set(rows["document_id"])
    asked = [file.document for file in now.plan.files if now.shows(file.document.id)]
    return [one for one in asked if one.id in counted] or asked


def documents_in_words(now: Snapshot) -> str:
    """By title and number as far as one line goes."""
    found = counted_documents(now)
    named = "、".join(
        f"《{one.title}》{f'（{one.document_number}）' if one.document_number else ''}"
        for one in found[:NAMED]
    )
    return f"{named}等{len(found)}份文件" if len(found) > NAMED else named


def issuers(now: Snapshot) -> str:
    """The bodies that coordinate these documents, by full name."""
    names = UnitNames(now.plan.units)
    found = [names.find(one, one.coordinator) for one in counted_documents(now)]
    return "、".join(dict.fromkeys(unit.full_name or unit.name for unit in found if unit))


def instant(moment: datetime) -> str:
    """A naive UTC instant as people here say it."""
    local = moment.replace(tzinfo=UTC).astimezone(SHANGHAI)
    return f"{local.year}年{local.month}月{local.day}日{local:%H:%M:%S}"


def is_open(now: Snapshot) -> bool:
    """Whether the quarter it is about may still change; a day that is no quarter's last always may."""
    quarter = Quarter.of(now.clock.as_of)
    return quarter.end != now.clock.as_of or not locked(now, quarter)
