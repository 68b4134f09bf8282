"""A review is its author's alone, of one file by its bytes, kept through a restart, and the office's only."""

from datetime import datetime
from pathlib import Path

import pytest

from tracker import reviews
from tracker.intake import Actor, Role
from tracker.snapshot import Workspace

CLERK, COLLEAGUE = Actor("甲", Role.OFFICE), Actor("乙", Role.OFFICE)
SAID = {"state": "rejected", "why": "重复"}


def space(folder: Path) -> Workspace:
    return Workspace(folder / "tasks", folder / "data", now=lambda: datetime(2026, 11, 20, 4))


def test_text_and_decisions_come_back_after_a_restart(tmp_path: Path) -> None:
    digest = reviews.keep(space(tmp_path), CLERK, "原文.txt", b"text")
    reviews.decide(space(tmp_path), CLERK, digest, "0", {"2.1": {"state": "accepted"}, "2.2": SAID})
    again = space(tmp_path)
    assert reviews.content(again, CLERK, digest) == ("原文.txt", b"text")
    assert reviews.decided(again, CLERK, digest, "0") == {"2.1": {"state": "accepted"}, "2.2": SAID}
    reviews.decide(again, CLERK, digest, "0", {"2.1": None})
    reviews.keep(again, CLERK, "改了名.txt", b"text")
    assert reviews.decided(again, CLERK, digest, "0") == {"2.2": SAID}
    assert [one.name for one in reviews.texts(again, CLERK)] == ["改了名.txt"]


def test_another_reader_another_file_and_another_document_have_none(tmp_path: Path) -> None:
    where = space(tmp_path)
    digest = reviews.keep(where, CLERK, "原文.txt", b"text")
    reviews.decide(where, CLERK, digest, "0", {"2.2": SAID})
    other = reviews.keep(where, CLERK, "另一份.txt", b"other")
    assert reviews.content(where, COLLEAGUE, digest) is None
    assert reviews.texts(where, COLLEAGUE) == ()
    assert reviews.decided(where, COLLEAGUE, digest, "0") == {}
    assert reviews.decided(where, CLERK, other, "0") == {}
    assert reviews.decided(where, CLERK, digest, "1") == {}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICE])
def test_nobody_but_the_office_reviews(tmp_path: Path, role: Role) -> None:
    where, actor = space(tmp_path), Actor(CLERK.user, role)
    digest = reviews.keep(where, CLERK, "原文.txt", b"text")
    reviews.decide(where, CLERK, digest, "0", {"2.2": SAID})
    with pytest.raises(PermissionError):
        reviews.keep(where, actor, "原文.txt", b"text")
    with pytest.raises(PermissionError):
        reviews.decide(where, actor, digest, "0", {"2.2": None})
    assert reviews.texts(where, actor) == ()
    assert reviews.content(where, actor, digest) is None
    assert reviews.decided(where, actor, digest, "0") == {}
