"""Accounts on the command line, and who may submit there once there are accounts."""

import json
from types import SimpleNamespace

import pytest
from argon2 import PasswordHasher

from tests.cli.conftest import Terminal
from tracker.accounts import passwords
from tracker.records.journal import FileJournal

NOW = ("--now", "2026-10-11")
PROGRESS = {
    "kind": "progress",
    "body": {"task": "example-2025-1/1.1", "period": "2026-Q3", "text": "已完成方案编制。"},
}


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def opened(tracker: Terminal) -> Terminal:
    assert tracker("account", "first", "--user", "admin").code == 0
    assert tracker("account", "add", "speaker", "--role", "unit", "--unit", "ex-cgw").code == 0
    assert tracker("account", "add", "clerk", "--role", "office", "--name", "某某").code == 0
    return tracker


def test_the_first_administrator_gets_a_one_time_password_once(tracker: Terminal) -> None:
    ran = tracker("account", "first", "--user", "admin")
    assert ran.code == 0
    assert "已建立系统管理员 admin" in ran.out
    password = ran.out.strip().rsplit("：", 1)[1]
    assert len(password) >= 14
    again = tracker("account", "first", "--user", "other")
    assert again.code == 1
    assert "account.first-exists" in again.err


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (["Correct-horse-7", "Correct-horse-7"], 0, "已建立系统管理员 admin"),
        (["Correct-horse-7", "Correct-horse-8"], 2, "两次输入的口令不一样"),
        (["short", "short"], 1, "account.password-length"),
    ],
)
def test_at_a_terminal_the_password_is_typed_twice(
    tracker: Terminal, monkeypatch: pytest.MonkeyPatch, typed: list[str], code: int, said: str
) -> None:
    answers = iter(typed)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("typer.prompt", lambda _, hide_input: next(answers) if hide_input else "")
    ran = tracker("account", "first", "--user", "admin")
    assert ran.code == code
    assert said in ran.out + ran.err
    assert not any(word in ran.out + ran.err for word in typed)
    if code == 0:
        assert tracker("account", "list", "--json").json[0]["must_change"] is False


def test_the_list(opened: Terminal) -> None:
    assert [line.split()[0] for line in opened("account", "list").out.splitlines()] == [
        "用户名",
        "admin",
        "speaker",
        "clerk",
    ]
    [admin, speaker, _] = opened("account", "list", "--json").json
    assert (admin["role"], speaker["unit"], speaker["must_change"]) == ("admin", "ex-cgw", True)
    assert not any("hash" in name or name == "totp" for name in admin)


def test_an_account_goes_through_its_life(opened: Terminal) -> None:
    for words in (("disable",), ("enable",), ("reset",), ("role", "--role", "leader")):
        command, *options = words
        assert opened("account", command, "clerk", *options).code == 0
    kinds = [one.kind for one in FileJournal(opened.data / "access").verify().records]
    assert kinds[-4:] == ["account_disabled", "account_enabled", "password_reset", "role_changed"]
    by = {one.by for one in FileJournal(opened.data / "access").read().records}
    assert all(name.startswith(("命令行", "（命令行")) for name in by)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("disable", "nobody"), "account.unknown"),
        (("unlock", "clerk"), "account.unchanged"),
        (("disable", "admin"), "account.last-admin"),
        (("add", "clerk", "--role", "office"), "account.taken"),
        (("add", "new", "--role", "unit"), "account.unit-missing"),
        (("role", "clerk", "--role", "unit", "--unit", "nowhere"), "account.unit-unknown"),
    ],
)
def test_what_cannot_be_done_is_told(opened: Terminal, words: tuple[str, ...], code: str) -> None:
    ran = opened("account", *words)
    assert ran.code == 1
    assert code in ran.err


def test_the_policy_in_force_and_what_is_wrong_with_it(tracker: Terminal) -> None:
    assert tracker("account", "policy", "--json").json["session"]["idle_minutes"] == 30
    tracker.data.mkdir()
    (tracker.data / "policy.yaml").write_text("session:\n  idle_minutes: 半小时\n")
    ran = tracker("account", "policy")
    assert ran.code == 1
    assert "policy.yaml 第 2 行" in ran.err
    assert tracker("account", "first", "--user", "admin").code == 1


class TestWritingCommands:
    def submit(self, tracker: Terminal, *words: str):  # type: ignore[no-untyped-def]
        return tracker("submit", tracker.file("draft.json", PROGRESS), *words, *NOW)

    def test_the_account_s_role_and_unit_are_recorded(self, opened: Terminal) -> None:
        assert self.submit(opened, "--as", "speaker").code == 0
        written = FileJournal(opened.data / "journal").read().records[-1]
        assert (written.by, written.role, written.unit) == ("speaker", "unit", "ex-cgw")

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("--as", "某某"), "不是可用的账号"),
            (("--as", "speaker", "--role", "office"), "不能用 --role、--unit"),
            (("--as", "clerk", "--unit", "ex-cgw"), "不能用 --role、--unit"),
        ],
    )
    def test_nobody_speaks_as_somebody_else(
        self, opened: Terminal, words: tuple[str, ...], said: str
    ) -> None:
        ran = self.submit(opened, *words)
        assert ran.code == 2
        assert said in ran.err
        assert not (opened.data / "journal").exists()

    def test_a_disabled_account_is_nobody(self, opened: Terminal) -> None:
        opened("account", "disable", "speaker")
        assert self.submit(opened, "--as", "speaker").code == 2

    def test_an_administrator_records_nothing(self, opened: Terminal) -> None:
        ran = self.submit(opened, "--as", "admin")
        assert ran.code == 1
        assert "intake.not-allowed" in ran.err

    def test_commands_of_the_office_need_an_account_of_the_office(self, opened: Terminal) -> None:
        assert opened("open", "--on", "2026-01-01", *NOW).code == 2  # its default name is no account
        assert opened("open", "--as", "speaker", *NOW).code == 2
        assert opened("open", "--on", "2026-01-01", "--as", "clerk", *NOW).code == 0

    @pytest.mark.parametrize(("user", "code"), [("某某", 2), ("admin", 2), ("speaker", 2), ("clerk", 0)])
    def test_an_existing_ledger_is_taken_over_by_an_account_of_the_office(
        self, opened: Terminal, user: str, code: int
    ) -> None:
        file = opened.file("台账.csv", "重点任务,牵头单位,本期进展\n发展清洁供热,区城市管理委,已改造 6 处\n")
        ran = opened("import-ledger", file, "--period", "2026-Q3", "--as", user, *NOW)
        assert (ran.code, (opened.data / "journal").exists()) == (code, code == 0)
        assert code == 0 or ran.out == ""


def test_a_proof_is_noted_under_the_role_that_an_account_has(opened: Terminal) -> None:
    opened("verify", "--as", "speaker")
    event = FileJournal(opened.data / "access").read().records[-1]
    assert (event.kind, event.by, event.role, event.unit) == ("chains_proven", "speaker", "unit", "ex-cgw")


def test_no_secret_is_printed_twice(opened: Terminal) -> None:
    password = opened("account", "reset", "clerk").out.strip().rsplit("：", 1)[1]
    said = opened("account", "list", "--json").out + opened("account", "list").out
    kept = (opened.data / "access" / "journal.jsonl").read_text(encoding="utf-8")
    assert password not in said
    assert password not in kept
    assert "argon2" not in said + kept + json.dumps(said)
