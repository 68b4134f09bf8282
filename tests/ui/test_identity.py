"""Who sends: asked of the session at the moment of sending, never of the page that was drawn earlier."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from argon2 import PasswordHasher

from tests.ui.entrance.conftest import ADMIN, PASSWORD
from tracker.accounts import administration, own, passwords, sessions
from tracker.accounts.accounts import Accounts
from tracker.accounts.administration import Applicant
from tracker.accounts.login import Entered, log_in
from tracker.intake import Actor, Draft, Role
from tracker.intake.forms import Taken
from tracker.snapshot import Workspace
from tracker.ui import identity, ledger
from tracker.ui.forms import offline
from tracker.ui.forms.form import take
from tracker.ui.state import View, read

ROOT = Path(__file__).parents[2]
OFFICE = Actor("clerk", Role.OFFICE)
DRAFT = Draft("opened", {"on": "2026-01-01"})


@pytest.fixture
def accounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Accounts:
    """A page of `clerk`'s, drawn in this process."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    space = Workspace(ROOT / "tests" / "example" / "tasks", tmp_path / "data")
    monkeypatch.setattr(ledger, "_workspace", space)
    identity.by_switch(False)
    known = identity.accounts()
    assert known is not None
    made = administration.create(known, ADMIN, Applicant("clerk", "office"))
    assert made.password
    entered = log_in(known, "clerk", made.password)
    assert isinstance(entered, Entered)
    first = sessions.find(known, entered.token)
    assert first is not None
    changed = own.change_password(known, first, made.password, PASSWORD, PASSWORD)
    assert isinstance(changed, Entered)
    cookies = {identity.COOKIE: changed.token}
    monkeypatch.setattr(identity, "st", SimpleNamespace(context=SimpleNamespace(cookies=cookies)))
    return known


def test_who_is_signed_in_is_who_records(accounts: Accounts) -> None:
    outcome = take([DRAFT], OFFICE)
    assert outcome.ok
    assert [(one.by, one.role) for one in outcome.records] == [("clerk", "office")]


ENDS: dict[str, Callable[[Accounts], object]] = {
    "disabled": lambda known: administration.disable(known, ADMIN, "clerk"),
    "reset": lambda known: administration.reset(known, ADMIN, "clerk"),
    "of another role": lambda known: administration.give_role(known, ADMIN, "clerk", "leader"),
    "of a unit": lambda known: administration.give_role(known, ADMIN, "clerk", "unit", "ex-cgw"),
}


@pytest.mark.parametrize("how", ENDS)
def test_a_form_drawn_before_a_change_records_nothing(accounts: Accounts, how: str) -> None:
    assert identity.session() is not None
    ENDS[how](accounts)
    outcome = take([DRAFT], OFFICE)
    assert [problem.code for problem in outcome.problems] == ["page.signed-out"]
    assert accounts.workspace.journal.head().seq == 0


@pytest.mark.parametrize("drawn", [Actor("other", Role.OFFICE), Actor("clerk", Role.UNIT, "ex-cgw")])
def test_a_form_drawn_for_somebody_else_records_nothing(accounts: Accounts, drawn: Actor) -> None:
    assert [problem.code for problem in take([DRAFT], drawn).problems] == ["page.signed-out"]


def test_who_owes_a_password_is_nobody_yet(accounts: Accounts) -> None:
    accounts.workspace.data.joinpath("policy.yaml").write_text("second_factor: {office: required}\n")
    assert identity.session() is None


def test_a_page_without_a_session_is_nobody_s(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "st", SimpleNamespace(context=SimpleNamespace(cookies={})))
    assert identity.session() is None
    assert identity.sending(OFFICE) is identity.ENDED


def test_the_address_does_not_say_who_looks_where_there_are_accounts(accounts: Accounts) -> None:
    def view(speaker: Actor | None) -> View:
        params = {"who": "unit:ex-cgw"}
        return read("", params, accounts.workspace.today, "v", {"ex-cgw": "某区"}, speaker)[0]

    assert view(None).actor == Actor("本机", Role.UNIT, "ex-cgw")
    assert view(OFFICE).actor == OFFICE
    assert "who" not in view(OFFICE).here()


def test_filled_forms_are_sent_by_who_is_signed_in(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    state: dict[str, list[Taken]] = {}
    monkeypatch.setattr(offline, "st", SimpleNamespace(session_state=state))
    administration.disable(accounts, ADMIN, "clerk")
    offline._send(OFFICE, (("甲.xlsx", b"PK"),))
    [told] = state[offline.TOLD]
    assert [problem.code for problem in told.problems] == ["page.signed-out"]
    assert accounts.workspace.journal.head().seq == 0
