"""Files and imports × who asks × whose they are: evidence, filled forms, an existing ledger; no look, no record too many."""

import itertools
import shutil
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from tests.forms import ITEMS, PROGRESS, READING, filled, form, with_rows
from tests.intake.desk import INDICATOR, LEAD, MILESTONE, OFFICE, TASK, Desk, open_desk
from tests.intake.test_matrix import CLERK, OTHER, OWNER, SENDERS
from tracker.accounts.visibility import SEES_ALL
from tracker.evidence import accept_with_files, file_fields, may_open, said_of
from tracker.intake import Actor, Draft, Role
from tracker.intake.facts import LedgerRegister
from tracker.intake.forms import Fate, take_forms
from tracker.intake.permissions import ALLOWED
from tracker.periods import Quarter
from tracker.queries.scope import HOME
from tracker.records import unit_form
from tracker.records.journal import Record
from tracker.records.unit_form import REGISTER_SHEET
from tracker.takeover.proposal import Choices, propose, take

SAID = "离线填写的暗记"
FILES = {
    # name: restricted, of whom, and whether it still stands
    "plain": (False, LEAD, True),
    "restricted": (True, LEAD, True),
    "withdrawn": (False, LEAD, False),
    "waiting": (False, CLERK, True),
    "waiting and restricted": (True, CLERK, True),
    "the office's": (False, OFFICE, True),
    "the office's, restricted": (True, OFFICE, True),
}
LEDGER = "重点任务,牵头单位,本期进展\n发展清洁供热,区城市管理委,已改造 6 处\n".encode()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = open_desk(tmp_path_factory.mktemp("files"))
    desk.on("2026-01-05").record(OFFICE, "opened")
    return desk.on("2026-10-12")


@pytest.fixture(scope="module")
def files(made: Desk) -> dict[str, Record]:
    found = {}
    for at, (name, (restricted, actor, stands)) in enumerate(FILES.items()):
        content = f"%PDF-1.7 {at}".encode()
        fields = file_fields(f"{at}.pdf", content)
        assert isinstance(fields, dict)
        draft = Draft("evidence", {"task": TASK, "restricted": restricted, **fields})
        outcome = accept_with_files(made.space, [draft], {str(fields["sha256"]): content}, actor)
        assert outcome.ok, outcome.problems
        found[name] = outcome.records[-1]
        if not stands:
            assert made.correct(actor, found[name], None).ok
    return found


OPENINGS = list(itertools.product(FILES, SENDERS))


def test_the_matrix_of_files_is_whole() -> None:
    assert len(OPENINGS) == 7 * 8
    assert sum(_may_open(name, SENDERS[sender]) for name, sender in OPENINGS) == 7 * 2 + 5 * 2 + 3 + 5


def _may_open(name: str, actor: Actor) -> bool:
    """By the shipped profile: what is on record is for everybody but the administrator, all else for its own unit."""
    restricted, sent_by, stands = FILES[name]
    own = actor.unit is not None and actor.unit == sent_by.unit
    return (
        actor.role in SEES_ALL
        or own
        or (actor.role is not Role.ADMIN and not restricted and stands and sent_by is not CLERK)
    )


@pytest.mark.parametrize(("name", "sender"), OPENINGS)
def test_who_opens_which_file(made: Desk, files: dict[str, Record], name: str, sender: str) -> None:
    known = LedgerRegister(made.written)
    body = said_of(files[name], known)
    assert body is not None
    stands = known.fact(files[name].id) is not None
    assert may_open(made.space, SENDERS[sender], files[name], body, stands=stands) is _may_open(
        name, SENDERS[sender]
    )


@pytest.fixture
def desk(made: Desk, tmp_path: Path) -> Desk:
    shutil.copytree(made.data, tmp_path / "data")
    return Desk(made.tasks, tmp_path / "data").on("2026-10-12")


@pytest.mark.parametrize("dry_run", [True, False])
@pytest.mark.parametrize("sender", SENDERS)
def test_who_sends_a_unit_s_filled_form(made: Desk, desk: Desk, sender: str, dry_run: bool) -> None:
    actor, before = SENDERS[sender], desk.written
    data = with_rows(form(made, OWNER), PROGRESS, {TASK: {"本期进展": SAID}})
    [one] = take_forms(desk.space, [("甲.xlsx", data)], actor, dry_run=dry_run)
    if not ALLOWED[actor.role] or actor.unit == OTHER:
        assert (one.fate, one.changes, one.records) == (Fate.DAMAGED, (), ())
        code = "form.wrong-unit" if actor.of_unit else "intake.not-allowed"
        assert [problem.code for problem in one.problems] == [code]
        assert desk.written == before
        return
    assert (one.fate, [change.after for change in one.changes]) == (
        Fate.READY if dry_run else Fate.TAKEN,
        [SAID],
    )
    wrote = [record.kind for record in desk.written[len(before) :]]
    report = "submission" if actor.role is Role.REPORTER else "progress"
    assert wrote == ([] if dry_run else ["workbook_taken", report])


def forged(data: bytes, unit: str, base: tuple[int, str]) -> bytes:
    """A form that says it is of another unit and base, with the sum that goes with it: whoever reads code can do that."""

    def forge(book: Workbook) -> None:
        sheet = book[REGISTER_SHEET]
        for line in sheet.iter_rows():
            if line[0].value == "unit":
                line[1].value = unit
            elif line[0].value == "base":
                line[1].value, line[2].value = str(base[0]), base[1]
        told = [tuple(str(cell.value or "") for cell in line) for line in sheet.iter_rows()]
        told = [line for line in told if any(line)]
        assert told[-1][0] == "sum"
        for line in sheet.iter_rows():
            if line[0].value == "sum":
                line[1].value = unit_form._sum(told[:-1])

    return filled(data, forge)


@pytest.mark.parametrize("emptied", [False, True])
@pytest.mark.parametrize("of_today", [False, True])
def test_a_forged_form_tells_nothing_of_another_unit_s_matter(
    made: Desk, desk: Desk, of_today: bool, emptied: bool
) -> None:
    data, head = form(made, OWNER), made.space.journal.head()
    desk.record(LEAD, "reading", source="统计暗记")
    desk.record(LEAD, "completion", note="办结暗记")
    head = desk.space.journal.head() if of_today else head
    data = with_rows(data, READING, {INDICATOR: {"统计期": "2025", "数值": None if emptied else "8"}})
    data = with_rows(data, ITEMS, {MILESTONE: {"办结日期": None if emptied else "2025-12-01"}})
    outsider, before = Actor("别的单位", Role.UNIT, OTHER), desk.written
    data = forged(data, OTHER, (head.seq, head.hash))
    [one] = take_forms(desk.space, [("甲.xlsx", data)], outsider, dry_run=True)
    assert one.register
    assert one.register.unit == OTHER, "the forgery is good enough to be compared"
    assert emptied or one.refused
    assert "暗记" not in str(one.changes) + str(one.problems)
    assert desk.written == before


@pytest.mark.parametrize("sender", SENDERS)
def test_who_takes_over_an_existing_ledger(desk: Desk, sender: str) -> None:
    actor, before = SENDERS[sender], desk.written
    choices = Choices(Quarter(2026, 3), "none")
    proposal = propose(desk.space, "台账.csv", LEDGER, choices, actor, HOME)
    outcome = take(desk.space, proposal, actor)
    if actor.role is Role.OFFICE:
        assert outcome.ok
        assert [record.kind for record in outcome.records] == ["lead_confirmed", "progress"]
    else:
        assert [problem.code for problem in outcome.problems] == ["takeover.not-office"]
        assert desk.written == before
