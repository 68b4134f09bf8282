"""A unit that is merged into another: since that day the other speaks for what was given to it, and only the other."""

from pathlib import Path

import pytest

from tests.intake.desk import LEAD, OFFICE, TASK, Desk, codes, open_desk
from tracker import queries
from tracker.intake import Actor, Role
from tracker.records.journal import Record

NOT_YOURS = "intake.not-yours"
SUCCESSOR = Actor("城管局填报人", Role.UNIT, "ex-new")
OLD = """\
  - id: ex-cgw
    name: 区城市管理委
"""
MERGED = f"""\
  - {{id: ex-new, name: 区城管局, jurisdiction: 示例市示例区}}
{OLD}    merged_into: ex-new
    merged_on: 2026-07-01
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = open_desk(tmp_path)
    units = desk.tasks / "units.yaml"
    text = units.read_text(encoding="utf-8")
    assert OLD in text
    units.write_text(text.replace(OLD, MERGED), encoding="utf-8")
    return desk.on("2026-05-11")


@pytest.fixture
def report(desk: Desk) -> Record:
    """Sent by the old unit while it was still there."""
    return desk.record(LEAD, "progress", period="2026-Q1")


def test_before_that_day_the_old_one_reports(desk: Desk) -> None:
    assert desk.record(LEAD, "progress", period="2026-Q1").body["capacity"] == "answer"
    assert codes(desk.send(SUCCESSOR, "progress", period="2026-Q1")) == [(NOT_YOURS, "task")]


def test_from_that_day_the_other_one_does(desk: Desk) -> None:
    desk.on("2026-07-01")
    assert desk.record(SUCCESSOR, "progress", period="2026-Q2").body["capacity"] == "answer"
    assert codes(desk.send(LEAD, "progress", period="2026-Q2")) == [(NOT_YOURS, "task")]


def test_it_corrects_what_the_old_one_has_sent(desk: Desk, report: Record) -> None:
    content = {**report.body, "text": "已完成 5 处"}
    assert codes(desk.correct(SUCCESSOR, report, content)) == [(NOT_YOURS, "replaces")]
    assert desk.on("2026-07-01").correct(SUCCESSOR, report, content).ok


def test_the_old_one_does_not_correct_what_the_other_has_sent(desk: Desk) -> None:
    sent = desk.on("2026-07-01").record(SUCCESSOR, "progress", period="2026-Q2")
    assert codes(desk.correct(LEAD, sent, None)) == [(NOT_YOURS, "replaces")]


def test_it_files_the_figures_that_the_old_one_was_told_to_file(desk: Desk) -> None:
    about = {"baseline_year": None, "baseline_value": None, "target": "second/2.1/about"}
    desk.record(OFFICE, "target_setting", reporting_unit="ex-cgw", **about)
    assert desk.send(LEAD, "reading", indicator="second/coupled-share", dry_run=True).ok
    assert codes(desk.send(SUCCESSOR, "reading", indicator="second/coupled-share")) == [
        (NOT_YOURS, "indicator")
    ]
    desk.on("2026-07-01")
    assert codes(desk.send(LEAD, "reading", indicator="second/coupled-share")) == [(NOT_YOURS, "indicator")]
    assert desk.send(SUCCESSOR, "reading", indicator="second/coupled-share").ok


def test_it_reports_on_the_work_items_of_the_old_one(desk: Desk) -> None:
    item = {"task": "second/2.3", "unit": "ex-cgw", "state": "approved"}
    desk.record(OFFICE, "work_item", **item)
    done = {"item": "second/2.3/w1", "completed_on": "2026-07-01"}
    assert codes(desk.on("2026-07-02").send(LEAD, "completion", **done)) == [(NOT_YOURS, "item")]
    assert desk.send(SUCCESSOR, "completion", **done).ok


def test_it_goes_on_with_what_the_old_one_proposed(desk: Desk) -> None:
    desk.record(LEAD, "work_item", unit="ex-cgw")
    desk.on("2026-07-01")
    assert desk.send(SUCCESSOR, "work_item", unit="ex-new", title="编制新方案").ok


def test_members_that_were_named_before_count_once_under_the_new_name(desk: Desk) -> None:
    desk.record(OFFICE, "expansion", members=["ex-cgw", "ex-new"])

    def members(as_of: str) -> list[str]:
        found = queries.collectives(desk.status(as_of)).filter(task_id=TASK)
        return list(found["members"].item())

    assert members("2026-06-30") == ["区城管局", "区城市管理委"]
    assert members("2026-07-01") == ["区城管局"]
