"""The time somebody stays signed in: it ends by itself, and with a new password or a closed account.

All of it stands in the signed cookie: since when, last seen when, and a stamp of the account.
"""

from datetime import datetime, timedelta

from flask import session
from flask_login import login_user, logout_user

from helpline import clock
from helpline.desk.people import SignedIn
from helpline.services.accounts import session_stamp
from helpline.store.accounts import Account

LONGEST = timedelta(hours=12)
IDLE = timedelta(minutes=30)
# Not each click needs a new cookie.
_SEEN_ANEW = timedelta(minutes=1)
_STAMP, _SINCE, _SEEN = "stamp", "signed_in_at", "seen_at"


def begin(account: Account) -> None:
    """Let somebody in."""
    session[_STAMP] = session_stamp(account)
    session[_SINCE] = session[_SEEN] = clock.now().timestamp()
    login_user(SignedIn.of(account))


def go_on(account: Account) -> None:
    """Let this session live on after its person changed what it depends on; all others end."""
    session[_STAMP] = session_stamp(account)


def end() -> None:
    """Forget the person."""
    logout_user()
    for key in (_STAMP, _SINCE, _SEEN):
        session.pop(key, None)


def was_begun() -> bool:
    """Tell whether this browser had somebody signed in, perhaps no longer valid."""
    return _SINCE in session


def is_valid(account: Account | None) -> bool:
    """Tell whether the session still opens the desk for this account."""
    if account is None or account.is_closed or session.get(_STAMP) != session_stamp(account):
        return False
    now = clock.now()
    return now - _moment(_SINCE) < LONGEST and now - _moment(_SEEN) < IDLE


def was_seen() -> None:
    """Note that the person is there."""
    now = clock.now()
    if now - _moment(_SEEN) >= _SEEN_ANEW:
        session[_SEEN] = now.timestamp()


def _moment(key: str) -> datetime:
    return datetime.fromtimestamp(session[key], clock.INDIA)
