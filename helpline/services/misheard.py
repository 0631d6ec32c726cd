"""Onto the review list: turns that were not well understood, and what shows it only later.

Turns in nearly the same words are one case, and so are some that were likely heard as the same.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Float, bindparam, cast, func, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from helpline.domain import review as rules
from helpline.domain.review import BESIDES, Heard, reasons_for, sums_up_anew
from helpline.store.complaints import Complaint, ComplaintEvent
from helpline.store.messages import Turn
from helpline.store.review import ReviewCase, ReviewItem, ReviewWord
from helpline.store.upsert import insert_if_new
from helpline.text.search_keys import keys_of
from helpline.text.talk.corrections import find_correction

# A question counts as failed when it stands for the third time.
_TURNS_BEFORE = 2
# Asked at each turn, and put together once.
_COLUMNS = Turn.__table__.c
_EARLIER = (
    select(_COLUMNS)
    .where(_COLUMNS.citizen_id == bindparam("citizen"), _COLUMNS.id < bindparam("turn"))
    .order_by(_COLUMNS.id.desc())
    .limit(_TURNS_BEFORE)
)
# Who says the same again later says it for another reason.
_SOON = timedelta(hours=1)
# Of a long letter these say enough.
_MOST_KEYS = 40
_REROUTES = ("transfer", "approve_transfer")
_SOLVED = "confirm_resolved"


def note(session: Session, turn: Turn, now: datetime) -> None:
    """Put a turn that was not well understood onto the list, once for each reason.

    Where the citizen corrects what was heard, that earlier turn is the one to look at.
    """
    earlier = _before(session, turn)
    heard, before = _heard(turn, now), [_heard(one, now) for one in earlier]
    for reason in reasons_for(heard, before):
        add(session, turn.id, reason, now)
    if heard.changes or (sums_up_anew(heard, before) and find_correction(turn.text) is not None):
        told = _told(session, turn.citizen_id, turn.id, now)
        add(session, told.id if told else turn.id, rules.CORRECTED, now)


def note_move(
    session: Session, complaint: Complaint, act: str, is_by_people: bool, now: datetime
) -> None:
    """Put onto the list what a move of a complaint shows to have been heard wrongly.

    An office passes it to another one, the citizen opens it again, somebody parts it from others.
    """
    if act in _REROUTES:
        _note_telling(session, complaint, rules.REROUTED, now)
    if act == "separate" and is_by_people:
        _note_telling(session, complaint, rules.JOINED_WRONGLY, now)
    if act == "reopen_complaint":
        _note_yes(session, complaint, now)


def note_misrouted(session: Session, complaint: Complaint, now: datetime) -> None:
    """Put onto the list the telling of a complaint whose citizen finds it at the wrong office."""
    _note_telling(session, complaint, rules.SAID_MISROUTED, now)


def add(session: Session, turn_id: int, reason: str, now: datetime) -> None:
    """Put a turn onto the list for this reason, once."""
    known = select(ReviewItem.id).where(ReviewItem.turn_id == turn_id, ReviewItem.reason == reason)
    if session.execute(known).first():
        return
    turn = session.get(Turn, turn_id)
    case = _waiting_case_of(session, turn) or _case_for(session, turn, now)
    is_first = not session.execute(
        select(ReviewItem.id).where(ReviewItem.turn_id == turn_id, ReviewItem.case_id == case.id)
    ).first()
    if insert_if_new(session, ReviewItem, case_id=case.id, turn_id=turn_id, reason=reason, at=now):
        case.worth = ReviewCase.worth + rules.WORTH[reason]
        case.turns = ReviewCase.turns + int(is_first)
        case.last_turn_id = turn_id
        session.flush()


def gather_like(session: Session, case: ReviewCase, text: str) -> None:
    """Let what comes in nearly these words belong to the case from now on."""
    keys = _keys(text)
    case.keys = len(keys)
    session.add_all(ReviewWord(key=key, case_id=case.id) for key in keys)
    session.flush()


def part(session: Session, case: ReviewCase, turn_ids: Iterable[int], now: datetime) -> None:
    """Let turns that mean something else than the rest of their case be a case of their own.

    It takes in only what comes in its words: what it was heard as has led it astray.
    """
    ids = list(turn_ids)
    items = session.execute(
        select(ReviewItem).where(ReviewItem.case_id == case.id, ReviewItem.turn_id.in_(ids))
    ).scalars()
    parted = _new_case(session, session.get(Turn, max(ids)), now, meaning=None)
    for item in items:
        item.case_id = parted.id
        parted.worth += rules.WORTH[item.reason]
        case.worth -= rules.WORTH[item.reason]
    parted.turns = len(ids)
    case.turns -= len(ids)
    session.flush()
    stay = select(func.max(ReviewItem.turn_id)).where(ReviewItem.case_id == case.id)
    case.last_turn_id = session.execute(stay).scalar_one()


def _note_telling(session: Session, complaint: Complaint, reason: str, now: datetime) -> None:
    """The turn in which the complaint was told; the one that filed it may be a mere yes."""
    filed = _turn_of(session, complaint.inbox_id)
    if filed is None:
        return
    told = _told(session, filed.citizen_id, filed.id + 1, filed.finished_at)
    add(session, (told or filed).id, reason, now)


def _note_yes(session: Session, complaint: Complaint, now: datetime) -> None:
    """The turn whose words were taken for a yes to "is it solved?"."""
    confirmed = session.execute(
        select(ComplaintEvent.inbox_id)
        .where(ComplaintEvent.complaint_id == complaint.id, ComplaintEvent.act == _SOLVED)
        .order_by(ComplaintEvent.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    turn = _turn_of(session, confirmed) if confirmed else None
    if turn is not None:
        add(session, turn.id, rules.REOPENED, now)


def _turn_of(session: Session, inbox_id: int) -> Turn | None:
    return session.execute(select(Turn).where(Turn.inbox_id == inbox_id)).scalar_one_or_none()


def _before(session: Session, turn: Turn) -> Sequence[Row]:
    which = {"citizen": turn.citizen_id, "turn": turn.id}
    return session.execute(_EARLIER, which).all()


def _told(session: Session, citizen_id: int, before_id: int, now: datetime) -> Turn | None:
    """Return the citizen's latest turn before another one in which a complaint was told."""
    return session.execute(
        select(Turn)
        .where(
            Turn.citizen_id == citizen_id,
            Turn.id < before_id,
            Turn.intent == rules.COMPLAINT,
            Turn.finished_at > now - timedelta(days=1),
        )
        .order_by(Turn.id.desc())
        .limit(1)
    ).scalar_one_or_none()


