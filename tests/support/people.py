"""People with a password, for tests in which somebody signs in."""

from functools import cache

from sqlalchemy.orm import Session

from helpline.services.accounts import Particulars, create_account
from helpline.services.passwords import hash_password
from helpline.store.accounts import Account
from tests.support.complaints import NOON

PASSWORD = "a long password"


@cache
def password_hash() -> str:
    return hash_password(PASSWORD)


def add_person(
    session: Session, login: str, role: str, name: str = "", district: int | None = None
) -> Account:
    """Add an account that opens with PASSWORD."""
    particulars = Particulars(name or login.title(), role, district_code=district)
    return create_account(
        *(session, login, particulars, password_hash(), "console", NOON),
        must_change_password=False,
    )
