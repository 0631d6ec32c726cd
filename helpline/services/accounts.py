"""Accounts of the people who sign in to the desk: made, changed and closed, never deleted."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement, Select

from helpline.clock import day_in_india
from helpline.domain import roles
from helpline.domain.password_rules import check_password
from helpline.services import audit, passwords, second_factor, sign_ins
from helpline.services.paging import Page, page_of
from helpline.store.accounts import Account, Posting, SignIn
from helpline.store.reference import District

LONGEST_LOGIN = 60
E_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+$")
# With the country code and nothing else, as WhatsApp takes it.
PHONE = re.compile(r"[1-9][0-9]{9,14}$")
# An officer who stays away so long gives a reason to ask.
IDLE = timedelta(days=30)


class LoginTaken(Exception):
    """Somebody else has this login already."""


class WrongLogin(Exception):
    """A login has no spaces and at most `LONGEST_LOGIN` characters."""


class DistrictMissing(Exception):
    """A District Magistrate has a district, which must be one of the state's."""


class HoldsPost(Exception):
    """Somebody who holds posts is and stays an officer: the postings have to end first."""


class LastAdministrator(Exception):
    """Nobody could make accounts any more."""


class WrongPassword(Exception):
    """This is not the present password."""


class SamePassword(Exception):
    """The new password is the present one, which somebody else may know."""


@dataclass(frozen=True)
class Particulars:
    """What an account says of a person; the district is a District Magistrate's."""

    name: str
    role: str
    email: str | None = None
    phone: str | None = None
    district_code: int | None = None


@dataclass(frozen=True)
class Line:
    """An account in the list, and when it last signed in."""

    account: Account
    last_sign_in: datetime | None


@dataclass(frozen=True)
class Filter:
    """Which accounts to list; an empty wish narrows nothing."""

    words: str = ""
    role: str = ""
    idle: bool = False
    closed: bool = False


# --- finding ----------------------------------------------------------------------------------


def find_account(session: Session, login: str) -> Account | None:
    """Return the account with this login, in any case of letters."""
    return session.execute(
        select(Account).where(Account.login == normal_login(login))
    ).scalar_one_or_none()


def accounts_page(session: Session, wanted: Filter, page: int, now: datetime) -> Page[Line]:
    """Return one page of accounts by name. `idle` asks for officers away for `IDLE`."""
    conditions = [Account.is_closed.is_(wanted.closed)]
    if wanted.words.strip():
        conditions.append(_says(wanted.words.strip()))
    if wanted.role:
        conditions.append(Account.role == wanted.role)
    if wanted.idle:
        conditions.append(_is_idle(now))
    query = select(Account, _last_sign_in()).where(*conditions).order_by(Account.name, Account.id)
    return page_of(session, query, page, lambda row: Line(*row))


