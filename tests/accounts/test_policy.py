"""The policy file: the shipped profile, the office's own lines over it, mistakes with their line."""

from pathlib import Path

import pytest

from tracker.accounts.policy import Audience, Demand, Policy
from tracker.accounts.policy_file import PolicyRefused, policy_of, read_policy
from tracker.intake import Role


def test_without_a_file_the_shipped_profile_counts(tmp_path: Path) -> None:
    policy = policy_of(tmp_path)
    assert (policy.password.min_length, policy.password.min_classes) == (10, 3)
    assert (policy.lockout.attempts, policy.lockout.minutes) == (5, 30)
    assert policy.second_factor.of(Role.ADMIN) is Demand.REQUIRED


def test_every_role_has_its_line() -> None:
    policy, _ = read_policy(b"")
    assert policy is not None
    assert {policy.second_factor.of(role) for role in Role} <= set(Demand)


def test_an_office_writes_only_what_it_changes(tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text("session:\n  idle_minutes: 15\nvisibility: {items: own}\n")
    policy = policy_of(tmp_path)
    assert (policy.session.idle_minutes, policy.session.absolute_minutes) == (15, 720)
    assert policy.visibility.items is Audience.OWN


def test_a_changed_file_counts_at_once(tmp_path: Path) -> None:
    file = tmp_path / "policy.yaml"
    file.write_text("lockout: {attempts: 3}\n")
    assert policy_of(tmp_path).lockout.attempts == 3
    file.write_text("lockout: {attempts: 10}\n")
    assert policy_of(tmp_path).lockout.attempts == 10


def test_while_somebody_breaks_the_file_the_last_good_one_counts(tmp_path: Path) -> None:
    file = tmp_path / "policy.yaml"
    file.write_text("lockout: {attempts: 3}\n")
    policy_of(tmp_path)
    file.write_text("lockout: {attempts: none}\n")
    assert policy_of(tmp_path).lockout.attempts == 3


def test_a_broken_file_is_told_once_however_often_it_is_asked_for(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Every message of every reader asks for the policy."""
    file = tmp_path / "policy.yaml"
    policy_of(tmp_path)
    for words in ("none", "few"):
        file.write_text(f"lockout: {{attempts: {words}}}\n")
        for _ in range(3):
            policy_of(tmp_path)
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]


WRONG = {
    # text: (code, line)
    "password:\n  min_length: 4\n": ("plan.out-of-range", 2),
    "password:\n  min_lenght: 12\n": ("plan.unknown-key", 2),
    "session:\n  idle_minutes: 半小时\n": ("plan.bad-number", 2),
    "visibility:\n  items: nobody\n": ("plan.bad-choice", 2),
    "second_factor: required\n": ("plan.wrong-shape", 1),
    "lockout:\n  attempts:\n": ("plan.empty-value", 2),
    "- password\n": ("plan.wrong-shape", 1),
    "password: {min_length: 12\n": ("yaml.indentation", 1),
}


@pytest.mark.parametrize("text", WRONG)
def test_a_mistake_is_told_with_its_line_and_nobody_comes_in(text: str, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(text)
    with pytest.raises(PolicyRefused) as refused:
        policy_of(tmp_path)
    found = refused.value.problems[0]
    assert (found.code, found.place.file, found.place.line) == (WRONG[text][0], "policy.yaml", WRONG[text][1])


def test_every_value_is_a_field() -> None:
    policy, problems = read_policy(b"")
    assert isinstance(policy, Policy)
    assert problems == []
