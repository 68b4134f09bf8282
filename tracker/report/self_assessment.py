"""The self-assessment report (自评报告) of a year in Word, as `reports/self-assessment.yaml` lays it out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from tracker import queries
from tracker.assessment.results import Assessment, LineState
from tracker.audit.heads import Heads, heads_in_words
from tracker.labels import LIGHTS, STANDING
from tracker.model import Rubric
from tracker.queries.scope import HOME
from tracker.report import self_assessment_rows as rows
from tracker.report.about import documents_in_words
from tracker.report.blocks import Block, NewPage, Numbers, Paragraph, Table, Turn
from tracker.report.blocks import write as write_blocks
from tracker.report.paper_layout import Grid
from tracker.report.pieces import Said, Word, plain, said
from tracker.report.proofs import Proof, numbered, numbers
from tracker.report.self_assessment_layout import SelfAssessmentLayout, load
from tracker.report.self_assessment_rows import Row
from tracker.report.word import Word as Paper
from tracker.sentences import day, number
from tracker.snapshot import Snapshot

LAYOUT = Path(__file__).parents[2] / "reports" / "self-assessment.yaml"
ANNEXES = ("inputs", "proofs", "lacking")
OPEN_ITEMS = ("on_track", "due_soon", "overdue", "awaiting_first_report")
NAMED = 8
"""So many names stand in a sentence before the rest is only counted."""


def document(
    now: Snapshot,
    found: Assessment,
    rubric: Rubric,
    ends: Heads,
    proofs: list[Proof] | None = None,
    layout: Path = LAYOUT,
) -> bytes:
    """The report on what `found` says, `now` being the state it was made from; the same state gives the same bytes.

    `proofs` as far as the reader may know them, else all of them.

    Raises LayoutRefused when the layout has mistakes.
    """
    told = numbered(now, found) if proofs is None else proofs
    report = Report(now, found, rubric, load(layout), heads_in_words(ends), told)
    paper = Paper(report.layout, title=plain(report.say("title")), made_at=now.clock.known_at)
    for words in report.marks():
        paper.mark(words)
    write_blocks(paper, report.blocks())
    paper.under_every_page(report.page_foot())
    return paper.finished(f"{found.rubric} {found.year} {found.unit or ''} {now.head.seq}·{now.head.short}")


class Report:
    """What it says, from top to bottom."""

    def __init__(
        self,
        now: Snapshot,
        found: Assessment,
        rubric: Rubric,
        layout: SelfAssessmentLayout,
        printed: str,
        proofs: list[Proof],
    ) -> None:
        self.now, self.found, self.rubric, self.layout = HOME.of(now), found, rubric, layout
        self.proofs = proofs
        self.demo = queries.opening(now)[1]
        named = f"《{found.title}》"
        self.once: dict[str, Word] = {
            "subject": found.subject,
            "year": str(found.year),
            "rubric": f"{named}（{rubric.document_number}）" if rubric.document_number else named,
            "standing": found.standing,
            "as_of": day(now.clock.as_of),
            "blank": layout.blank,
            "heads": printed,
            "documents": documents_in_words(self.now),
        }
        tasks = queries.counted_tasks(self.now)
        self.tasks = tasks.filter(pl.col("answer_unit") == found.unit) if found.unit else tasks
        items = queries.counted_items(self.now)
        self.items = items.filter(pl.col("answer_unit") == found.unit) if found.unit else items

    def say(self, part: str, **words: Word) -> Said:
        return said(getattr(self.layout, part), self.once | words)

    def marks(self) -> Iterator[str]:
        """What the report is not, in red above everything."""
        found, layout = self.found, self.layout
        if self.demo:
            yield layout.demo_mark
        yield plain(self.say("standing_mark"))
        if found.running:
            yield plain(self.say("running_mark"))
        if found.supposing:
            supposed = "、".join(f"{name} = {number(value)}" for name, value in found.supposing.items())
            yield plain(self.say("rehearsal_mark", supposed=supposed))
        if found.unknown:
            yield plain(self.say("open_mark", lacking=str(len(found.unknown))))

    def page_foot(self) -> str:
        """Which rubric, and what it and the report are worth, under every page."""
        worth = [
            STANDING[self.rubric.standing],
            *(["年内推算"] if self.found.running else []),
            *(["预演"] if self.found.supposing else []),
        ]
        words = {"rubric_short": self.found.title, "standing_short": "、".join(worth)}
        return plain(self.say("page_foot", **words))

    def blocks(self) -> Iterator[Block]:
        heads = Numbers()
        yield Paragraph("title", self.say("title"))
        yield Paragraph("address", self.say("addressee"))
        yield self._body("opening")
        for part, section in (
            ("verdict", self._verdict),
            ("goals", lambda: self._goals(heads)),
            ("work", self._work),
            ("base", self._base),
            ("problems", self._problems),
            ("next", self._next),
        ):
            yield heads.heading(self.say(part))
            yield from section()
        for part in ("issuer", "signed", "contact"):
            yield self._body(part)
        yield Paragraph("note", self.say("foot"))
        yield from self._annexes()

    def _verdict(self) -> Iterator[Block]:
        found = self.found
        yield self._body("verdict_words", sentence=found.sentence)
        if found.grade:
            rule = next(one.words for one in self.rubric.grading if one.id == found.rule_id)
            yield self._body("graded", grade=found.grade, rule=rule.rstrip("。"))
        yield self._body("no_points" if found.full is None else "scores")
        yield from self._table("scores", rows.scores(found, self.proofs))

    def _goals(self, heads: Numbers) -> Iterator[Block]:
        yield heads.subheading(self.say("rubric_goals"))
        held = rows.goals(self.now, self.found, self.rubric)
        yield self._body("goals_words" if held else "no_goals", **({"count": str(len(held))} if held else {}))
        yield from self._table("goals", held) if held else ()
        due = rows.plan_targets(self.now, self.found)
        yield heads.subheading(self.say("plan_targets"))
        yield self._body(
            "plan_targets_words" if due else "no_plan_targets", **({"count": str(len(due))} if due else {})
        )
        yield from self._table("plan_targets", due) if due else ()

    def _work(self) -> Iterator[Block]:
        if self.tasks.is_empty():
            yield self._body("no_work")
            return
        counts = Counter(self.tasks["light"])
        lights = "、".join(f"{word}灯{counts[light]}项" for light, word in LIGHTS.items() if counts[light])
        due = self.items.filter(pl.col("effective_due").dt.year() <= self.found.year)
        finished = Counter(
            "已办结" if state in ("completed", "closed") else "未办结" for state in due["state"]
        )
        told = (
            "、".join(f"{word}{count}项" for word, count in sorted(finished.items(), reverse=True))
            or "没有到期的"
        )
        words = {
            "count": str(self.tasks.height),
            "lights": lights,
            "items": str(due.height),
            "finished": told,
        }
        yield self._body("work_words", **words)
        yield from self._table("work", rows.work(self.now, self.tasks))

    def _base(self) -> Iterator[Block]:
        """Only what the ledger knows; of everything else a line to be filled in."""
        windows = queries.task_windows(self.now).filter(
            pl.col("period_end").dt.year() == self.found.year,
            pl.col("task_id").is_in(self.tasks["task_id"].to_list()),
        )
        states = Counter(windows.filter("is_closed")["state"])
        if owed := sum(states.values()):
            counts = {
                "owed": owed,
                "on_time": states["reported"],
                "late": states["late"],
                "silent": states["missing"],
            }
            yield self._body("base_filed", **{name: str(count) for name, count in counts.items()})
        else:
            yield self._body("base_not_owed")
        applied = [line for line in self.found.lines if line.state is not LineState.NOT_APPLICABLE]
        files = sum(one.sha256 is not None for one in self.proofs)
        counts = {
            "proofs": len(self.proofs),
            "files": files,
            "numbers": len(self.proofs) - files,
            "bare": sum(not numbers(self.proofs, line) for line in applied),
        }
        yield self._body("base_proofs", **{name: str(count) for name, count in counts.items()})
        yield self._body("base_trail")
        for topic in self.layout.base_topics:
            yield self._body("base_blank", topic=topic)

    def _problems(self) -> Iterator[Block]:
        missed = [line.title for line in self.found.lines if line.state is LineState.NOT_MET]
        yield self._body("missed", names=_named(missed)) if missed else self._body("no_missed")
        if lacking := self.found.unknown:
            names = _named([line.title for line in lacking])
            yield self._body("lacking", count=str(len(lacking)), names=names, annex=str(len(ANNEXES)))
        red = self.tasks.filter(pl.col("light") == "red")["title"].to_list()
        if red:
            yield self._body("red", count=str(len(red)), names=_named(red))
        yield from self._told("told", "progress_problems")
        yield self._body("other_problems")

    def _next(self) -> Iterator[Block]:
        if lacking := self.found.unknown:
            yield self._body("supply", names=_named([line.title for line in lacking]))
        yield from self._told("steps", "next_step")
        year = self.found.year + 1
        coming = self.items.filter(
            pl.col("effective_due").dt.year() == year, pl.col("state").is_in(OPEN_ITEMS)
        )["what"].to_list()
        if coming:
            yield self._body("coming", year=str(year), count=str(len(coming)), names=_named(coming))
        yield self._body("other_steps")

    def _told(self, part: str, column: str) -> Iterator[Block]:
        if found := rows.told(self.tasks, column):
            yield self._body(part)
            yield Table(self.layout.tables.told, found, ())

    def _annexes(self) -> Iterator[Block]:
        content: dict[str, Sequence[Row]] = {
            "inputs": rows.inputs(self.now, self.found, self.rubric),
            "proofs": rows.proofs_rows(self.now, self.found, self.proofs),
            "lacking": rows.lacking(self.now, self.found),
        }
        for at, name in enumerate(ANNEXES, 1):
            if name == "lacking" and not content[name]:
                continue
            yield Turn() if at == 1 else NewPage()
            yield Paragraph("flush", self.say("annex", annex=str(at)))
            yield from self._table(name, content[name])

    def _body(self, part: str, **words: Word) -> Paragraph:
        return Paragraph("body", self.say(part, **words))

    def _table(self, name: str, found: Sequence[Row]) -> Iterator[Block]:
        grid = getattr(self.layout.tables, name)
        yield Paragraph("caption", said(grid.caption, self.once))
        grid = _with_data(grid, found) if name == "scores" else grid
        yield Table(grid, found, said(grid.empty, self.once))


def _with_data(grid: Grid, found: Sequence[Row]) -> Grid:
    """Without the columns that have nothing in any row; what they leave goes to the widest."""
    kept = [
        one
        for one in grid.columns
        if not found or any(row[one.field] not in ("", rows.NONE) for row in found)
    ]
    widest = max(kept, key=lambda one: one.width)
    left = sum(one.width for one in grid.columns) - sum(one.width for one in kept)
    columns = [one.model_copy(update={"width": one.width + left}) if one is widest else one for one in kept]
    return grid.model_copy(update={"columns": tuple(columns)})


def _named(titles: Sequence[str]) -> str:
    shown = "、".join(titles[:NAMED])
    return f"{shown}等{len(titles)}项" if len(titles) > NAMED else shown
