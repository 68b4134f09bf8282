"""How long a session lasts, and what ends it at once."""

import sqlite3
from collections.abc import Callable

import pytest

from tests.accounts.conftest import PASSWORD, House
from tracker.accounts import administration, own, sessions
from tracker.accounts.login import Entered
from tracker.accounts.sessions import Owed, key_of
from tracker.intake import Actor, Role
from tracker.records.journal import JournalUnwritable

ADMIN = Actor("管理员", Role.ADMIN)
NEW = "Battery-staple-9"


@pytest.fixture
def token(house: House) -> str:
    """Of somebody of the office who has just come in."""
    house.add("office")
    return house.enter("office")


def test_who_does_nothing_is_out_after_the_idle_time(house: House, token: str) -> None:
    house.later(minutes=29)
    assert house.is_in(token)
    house.later(minutes=1)
    assert not house.is_in(token)


def test_each_message_starts_the_idle_time_again(house: House, token: str) -> None:
    for _ in range(5):
        house.later(minutes=29)
        sessions.touch(house.accounts, house.session(token))
    assert house.is_in(token)


def test_looking_alone_prolongs_nothing(house: House, token: str) -> None:
    for _ in range(29):
        house.later(minutes=1)
        assert house.is_in(token)
    house.later(minutes=1)
    assert not house.is_in(token)


def test_nobody_stays_longer_than_the_absolute_time(house: House, token: str) -> None:
    for _ in range(71):
        house.later(minutes=10)
        sessions.touch(house.accounts, house.session(token))
    house.later(minutes=10)
    assert not house.is_in(token)


def test_a_stricter_policy_counts_for_sessions_that_are_open(house: House, token: str) -> None:
    house.later(minutes=10)
    house.policy("session: {idle_minutes: 10}\n")
    assert not house.is_in(token)


def test_one_account_has_only_so_many_sessions_the_oldest_goes(house: House) -> None:
    house.policy("session: {per_account: 2}\n")
    house.add("office")
    tokens = []
    for _ in range(3):
        house.later(seconds=1)
        tokens.append(house.enter("office"))
    assert [house.is_in(token) for token in tokens] == [False, True, True]


def leave(house: House, token: str) -> None:
    sessions.end(house.accounts, house.session(token))


def change(house: House, token: str) -> None:
    session = house.session(token)
    assert isinstance(own.change_password(house.accounts, session, PASSWORD, NEW, NEW), Entered)


ENDS: dict[str, Callable[[House, str], object]] = {
    "logout": leave,
    "own change of password": change,
    "reset": lambda house, _: administration.reset(house.accounts, ADMIN, "office"),
    "disabling": lambda house, _: administration.disable(house.accounts, ADMIN, "office"),
    "another role": lambda house, _: administration.give_role(house.accounts, ADMIN, "office", "leader"),
    "another unit": lambda house, _: administration.give_role(
        house.accounts, ADMIN, "office", "unit", "ex-fgw"
    ),
}


@pytest.mark.parametrize("how", ENDS)
def test_what_ends_a_session_at_once(house: House, token: str, how: str) -> None:
    session = house.session(token)
    ENDS[how](house, token)
    assert not house.is_in(token)
    assert not sessions.goes_on(house.accounts, session)


@pytest.mark.parametrize("how", [how for how in ENDS if how != "logout"])
def test_and_every_other_session_of_the_account(house: House, how: str) -> None:
    house.add("office")
    other, token = house.enter("office"), house.enter("office")
    ENDS[how](house, token)
    assert not house.is_in(other)


def test_leaving_ends_one_session_only(house: House) -> None:
    house.add("office")
    other, token = house.enter("office"), house.enter("office")
    leave(house, token)
    assert house.is_in(other)


def test_leaving_works_also_when_it_cannot_be_noted(
    house: House, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = house.session(token)

    def full(_: object) -> None:
        raise JournalUnwritable(28, "磁盘已满")

    monkeypatch.setattr(house.workspace.access, "append", full)
    sessions.end(house.accounts, session)
    assert not house.is_in(token)


def test_reading_goes_on_while_the_disk_takes_nothing(
    house: House, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = house.session(token)
    house.later(minutes=10)

    def full() -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(house.accounts.store, "writing", full)
    sessions.touch(house.accounts, session)
    assert house.is_in(token)
    house.later(minutes=20)
    assert not house.is_in(token)


def test_enabling_again_does_not_bring_old_sessions_back(house: House, token: str) -> None:
    administration.disable(house.accounts, ADMIN, "office")
    administration.enable(house.accounts, ADMIN, "office")
    assert not house.is_in(token)


def test_only_the_hash_of_the_token_is_kept(house: House, token: str) -> None:
    assert not house.is_in(key_of(token))
    assert not house.is_in(token + "x")
    assert len(token) >= 43


def test_the_first_password_has_to_be_changed_before_anything_else(house: House) -> None:
    made = administration.create(house.accounts, ADMIN, administration.Applicant("new", "office"))
    assert made.password
    assert house.session(house.enter("new", made.password)).owes is Owed.PASSWORD


def test_an_old_password_has_to_be_changed(house: House) -> None:
    house.add("office")
    house.later(days=89)
    assert house.session(house.enter("office")).owes is None
    house.later(days=1)
    assert house.session(house.enter("office")).owes is Owed.PASSWORD
    house.policy("password: {max_age_days: 0}\n")
    assert house.session(house.enter("office")).owes is None


def test_a_required_second_factor_has_to_be_set_up_first(house: House) -> None:
    house.add("office")
    house.policy("second_factor: {office: required}\n")
    assert house.session(house.enter("office")).owes is Owed.TOTP


def test_a_session_under_another_duty_does_not_go_on(house: House) -> None:
    """What was opened freely is not usable once a change of password has become due."""
    house.add("office")
    session = house.session(house.enter("office"))
    house.policy("second_factor: {office: required}\n")
    assert not sessions.goes_on(house.accounts, session)
