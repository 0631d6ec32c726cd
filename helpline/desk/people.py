"""Whom the desk takes for signed in."""

from dataclasses import dataclass

from flask_login import UserMixin

from helpline.store.accounts import Account


@dataclass(frozen=True)
class SignedIn(UserMixin):
    """The person at the desk during one request."""

    id: int
    login: str
    name: str
    role: str
    must_change_password: bool

    @classmethod
    def of(cls, account: Account) -> "SignedIn":
        """Return what the pages know of an account."""
        return cls(
            account.id, account.login, account.name, account.role, account.must_change_password
        )
