"""Counting what was said by day, intent, script and district, and how much was misunderstood."""

from collections import Counter
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.orm import Session

from helpline.clock import INDIA, day_in_india
from helpline.domain.review import MISUNDERSTOOD
from helpline.store.insight import NOWHERE, TurnCount
from helpline.store.messages import Inbox, Turn
from helpline.store.review import ReviewItem
from helpline.text.scripts import script_of

# Longer ago nobody asks, and the turns of a new installation are not that old.
_LONGEST = timedelta(days=35)
_ONE_DAY = timedelta(days=1)
# Who taps cannot be misheard.
_TAPS = ("interactive", "button")


def days_to_count(session: Session, now: datetime) -> list[date]:
    """Return the days whose counts may have changed.

    That is all since the last count, and those of which it is only known now what was misheard.
    """
    today = day_in_india(now)
    last = session.execute(select(func.max(TurnCount.day))).scalar_one()
    first = max(last or today - _LONGEST, today - _LONGEST)
    first = min(first, today - _ONE_DAY)
    days = {first + _ONE_DAY * number for number in range((today - first).days + 1)}
    noted = session.execute(
        select(Turn.finished_at)
        .join(ReviewItem, ReviewItem.turn_id == Turn.id)
        .where(ReviewItem.at > now - _ONE_DAY, ReviewItem.reason.in_(MISUNDERSTOOD))
    ).scalars()
    late = {day_in_india(moment) for moment in noted}
    return sorted(days | {day for day in late if day > today - _LONGEST})


def counted(session: Session, day: date) -> list[dict[str, object]]:
    """Count the turns of a day in India; return the rows that say so."""
    turns: Counter[tuple[str, str, str]] = Counter()
    wrong: Counter[tuple[str, str, str]] = Counter()
    for intent, words, entities, is_wrong in _turns(session, day):
        key = (intent, script_of(words), _district(entities))
        turns[key] += 1
        wrong[key] += is_wrong
    return [
        {"day": day, "intent": intent, "script": script, "district": district,
         "turns": count, "misunderstood": wrong[intent, script, district]}
        for (intent, script, district), count in turns.items()
    ]  # fmt: skip


def keep(session: Session, day: date, rows: list[dict[str, object]]) -> None:
    """Let these be the counts of a day."""
    _wait_for_other_counts(session)
    session.execute(delete(TurnCount).where(TurnCount.day == day))
    if rows:
        session.execute(insert(TurnCount.__table__), rows)


def _turns(session: Session, day: date) -> list[tuple[str, str, list[dict], bool]]:
    begin = datetime.combine(day, datetime.min.time(), tzinfo=INDIA)
    was_wrong = (
        select(ReviewItem.id)
        .where(ReviewItem.turn_id == Turn.id, ReviewItem.reason.in_(MISUNDERSTOOD))
        .exists()
    )
    return session.execute(
        select(Turn.intent, Turn.text, Turn.entities, was_wrong)
        .join(Inbox, Turn.inbox_id == Inbox.id)
        .where(
            Turn.finished_at >= begin,
            Turn.finished_at < begin + _ONE_DAY,
            Turn.text != "",
            Inbox.kind.not_in(_TAPS),
        )
    ).all()


def _district(entities: list[dict]) -> str:
    found = (one.get("value") for one in entities if one["entity"] == "district")
    return next((value for value in found if isinstance(value, str)), NOWHERE)


def _wait_for_other_counts(session: Session) -> None:
    # SQLite has one writer at a time by itself.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE turn_count IN SHARE ROW EXCLUSIVE MODE"))
