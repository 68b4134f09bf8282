"""The circular (通报) on a quarter in Word, as `reports/circular.yaml` lays it out."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import polars as pl

from tracker import queries
from tracker.audit.heads import heads, heads_in_words
from tracker.labels import CHANGE, LIGHTS, SCHEDULE, SCHEDULE_OTHER
from tracker.periods import Quarter, shanghai_day, windows
from tracker.queries.scope import HOME, Scope
from tracker.report.about import documents_in_words, instant, is_open, issuers
from tracker.report.asked import Asked, stamp
from tracker.report.blocks import Block, NewPage, Numbers, Paragraph, Table
from tracker.report.blocks import write as write_blocks
from tracker.report.circular_layout import CircularLayout, load
from tracker.report.circular_rows import (
    NOBODY,
    Row,
    classes,
    done,
    due_targets,
    moved,
    of_units,
    overdue,
    red,
    silent,
)
from tracker.report.figures import figures
from tracker.report.pieces import Counted, Piece, Said, Word, joined, pieces, said
from tracker.report.summary import summary
from tracker.report.word import Word as Paper
from tracker.sentences import day
from tracker.snapshot import Snapshot, Workspace

LAYOUT = Path(__file__).parents[2] / "reports" / "circular.yaml"
WAITING = ("overdue", "unsigned", "open")
"""States of a notice that still wants its reply."""
ANNEXES = ("red", "overdue", "targets", "silent", "done", "changes")


def write(
    workspace: Workspace,
    quarter: Quarter,
    target: Path | BinaryIO,
    layout: Path = LAYOUT,
    known_at: datetime | None = None,
    scope: Scope = HOME,
) -> None:
    """Write the circular on a quarter; the same plan, chains, lock and instant give the same bytes.

    Raises LayoutRefused when the layout has mistakes, OSError when `target` cannot be written.
    """
    asked = Asked(quarter, quarter.end, known_at, scope)
    now, before = asked.states(workspace)
    content = compose(now, before, load(layout), asked, heads_in_words(heads(workspace, now.clock.known_at)))
    if isinstance(target, Path):
        target.write_bytes(content)
    else:
        target.write(content)


def compose(now: Snapshot, before: Snapshot, layout: CircularLayout, asked: Asked, printed: str) -> bytes:
    """The document of two judged states; `printed` are the heads of both chains in words."""
    circular = Circular(now, before, layout, printed)
    paper = Paper(layout, title=circular.text("title"), made_at=now.clock.known_at)
    if queries.opening(now)[1]:
        paper.mark(layout.demo_mark)
    if is_open(now):
        paper.mark(layout.open_mark)
    write_blocks(paper, circular.blocks())
    return paper.finished(stamp(asked, now, paper.marks).in_words())


class Circular:
    """What it says, from top to bottom."""

    def __init__(self, now: Snapshot, before: Snapshot, layout: CircularLayout, printed: str) -> None:
        self.now, self.before, self.layout = now, before, layout
        self.counted = Counted(figures(now, before))
        quarter = Quarter.of(now.clock.as_of)
        self.once: dict[str, Word] = {
            "period": quarter.label,
            "documents": documents_in_words(now),
            "as_of": day(now.clock.as_of),
            "before": Quarter.of(before.clock.as_of).label,
            "blank": layout.blank,
            "issuer": issuers(now),
            "heads": printed,
            "known_at": instant(now.clock.known_at),
        }
        self.once["known"] = self.say("known_open" if is_open(now) else "known_locked")
        self.rows: dict[str, list[Row]] = {
            "red": red(now),
            "overdue": overdue(now, before),
            "targets": due_targets(now),
            "silent": silent(now, self.counted),
            "done": done(now),
            "changes": moved(now, before),
        }
        self.annexes = [name for name in ANNEXES if self.rows[name]]

    def say(self, part: str, **words: Word) -> Said:
        return said(getattr(self.layout, part), self.once | words)

    def text(self, part: str) -> str:
        return "".join(piece.text for piece in self.say(part))

    def blocks(self) -> Iterator[Block]:
        numbers = Numbers()
        for part, setting in (
            ("title", "title"),
            ("number", "centered"),
            ("address", "address"),
            ("opening", "body"),
        ):
            yield Paragraph(setting, self.say(part))
        yield numbers.heading(self.say("overall"))
        yield from self._overall()
        yield numbers.heading(self.say("wanting"))
        for name, words in self._wanting():
            yield numbers.subheading(self.say(f"{name}_heading"))
            yield Paragraph("body", words)
        yield numbers.heading(self.say("good"))
        settled = self.counted.of("change.settled")
        yield self._listed("done", "no_done", count=self.counted.of("schedule.done"), settled=settled)
        yield numbers.heading(self.say("moved"))
        kinds = joined(
            self.say("kind_part", kind=word, count=self.counted.of(f"change.{kind}"))
            for kind, word in CHANGE.items()
            if self.counted[f"change.{kind}"]
        )
        yield self._listed("changes", "no_changes", kinds=kinds)
        yield numbers.heading(self.say("next"))
        for at, words in enumerate(self._asks(), 1):
            yield Paragraph("body", (Piece(f"{at}. "), *words))
        yield from self._end()

    def _overall(self) -> Iterator[Block]:
        counted, tasks = self.counted, self.counted["tasks"]
        yield Paragraph("body", tuple(summary(self.now)))
        if tasks:
            parts = self._parts("schedule", SCHEDULE)
            reasons = joined(
                (
                    self.say("reason_part", reason=word, count=counted.of(f"schedule_other.{why}"))
                    for why, word in SCHEDULE_OTHER.items()
                    if counted[f"schedule_other.{why}"]
                ),
                "；",
            )
            other: Word = self.say("other", reasons=reasons) if reasons else ""
            yield Paragraph("body", self.say("schedule", classes=parts, other=other))
            yield Paragraph("caption", self._caption("schedule"))
            yield self._table("schedule", classes(self.now, counted, self.layout.meanings))
            yield Paragraph("body", self.say("lights", classes=self._parts("light", LIGHTS)))
            filed = {
                name: counted.of(f"freshness.{name}")
                for name in ("reported", "late", "missing", "not_yet_due")
            }
            quarter = Quarter.of(self.now.clock.as_of)
            window = windows(self.now.plan.calendar, quarter, quarter)[0]
            still_open: Word = ""
            if window.closes_on >= self.now.clock.window_day:
                still_open = self.say("window_open", closes_on=day(window.closes_on))
            yield Paragraph("body", (*self.say("filed", **filed), *pieces(still_open)))
        due = ("due", "met", "missed", "no_reading", "awaiting_publication", "unknown", "awaiting_value")
        yield Paragraph("body", self.say("due", **{name: counted.of(f"target.{name}") for name in due}))

    def _parts(self, group: str, words: Mapping[str, str]) -> Said:
        of, share = self.counted.of, self.counted.share
        found: Iterator[dict[str, Word]] = (
            {"class": word, "count": of(f"{group}.{name}"), "share": share(f"{group}.{name}")}
            for name, word in words.items()
        )
        return joined((self.say("class_part", **part) for part in found), "；")

    def _wanting(self) -> Iterator[tuple[str, Said]]:
        """What is wrong, under a heading each."""
        of = self.counted.of
        red = {"count": of("light.red"), "units": self._by_unit("led_red")}
        yield "red", self._listed("red", "no_red", **red).words
        late = {"count": of("item.overdue"), "units": self._by_unit("overdue")}
        yield (
            "overdue",
            self._listed("overdue", "no_overdue", **late, fresh=of("change.newly_overdue")).words,
        )
        due = {name: of(f"target.{name}") for name in ("missed", "no_reading")}
        yield "targets", self._listed("targets", "no_targets", **due).words
        told: dict[str, Word] = {}
        for name in ("missing", "late"):
            told |= {name: of(f"freshness.{name}"), f"{name}_units": joined(self._of_units(name))}
            told[f"{name}_units"] = told[f"{name}_units"] or self.say("nobody")
        yield "silent", self._listed("silent", "no_silent", **told).words

    def _by_unit(self, column: str) -> Word:
        """The units with what each has; what no unit answers for comes last."""
        parts = list(self._of_units(column))
        if self.counted[f"unowned.{column}"]:
            parts.append(self.say("unowned_part", count=self.counted.of(f"unowned.{column}")))
        return joined(parts)

    def _of_units(self, column: str) -> Iterator[Said]:
        for unit, count in of_units(self.now, self.counted, column):
            yield self.say("unit_part", unit=unit, count=count)

    def _listed(self, name: str, otherwise: str, **words: Word) -> Paragraph:
        """What refers to the annex with the list; where there is none, what is said instead."""
        if name not in self.annexes:
            return Paragraph("body", self.say(otherwise, **words))
        return Paragraph("body", self.say(name, annex=str(self.annexes.index(name) + 1), **words))

    def _asks(self) -> Iterator[Said]:
        """What the facts alone ask for; a date that they do not set is left to the office."""
        now, clock = self.now, self.now.clock
        if missing := [unit for unit, _ in of_units(now, self.counted, "missing")]:
            yield self.say("ask_missing", units="、".join(missing))
        silent_targets = queries.fallen_due(now).filter(counts="no_reading")
        if not silent_targets.is_empty():
            indicators = joined(
                self.say("indicator_part", unit=row["answers"] or NOBODY, indicator=row["indicator"])
                for row in silent_targets.iter_rows(named=True)
            )
            count = self.counted.of("target.no_reading")
            yield self.say("ask_reading", no_reading=count, indicators=indicators)
        if late := [unit for unit, _ in of_units(now, self.counted, "overdue")]:
            yield self.say("ask_overdue", units="、".join(late))
        soon = queries.counted_items(now).filter(
            (pl.col("state") == "due_soon") & (pl.col("effective_due") >= clock.window_day)
        )
        for row in soon.sort("effective_due", maintain_order=True).iter_rows(named=True):
            told = {"due": day(row["effective_due"]), "clause": row["clause"], "what": row["what"]}
            yield self.say("ask_due_soon", unit=row["answers"] or NOBODY, **told)
        for notice in queries.notices(now):
            if notice["state"] in WAITING:
                told = {"number": notice["number"], "unit": notice["unit"]}
                yield self.say("ask_notice", **told, reply_by=day(notice["reply_by"]))
        yield self._next_window()
        yield self.say("ask_more")

    def _next_window(self) -> Said:
        """The first window after the quarter that has not closed when the circular is made."""
        quarter = Quarter.of(self.now.clock.as_of).next
        seen = max(self.now.clock.window_day, shanghai_day(self.now.clock.known_at))
        last = max(quarter, Quarter.of(seen))
        found = windows(self.now.plan.calendar, quarter, last)
        window = next(one for one in found if one.closes_on >= min(seen, found[-1].closes_on))
        return self.say(
            "ask_window_estimated" if window.estimated else "ask_window",
            opens_on=day(window.opens_on),
            closes_on=day(window.closes_on),
            next_period=window.quarter.label,
        )

    def _end(self) -> Iterator[Block]:
        if self.annexes:
            yield Paragraph("body", self.say("annexes"))
        for at, name in enumerate(self.annexes, 1):
            yield Paragraph("body", self.say("annex_line", annex=str(at), caption=self._caption(name)))
        yield Paragraph("issuer", self.say("issuer"))
        yield Paragraph("issued", self.say("issued"))
        yield Paragraph("note", self.say("foot"))
        for at, name in enumerate(self.annexes, 1):
            yield NewPage()
            yield Paragraph("flush", self.say("annex_head", annex=str(at)))
            yield Paragraph("caption", self._caption(name))
            yield self._table(name, self.rows[name])

    def _caption(self, name: str) -> Said:
        return said(getattr(self.layout.tables, name).caption, self.once)

    def _table(self, name: str, rows: list[Row]) -> Table:
        grid = getattr(self.layout.tables, name)
        return Table(grid, rows, said(grid.empty, self.once))
