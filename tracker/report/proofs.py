"""The numbered list of evidence (佐证清单): each piece under the first line of the rubric that it proves."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from tracker import queries
from tracker.assessment.results import Assessment, Line
from tracker.duties import known_facts
from tracker.evidence import is_restricted
from tracker.intake.facts import LedgerRegister
from tracker.records.journal import Record
from tracker.snapshot import Snapshot

HIDDEN = "（内部材料，名称从略）"


@dataclass(frozen=True)
class Proof:
    """One piece of evidence that stands."""

    number: str
    """Line and place in it, e.g. 1.2-3."""
    line: Line
    record: Record
    subject: str
    """Of what it was filed as proof, in Chinese."""
    also: tuple[str, ...] = ()
    """Numbers of further lines that it proves."""
    hidden: bool = False
    """The reader may know that it is there, and no more."""

    @property
    def name(self) -> str:
        """What the file is called, or the number of the document."""
        if self.hidden:
            return HIDDEN
        return str(self.record.body.get("name") or self.record.body["document_number"])

    @property
    def sha256(self) -> str | None:
        """None for a document that is named by its number only."""
        return str(self.record.body["sha256"]) if "sha256" in self.record.body else None

    @property
    def restricted(self) -> bool:
        return is_restricted(self.record.body)


def numbered(now: Snapshot, found: Assessment) -> list[Proof]:
    """The evidence of the lines and of the tasks that serve them, in the order of the rubric, each piece once."""
    known = known_facts(now)
    filed = known.all("evidence")
    subjects = _Subjects(now)
    named: dict[str, Record] = {}
    proves: dict[str, list[Line]] = {}
    for line in found.lines:
        about, rests_on = subjects.of(line), _rests_on(known, line)
        for record in filed:
            if rests_on & {record.id, known.root(record.id)} or _is_of(record, about, found.year):
                named[record.id] = record
                proves.setdefault(record.id, []).append(line)
    return list(_in_order(found, proves, named, subjects))


def _in_order(
    found: Assessment,
    proves: Mapping[str, list[Line]],
    named: Mapping[str, Record],
    subjects: "_Subjects",
) -> Iterator[Proof]:
    for line in found.lines:
        of_line = [record for record in named if proves[record][0] is line]
        for place, record in enumerate(sorted(of_line, key=lambda one: named[one].seq), 1):
            also = tuple(other.number for other in proves[record][1:])
            yield Proof(
                f"{line.number}-{place}", line, named[record], subjects.words(named[record].body), also
            )


def for_reader(proofs: Iterable[Proof], may_open: Callable[[Record], bool]) -> list[Proof]:
    """The same list for somebody who may not open all of it; the numbers stay what they are."""
    return [
        replace(one, hidden=True) if one.restricted and not may_open(one.record) else one for one in proofs
    ]


def numbers(proofs: list[Proof], line: Line) -> tuple[str, ...]:
    """The numbers of what proves a line, also of what stands under another line first."""
    return tuple(one.number for one in proofs if one.line.id == line.id or line.number in one.also)


def _rests_on(known: LedgerRegister, line: Line) -> set[str]:
    """The records that the figures of a line rest on, and the evidence that these name."""
    read = {record for one in line.inputs for record in one.records}
    bodies = [fact.body for record in read if (fact := known.fact(record))]
    return read | {
        str(one) for body in bodies if isinstance(named := body.get("evidence"), list) for one in named
    }


def _is_of(record: Record, about: Mapping[str, set[str | None]], year: int) -> bool:
    """Whether it proves one of these things, for the year or for a period that was read; without a period for any."""
    subject = next(
        (str(record.body[name]) for name in ("task", "item", "indicator") if name in record.body), ""
    )
    if subject not in about:
        return False
    period = record.body.get("period")
    return period is None or str(period).startswith(str(year)) or period in about[subject]


class _Subjects:
    """What evidence can be filed for, and how it is called."""

    def __init__(self, now: Snapshot) -> None:
        targets = list(queries.targets(now).iter_rows(named=True))
        items = list(queries.items(now).iter_rows(named=True))
        self._indicator = {str(row["target_id"]): str(row["indicator_id"]) for row in targets}
        self._items: dict[str, list[str]] = {}
        for row in items:
            self._items.setdefault(str(row["task_id"]), []).append(str(row["item_id"]))
        self._words = {str(row["indicator_id"]): str(row["indicator"]) for row in targets}
        self._words |= {str(row["item_id"]): f"{row['clause']}　{row['what']}" for row in items}
        self._words |= {
            str(row["task_id"]): f"{row['clause']}　{row['title']}"
            for row in queries.tasks(now).iter_rows(named=True)
        }

    def of(self, line: Line) -> dict[str, set[str | None]]:
        """The things a line speaks of, with the periods of its figures."""
        found: dict[str, set[str | None]] = {}
        for task in line.tasks:
            found.setdefault(task, set())
            for item in self._items.get(task, ()):
                found.setdefault(item, set())
        read = [(one.target, one.period) for one in line.inputs if one.target]
        for target, period in [*read, *((target, None) for target in line.targets)]:
            if indicator := self._indicator.get(target):
                found.setdefault(indicator, set()).add(period)
        return found

    def words(self, body: Mapping[str, object]) -> str:
        subject = next(str(body[name]) for name in ("task", "item", "indicator") if name in body)
        period = f"（{body['period']}）" if body.get("period") else ""
        return self._words.get(subject, subject) + period
