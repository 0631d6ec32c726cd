"""Signing in: each attempt is written down, and too many wrong ones close the door for a while."""

import ipaddress
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpline.services import audit, second_factor
from helpline.store.accounts import Account, SignIn

OK = "ok"
CODE_ASKED = "code_asked"  # the password was right, the second factor is still missing
WRONG_PASSWORD, WRONG_CODE = "wrong_password", "wrong_code"
LOCKED, CLOSED, BRAKED = "locked", "closed", "braked"
OUTCOMES = (OK, CODE_ASKED, WRONG_PASSWORD, WRONG_CODE, LOCKED, CLOSED, BRAKED)

# Five typing errors happen; after ten, fifteen … wrong attempts the wait is twice as long each time.
ATTEMPTS = 5
FIRST_LOCK = timedelta(minutes=15)
LONGEST_LOCK = timedelta(hours=24)
# An office of thirty behind one address may well mistype; a machine that guesses needs far more.
ATTEMPTS_PER_ADDRESS = 30
ADDRESS_MEMORY = timedelta(minutes=15)
_IPV6_HOUSEHOLD = 64


def is_braked(session: Session, address: str, now: datetime) -> bool:
    """Tell whether too many wrong attempts came from an address of late for anybody to sign in."""
    wrong = session.execute(
        select(func.count(SignIn.id)).where(
            SignIn.address == network_of(address),
            SignIn.at > now - ADDRESS_MEMORY,
            SignIn.outcome.in_((WRONG_PASSWORD, WRONG_CODE, LOCKED, CLOSED)),
        )
    ).scalar_one()
    return wrong >= ATTEMPTS_PER_ADDRESS


def attempt(
    session: Session,
    account_id: int | None,
    is_right: bool,
    address: str,
    now: datetime,
    code: str | None = None,
) -> str:
    """Write an attempt down and return its outcome; only `ok` opens the desk.

    `is_right` says whether the password was; `code` is the second factor's, None where it was
    not asked for yet. An unknown login (None) is noted without what was typed.
    """
    # Locked, so that attempts at the same time count one after the other.
    account = session.get(Account, account_id, with_for_update=True) if account_id else None
    outcome = _outcome(account, is_right, code, now)
    note(session, account_id, outcome, address, now)
    if account is not None:
        _count(session, account, outcome, now)
    return outcome


def note(
    session: Session, account_id: int | None, outcome: str, address: str, now: datetime
) -> None:
    """Add a row to the sign-in history."""
    session.add(SignIn(account_id=account_id, at=now, outcome=outcome, address=network_of(address)))


def history(session: Session, account_id: int, longest: int) -> list[SignIn]:
    """Return the newest attempts on an account."""
    return list(
        session.execute(
            select(SignIn)
            .where(SignIn.account_id == account_id)
            .order_by(SignIn.id.desc())
            .limit(longest)
        ).scalars()
    )


def network_of(address: str) -> str:
    """Return the address as it is counted: an IPv6 household has countless ones, which are one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, _IPV6_HOUSEHOLD), strict=False))


def _outcome(account: Account | None, is_right: bool, code: str | None, now: datetime) -> str:
    if account is None:
        return WRONG_PASSWORD
    if account.is_closed:
        return CLOSED
    if account.locked_until is not None and account.locked_until > now:
        # The right password is no better than a wrong one: else one could go on guessing.
        return LOCKED
    if not is_right:
        return WRONG_PASSWORD
    if account.totp_secret is None:
        return OK
    if code is None:
        return CODE_ASKED
    return OK if second_factor.take_code(account, code, now) else WRONG_CODE


def _count(session: Session, account: Account, outcome: str, now: datetime) -> None:
    subject = f"account {account.login}"
    if outcome == OK:
        account.failed_sign_ins, account.locked_until = 0, None
        audit.record(session, account.login, "sign_in", subject, now)
    if outcome in (WRONG_PASSWORD, WRONG_CODE):
        account.failed_sign_ins += 1
        if account.failed_sign_ins % ATTEMPTS == 0:
            account.locked_until = now + _lock_time(account.failed_sign_ins)
            audit.record(session, account.login, "lock_out", subject, now)


def _lock_time(failed: int) -> timedelta:
    doublings = min(failed // ATTEMPTS - 1, 10)
    return min(FIRST_LOCK * 2**doublings, LONGEST_LOCK)
