"""What a unit may look at where the policy shows it only its own."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tracker.intake import Actor, Draft, Role, accept
from tracker.records.journal import Record
from tracker.snapshot import Workspace
from tracker.ui import ledger
from tracker.ui.blocks.history import history
from tracker.ui.forms import correction, progress_owed, saved
from tracker.ui.forms.scope import unit_of
from tracker.ui.registry import PAGES
from tracker.ui.screens import workbook
from tracker.ui.sight import may_look
from tracker.ui.state import View

ROOT = Path(__file__).parents[2]
PAGE = {page.path: page for page in PAGES}
UNIT = Actor("甲", Role.UNIT, "ex-cgw")
OWN, OTHER = "example-2025-1/1.1", "example-2025-1/1.2"


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    found = Workspace(ROOT / "tests" / "example" / "tasks", tmp_path)
    monkeypatch.setattr(ledger, "_workspace", found)
    return found


def looks(actor: Actor, path: str, named: str = "") -> bool:
    query = (("id", named),) if named else ()
    return may_look(PAGE[path], View(path, query, date(2026, 11, 20), None, actor, ledger.version()))


def closed(space: Workspace) -> None:
    (space.data / "policy.yaml").write_text("visibility: {items: own}\n")


def test_by_the_shipped_profile_units_see_each_other(space: Workspace) -> None:
    assert all(looks(UNIT, path) for path in ("", "ledger", "units", "workbook"))
    assert looks(UNIT, "task", OTHER)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.screen)
def test_pages_about_all_units_are_closed_to_a_unit_that_sees_its_own(space: Workspace, page) -> None:  # type: ignore[no-untyped-def]
    closed(space)
    assert looks(UNIT, page.path) is (Role.UNIT in page.roles and not page.of_all)
    assert looks(Actor("乙", Role.OFFICE), page.path) is (Role.OFFICE in page.roles)
    for role in (Role.LEADER, Role.AUDITOR):
        assert looks(Actor("丙", role), page.path) is (role in page.roles)


def test_its_own_tasks_and_its_own_page_stay_open(space: Workspace) -> None:
    closed(space)
    tasks = {one: looks(UNIT, "task", one) for one in (OWN, OTHER, "nothing/1")}
    assert tasks == {OWN: True, OTHER: False, "nothing/1": False}
    assert looks(UNIT, "units", "ex-cgw")
    assert not looks(UNIT, "units", "ex-fgw")
    assert not looks(Actor("丁", Role.UNIT), "units", "")


def of(actor: Actor, **query: str) -> View:
    return View("report", tuple(query.items()), date(2026, 11, 20), None, actor, ledger.version())


def test_whose_duties_a_page_shows_is_not_in_the_address_of_a_unit(space: Workspace) -> None:
    assert unit_of(of(UNIT, unit="ex-fgw")) == "ex-cgw"
    assert unit_of(of(Actor("乙", Role.OFFICE), unit="ex-fgw")) == "ex-fgw"
    assert unit_of(of(Actor("乙", Role.OFFICE), unit="nobody")) == ""


def test_a_unit_that_may_see_only_its_own_gets_only_its_own_report(space: Workspace) -> None:
    def asked(actor: Actor, unit: str) -> tuple[bool, str]:
        view = replace(of(actor, period="2026-Q3", unit=unit), path="workbook")
        return workbook.sees_all(view), workbook.whose(view)

    office, nobody = Actor("乙", Role.OFFICE), Actor("丁", Role.UNIT)
    assert asked(UNIT, "ex-fgw") == asked(office, "ex-fgw") == (True, "ex-fgw")
    assert asked(UNIT, "") == (True, "")
    closed(space)
    assert asked(UNIT, "ex-fgw") == asked(UNIT, "") == (False, "ex-cgw")
    assert asked(nobody, "ex-fgw") == (False, workbook.NOBODY)
    assert asked(office, "") == (True, "")
    assert asked(Actor("丙", Role.LEADER), "ex-fgw") == (True, "ex-fgw")


@pytest.mark.parametrize("unit", ["gone", None])
def test_a_unit_that_the_register_has_lost_is_shown_nothing_of_others(
    space: Workspace, unit: str | None
) -> None:
    """An empty choice is every unit, and that is the office's."""
    theirs = Actor("别人", Role.UNIT, "ex-fgw")
    sent = Draft("progress", {"task": OTHER, "period": "2026-Q3", "text": "别人的"})
    assert accept(space, [sent], theirs).ok
    view = of(Actor("甲", Role.UNIT, unit))
    assert unit_of(view) not in ("", "ex-fgw")
    assert (progress_owed.owed(view), correction.recorded(view)) == ([], [])


def test_the_word_after_sending_is_for_who_has_sent(space: Workspace) -> None:
    clerk = Actor("填报", Role.REPORTER, "ex-cgw")
    sent = Draft("progress", {"task": OWN, "period": "2026-Q3", "text": "已办"})
    batch = accept(space, [sent], clerk).records[-1].batch
    told = {
        actor: bool(saved.words(of(actor, saved=batch)))
        for actor in (clerk, UNIT, Actor("别人", Role.UNIT, "ex-fgw"), Actor("丙", Role.LEADER))
    }
    assert list(told.values()) == [True, False, False, False]


@pytest.mark.parametrize("unit", ["ex-kw", "ex-cgw"])
def test_what_is_addressed_to_one_unit_is_not_in_the_history_that_another_reads(
    space: Workspace, unit: str
) -> None:
    """Both have a part in the task; notices and instructions have been sent to one of them."""
    closed(space)
    office, addressed = Actor("乙", Role.OFFICE), Actor("甲", Role.UNIT, "ex-cgw")

    def sent(actor: Actor, kind: str, **body: object) -> Record:
        outcome = accept(space, [Draft(kind, body)], actor)
        assert outcome.ok, outcome.problems
        return outcome.records[-1]

    about = {"tasks": [OWN]}
    notice = {"grade": "reminder", "unit": "ex-cgw", "demand": "督办暗记", "reply_by": "2027-06-30"}
    number = sent(office, "notice", **notice, **about).body["number"]
    sent(addressed, "notice_reply", notice=number, text="回复暗记", measures="加强")
    given = {"leader": "分管区领导", "text": "批示暗记", "units": ["ex-cgw"], "feedback_by": "2027-06-30"}
    told = sent(office, "instruction", **given, **about).body["number"]
    sent(addressed, "instruction_feedback", instruction=told, unit="ex-cgw", text="反馈暗记")
    sent(addressed, "receipt", task=OWN, unit="ex-cgw", state="objected", reason="异议暗记")
    view = View("task", (("id", OWN),), date(2026, 11, 20), None, Actor("某", Role.UNIT, unit), "v")
    shown = str(history(view, ledger.snapshot(view), {OWN}))
    seen = [mark for mark in ("督办", "回复", "批示", "反馈", "异议") if f"{mark}暗记" in shown]
    assert seen == (["督办", "回复", "批示", "反馈", "异议"] if unit == "ex-cgw" else [])
