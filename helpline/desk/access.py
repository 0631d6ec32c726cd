"""Who is at the desk, and which pages are theirs."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, g
from flask_login import current_user
from sqlalchemy.orm import Session

from helpline import clock
from helpline.desk.database import unit_of_work
from helpline.domain import complaint_number
from helpline.domain.authority import Person
from helpline.domain.complaint_number import WrongComplaintNumber
from helpline.services.offices import person_of
from helpline.services.visibility import NotVisible, find_visible
from helpline.store.accounts import Account
from helpline.store.complaints import Complaint

View = Callable[..., Any]


def me() -> Person:
    """Return the person at the desk with the offices held today, read once a request.

    Ask before a unit of work begins: on SQLite the first question would wait for it.
    """
    if "person" not in g:
        with unit_of_work() as session:
            account = session.get(Account, current_user.id)
            g.person = person_of(session, account, clock.day_in_india(clock.now()))
    return g.person


def complaint_or_404(session: Session, number: str, person: Person) -> Complaint:
    """Return the complaint with this number, written in any way, if the person may know of it."""
    try:
        return find_visible(session, complaint_number.parse(number), person)
    except (WrongComplaintNumber, NotVisible):
        abort(404)


def only_for(*roles: str) -> Callable[[View], View]:
    """Show a page to these roles; for anybody else it does not exist."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*arguments: Any, **options: Any) -> Any:
            if me().role not in roles:
                abort(404)
            return view(*arguments, **options)

        guarded.roles = roles
        return guarded

    return decorate
