"""What an administrator does to accounts, and what the command line does before there is one."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.accounts.conftest import PASSWORD, ROOT, House
from tracker.accounts import administration
from tracker.accounts.acting import acting
from tracker.accounts.administration import Applicant
from tracker.intake import Actor, Role
from tracker.problems import Problem

ADMIN = Actor("管理员", Role.ADMIN)


def codes(done: administration.Done) -> list[str]:
    return [problem.code for problem in done.problems]


WRONG = {
    Applicant("a b", "office"): ["account.bad-user"],
    Applicant("office", "boss"): ["account.bad-role"],
    Applicant("office", "unit"): ["account.unit-missing"],
    Applicant("office", "unit", "nowhere"): ["account.unit-unknown"],
    Applicant("office", "unit", "ex-streets"): ["account.unit-unknown"],  # a collective speaks for nobody
    Applicant("office", "office", "ex-fgw"): ["account.unit-needless"],
    Applicant("office", "office", name="甲" * 41): ["account.bad-name"],
    Applicant("office", "office", name="甲\n乙"): ["account.bad-name"],
}


@pytest.mark.parametrize("applicant", WRONG)
def test_what_makes_no_account(house: House, applicant: Applicant) -> None:
    assert codes(administration.create(house.accounts, ADMIN, applicant)) == WRONG[applicant]
    assert not house.accounts.any


def test_a_name_is_given_once_whatever_its_case(house: House) -> None:
    house.add("office")
    assert codes(administration.create(house.accounts, ADMIN, Applicant("Office", "leader"))) == [
        "account.taken"
    ]


def test_there_is_no_account_by_default(house: House) -> None:
    assert not house.accounts.any
    assert house.accounts.every() == []
    assert not house.accounts.store.exists


def test_the_first_administrator_is_made_once(house: House) -> None:
    assert codes(administration.first(house.accounts, "admin", "short")) == [
        "account.password-length",
        "account.password-classes",
    ]
    done = administration.first(house.accounts, "admin", PASSWORD)
    assert done.account is not None
    assert (done.account.role, done.account.must_change, done.password) == (Role.ADMIN, False, None)
    assert codes(administration.first(house.accounts, "other")) == ["account.first-exists"]
    administration.disable(house.accounts, Actor("x", Role.ADMIN), "admin")
    assert codes(administration.first(house.accounts, "other")) == ["account.first-exists"]


def test_there_is_always_an_administrator_left(house: House) -> None:
    administration.first(house.accounts, "one")
    assert codes(administration.disable(house.accounts, ADMIN, "one")) == ["account.last-admin"]
    assert codes(administration.give_role(house.accounts, ADMIN, "one", "office")) == ["account.last-admin"]
    house.add("two", Role.ADMIN)
    assert codes(administration.disable(house.accounts, ADMIN, "one")) == []
    assert codes(administration.disable(house.accounts, ADMIN, "two")) == ["account.last-admin"]


def test_nobody_changes_his_own_role(house: House) -> None:
    administration.first(house.accounts, "one")
    house.add("two", Role.ADMIN)
    oneself = Actor("One", Role.ADMIN)
    assert codes(administration.disable(house.accounts, oneself, "one")) == ["account.oneself"]
    assert codes(administration.give_role(house.accounts, oneself, "one", "office")) == ["account.oneself"]


def test_every_change_is_noted_with_who_made_it(house: House) -> None:
    administration.create(house.accounts, ADMIN, Applicant("a1", "office", name="某某"))
    administration.give_role(house.accounts, ADMIN, "a1", "unit", "ex-fgw")
    administration.rename(house.accounts, ADMIN, "a1", "某某某")
    administration.reset(house.accounts, ADMIN, "a1")
    administration.disable(house.accounts, ADMIN, "a1")
    administration.enable(house.accounts, ADMIN, "a1")
    records = house.workspace.access.verify().records
    assert [(one.kind, one.by, one.role, one.body) for one in records] == [
        ("account_created", "管理员", "admin", {"account": "a1", "after": "office"}),
        ("role_changed", "管理员", "admin", {"account": "a1", "before": "office", "after": "unit:ex-fgw"}),
        ("account_changed", "管理员", "admin", {"account": "a1", "before": "某某", "after": "某某某"}),
        ("password_reset", "管理员", "admin", {"account": "a1"}),
        ("account_disabled", "管理员", "admin", {"account": "a1"}),
        ("account_enabled", "管理员", "admin", {"account": "a1"}),
    ]


def test_a_change_of_nothing_and_of_nobody_is_told(house: House) -> None:
    house.add("a1")
    before = len(house.noted)
    assert codes(administration.enable(house.accounts, ADMIN, "a1")) == ["account.unchanged"]
    assert codes(administration.unlock(house.accounts, ADMIN, "a1")) == ["account.unchanged"]
    assert codes(administration.give_role(house.accounts, ADMIN, "a1", "office")) == ["account.unchanged"]
    for change in (
        administration.disable,
        administration.enable,
        administration.unlock,
        administration.reset,
    ):
        assert codes(change(house.accounts, ADMIN, "nobody")) == ["account.unknown"]
    assert len(house.noted) == before


def test_only_the_owner_of_the_machine_reads_the_file(house: House) -> None:
    house.add("a1")
    file = house.accounts.store.file
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(one.stat().st_mode) for one in file.parent.iterdir()} == {0o600}


def test_also_after_a_copy_was_put_back_with_other_rights(house: House) -> None:
    house.add("a1")
    file = house.accounts.store.file
    house.accounts.store.close()
    file.chmod(0o644)
    file.parent.chmod(0o755)
    assert [one.user for one in house.accounts.every()] == ["a1"]
    assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(file.parent.stat().st_mode)) == (0o600, 0o700)


class TestTheCommandLine:
    def test_without_accounts_the_operator_s_word_counts(self, house: House) -> None:
        space = house.workspace
        assert acting(space, "某某") == Actor("某某", Role.OFFICE)
        assert acting(space, "某某", Role.UNIT, "ex-fgw") == Actor("某某", Role.UNIT, "ex-fgw")
        assert isinstance(acting(space, "某某", Role.UNIT, "nowhere"), Problem)
        assert not house.accounts.store.exists

    @pytest.mark.parametrize(
        ("user", "role", "unit", "expected"),
        [
            ("speaker", None, None, Actor("speaker", Role.UNIT, "ex-fgw")),
            ("Speaker", Role.UNIT, "ex-fgw", Actor("speaker", Role.UNIT, "ex-fgw")),
            ("speaker", Role.OFFICE, None, "account.not-as"),
            ("speaker", None, "ex-cgw", "account.not-as"),
            ("某某", Role.OFFICE, None, "account.needed"),
            ("gone", None, None, "account.needed"),
        ],
    )
    def test_with_accounts_the_account_speaks(
        self, house: House, user: str, role: Role | None, unit: str | None, expected: Actor | str
    ) -> None:
        house.add("speaker", Role.UNIT, "ex-fgw")
        house.add("gone")
        administration.disable(house.accounts, ADMIN, "gone")
        found = acting(house.workspace, user, role, unit)
        assert (found.code if isinstance(found, Problem) else found) == expected


WRITER = """
import sys
from pathlib import Path
from tracker.accounts import administration, passwords
from argon2 import PasswordHasher
passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
from tracker.accounts.accounts import Accounts
from tracker.intake import Actor, Role
from tracker.snapshot import Workspace
accounts = Accounts(Workspace(Path(sys.argv[1]), Path(sys.argv[2])))
for number in range(10):
    done = administration.create(accounts, Actor("cli", Role.ADMIN), administration.Applicant(f"{sys.argv[3]}{number}", "office"))
    print(done.problems[0].code if done.problems else "made")
"""


def test_several_processes_write_at_once(tmp_path: Path) -> None:
    tasks, data = ROOT / "tests" / "example" / "tasks", tmp_path / "data"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tasks), str(data), prefix],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for prefix in ("aa", "bb", "aa")
    ]
    said = [process.communicate(timeout=60)[0].split() for process in started]
    assert [process.returncode for process in started] == [0, 0, 0]
    assert sum(answers.count("made") for answers in said) == 20
    assert sum(answers.count("account.taken") for answers in said) == 10
