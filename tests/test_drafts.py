"""What is begun and not sent: its author's alone, kept through a restart, gone when it is given up."""

from pathlib import Path

import pytest

from tests.intake.desk import LEAD, OFFICE, PARTNER, TASK, Desk, open_desk
from tracker import drafts
from tracker.intake import Actor, Role
from tracker.snapshot import Workspace

MATTER = {"task": TASK, "period": "2026-Q3"}
CLERK = Actor("填报员甲", Role.REPORTER, "ex-cgw")
COLLEAGUE = Actor("填报员乙", Role.REPORTER, "ex-cgw")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


def save(desk: Desk, actor: Actor = CLERK, text: str = "写了一半") -> None:
    drafts.save(desk.space, actor, "progress", MATTER, {"text": text}, 7)


def own(desk: Desk, actor: Actor = CLERK) -> drafts.Kept | None:
    return drafts.own(desk.space, actor, "progress", MATTER)


def test_it_comes_back_after_a_restart_with_what_had_been_seen(desk: Desk) -> None:
    save(desk)
    again = Workspace(desk.tasks, desk.data, now=desk.space.now)
    found = drafts.own(again, CLERK, "progress", {"period": "2026-Q3", "task": TASK})
    assert found is not None
    assert (found.entered, found.head, found.saved_at) == ({"text": "写了一半"}, 7, desk.space.now())


def test_the_later_one_takes_the_place_of_the_earlier(desk: Desk) -> None:
    save(desk)
    save(desk, text="写完了")
    assert [one.user for one in drafts.begun(desk.space, CLERK)] == ["填报员甲"]
    found = own(desk)
    assert found is not None
    assert found.entered == {"text": "写完了"}


def test_a_colleague_learns_that_it_is_there_and_not_what_it_says(desk: Desk) -> None:
    save(desk)
    assert own(desk, COLLEAGUE) is None
    [seen] = drafts.begun(desk.space, COLLEAGUE)
    assert (seen.user, seen.matter, hasattr(seen, "entered")) == ("填报员甲", MATTER, False)
    assert drafts.begun(desk.space, PARTNER) == drafts.begun(desk.space, OFFICE) == ()


def test_each_has_a_draft_of_his_own(desk: Desk) -> None:
    save(desk)
    save(desk, COLLEAGUE, "另一份")
    drafts.drop(desk.space, CLERK, "progress", MATTER)
    assert own(desk) is None
    assert own(desk, COLLEAGUE) is not None


def test_asking_makes_no_file_and_a_draft_no_record(desk: Desk) -> None:
    assert (own(desk), drafts.begun(desk.space, LEAD)) == (None, ())
    drafts.drop(desk.space, LEAD, "progress", MATTER)
    assert not (desk.data / "drafts").exists()
    save(desk)
    assert desk.written == []
