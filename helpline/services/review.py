"""The review list: turns that people should look at, so that the assistant gets better."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from helpline.domain.review import BESIDES, OPEN, STATES, Heard, reasons_for
from helpline.services import audit
from helpline.services.paging import Page, page_of
from helpline.store.helpdesk import ReviewItem
from helpline.store.messages import Turn
from helpline.store.upsert import insert_if_new

# A question counts as failed when it stands for the third time.
_TURNS_BEFORE = 2


class UnknownState(ValueError):
    """A review item is open, done or skipped."""


@dataclass(frozen=True)
class Item:
    """A turn to look at: what the citizen wrote, what was understood and answered."""

    id: int
    citizen_id: int
    reason: str
    state: str
    at: datetime
    words: str
    intent: str
    confidence: float
    answer: str
    by: str | None


def note(session: Session, turn: Turn, now: datetime) -> None:
    """Put a turn that was not well understood onto the list, once for each reason."""
    earlier = session.execute(
        select(Turn)
        .where(Turn.citizen_id == turn.citizen_id, Turn.id < turn.id)
        .order_by(Turn.id.desc())
        .limit(_TURNS_BEFORE)
    ).scalars()
    for reason in reasons_for(_heard(turn), [_heard(one) for one in earlier]):
        add(session, turn.id, reason, now)


def add(session: Session, turn_id: int, reason: str, now: datetime) -> None:
    """Put a turn onto the list for this reason, once."""
    insert_if_new(session, ReviewItem, turn_id=turn_id, reason=reason, at=now, state=OPEN)


def items(session: Session, state: str, page: int) -> Page[Item]:
    """Return one page of the items in this state, the latest first."""
    query = (
        select(ReviewItem)
        .where(ReviewItem.state == state)
        .options(joinedload(ReviewItem.turn), joinedload(ReviewItem.account))
        .order_by(ReviewItem.id.desc())
    )
    return page_of(session, query, page, lambda row: _item(row[0]))


def decide(
    session: Session, item_id: int, state: str, account_id: int, login: str, now: datetime
) -> bool:
    """Set an item's state and note by whom; False where there is no such item.

    Raises UnknownState.
    """
    if state not in STATES:
        raise UnknownState(state)
    item = session.get(ReviewItem, item_id)
    if item is None:
        return False
    if item.state == state:
        return True
    item.state = state
    item.account_id, item.decided_at = (None, None) if state == OPEN else (account_id, now)
    audit.record(session, login, f"review_{state}", f"review item {item_id}", now)
    return True


def _heard(turn: Turn) -> Heard:
    names = frozenset(reply.get("response") or "" for reply in turn.replies)
    return Heard(turn.intent, turn.confidence, names - BESIDES)


def _item(row: ReviewItem) -> Item:
    turn = row.turn
    return Item(
        id=row.id,
        citizen_id=turn.citizen_id,
        reason=row.reason,
        state=row.state,
        at=row.at,
        words=turn.text,
        intent=turn.intent,
        confidence=turn.confidence,
        answer=" / ".join(reply["text"] for reply in turn.replies if reply.get("text")),
        by=row.account.name if row.account else None,
    )