def normal_login(login: str) -> str:
    """Return a login as it is kept."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def session_stamp(account: Account) -> str:
    """Return what a session must carry: it changes with the password and the second factor."""
    secrets = f"{account.password_hash} {account.totp_secret}"
    return hashlib.sha256(secrets.encode()).hexdigest()[:16]


# --- making and changing ----------------------------------------------------------------------


def create_account(
    session: Session,
    login: str,
    particulars: Particulars,
    password_hash: str,
    by: str,
    now: datetime,
    must_change_password: bool = True,
) -> Account:
    """Create an account. Raises WrongLogin, LoginTaken, DistrictMissing."""
    login = normal_login(login)
    if not login or len(login) > LONGEST_LOGIN or any(char.isspace() for char in login):
        raise WrongLogin(login)
    if find_account(session, login) is not None:
        raise LoginTaken(login)
    account = Account(
        login=login,
        password_hash=password_hash,
        must_change_password=must_change_password,
        created_at=now,
    )
    _write(session, account, particulars)
    session.add(account)
    session.flush()
    _record(session, by, "create_account", account, now, role=account.role)
    return account


def edit_account(
    session: Session, account: Account, particulars: Particulars, by: str, now: datetime
) -> bool:
    """Change what differs, and tell whether anything did.

    Raises DistrictMissing, HoldsPost, LastAdministrator.
    """
    if particulars == particulars_of(account):
        return False
    if particulars.role != account.role:
        _check_replaceable(session, account)
        _check_holds_no_post(session, account, now)
    _write(session, account, particulars)
    _record(session, by, "edit_account", account, now, role=account.role)
    return True


def close_account(session: Session, account: Account, by: str, now: datetime) -> None:
    """Let nobody sign in with it any more, at once. Raises LastAdministrator."""
    if account.is_closed:
        return
    _check_replaceable(session, account)
    account.is_closed = True
    _record(session, by, "close_account", account, now)


def reopen_account(session: Session, account: Account, by: str, now: datetime) -> None:
    """Let its person sign in again."""
    if not account.is_closed:
        return
    account.is_closed = False
    _record(session, by, "reopen_account", account, now)


def reset_password(session: Session, account: Account, by: str, now: datetime) -> str:
    """Return a new one-time password; the lock is taken off, open sessions end."""
    password = passwords.one_time_password()
    account.password_hash = passwords.hash_one_time(password)
    account.must_change_password = True
    account.failed_sign_ins, account.locked_until = 0, None
    _record(session, by, "reset_password", account, now)
    return password


def chosen_password(account: Account, present: str, new: str) -> str:
    """Return the hash of the password that a person chose in place of the present one.

    Slow on purpose: call it outside the transaction. Raises WrongPassword, SamePassword,
    TooShort, TooCommon.
    """
    if not passwords.password_matches(account, present):
        raise WrongPassword
    if new == present:
        raise SamePassword
    check_password(new, account.login)
    return passwords.hash_password(new)


def change_password(session: Session, account: Account, password_hash: str, now: datetime) -> None:
    """Give an account the password that its person chose; all its other sessions end."""
    account.password_hash = password_hash
    account.must_change_password = False
    _record(session, account.login, "change_password", account, now)


def turn_on_second_factor(
    session: Session, account: Account, secret: str, code: str, now: datetime
) -> bool:
    """Ask for codes at each sign-in from now on, if this first one is right."""
    if not second_factor.turn_on(account, secret, code, now):
        return False
    _record(session, account.login, "turn_on_second_factor", account, now)
    return True


def turn_off_second_factor(session: Session, account: Account, by: str, now: datetime) -> None:
    """Ask for the password only: its person wishes so, or lost the phone. Open sessions end."""
    if account.totp_secret is None:
        return
    second_factor.turn_off(account)
    _record(session, by, "turn_off_second_factor", account, now)


def choose_whatsapp(
    session: Session, account: Account, language: str | None, now: datetime
) -> None:
    """Tell a person on WhatsApp what waits for them, in this language; None ends it."""
    if language != account.whatsapp_language:
        account.whatsapp_language = language
        _record(session, account.login, "choose_whatsapp", account, now, language=language or "")


def particulars_of(account: Account) -> Particulars:
    """Return what an account says of its person."""
    return Particulars(
        account.name, account.role, account.email, account.phone, account.district_code
    )


def _write(session: Session, account: Account, particulars: Particulars) -> None:
    is_magistrate = particulars.role == roles.DISTRICT_MAGISTRATE
    if is_magistrate and session.get(District, particulars.district_code or 0) is None:
        raise DistrictMissing
    account.name, account.role = particulars.name, particulars.role
    account.email, account.phone = particulars.email or None, particulars.phone or None
    account.district_code = particulars.district_code if is_magistrate else None


def _check_replaceable(session: Session, account: Account) -> None:
    if account.role != roles.ADMINISTRATOR:
        return
    others = select(Account.id).where(
        Account.role == roles.ADMINISTRATOR, Account.is_closed.is_(False), Account.id != account.id
    )
    if session.execute(others).first() is None:
        raise LastAdministrator(account.login)


def _check_holds_no_post(session: Session, account: Account, now: datetime) -> None:
    lasting = select(Posting.id).where(
        Posting.account_id == account.id,
        or_(Posting.until.is_(None), Posting.until >= day_in_india(now)),
    )
    if session.execute(lasting).first() is not None:
        raise HoldsPost(account.login)


def _record(
    session: Session, by: str, act: str, account: Account, now: datetime, **details: str
) -> None:
    audit.record(session, by, act, f"account {account.login}", now, **details)


# --- queries ----------------------------------------------------------------------------------


def _says(words: str) -> ColumnElement[bool]:
    return or_(
        Account.login.contains(normal_login(words), autoescape=True),
        func.lower(Account.name).contains(words.lower(), autoescape=True),
        Account.email.contains(words.lower(), autoescape=True),
    )


def _is_idle(now: datetime) -> ColumnElement[bool]:
    recently = select(SignIn.id).where(
        SignIn.account_id == Account.id, SignIn.outcome == sign_ins.OK, SignIn.at > now - IDLE
    )
    return (Account.role == roles.OFFICER) & (Account.created_at <= now - IDLE) & ~recently.exists()


def _last_sign_in() -> Select:
    return (
        select(func.max(SignIn.at))
        .where(SignIn.account_id == Account.id, SignIn.outcome == sign_ins.OK)
        .scalar_subquery()
    )
