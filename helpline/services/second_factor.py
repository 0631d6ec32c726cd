"""The second factor: codes of six digits from an app (TOTP), each good for one sign-in."""

from datetime import datetime

from pyotp import TOTP, random_base32
from pyotp.utils import strings_equal

from helpline.domain.complaint_number import ascii_digits
from helpline.store.accounts import Account

ISSUER = "Samadhan 1905"
# Phones' clocks go wrong by a little: the code before and the one after count too.
_STEPS = (-1, 0, 1)


def new_secret() -> str:
    """Return a random secret in base32, as apps take it."""
    return random_base32()


def app_address(secret: str, login: str) -> str:
    """Return the address that an app reads from a QR code."""
    return TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def take_code(account: Account, code: str, now: datetime) -> bool:
    """Tell whether a code is right now, and note it: neither it nor an older one counts again."""
    step = _step_of(account.totp_secret, code, now)
    if step is None or step <= (account.totp_last_step or 0):
        return False
    account.totp_last_step = step
    return True


def turn_on(account: Account, secret: str, code: str, now: datetime) -> bool:
    """Ask for codes at each sign-in from now on, if this first one is right."""
    step = _step_of(secret, code, now)
    if step is None:
        return False
    account.totp_secret, account.totp_last_step = secret, step
    return True


def turn_off(account: Account) -> None:
    """Ask for the password only."""
    account.totp_secret = account.totp_last_step = None


def _step_of(secret: str, code: str, now: datetime) -> int | None:
    """Return which of the codes around this moment it is, counted in half minutes since 1970."""
    code = "".join(ascii_digits(code).split())
    totp = TOTP(secret)
    for step in (totp.timecode(now) + shift for shift in _STEPS):
        if strings_equal(code, totp.generate_otp(step)):
            return step
    return None
