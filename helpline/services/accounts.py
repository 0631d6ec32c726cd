"""Accounts of the people who sign in to the desk."""

import unicodedata
from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline import clock
from helpline.domain.roles import HELPDESK
from helpline.store.accounts import Account


class LoginTaken(Exception):
    """Somebody else has this login already."""


@dataclass(frozen=True)
class DemoLogin:
    """A login and its password, to be shown to whoever tries the helpline."""

    login: str
    password: str
    name: str


def create_account(session: Session, login: str, name: str, role: str, password: str) -> Account:
    """Create an account; the password is kept as an argon2 hash. Raises LoginTaken."""
    login = _normal_login(login)
    if find_account(session, login) is not None:
        raise LoginTaken(login)
    account = Account(
        login=login, name=name, role=role, password_hash=_hash(password), created_at=clock.now()
    )
    session.add(account)
    session.flush()
    return account


def find_account(session: Session, login: str) -> Account | None:
    """Return the account with this login, in any case of letters."""
    return session.execute(
        select(Account).where(Account.login == _normal_login(login))
    ).scalar_one_or_none()


def password_matches(account: Account | None, password: str) -> bool:
    """Tell whether this is the account's password.

    An unknown login (None) costs as much time as a wrong password, so that the time does
    not give away who has an account. Needs no session: call it outside the transaction,
    because checking takes long on purpose.
    """
    stored = _hash_of_nothing() if account is None else account.password_hash
    try:
        _hasher().verify(stored, _normal_password(password))
    except VerifyMismatchError:
        return False
    return account is not None


def seed_demo_accounts(session: Session, password: str) -> list[DemoLogin]:
    """Make sure that the demo accounts exist and have this password; return how to sign in."""
    demo = DemoLogin(login="helpdesk", password=password, name="हेल्पडेस्क 1905")
    account = find_account(session, demo.login)
    if account is None:
        create_account(session, demo.login, demo.name, HELPDESK, password)
    elif not password_matches(account, password):
        account.password_hash = _hash(password)
    return [demo]


def _normal_login(login: str) -> str:
    return unicodedata.normalize("NFKC", login).strip().casefold()


def _normal_password(password: str) -> str:
    """Two keyboards may write the same Hindi letter in two ways."""
    return unicodedata.normalize("NFC", password)


def _hash(password: str) -> str:
    return _hasher().hash(_normal_password(password))


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _hash_of_nothing() -> str:
    return _hasher().hash("")
