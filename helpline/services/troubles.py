"""What went wrong lately, for the people who run the helpline: counted, never with anybody's words."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from helpline.store.operations import Trouble
from helpline.store.upsert import insert_if_new

# The places where trouble shows.
SENDING = "sending"
TURNS = "turns"
FETCHING = "fetching"
WEBHOOK = "webhook"

# A webhook that WhatsApp did not sign; a part that is for another number, or lacks what it needs.
FORGED = "forged"
FOREIGN = "foreign"
UNREADABLE = "unreadable"

LATELY = timedelta(days=7)
MOST_SHOWN = 50
CODE_LENGTH = 120


def note(session: Session, place: str, code: str, now: datetime, times: int = 1) -> None:
    """Count a trouble of this kind, which came so many `times`."""
    code = code[:CODE_LENGTH]
    new = {"place": place, "code": code, "times": times, "first_at": now, "last_at": now}
    if not insert_if_new(session, Trouble, **new):
        session.execute(
            update(Trouble)
            .where(Trouble.place == place, Trouble.code == code)
            .values(times=Trouble.times + times, last_at=now)
            .execution_options(synchronize_session=False)
        )


def lately(session: Session, now: datetime) -> Sequence[Trouble]:
    """Return the troubles of the last days, the latest first."""
    return (
        session.execute(
            select(Trouble)
            .where(Trouble.last_at > now - LATELY)
            .order_by(Trouble.last_at.desc(), Trouble.id)
            .limit(MOST_SHOWN)
        )
        .scalars()
        .all()
    )
