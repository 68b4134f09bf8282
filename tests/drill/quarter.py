"""A whole quarter of two units played twice, by the pages in a real browser and by workbooks only: one and the same ledger.

What the page of a browser alone can add, a file of evidence, is left out of the comparison; everything else that was
said has to agree: of what, for whom, in which role and for which day, and whatever is judged from it.
"""

import os
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import polars as pl
from playwright.sync_api import sync_playwright

from tests.conftest import CURE, chromium_path
from tests.drill import quarter_books, quarter_pages
from tests.drill import quarter_story as story
from tests.drill.options import Options
from tests.drill.people import TASKS, House
from tracker import queries
from tracker.periods import end_of_shanghai_day
from tracker.queries.scope import HOME
from tracker.records.journal import FileJournal, Ledger, Record
from tracker.snapshot import Snapshot, Workspace

SHOTS = "QUARTER_SHOTS"
"""Names a folder for a picture of every step; none are taken without it."""
EXPRESSED = 44
"""At least so many facts come out of the story; fewer would compare little."""
ONLY_BY = ("workbook_taken",)
"""Kinds that say by which way a fact came."""


def facts(ledger: Ledger) -> Counter[str]:
    """What was said, without ids, instants and names of users; a record that is pointed at stands as what it says."""
    known = {record.id: record for record in ledger.records}

    def told(value: object) -> object:
        if isinstance(value, str) and value in known:
            return said(known[value])
        if isinstance(value, Mapping):
            return {name: told(value[name]) for name in sorted(value)}
        if isinstance(value, Sequence) and not isinstance(value, str):
            return [told(one) for one in value]
        return str(value)

    def said(record: Record) -> str:
        return f"{record.kind} {record.role} {record.unit} {record.effective_on} {told(record.body)}"

    every = (said(one) for one in ledger.records if one.kind not in ONLY_BY)
    # Evidence that is a file: as the fact, as what a reporter has put up, and in the unit's word on that.
    return Counter(words for words in every if "sha256" not in words)


def judged(snapshot: Snapshot) -> dict[str, pl.DataFrame]:
    """Everything that is derived: lights and reasons, freshness, targets, dates; without ids and places of records."""
    home = HOME.of(snapshot)
    frames = {
        "tasks": queries.tasks(home),
        "targets": queries.targets(home),
        "items": queries.items(home),
        "windows": queries.windows(home),
        "notices": pl.DataFrame(list(queries.notices(home))),
        "receipts": pl.DataFrame(list(queries.receipts(home))),
    }
    return {
        name: frame.drop([column for column in frame.columns if column == "seq" or "record" in column])
        for name, frame in frames.items()
    }


def run(folder: Path, options: Options) -> bool:
    path = chromium_path()
    if path is None:
        print(CURE)
        return False
    shots = Path(os.environ[SHOTS]) if SHOTS in os.environ else None
    began = time.perf_counter()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-quic", "--disable-background-networking"]
        )
        house = House(browser, shots)
        quarter_pages.Quarter(house, folder / "pages", folder).play()
        noise = {user: person.noise for user, person in house.people.items() if person.noise}
        browser.close()
    halfway = time.perf_counter()
    files = folder / "files"
    files.mkdir()
    books = quarter_books.Quarter(folder / "books", files)
    books.play()
    ended = time.perf_counter()
    wrong = [f"{user}: {words}" for user, said in noise.items() for words in said[:3]]
    by_pages, by_books = (FileJournal(folder / way / "journal").verify() for way in ("pages", "books"))
    said_by_pages, said_by_books = facts(by_pages), facts(by_books)
    wrong += [f"only by pages: {line}" for line in said_by_pages - said_by_books]
    wrong += [f"only by workbooks: {line}" for line in said_by_books - said_by_pages]
    wrong += [] if said_by_pages.total() >= EXPRESSED else [f"only {said_by_pages.total()} facts"]
    wrong += differences(*(_judged(folder / way) for way in ("pages", "books")))
    if wrong:
        print("the quarter differs:", *wrong, sep="\n  ")
        return False
    lights = Counter(judged_lights(folder / "pages"))
    print(
        f"a quarter of 2 units by {len(house.people)} people in {len(house.taken)} views ({halfway - began:.0f} s) "
        f"and by workbooks ({ended - halfway:.0f} s, LibreOffice {'yes' if books.through_libreoffice else 'no'}): "
        f"the same {said_by_pages.total()} facts, lights {dict(lights)}"
    )
    return True


def _snapshot(data: Path) -> Snapshot:
    now = datetime.fromisoformat(story.LOCKING)
    return Workspace(TASKS, data, now=lambda: end_of_shanghai_day(now.date())).status()


def _judged(data: Path) -> dict[str, pl.DataFrame]:
    return judged(_snapshot(data))


def judged_lights(data: Path) -> list[str]:
    return queries.counted_tasks(HOME.of(_snapshot(data)))["light"].to_list()


def differences(one: Mapping[str, pl.DataFrame], other: Mapping[str, pl.DataFrame]) -> list[str]:
    """Every cell of the judged frames that is not the same."""
    found = []
    for name, frame in one.items():
        if frame.shape != other[name].shape or frame.columns != other[name].columns:
            found.append(f"{name}: {frame.shape} by pages, {other[name].shape} by workbooks")
            continue
        for here, there in zip(frame.iter_rows(named=True), other[name].iter_rows(named=True), strict=True):
            found += [
                f"{name} {next(iter(here.values()))} {column}: {here[column]!r} by pages, {there[column]!r} by workbooks"
                for column in frame.columns
                if here[column] != there[column]
            ]
    return found
