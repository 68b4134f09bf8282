"""The checklist of a warning: which measures of which units, where they stand, and how it follows the level."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.alarm import EARTH, EAST, ROADS, TRAVEL, alarm_desk
from tests.intake.desk import LEAD, OFFICE, OUTSIDER, Desk
from tracker import queries
from tracker.queries.scope import Scope
from tracker.snapshot import Snapshot

Duty = tuple[str, str, str, bool]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return alarm_desk(tmp_path)


@pytest.fixture
def alert(desk: Desk) -> str:
    """Yellow since 10:00 on 20 November 2024."""
    return desk.record(
        OFFICE, "alert", document="alarm", level="yellow", at="10:00", reference="黄色预警指令"
    ).id


def checklist(snapshot: Snapshot, alert: str) -> list[Duty]:
    rows = queries.alert_duties(snapshot, alert).iter_rows(named=True)
    return [(row["task_id"], row["unit"], row["state"], row["is_late"]) for row in rows]


def states(desk: Desk, alert: str, as_of: str) -> dict[tuple[str, str], str]:
    return {(task, unit): state for task, unit, state, _ in checklist(desk.status(as_of), alert)}


def test_every_measure_of_the_level_by_every_unit_with_collectives_opened(desk: Desk, alert: str) -> None:
    assert checklist(desk.status(), alert) == [
        (ROADS, "区城市管理委", "open", False),
        (ROADS, "东街", "open", False),
        (ROADS, "西街", "open", False),
        (TRAVEL, "区发展改革委", "open", False),
    ]
    vias = queries.alert_duties(desk.status(), alert)["via"].to_list()
    assert vias == [None, "属地街镇", "属地街镇", None]


def test_a_collective_nobody_has_opened_stays_as_words(desk: Desk, alert: str) -> None:
    desk.on("2024-11-21").record(OFFICE, "alert_change", alert=alert, level="red", reference="红色预警指令")
    row = queries.alert_duties(desk.status(), alert).filter(unit_id="ex-all").row(0, named=True)
    assert (row["unit"], row["collective"], row["state"]) == ("各相关单位", True, "open")


def test_who_said_what_and_when(desk: Desk, alert: str) -> None:
    desk.record(EAST, "alert_action", alert=alert, task=ROADS, unit="ex-east", state="done", text="加扫一遍")
    desk.record(
        OFFICE,
        "alert_action",
        alert=alert,
        task=ROADS,
        unit="ex-west",
        state="not_applicable",
        text="没有车行道",
    )
    found = {row["unit"]: row for row in queries.alert_duties(desk.status(), alert).to_dicts()}
    east, west = found["东街"], found["西街"]
    assert (east["state"], east["text"], east["filed_by"], east["entered_at"].hour) == (
        "done",
        "加扫一遍",
        "ex-east",
        12,
    )
    assert (west["state"], west["filed_by"], west["by_role"]) == ("not_applicable", None, "office")
    [row] = queries.alerts(desk.status()).to_dicts()
    assert (row["duties"], row["called"], row["done"], row["not_applicable"], row["open"]) == (4, 4, 1, 1, 2)


def test_the_checklist_follows_the_level(desk: Desk, alert: str) -> None:
    desk.record(LEAD, "alert_action", alert=alert, task=ROADS, unit="ex-cgw", state="done")
    change = {"alert": alert, "level": "orange", "at": "08:00", "reference": "橙色预警指令"}
    desk.on("2024-11-21").record(OFFICE, "alert_change", **change)
    assert states(desk, alert, "2024-11-20")[TRAVEL, "区发展改革委"] == "open"
    now = states(desk, alert, "2024-11-21")
    assert now[TRAVEL, "区发展改革委"] == "unregistered", "yellow is over"
    assert now[EARTH, "区科委、园区管委会"] == "open"
    assert now[ROADS, "区城市管理委"] == "done", "what both levels ask for is not asked for again"
    [row] = queries.alerts(desk.status()).to_dicts()
    assert (row["level"], row["levels"], row["duties"], row["called"], row["open"]) == (
        "orange",
        ["yellow", "orange"],
        7,
        6,
        5,
    )
    desk.on("2024-11-22").record(OFFICE, "alert_change", **{**change, "level": "yellow"})
    lowered = states(desk, alert, "2024-11-22")
    assert lowered[TRAVEL, "区发展改革委"] == "open"
    assert lowered[EARTH, "区科委、园区管委会"] == "unregistered"


def test_after_the_end_nothing_is_waited_for_and_nothing_is_overdue(desk: Desk, alert: str) -> None:
    desk.on("2024-11-21").record(OFFICE, "alert_end", alert=alert, at="18:00", reference="解除指令")
    assert set(states(desk, alert, "2024-11-20").values()) == {"open"}
    assert set(states(desk, alert, "2024-11-21").values()) == {"unregistered"}
    snapshot = desk.status()
    assert queries.alerts(snapshot)["is_on"].to_list() == [False]
    assert queries.items(snapshot).filter(document_id="alarm").is_empty()
    tasks = queries.tasks(snapshot).filter(document_id="alarm", kind="triggered")
    assert tasks.select("light", "next_due").unique().to_dicts() == [{"light": None, "next_due": None}]


@pytest.mark.parametrize(("at", "late"), [("12:30", False), ("11:30", True), (None, False), ("24:00", False)])
def test_what_is_entered_after_the_end_is_marked(desk: Desk, alert: str, at: str | None, late: bool) -> None:
    """The entry is made at noon, and the end may be entered after it."""
    desk.record(LEAD, "alert_action", alert=alert, task=ROADS, unit="ex-cgw", state="done")
    desk.record(OFFICE, "alert_end", alert=alert, at=at, reference="解除指令")
    assert (ROADS, "区城市管理委", "done", late) in checklist(desk.status(), alert)


def test_what_is_entered_after_its_level_is_marked_too(desk: Desk, alert: str) -> None:
    change = {"alert": alert, "level": "orange", "at": "08:00", "reference": "橙色预警指令"}
    desk.on("2024-11-21").record(OFFICE, "alert_change", **change)
    desk.record(OUTSIDER, "alert_action", alert=alert, task=TRAVEL, unit="ex-fgw", state="done")
    assert (TRAVEL, "区发展改革委", "done", True) in checklist(desk.status(), alert)


def test_a_correction_keeps_the_day_of_the_first_entry(desk: Desk, alert: str) -> None:
    said = {"alert": alert, "task": ROADS, "unit": "ex-cgw", "state": "done"}
    entry = desk.record(LEAD, "alert_action", **said)
    desk.on("2024-11-21").record(OFFICE, "alert_end", alert=alert, at="08:00", reference="解除指令")
    assert desk.correct(LEAD, entry, {**said, "text": "加扫一遍"}).ok
    assert (ROADS, "区城市管理委", "done", False) in checklist(desk.status(), alert)


def test_a_corrected_declaration_keeps_its_checklist_and_a_withdrawn_one_is_gone(
    desk: Desk, alert: str
) -> None:
    desk.record(LEAD, "alert_action", alert=alert, task=ROADS, unit="ex-cgw", state="done")
    declared = desk.written[1]
    body = {**declared.body, "level": "orange"}
    right = desk.correct(OFFICE, declared, body).records[-1]
    assert (ROADS, "区城市管理委", "done", False) in checklist(desk.status(), alert)
    assert queries.alerts(desk.status())["level"].to_list() == ["orange"]
    assert desk.correct(OFFICE, right, None).ok
    assert queries.alerts(desk.status()).is_empty()
    assert queries.alert_duties(desk.status(), alert).is_empty()


def test_an_entry_taken_back_is_open_again(desk: Desk, alert: str) -> None:
    said = {"alert": alert, "task": ROADS, "unit": "ex-cgw", "state": "done"}
    entry = desk.record(LEAD, "alert_action", **said)
    desk.correct(LEAD, entry, None)
    assert (ROADS, "区城市管理委", "open", False) in checklist(desk.status(), alert)


def test_times_that_nobody_gave_stay_empty(desk: Desk) -> None:
    alert = desk.record(OFFICE, "alert", document="alarm", level="yellow", reference="指令").id
    desk.on("2024-11-21").record(OFFICE, "alert_end", alert=alert, reference="解除指令")
    [row] = queries.alerts(desk.status()).to_dicts()
    assert (row["starts_time"], row["ends_time"]) == (None, None)
    assert (row["starts_at"], row["ends_at"]) == (datetime(2024, 11, 20), datetime(2024, 11, 22))


def test_what_the_office_has_named_beats_the_list_of_the_text(desk: Desk, alert: str) -> None:
    naming = {"task": ROADS, "collective": "ex-towns", "source": "分工方案"}
    desk.on("2024-11-21").record(OFFICE, "expansion", **naming, members=["ex-west", "ex-fgw"])
    assert (ROADS, "东街") in states(desk, alert, "2024-11-20")
    named = [unit for task, unit in states(desk, alert, "2024-11-21") if task == ROADS]
    assert sorted(named) == sorted(["区城市管理委", "西街", "区发展改革委"])


def test_plans_under_which_a_warning_can_be_declared(desk: Desk) -> None:
    def plans(as_of: str) -> list[str]:
        return queries.alert_documents(desk.status(as_of))["document_id"].to_list()

    assert plans("2024-11-20") == ["alarm"]
    assert plans("2023-11-12") == ["lapsed"]


def test_a_reader_of_other_documents_sees_no_warning(desk: Desk, alert: str) -> None:
    whole = desk.status()
    assert queries.alerts(Scope(document="call").of(whole)).is_empty()
    assert queries.alerts(Scope(document="alarm").of(whole)).height == 1


def test_members_in_the_list_of_collectives(desk: Desk) -> None:
    naming = {"collective": "ex-streets", "members": ["ex-west"], "source": "分工方案"}
    desk.on("2026-10-12").record(OFFICE, "expansion", **naming)
    found = {
        (row["task_id"], row["name"]): (row["basis"], row["members"])
        for row in queries.collectives(desk.status()).iter_rows(named=True)
    }
    assert found["example-2025-1/1.1", "相关街镇"] == ("office", ["西街"])
    assert found[ROADS, "属地街镇"] == ("text", ["东街", "西街"])
    assert found[EARTH, "各相关单位"] == ("none", [])
