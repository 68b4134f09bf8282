"""Passwords: what the policy asks of one, how it is kept, and how it is compared in equal time for everybody."""

import secrets
import string
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tracker.accounts.codes import problem
from tracker.accounts.policy import PasswordRule
from tracker.problems import Problem

LONGEST = 128
"""Characters; more would only make the hash work."""
AT_ONCE = 2
"""Hashes at a time, each of 64 MiB: a flood of logins must not take the machine's memory."""
PATIENCE = 15.0
ONE_TIME_LENGTH = 14
# Without letters and digits that are mistaken for each other when read from paper.
_LOWER, _UPPER, _DIGITS = "abcdefghijkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"

HASHER = PasswordHasher()
_turn = BoundedSemaphore(AT_ONCE)


class Busy(Exception):  # noqa: N818
    """Too many passwords are being compared at this moment."""


def hashed(password: str) -> str:
    with _in_turn():
        return HASHER.hash(_normal(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether it is the password of that hash; None = of nobody, which takes as long to find out."""
    with _in_turn():
        try:
            return HASHER.verify(kept or _nobodys(), _normal(password)[:LONGEST]) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(kept: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return HASHER.check_needs_rehash(kept)


def faults(rule: PasswordRule, password: str, user: str, recent: Iterable[str] = ()) -> list[Problem]:
    """Why the policy does not allow this password; `recent` are the hashes it must not match."""
    found = []
    if not rule.min_length <= len(password) <= LONGEST:
        found.append(problem("account.password-length", "新口令", least=rule.min_length, most=LONGEST))
    if len(_classes(password)) < rule.min_classes:
        found.append(problem("account.password-classes", "新口令", classes=rule.min_classes))
    if user and user.casefold() in password.casefold():
        found.append(problem("account.password-user", "新口令"))
    if not found and any(matches(kept, password) for kept in recent):
        found.append(problem("account.password-history", "新口令", count=rule.history))
    return found


def one_time(rule: PasswordRule) -> str:
    """A password to hand over and to change at the first login."""
    kinds = [_LOWER, _UPPER, _DIGITS, "-+="]
    length = max(ONE_TIME_LENGTH, rule.min_length)
    drawn = [secrets.choice(kind) for kind in kinds]
    drawn += [secrets.choice(_LOWER + _DIGITS) for _ in range(length - len(drawn))]
    secrets.SystemRandom().shuffle(drawn)
    return "".join(drawn)


def _classes(password: str) -> set[str]:
    return {
        next(
            (
                kind
                for kind in ("ascii_lowercase", "ascii_uppercase", "digits")
                if char in getattr(string, kind)
            ),
            "",
        )
        for char in password
    }


def _normal(password: str) -> str:
    """One spelling, whatever keyboard it was typed on."""
    return unicodedata.normalize("NFKC", password)


def prepare() -> None:
    """Else the first unknown user of a process would be told by the time it takes."""
    _nobodys()


@cache
def _nobodys() -> str:
    return HASHER.hash(secrets.token_hex())


@contextmanager
def _in_turn() -> Iterator[None]:
    if not _turn.acquire(timeout=PATIENCE):
        raise Busy
    try:
        yield
    finally:
        _turn.release()
