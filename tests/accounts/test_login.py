"""Coming in, and being kept out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pyotp
import pytest

from tests.accounts.conftest import PASSWORD, House
from tracker.accounts import administration, own, passwords
from tracker.accounts.login import NOT_A_NAME, Entered, Refusal
from tracker.accounts.names import is_user_name
from tracker.accounts.throttle import Throttle
from tracker.intake import Actor, Role

ADMIN = Actor("管理员", Role.ADMIN)


def test_name_and_password_lead_in(house: House) -> None:
    house.add("office")
    session = house.session(house.enter("office"))
    assert (session.account.actor, session.owes) == (Actor("office", Role.OFFICE), None)


@pytest.mark.parametrize("typed", ["OFFICE", " office ", "ｏｆｆｉｃｅ"])
def test_width_and_case_do_not_matter(house: House, typed: str) -> None:
    house.add("office")
    assert house.session(house.enter(typed)).account.user == "office"


@pytest.mark.parametrize(
    ("user", "password", "why"),
    [
        ("office", "Wrong-horse-7", Refusal.PASSWORD),
        ("office", "", Refusal.PASSWORD),
        ("nobody", PASSWORD, Refusal.UNKNOWN),
        ("", "", Refusal.UNKNOWN),
        ("gone", PASSWORD, Refusal.DISABLED),
        ("' OR 1=1 --", PASSWORD, Refusal.UNKNOWN),
    ],
)
def test_everybody_else_stays_outside(house: House, user: str, password: str, why: Refusal) -> None:
    house.add("office")
    house.add("gone")
    administration.disable(house.accounts, ADMIN, "gone")
    assert house.knock(user, password) is why


def test_nobody_comes_into_a_folder_without_accounts(house: House) -> None:
    assert house.knock("admin", "admin") is Refusal.UNKNOWN
    assert not house.accounts.store.exists


def test_five_wrong_ones_lock_the_account_also_for_the_right_one(house: House) -> None:
    house.add("office")
    for _ in range(5):
        assert house.knock("office", "wrong") is Refusal.PASSWORD
    assert house.knock("office") is Refusal.LOCKED
    house.later(minutes=29, seconds=59)
    assert house.knock("office") is Refusal.LOCKED
    house.later(seconds=1)
    assert isinstance(house.knock("office"), Entered)
    kinds = [kind for kind, by in house.noted if by == "office"]
    assert kinds[-9:] == [*["login_failed"] * 5, "locked_out", *["login_failed"] * 2, "login"]


def test_a_right_one_in_between_starts_the_count_again(house: House) -> None:
    house.add("office")
    for _ in range(2):
        for _ in range(4):
            house.knock("office", "wrong")
        house.enter("office")


def test_the_policy_says_how_many_and_how_long(house: House) -> None:
    house.add("office")
    house.policy("lockout: {attempts: 2, minutes: 5}\nsecond_factor: {admin: optional}\n")
    house.knock("office", "wrong")
    house.knock("office", "wrong")
    assert house.knock("office") is Refusal.LOCKED
    house.later(minutes=5)
    assert isinstance(house.knock("office"), Entered)


def test_whoever_is_in_stays_in_while_others_guess(house: House) -> None:
    house.add("office")
    token = house.enter("office")
    for _ in range(5):
        house.knock("office", "wrong")
    assert house.is_in(token)


def test_an_administrator_unlocks(house: House) -> None:
    house.add("office")
    for _ in range(5):
        house.knock("office", "wrong")
    assert administration.unlock(house.accounts, ADMIN, "office").problems == ()
    assert isinstance(house.knock("office"), Entered)


def test_of_many_guesses_at_one_moment_only_five_count(house: House) -> None:
    house.add("office")
    guesses = ["wrong"] * 12 + [PASSWORD] * 4
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda guess: house.knock("office", guess), guesses))
    assert answers.count(Refusal.PASSWORD) == 5
    assert answers[12:] == [Refusal.LOCKED] * 4


def test_an_unknown_user_costs_a_comparison_like_a_known_one(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.add("office")
    house.add("gone")
    administration.disable(house.accounts, ADMIN, "gone")
    compared: list[str] = []

    class Counting:
        def verify(self, kept: str, password: str) -> bool:
            compared.append(kept.split("$")[3])
            return bool(real.verify(kept, password))

        def __getattr__(self, name: str) -> object:
            return getattr(real, name)

    real = passwords.HASHER
    monkeypatch.setattr(passwords, "HASHER", Counting())
    for user in ("office", "nobody", "gone"):
        house.knock(user, "wrong")
    assert len(compared) == 3
    assert len(set(compared)) == 1, "with the same parameters, so in the same time"


def test_one_address_may_not_try_without_end(house: House) -> None:
    house.policy("lockout: {per_address: 3}\n")
    house.add("office")
    house.accounts.throttle = Throttle()
    for _ in range(3):
        house.knock("nobody", "wrong", address="10.0.0.1")
    for _ in range(5):
        assert house.knock("office", address="10.0.0.1") is Refusal.THROTTLED
    assert isinstance(house.knock("office", address="10.0.0.2"), Entered)
    house.later(minutes=1, seconds=1)
    assert isinstance(house.knock("office", address="10.0.0.1"), Entered)
    reasons = [one.body.get("reason") for one in house.workspace.access.read().records]
    assert reasons.count("throttled") == 1


class TestCodes:
    SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

    def code(self, house: House) -> str:
        return pyotp.TOTP(self.SECRET).at(house.now.replace(tzinfo=UTC))

    @pytest.fixture
    def armed(self, house: House) -> House:
        house.add("office")
        session = house.session(house.enter("office"))
        assert isinstance(own.set_totp(house.accounts, session, self.SECRET, self.code(house)), Entered)
        house.later(seconds=30)
        return house

    def test_the_code_is_asked_for_beside_the_password(self, armed: House) -> None:
        assert armed.knock("office") is Refusal.CODE
        assert armed.knock("office", code="000000") is Refusal.CODE
        assert armed.knock("office", "wrong", self.code(armed)) is Refusal.PASSWORD
        assert isinstance(armed.knock("office", code=self.code(armed)), Entered)

    def test_no_code_is_taken_twice(self, armed: House) -> None:
        code = self.code(armed)
        armed.enter("office", code=code)
        assert armed.knock("office", code=code) is Refusal.CODE
        armed.later(seconds=30)
        assert isinstance(armed.knock("office", code=self.code(armed)), Entered)

    def test_an_old_code_is_none(self, armed: House) -> None:
        code = self.code(armed)
        armed.later(seconds=90)
        assert armed.knock("office", code=code) is Refusal.CODE

    def test_wrong_codes_lock_like_wrong_passwords(self, armed: House) -> None:
        for _ in range(5):
            armed.knock("office", code="000000")
        assert armed.knock("office", code=self.code(armed)) is Refusal.LOCKED

    def test_a_policy_without_codes_asks_for_none(self, armed: House) -> None:
        armed.policy("second_factor: {office: off}\n")
        assert isinstance(armed.knock("office"), Entered)

    def test_setting_up_needs_a_code_that_the_telephone_shows(self, house: House) -> None:
        house.add("office")
        session = house.session(house.enter("office"))
        refused = own.set_totp(house.accounts, session, self.SECRET, "123456")
        assert isinstance(refused, list)
        assert [one.code for one in refused] == ["account.code-wrong"]

    def test_a_second_telephone_does_not_push_the_first_aside(self, armed: House) -> None:
        session = armed.session(armed.enter("office", code=self.code(armed)))
        armed.later(seconds=30)
        refused = own.set_totp(armed.accounts, session, self.SECRET, self.code(armed))
        assert isinstance(refused, list)
        assert [one.code for one in refused] == ["account.totp-set"]

    def test_a_new_telephone_goes_through_a_reset(self, armed: House) -> None:
        done = administration.reset(armed.accounts, ADMIN, "office")
        assert done.password
        assert isinstance(armed.knock("office", done.password), Entered)

    def test_giving_codes_up_needs_the_password_and_a_policy_that_allows_it(self, armed: House) -> None:
        session = armed.session(armed.enter("office", code=self.code(armed)))
        refused = own.remove_totp(armed.accounts, session, "wrong")
        assert isinstance(refused, list)
        armed.policy("second_factor: {office: required}\n")
        refused = own.remove_totp(armed.accounts, session, PASSWORD)
        assert isinstance(refused, list)
        assert [one.code for one in refused] == ["account.totp-required"]
        armed.policy("second_factor: {office: optional}\n")
        assert isinstance(own.remove_totp(armed.accounts, session, PASSWORD), Entered)
        assert isinstance(armed.knock("office"), Entered)


def test_what_cannot_be_noted_does_not_happen(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.add("office")
    monkeypatch.setattr(house.workspace.access, "append", lambda _: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        house.knock("office")
    with house.accounts.store.reading() as db:
        assert db.execute("SELECT count(*) FROM session").fetchone()[0] == 1  # that of `add`


def test_neither_passwords_nor_tokens_nor_hashes_are_noted(
    house: House, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    house.add("office")
    token = house.enter("office")
    house.knock("office", "Another-horse-8")
    house.knock(PASSWORD, "")  # the password one field too early
    files = [file for file in house.workspace.data.rglob("*") if file.is_file()]
    noted = b"".join(file.read_bytes() for file in files if file.parent.name in ("access", "journal"))
    said = "".join(capfd.readouterr()) + caplog.text
    for secret in (PASSWORD, "Another-horse-8", token, house.session(token).key, "argon2"):
        assert secret.encode() not in noted
        assert secret not in said
    assert ("login_failed", NOT_A_NAME) in house.noted
    kept = b"".join(file.read_bytes() for file in files if file.parent.name == "accounts")
    assert PASSWORD.encode() not in kept
    assert token.encode() not in kept


@pytest.mark.parametrize("name", ["li", "王某", "a.b-c_d", "u2"])
def test_user_names(name: str) -> None:
    assert is_user_name(name)


@pytest.mark.parametrize(
    "name", ["", "a", ".ab", "ab.", "a b", "a\nb", "x" * 33, "<b>x", PASSWORD + "!", "a@b"]
)
def test_what_is_no_user_name(name: str) -> None:
    assert not is_user_name(name)


def test_the_clock_of_a_rehearsal_does_not_move_codes(house: House) -> None:
    assert house.accounts.clock() == house.now != datetime.now(UTC)
