"""A locked quarter: what it still takes, and that its report stays as it was when the plan files change."""

import shutil

import pytest

from tests.intake.desk import LEAD, OFFICE, RIGHT, TASK, Desk, codes
from tracker import queries
from tracker.intake import Draft, Outcome, accept
from tracker.periods import Quarter
from tracker.records.journal import JournalUnwritable
from tracker.snapshot import Snapshot, Workspace, kept_plan_folder

Q3 = Quarter(2026, 3)
FRAMES = (
    "SELECT * FROM task_light",
    "SELECT * FROM target_state",
    "SELECT * FROM item_state",
    "SELECT * FROM answer",
)


def everything(snapshot: Snapshot) -> list[list[tuple[object, ...]]]:
    shown = [sorted(snapshot.frame(sql).rows(), key=str) for sql in FRAMES]
    return [*shown, queries.tasks(snapshot).select("title", "answers", "sentence", "freshness").rows()]


def change_plan(desk: Desk) -> None:
    file = desk.tasks / "plans" / "example.yaml"
    text = file.read_text(encoding="utf-8")
    changed = (
        text.replace("发展清洁供热", "发展地热供暖")
        .replace("value: 10\n", "value: 12\n")
        .replace("10%以上", "12%以上")
    )
    assert changed != text
    file.write_text(changed, encoding="utf-8")


def test_a_locked_quarter_takes_corrections_only(desk: Desk) -> None:
    first = desk.record(LEAD, "progress")
    desk.record(OFFICE, "period_lock")
    assert codes(desk.send(LEAD, "progress")) == [("intake.locked", "period")]
    assert codes(desk.send(OFFICE, "progress")) == [("intake.locked", "period")]
    assert desk.correct(LEAD, first, {**RIGHT["progress"], "text": "已完成 5 处"}).ok
    desk.record(LEAD, "progress", period="2026-Q2")
    desk.record(LEAD, "reading")
    desk.record(LEAD, "completion")


def test_locking_and_unlocking(desk: Desk) -> None:
    desk.record(OFFICE, "period_lock")
    assert codes(desk.send(OFFICE, "period_lock")) == [("intake.not-possible", "period")]
    desk.record(OFFICE, "period_lock", locked=False, reason="补报")
    desk.record(LEAD, "progress")
    assert codes(desk.send(OFFICE, "period_lock", locked=False, reason="补报")) == [
        ("intake.not-possible", "period")
    ]
    assert desk.space.lock_of(Q3) is None
    lock = desk.record(OFFICE, "period_lock")
    assert desk.space.lock_of(Q3) == (lock.recorded_at, lock.body["plan"])
    assert desk.space.lock_of(Q3.previous) is None


def test_the_lock_keeps_the_plan_under_its_fingerprint(desk: Desk) -> None:
    (desk.tasks / ".swap").write_text("not the plan's")
    lock = desk.record(OFFICE, "period_lock", plan="f" * 64)
    plan, _ = desk.space.plan()
    assert lock.body["plan"] == plan.fingerprint
    folder = kept_plan_folder(desk.data, plan.fingerprint)
    files = {file.relative_to(folder) for file in folder.rglob("*") if file.is_file()}
    assert files == {file.relative_to(desk.tasks) for file in desk.tasks.rglob("*.yaml")}
    assert [child.name for child in folder.parent.iterdir()] == [plan.fingerprint]


def test_the_report_of_a_locked_quarter_stays_as_it_was(desk: Desk) -> None:
    desk.on("2026-10-12").record(LEAD, "progress")
    desk.record(OFFICE, "target_setting", pathway="linear")
    desk.on("2026-10-26").record(OFFICE, "period_lock")
    before = everything(desk.space.report(Q3))

    desk.on("2026-11-02").record(OFFICE, "lead_confirmed", unit="ex-kw", effective_on=Q3.end)
    change_plan(desk)
    first = desk.written[1]
    desk.correct(LEAD, first, {**RIGHT["progress"], "text": "已完成 1 处"})

    assert everything(desk.space.report(Q3)) == before
    fresh = Workspace(desk.tasks, desk.data, now=desk.space.now)
    assert everything(fresh.report(Q3)) == before
    assert everything(desk.status("2026-09-30")) != before

    desk.record(OFFICE, "period_lock", locked=False, reason="补充更正")
    opened_again = queries.tasks(desk.space.report(Q3)).filter(task_id=TASK)
    assert opened_again.select("title", "answers").row(0) == ("发展地热供暖", "区科委、园区管委会")


def test_an_open_quarter_is_told_what_was_known_then(desk: Desk) -> None:
    desk.on("2026-10-12").record(LEAD, "progress")
    until = desk.space.now()
    desk.on("2026-11-02").record(OFFICE, "lead_confirmed", unit="ex-kw", effective_on=Q3.end)
    answers = [
        queries.tasks(desk.space.report(Q3, known)).filter(task_id=TASK)["answer_unit"].item()
        for known in (until, None)
    ]
    assert answers == ["ex-cgw", "ex-kw"]


@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_a_lost_copy_of_the_plan_is_said_aloud(desk: Desk, damage: str) -> None:
    lock = desk.record(OFFICE, "period_lock")
    folder = kept_plan_folder(desk.data, str(lock.body["plan"]))
    if damage == "gone":
        shutil.rmtree(folder)
    else:
        (folder / "units.yaml").write_text("units: []\n", encoding="utf-8")
    change_plan(desk)

    snapshot = Workspace(desk.tasks, desk.data, now=desk.space.now).report(Q3)
    [problem] = [problem for problem in snapshot.problems if problem.code == "snapshot.plan-copy"]
    assert str(lock.body["plan"]) in str(problem.place)
    assert queries.tasks(snapshot).filter(task_id=TASK)["title"].item() == "发展地热供暖"


def test_a_lost_copy_is_mended_by_the_next_lock_of_the_same_plan(desk: Desk) -> None:
    lock = desk.record(OFFICE, "period_lock")
    folder = kept_plan_folder(desk.data, str(lock.body["plan"]))
    (folder / "units.yaml").write_text("units: []\n", encoding="utf-8")
    desk.record(OFFICE, "period_lock", period="2026-Q2")
    assert (folder / "units.yaml").read_bytes() == (desk.tasks / "units.yaml").read_bytes()
    assert "snapshot.plan-copy" not in [problem.code for problem in desk.space.report(Q3).problems]


def test_no_lock_without_its_copy(desk: Desk) -> None:
    desk.record(LEAD, "progress")
    (desk.data / "plans").write_text("in the way")
    with pytest.raises(JournalUnwritable, match="方案副本"):
        desk.send(OFFICE, "period_lock")
    assert desk.space.lock_of(Q3) is None


def test_a_refused_lock_says_why(desk: Desk) -> None:
    drafts = [Draft("period_lock", {"period": "2026-Q3", "locked": True}), Draft("progress", {})]
    outcome: Outcome = accept(desk.space, drafts, OFFICE)
    assert not outcome.ok
    assert desk.written == []


@pytest.mark.parametrize("text", ["", "../../etc", "A" * 64, "f" * 63])
def test_a_fingerprint_from_a_record_leads_nowhere_else(desk: Desk, text: str) -> None:
    with pytest.raises(ValueError, match="fingerprint"):
        kept_plan_folder(desk.data, text)
