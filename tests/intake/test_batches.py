"""A batch is judged as if its drafts came one after the other, and written whole or not at all."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.intake.desk import LEAD, MILESTONE, OFFICE, OUTSIDER, PARTNER, RIGHT, TASK, Desk, codes
from tracker import queries
from tracker.intake import Actor, Draft, Outcome, accept
from tracker.problems import Place
from tracker.records.journal import JournalDamaged, JournalUnwritable
from tracker.snapshot import Workspace


def send(desk: Desk, who: Actor, *drafts: tuple[str, dict[str, object]], dry_run: bool = False) -> Outcome:
    batch = [Draft(kind, {**RIGHT[kind], **changes}) for kind, changes in drafts]
    return accept(desk.space, batch, who, dry_run=dry_run)


def test_all_is_written_in_order(desk: Desk) -> None:
    outcome = send(desk, LEAD, ("progress", {}), ("reading", {}), ("completion", {}))
    assert [record.kind for record in outcome.records] == ["opened", "progress", "reading", "completion"]
    assert len({record.batch for record in outcome.records}) == 1
    assert list(outcome.records) == desk.written


def test_one_mistake_keeps_everything_out_and_all_are_said(desk: Desk) -> None:
    outcome = send(
        desk,
        LEAD,
        ("progress", {}),
        ("progress", {"period": "2026-Q4"}),
        ("reading", {"indicator": "nothing"}),
    )
    assert codes(outcome) == [("intake.future", "period"), ("intake.unknown-subject", "indicator")]
    assert (outcome.ok, outcome.records, desk.written) == (False, (), [])


def test_mistakes_of_form_are_all_said_before_anything_is_looked_up(desk: Desk) -> None:
    outcome = send(desk, LEAD, ("progress", {"text": "", "percent": "x"}), ("reading", {"value": "?"}))
    assert [field for _, field in codes(outcome)] == ["text", "percent", "value"]


def test_a_dry_run_writes_nothing_whatever_it_finds(desk: Desk) -> None:
    assert send(desk, LEAD, ("progress", {}), dry_run=True) == Outcome()
    assert send(desk, OFFICE, ("period_lock", {}), dry_run=True) == Outcome()
    assert codes(send(desk, LEAD, ("progress", {"period": "2026-Q4"}), dry_run=True)) == [
        ("intake.future", "period")
    ]
    assert not desk.data.exists()


def test_nothing_to_record(desk: Desk) -> None:
    assert accept(desk.space, [], LEAD) == Outcome()
    assert not desk.data.exists()


def test_later_drafts_see_the_earlier_ones(desk: Desk) -> None:
    """A work item that the batch creates can be reported done in it."""
    item = f"{TASK}/w1"
    outcome = send(
        desk,
        OFFICE,
        ("work_item", {"state": "approved"}),
        ("completion", {"item": item, "completed_on": "2026-10-01"}),
        ("close_out", {"item": item}),
    )
    assert outcome.ok
    assert queries.items(desk.status()).filter(item_id=item)["state"].item() == "closed"


@pytest.mark.parametrize(
    ("who", "kind", "refused"),
    [
        (OFFICE, "opened", ("intake.not-possible", "on")),
        (LEAD, "completion", ("intake.not-possible", "item")),
        (LEAD, "extension_request", ("intake.not-possible", "item")),
        (OFFICE, "year_goal", ("intake.incomplete", "reason")),
        (OFFICE, "period_lock", ("intake.not-possible", "period")),
    ],
)
def test_what_cannot_be_said_twice_cannot_be_said_twice_in_a_batch(
    desk: Desk, who: Actor, kind: str, refused: tuple[str, str]
) -> None:
    assert codes(send(desk, who, (kind, {}), (kind, {}))) == [refused]
    assert desk.written == []


def test_a_record_is_corrected_once_in_a_batch(desk: Desk) -> None:
    first = desk.record(LEAD, "progress")
    withdraw = Draft("correction", {"replaces": first.id, "reason": "误报"})
    assert codes(accept(desk.space, [withdraw, withdraw], LEAD)) == [("intake.not-possible", "replaces")]


def test_a_batch_does_not_conflict_with_itself(desk: Desk) -> None:
    drafts = [Draft("progress", {**RIGHT["progress"], "text": text}, base_seq=0) for text in ("一", "二")]
    assert accept(desk.space, drafts, LEAD).ok


def test_problems_of_a_file_stand_at_their_cell(desk: Desk) -> None:
    cell = Place(file="历年.xlsx", sheet="数据", cell="D7")
    wrong = [
        Draft("reading", {**RIGHT["reading"], "value": "x"}, place=cell),
        Draft("reading", {**RIGHT["reading"], "period": "2030"}, place=cell),
    ]
    for draft in wrong:
        [problem] = accept(desk.space, [draft], LEAD).problems
        assert problem.place == cell


class TestOpening:
    def test_the_first_record_opens_the_ledger_on_its_day(self, desk: Desk) -> None:
        desk.record(LEAD, "progress")
        opened, progress = desk.written
        assert (opened.kind, opened.body) == ("opened", {"on": "2026-10-12", "demo": False})
        assert (str(opened.effective_on), str(progress.effective_on)) == ("2026-10-12", "2026-09-30")
        assert opened.batch == progress.batch

    def test_the_second_does_not(self, desk: Desk) -> None:
        desk.record(LEAD, "progress")
        desk.record(PARTNER, "progress")
        assert [record.kind for record in desk.written] == ["opened", "progress", "progress"]

    def test_an_office_that_opens_it_chooses_the_day(self, desk: Desk) -> None:
        assert str(desk.record(OFFICE, "opened", on="2025-12-15").effective_on) == "2025-12-15"
        desk.record(LEAD, "progress")
        assert [record.kind for record in desk.written] == ["opened", "progress"]

    def test_opening_within_a_batch_is_enough(self, desk: Desk) -> None:
        send(desk, OFFICE, ("year_goal", {}), ("opened", {}))
        assert [record.kind for record in desk.written] == ["year_goal", "opened"]

    def test_a_refused_first_record_leaves_it_closed(self, desk: Desk) -> None:
        desk.send(OUTSIDER, "progress")
        assert desk.written == []


def test_a_simulated_clock_is_written_on_every_record(desk: Desk) -> None:
    simulated = Workspace(desk.tasks, desk.data, now=desk.space.now, simulated=True)
    accept(simulated, [Draft("progress", RIGHT["progress"])], LEAD)
    desk.record(PARTNER, "progress")
    assert [record.clock for record in desk.written] == ["simulated", "simulated", None]


def test_the_record_says_who_when_and_for_whom(desk: Desk) -> None:
    record = desk.on("2026-10-12").record(LEAD, "progress")
    assert (record.by, record.role, record.unit) == (LEAD.user, "unit", "ex-cgw")
    assert record.recorded_at == desk.space.now()
    assert record.body == {**RIGHT["progress"], "capacity": "answer"}
    office = desk.record(OFFICE, "year_goal")
    assert (office.role, office.unit, str(office.effective_on)) == ("office", None, "2026-10-12")


@pytest.mark.parametrize(
    ("instant", "refused"),
    [
        ("2026-09-29T15:59:59", [("intake.future", "period")]),
        ("2026-09-29T16:00:00", []),
    ],
)
def test_the_day_is_that_of_shanghai(desk: Desk, instant: str, refused: list[tuple[str, str]]) -> None:
    """In Shanghai 30 September, the last day of the quarter, begins at 16:00 UTC the day before."""
    space = Workspace(desk.tasks, desk.data, now=lambda: datetime.fromisoformat(instant))
    assert codes(accept(space, [Draft("progress", RIGHT["progress"])], LEAD)) == refused


@pytest.mark.parametrize(
    "text",
    ["=SUM(A1)", "+86", "-1", "@某", "{{x}}", "<b>x</b>", "a\tb\nc\r\nd", "一\u2028二", "\ufeffx", "\x07x"],
)
def test_text_is_kept_letter_by_letter(desk: Desk, text: str) -> None:
    assert desk.record(LEAD, "progress", text=text).body["text"] == text
    assert desk.space.journal.verify().records[-1].body["text"] == text
    assert queries.tasks(desk.status()).filter(task_id=TASK)["progress_text"].item() == text


def test_a_damaged_journal_takes_nothing(desk: Desk) -> None:
    desk.record(LEAD, "progress")
    file = desk.data / "journal" / "journal.jsonl"
    file.write_text(file.read_text(encoding="utf-8").replace("6 处", "8 处"), encoding="utf-8")
    with pytest.raises(JournalDamaged):
        desk.send(LEAD, "reading")


def test_a_data_folder_that_is_a_file(desk: Desk) -> None:
    desk.data.write_text("")
    with pytest.raises(JournalUnwritable, match="没有保存"):
        desk.send(LEAD, "progress")


def test_a_ledger_outlives_its_plan(desk: Desk) -> None:
    """A task that leaves the plan keeps its records, takes no new ones, and stops nothing else."""
    record = desk.record(LEAD, "progress")
    desk.record(OFFICE, "target_setting", reporting_unit="ex-kw")
    (desk.tasks / "plans" / "example.yaml").unlink()
    assert codes(desk.send(LEAD, "progress")) == [("intake.unknown-subject", "task")]
    assert codes(desk.correct(LEAD, record, RIGHT["progress"])) == [("intake.unknown-subject", "task")]
    assert desk.correct(LEAD, record, None).ok
    assert desk.record(OUTSIDER, "reading", indicator="second/output")
    assert desk.status().problems


def test_every_line_is_json_of_its_own(desk: Desk) -> None:
    send(desk, LEAD, ("progress", {"text": "一\n二\u2028三"}), ("completion", {"item": MILESTONE}))
    lines = Path(desk.data / "journal" / "journal.jsonl").read_bytes().split(b"\n")
    assert [json.loads(line)["kind"] for line in lines[:-1]] == ["opened", "progress", "completion"]
    assert lines[-1] == b""
