"""docs/accounts.md names every value of the policy, every event and every role."""

from pathlib import Path

from tracker.accounts.access import Access
from tracker.accounts.policy import Policy
from tracker.accounts.policy_file import read_policy
from tracker.intake import Role
from tracker.labels import ROLES

TEXT = (Path(__file__).parents[2] / "docs" / "accounts.md").read_text("utf-8")


def test_every_value_of_the_policy_stands_with_its_default() -> None:
    policy, _ = read_policy(b"")
    assert isinstance(policy, Policy)
    for group, values in policy.model_dump(mode="json").items():
        for name, value in values.items():
            if group != "second_factor":
                assert f"| `{group}.{name}` | {value} |" in TEXT


def test_every_event_and_role() -> None:
    assert [kind for kind in Access if f"`{kind}`" not in TEXT] == []
    assert [role for role in Role if f"| `{role}` |" not in TEXT] == []
    assert ROLES["admin"] in TEXT
