"""How long an office has."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline.domain.working_days import WorkingCalendar
from helpline.store.reference import Holiday, TimeLimit

_AT_ONCE = 1  # working day


class NoTimeLimit(LookupError):
    """The reference tables say nothing for this category and level."""


def due_date(
    session: Session, category_code: str, level: int, now: datetime, urgent: bool = False
) -> datetime:
    """Return when a level that gets a complaint of this category now has to have solved it.

    What is `urgent` is due on the next working day, at every level.

    Raises NoTimeLimit.
    """
    limit = session.get(TimeLimit, (category_code, level))
    if limit is None:
        raise NoTimeLimit(f"{category_code}, level {level}")
    return calendar(session).due(now, _AT_ONCE if urgent else limit.working_days)


def calendar(session: Session) -> WorkingCalendar:
    """Return the working calendar with the holidays of today's tables."""
    return WorkingCalendar(session.execute(select(Holiday.day)).scalars().all())
