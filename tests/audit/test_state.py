"""The same plan and records give the same hash on any machine; whatever is judged otherwise gives another."""

import shutil
from datetime import date, datetime
from pathlib import Path

from tests.alarm import add_plans
from tests.intake.desk import LEAD, OFFICE, Desk, open_desk
from tracker import queries
from tracker.audit.state import TABLES, state_hash
from tracker.snapshot import Workspace

AS_OF, KNOWN_AT = date(2026, 10, 12), datetime(2026, 10, 31)


def of(desk: Desk) -> str:
    return state_hash(Workspace(desk.tasks, desk.data).status(AS_OF, KNOWN_AT))


def test_a_copy_elsewhere_says_the_same(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    desk.record(LEAD, "progress")
    shutil.copytree(tmp_path, tmp_path / "elsewhere")
    assert of(Desk(tmp_path / "elsewhere" / "tasks", tmp_path / "elsewhere" / "data")) == of(desk)


def test_all_that_is_judged_counts(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    add_plans(desk.tasks)
    seen = [of(desk)]
    desk.record(LEAD, "progress")
    seen.append(of(desk))
    desk.record(OFFICE, "alert", document="alarm")
    seen.append(of(desk))
    rules = desk.tasks / "rules.yaml"
    rules.write_text(rules.read_text("utf-8") + "\n", encoding="utf-8")
    seen.append(of(desk))
    space = Workspace(desk.tasks, desk.data)
    seen += [state_hash(space.status(day, KNOWN_AT)) for day in (date(2026, 10, 11), date(2026, 10, 13))]
    assert len(set(seen)) == len(seen)


def test_what_was_asked_before_changes_nothing(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    desk.record(OFFICE, "notice")
    asked = Workspace(desk.tasks, desk.data).status(AS_OF, KNOWN_AT)
    queries.notices(asked)
    assert state_hash(asked) == of(desk)


def test_the_tables_of_plan_records_and_views_are_read(tmp_path: Path) -> None:
    snapshot = open_desk(tmp_path).status()
    tables = set(snapshot.frame(TABLES)["table_name"])
    assert {"task", "target", "progress", "task_light", "target_state", "item_state", "freshness"} <= tables
