"""The one-page brief for leaders (领导简报) in Word, on a quarter or a day, as `reports/brief.yaml` lays it out."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO

from tracker import queries
from tracker.audit.heads import heads, heads_in_words
from tracker.changes import changes
from tracker.labels import CHANGE, COLOURS, LIGHT_TONES, LIGHTS
from tracker.periods import Quarter
from tracker.report.about import documents_in_words, instant, is_open
from tracker.report.asked import Asked, stamp
from tracker.report.brief_layout import (
    CHANGE_LINES,
    DECISION_LINES,
    FOOT_LINES,
    SUMMARY_LINES,
    BriefLayout,
    load,
)
from tracker.report.brief_rows import TOLD, Row, reddest, short_targets, units_behind
from tracker.report.figures import figures
from tracker.report.fitted import CELL_MARGINS, clipped
from tracker.report.pieces import Counted, Piece, Said, Word, joined, pieces, said
from tracker.report.summary import summary
from tracker.report.word import Word as Paper
from tracker.sentences import day
from tracker.snapshot import Snapshot, Workspace

LAYOUT = Path(__file__).parents[2] / "reports" / "brief.yaml"
NARROWEST = 13.0
"""Of a field of the bar of lights, in millimetres: its word has to stand in it."""


def write(workspace: Workspace, asked: Asked, target: Path | BinaryIO, layout: Path = LAYOUT) -> None:
    """Write the brief on a quarter or a day; the same plan, chains, lock and instant give the same bytes.

    Raises LayoutRefused when the layout has mistakes, OSError when `target` cannot be written.
    """
    now, before = asked.states(workspace)
    content = compose(now, before, load(layout), asked, heads_in_words(heads(workspace, now.clock.known_at)))
    if isinstance(target, Path):
        target.write_bytes(content)
    else:
        target.write(content)


def compose(now: Snapshot, before: Snapshot, layout: BriefLayout, asked: Asked, printed: str) -> bytes:
    """The document of two judged states; `printed` are the heads of both chains in words."""
    brief = Brief(now, before, layout, asked, printed)
    paper = Paper(layout, title=brief.text("title"), made_at=now.clock.known_at)
    marks = [layout.demo_mark] if queries.opening(now)[1] else []
    marks += [layout.open_mark] if brief.open else []
    if marks:
        paper.mark("；".join(marks))
    brief.write(paper)
    return paper.finished(stamp(asked, now, paper.marks).in_words())


class Brief:
    """What it says; every text is cut to the lines that the page has for it."""

    def __init__(
        self, now: Snapshot, before: Snapshot, layout: BriefLayout, asked: Asked, printed: str
    ) -> None:
        self.now, self.before, self.layout = now, before, layout
        self.counted = Counted(figures(now, before))
        # What is said of a day is never locked, though it be the last of a locked quarter.
        self.open = asked.quarter is None or is_open(now)
        self.once: dict[str, Word] = {
            "period": asked.quarter.label if asked.quarter else day(asked.as_of),
            "documents": documents_in_words(now),
            "as_of": day(now.clock.as_of),
            "before": Quarter.of(before.clock.as_of).label,
            "heads": printed,
            "known_at": instant(now.clock.known_at),
        }
        self.once["known"] = self.say("known_open" if self.open else "known_locked")

    def say(self, part: str, **words: Word) -> Said:
        return said(getattr(self.layout, part), self.once | words)

    def text(self, part: str) -> str:
        return "".join(piece.text for piece in self.say(part))

    def write(self, paper: Paper) -> None:
        layout, of = self.layout, self.counted.of
        paper.say(self.say("title"), "title")
        self._line(paper, self.say("subtitle"), 1, "centered")
        self._line(paper, tuple(summary(self.now)), SUMMARY_LINES)
        self._numbers(paper)
        self._bar(paper)
        shortfalls = short_targets(self.now)
        behind = units_behind(self.now, self.counted)
        self._list(paper, "red", reddest(self.now), of("light.red"))
        self._list(paper, "targets", shortfalls, of("targets.short"))
        self._list(paper, "units", behind, of("units.behind"))
        paper.say(self.say("changes_heading"), "flush")
        self._changes(paper)
        self._decisions(paper)
        foot = clipped(self.say("foot"), layout.line_length, float(layout.foot_size), FOOT_LINES)
        paper.say(foot, "note", space=4)

    def _line(self, paper: Paper, words: Said, lines: int, part: str = "body") -> None:
        layout = self.layout
        # The first line of a paragraph is indented by two characters.
        length = layout.line_length - (
            2 * float(layout.body_size) / 72 * 25.4 / lines if part == "body" else 0
        )
        paper.say(clipped(words, length, float(layout.body_size), lines), part)

    def _numbers(self, paper: Paper) -> None:
        width = self.layout.line_length / len(self.layout.numbers)
        paper.figures(
            [(pieces(one.heading), pieces(self.counted.of(one.figure))) for one in self.layout.numbers],
            width,
            float(self.layout.number_size),
        )

    def _bar(self, paper: Paper) -> None:
        """The lights as fields as wide as there are tasks, each with its word and number."""
        counts = [(light, self.counted[f"light.{light}"]) for light in LIGHTS]
        shown = [(light, count) for light, count in counts if count]
        if not shown:
            return
        whole, length = sum(count for _, count in shown), self.layout.line_length
        wide = [max(length * count / whole, NARROWEST) for _, count in shown]
        # What the narrow fields were given is taken from the widest.
        wide[wide.index(max(wide))] -= sum(wide) - length
        paper.bar(
            [
                (
                    self.say("light_part", light=LIGHTS[light], count=self.counted.of(f"light.{light}")),
                    width,
                    COLOURS[LIGHT_TONES[light]],
                )
                for (light, _), width in zip(shown, wide, strict=True)
            ]
        )

    def _list(self, paper: Paper, name: str, rows: Sequence[Row], count: Piece) -> None:
        layout, grid = self.layout, getattr(self.layout.tables, name)
        most, lines = getattr(layout.most, name), layout.lines_in(name)
        paper.say(self.say(f"{name}_heading", count=count), "flush")
        if not rows:
            self._line(paper, said(grid.empty, self.once), 1)
            return
        size = float(layout.table_size)
        paper.grid(
            grid.columns,
            [
                [
                    clipped(pieces(row[column.field]), float(column.width) - CELL_MARGINS, size, lines)
                    for column in grid.columns
                ]
                for row in rows[:most]
            ],
        )
        self._rest(paper, len(rows) - most, "rest_units" if name == "units" else "rest")

    def _rest(self, paper: Paper, rest: int, part: str = "rest") -> None:
        if rest > 0:
            self._line(paper, self.say(part, rest=str(rest)), 1)

    def _changes(self, paper: Paper) -> None:
        kinds = joined(
            self.say("kind_part", kind=word, count=self.counted.of(f"change.{kind}"))
            for kind, word in CHANGE.items()
            if self.counted[f"change.{kind}"]
        )
        self._line(paper, self.say("changes", kinds=kinds) if kinds else self.say("no_changes"), CHANGE_LINES)
        found = changes(self.now, self.before).to_dicts()
        named = [row for kind in TOLD for row in found if row["kind"] == kind][: self.layout.most.changes]
        for row in named:
            told = {"clause": row["clause"] or "", "title": row["title"]}
            self._line(paper, self.say("change_part", kind=CHANGE[row["kind"]], **told), 1)

    def _decisions(self, paper: Paper) -> None:
        found = list(self._open_decisions())
        paper.say(self.say("decisions_heading", count=self.counted.of("decisions")), "flush")
        for words in found[: self.layout.most.decisions] or [self.say("no_decisions")]:
            self._line(paper, words, DECISION_LINES)
        self._rest(paper, len(found) - self.layout.most.decisions)
        if self.counted["item.completed"]:
            self._line(paper, self.say("verify", count=self.counted.of("item.completed")), 1)

    def _open_decisions(self) -> Iterator[Said]:
        """Requests for more time and notices by turns, so that neither crowds the other out."""
        for pair in zip_longest(self._extensions(), self._notices()):
            yield from (words for words in pair if words)

    def _extensions(self) -> Iterator[Said]:
        for row in queries.extensions_waiting(self.now):
            yield self.say(
                "extension",
                unit=row["answers"],
                clause=row["clause"],
                what=row["what"],
                due=day(row["effective_due"]),
                new_due=day(row["asked_due"]),
                reason=row["asked_for"],
            )

    def _notices(self) -> Iterator[Said]:
        for row in queries.notices(self.now):
            told = {"number": row["number"], "unit": row["unit"]}
            if row["state"] == "overdue":
                yield self.say("notice_overdue", **told, sentence=row["for_others"])
            elif row["state"] == "objected":
                yield self.say("notice_objected", **told)
