"""What the policy asks of a password."""

from itertools import pairwise

import pytest

from tests.accounts.conftest import PASSWORD, House
from tracker.accounts import own, passwords
from tracker.accounts.login import Entered
from tracker.accounts.policy import PasswordRule

RULE = PasswordRule(min_length=10, min_classes=3, history=5, max_age_days=90)
TABLE = {
    # password: what is wrong with it, for user "office"
    "Abcdefgh12": [],
    "abcdefgh-12": [],
    "口令口令口令Ab1": ["account.password-length"],
    "口令口令口令口令Ab1": [],
    "abcdefgh12": ["account.password-classes"],
    "ABCDEFGHIJ": ["account.password-classes"],
    "Abc-12": ["account.password-length"],
    "": ["account.password-length", "account.password-classes"],
    "A1-" + "x" * 126: ["account.password-length"],
    "My-OFFICE-2026": ["account.password-user"],
}


@pytest.mark.parametrize("password", TABLE)
def test_rules(password: str) -> None:
    assert [one.code for one in passwords.faults(RULE, password, "office")] == TABLE[password]


@pytest.mark.parametrize(("classes", "allowed"), [(1, True), (2, False)])
def test_the_number_of_classes_is_the_policy_s(classes: int, allowed: bool) -> None:
    rule = RULE.model_copy(update={"min_classes": classes})
    assert (passwords.faults(rule, "abcdefghij", "office") == []) is allowed


@pytest.mark.parametrize("length", [8, 20])
def test_one_time_passwords_fit_the_policy_and_differ(length: int) -> None:
    rule = RULE.model_copy(update={"min_length": length, "min_classes": 4})
    made = {passwords.one_time(rule) for _ in range(50)}
    assert len(made) == 50
    assert not any(passwords.faults(rule, one, "office") for one in made)


def change(house: House, old: str, new: str, again: str | None = None) -> list[str]:
    session = house.session(house.enter("office", old))
    done = own.change_password(house.accounts, session, old, new, new if again is None else again)
    return [] if isinstance(done, Entered) else [one.code for one in done]


def test_a_change_needs_the_present_one_and_the_new_one_twice(house: House) -> None:
    house.add("office")
    session = house.session(house.enter("office"))
    done = own.change_password(house.accounts, session, "wrong", "New-horse-10", "New-horse-10")
    assert isinstance(done, list)
    assert [one.code for one in done] == ["account.password-wrong"]
    assert change(house, PASSWORD, "New-horse-10", "New-horse-11") == ["account.password-differs"]
    assert change(house, PASSWORD, "New-horse-10") == []


def test_guessing_the_present_one_from_inside_locks_too(house: House) -> None:
    house.add("office")
    session = house.session(house.enter("office"))
    for _ in range(5):
        own.change_password(house.accounts, session, "wrong", "New-horse-10", "New-horse-10")
    account = house.accounts.find("office")
    assert account is not None
    assert account.locked(house.now)


def test_the_last_five_are_not_taken_again(house: House) -> None:
    house.add("office")
    used = [PASSWORD, *(f"New-horse-1{number}" for number in range(5))]
    for old, new in pairwise(used):
        assert change(house, old, new) == []
    for kept in used[1:]:
        assert change(house, used[-1], kept) == ["account.password-history"]
    assert change(house, used[-1], PASSWORD) == []


def test_without_a_history_any_is_taken(house: House) -> None:
    house.add("office")
    house.policy("password: {history: 0}\n")
    assert change(house, PASSWORD, PASSWORD) == []


def test_a_hash_of_weaker_parameters_is_renewed_at_the_next_login(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.add("office")
    monkeypatch.setattr(
        passwords, "HASHER", passwords.PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    )
    house.enter("office")
    with house.accounts.store.reading() as db:
        kept = db.execute("SELECT hash FROM account").fetchone()[0]
    assert not passwords.is_outdated(kept)
    house.enter("office")


def test_no_more_than_two_are_compared_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "PATIENCE", 0.01)
    with passwords._in_turn(), passwords._in_turn(), pytest.raises(passwords.Busy):
        passwords.matches(None, "x")
