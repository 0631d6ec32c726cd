"""Passwords: kept as argon2 hashes, compared at the same cost whoever asks."""

import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from helpline.store.accounts import Account

# Without letters and digits that look alike on paper: one-time passwords are handed out printed.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP_LENGTH = 4, 4


def one_time_password() -> str:
    """Return a random password with 79 bits, easy to type: `k7fm-…`; it opens the desk once."""
    groups = (
        "".join(secrets.choice(_ALPHABET) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS)
    )
    return "-".join(groups)


def hash_password(password: str) -> str:
    """Return the hash of a password that somebody chose."""
    return _hasher().hash(_normal(password))


def hash_one_time(password: str) -> str:
    """Return the hash of a random password, made fast: nobody guesses it however fast they try.

    An import makes thousands of them in one request.
    """
    return _fast_hasher().hash(_normal(password))


def password_matches(account: Account | None, password: str) -> bool:
    """Tell whether this is the account's password.

    An unknown login (None) costs as much time as a wrong password, so that the time does
    not give away who has an account. Needs no session: call it outside the transaction,
    because checking takes long on purpose.
    """
    stored = _hash_of_nothing() if account is None else account.password_hash
    if _hasher().check_needs_rehash(stored):
        _verify(_hash_of_nothing(), password)
    return _verify(stored, password) and account is not None


def _verify(stored: str, password: str) -> bool:
    try:
        return _hasher().verify(stored, _normal(password))
    except VerifyMismatchError:
        return False


def _normal(password: str) -> str:
    """Two keyboards may write the same Hindi letter in two ways."""
    return unicodedata.normalize("NFC", password)


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _fast_hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@cache
def _hash_of_nothing() -> str:
    return _hasher().hash("")