def _heard(turn: Turn | Row, now: datetime) -> Heard:
    names = frozenset(reply.get("response") or "" for reply in turn.replies)
    ranked = [guess["confidence"] for guess in turn.intent_ranking[:2]]
    category = next((one for one in turn.entities if one["entity"] == "category"), {})
    is_recent = turn.finished_at > now - _SOON
    return Heard(
        intent=turn.intent,
        confidence=turn.confidence,
        answers=names - BESIDES,
        ahead=ranked[0] - ranked[1] if len(ranked) == 2 else 1.0,
        category=category.get("value"),
        category_confidence=category.get("confidence", 1.0),
        words=frozenset(keys_of(turn.text)) if is_recent else frozenset(),
        changes=any(one["entity"] == "change" for one in turn.entities),
    )


def _case_for(session: Session, turn: Turn, now: datetime) -> ReviewCase:
    """Return the case with these words, else one of this meaning, else a new one."""
    like = _like_case(session, turn)
    if like is not None:
        return like
    meaning = _heard(turn, now).meaning
    return _case_of_meaning(session, meaning) or _new_case(session, turn, now, meaning)


def _waiting_case_of(session: Session, turn: Turn) -> ReviewCase | None:
    return (
        session.execute(
            select(ReviewCase)
            .join(ReviewItem, ReviewItem.case_id == ReviewCase.id)
            .where(ReviewItem.turn_id == turn.id, ReviewCase.state.in_(rules.WAITING))
        )
        .scalars()
        .first()
    )


def _like_case(session: Session, turn: Turn) -> ReviewCase | None:
    """Return the waiting case whose words are most like those of the turn, if any are."""
    keys = _keys(turn.text)
    if not keys:
        return None
    shared = func.count()
    share = cast(shared, Float) / (ReviewCase.keys + len(keys) - shared)
    best = session.execute(
        select(ReviewCase.id, share)
        .join(ReviewWord, ReviewWord.case_id == ReviewCase.id)
        .where(ReviewWord.key.in_(keys), ReviewCase.state.in_(rules.WAITING))
        .group_by(ReviewCase.id, ReviewCase.keys)
        .order_by(share.desc(), ReviewCase.id.desc())
        .limit(1)
    ).first()
    if best is None or best[1] < rules.ALIKE:
        return None
    return session.get(ReviewCase, best[0])


def _case_of_meaning(session: Session, meaning: str | None) -> ReviewCase | None:
    """Return the case that waits for what is heard as this, while it has room on its page.

    Where somebody has said what it means, it takes in nothing that they have not seen.
    """
    if meaning is None:
        return None
    return (
        session.execute(
            select(ReviewCase)
            .where(
                ReviewCase.meaning == meaning,
                ReviewCase.state.in_((rules.OPEN, rules.LATER)),
                ReviewCase.turns < rules.MOST_WORDINGS,
            )
            .order_by(ReviewCase.id.desc())
            .limit(1)
        )
        .scalars()
        .first()
    )


def _new_case(session: Session, turn: Turn, now: datetime, meaning: str | None) -> ReviewCase:
    case = ReviewCase(
        opened_at=now,
        state=rules.OPEN,
        worth=0,
        turns=0,
        last_turn_id=turn.id,
        keys=0,
        meaning=meaning,
    )
    session.add(case)
    session.flush()
    gather_like(session, case, turn.text)
    return case


def _keys(text: str) -> list[str]:
    return list(dict.fromkeys(keys_of(text)))[:_MOST_KEYS]
