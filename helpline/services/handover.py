"""A person instead of the assistant: who waits, who writes, and how the way back is found.

While somebody of the help desk has the conversation, the assistant is silent. It has the word
again when the person hands back, when the citizen asks for it, or when one of the two keeps the
other waiting too long.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, joinedload

from helpline.domain.office_hours import OfficeHours
from helpline.services import audit, notices, outbox, written
from helpline.services.case_file import masked_phone
from helpline.services.citizens import by_key
from helpline.services.time_limits import calendar
from helpline.settings import HelpDesk
from helpline.store.helpdesk import Handover, HandoverWord
from helpline.store.messages import Citizen
from helpline.store.upsert import insert_if_new

PERSON, CITIZEN, SILENCE = "person", "citizen", "silence"
MESSAGE, NOTE = "message", "note"
LONGEST_WORDS = 1000
_SENT_TWICE = timedelta(minutes=1)
# Asked at each message, and put together once.
_CURRENT = (
    select(Handover)
    .where(Handover.citizen_id == bindparam("citizen"), Handover.ended_at.is_(None))
    .options(joinedload(Handover.account))
    .execution_options(populate_existing=True)
)


class NotYours(Exception):
    """Somebody else has the conversation, or nobody: it has to be taken over first."""


@dataclass(frozen=True)
class Place:
    """A citizen's place in the queue, and when the help desk opens next, None while it is open."""

    number: int
    is_new: bool
    opens_at: datetime | None
    phone: str | None = None  # masked; where WhatsApp hides it, None


def office_hours(session: Session, desk: HelpDesk) -> OfficeHours:
    """Return the help desk's hours on the days of the working calendar."""
    return OfficeHours(calendar(session), desk.opens, desk.closes)


# --- the citizen ------------------------------------------------------------------------------


def opens_at(session: Session, desk: HelpDesk, now: datetime) -> datetime | None:
    """Return when the help desk opens next, None while somebody is there."""
    hours = office_hours(session, desk)
    return None if hours.is_open(now) else hours.next_opening(now)


def ask(
    session: Session,
    citizen_key: str,
    inbox_id: int,
    desk: HelpDesk,
    now: datetime,
    wants_call: bool = False,
) -> Place:
    """Put the citizen into the queue and return the place; who is there already keeps theirs.

    Who `wants_call` stands among those to be called back.
    """
    citizen = by_key(session, citizen_key)
    opens = opens_at(session, desk, now)
    is_new = current(session, citizen.id) is None
    if is_new:
        insert_if_new(
            session,
            Handover,
            citizen_id=citizen.id,
            inbox_id=inbox_id,
            asked_at=now,
            asked_when_closed=opens is not None,
        )
    if wants_call:
        current(session, citizen.id).wants_call = True
    number = place_in_queue(session, citizen.id)
    return Place(number, is_new, opens, masked_phone(citizen.phone))


def place_of(session: Session, citizen_key: str) -> int:
    """Return the place in the queue of the citizen with this key, 0 for who does not wait."""
    return place_in_queue(session, by_key(session, citizen_key).id)


def place_in_queue(session: Session, citizen_id: int) -> int:
    """Return the citizen's place among those who wait, 0 for who does not wait."""
    own = current(session, citizen_id)
    if own is None or own.account_id is not None:
        return 0
    before = select(func.count(Handover.id)).where(
        Handover.ended_at.is_(None), Handover.account_id.is_(None), Handover.id <= own.id
    )
    return session.execute(before).scalar_one()


def hear(session: Session, citizen_id: int, desk: HelpDesk, now: datetime) -> bool:
    """Take note that the citizen wrote; tell whether a person has the word and the assistant none."""
    handover = current(session, citizen_id)
    if handover is None or handover.account_id is None:
        return False
    if handover.quiet_since + desk.silence <= now:
        _end(handover, SILENCE, now)
        return False
    if not handover.citizen_waits:
        handover.citizen_waits, handover.quiet_since = True, now
    return True


def leave(session: Session, citizen_key: str, now: datetime) -> bool:
    """End the conversation because the citizen wants the assistant again; False if there is none."""
    handover = current(session, by_key(session, citizen_key).id)
    if handover is None:
        return False
    _end(handover, CITIZEN, now)
    return True


# --- the help desk ----------------------------------------------------------------------------


def take(
    session: Session, citizen_id: int, account_id: int, login: str, now: datetime
) -> Handover | None:
    """Take a conversation over, also from a colleague; None where there is no such citizen.

    The citizen is told that a person writes now, and how to get the assistant back.
    """
    citizen = session.get(Citizen, citizen_id)
    if citizen is None:
        return None
    handover = current(session, citizen_id)
    if handover is None:
        handover = Handover(citizen_id=citizen_id, asked_at=now)
        session.add(handover)
    if handover.account_id == account_id:
        return handover
    is_first = handover.account_id is None
    handover.account_id, handover.taken_at, handover.quiet_since = account_id, now, now
    handover.citizen_waits = False
    session.flush()
    audit.record(session, login, "take_over", _subject(citizen_id), now)
    if is_first:
        _tell(session, citizen, "person_writes", now)
    return handover


def write(
    session: Session, citizen_id: int, account_id: int, login: str, words: str, now: datetime
) -> None:
    """Send the person's words to the citizen. The same words within a minute go out once.

    Raises NotYours, WindowClosed, NothingToSay, TooLong.
    """
    handover = _own(session, citizen_id, account_id)
    words = written.checked(words, LONGEST_WORDS)
    citizen = session.get(Citizen, citizen_id)
    if not outbox.window_is_open(citizen, now):
        raise outbox.WindowClosed
    if _add_words(session, citizen_id, account_id, MESSAGE, words, now):
        handover.citizen_waits, handover.quiet_since = False, now
        _tell(session, citizen, "person_says", now, words=words)
        audit.record(session, login, "write_to_citizen", _subject(citizen_id), now)


def answer_once(
    session: Session, citizen_id: int, account_id: int, login: str, words: str, now: datetime
) -> None:
    """Send the citizen a person's words while the assistant keeps the conversation.

    Raises NotYours where somebody else has it, WindowClosed, NothingToSay, TooLong.
    """
    handover = current(session, citizen_id)
    if handover is not None and handover.account_id not in (None, account_id):
        raise NotYours
    words = written.checked(words, LONGEST_WORDS)
    citizen = session.get(Citizen, citizen_id)
    if not outbox.window_is_open(citizen, now):
        raise outbox.WindowClosed
    if _add_words(session, citizen_id, account_id, MESSAGE, words, now):
        _tell(session, citizen, "person_says", now, words=words)
        audit.record(session, login, "write_to_citizen", _subject(citizen_id), now)


def add_note(
    session: Session, citizen_id: int, account_id: int, login: str, words: str, now: datetime
) -> bool:
    """Keep a note for the help desk; False where there is no such citizen.

    Raises NothingToSay, TooLong.
    """
    if session.get(Citizen, citizen_id) is None:
        return False
    if _add_words(
        session, citizen_id, account_id, NOTE, written.checked(words, LONGEST_WORDS), now
    ):
        audit.record(session, login, "note", _subject(citizen_id), now)
    return True


def hand_back(
    session: Session, citizen_id: int, account_id: int, login: str, now: datetime
) -> None:
    """Give the word back to the assistant and tell the citizen. Raises NotYours."""
    _end(_own(session, citizen_id, account_id), PERSON, now)
    audit.record(session, login, "hand_back", _subject(citizen_id), now)
    _tell(session, session.get(Citizen, citizen_id), "assistant_writes", now)


def end_quiet(session: Session, desk: HelpDesk, now: datetime) -> int:
    """Give the assistant the word where the person and the citizen have been quiet for too long.

    The citizens are told. Returns how many conversations ended.
    """
    quiet = session.execute(
        select(Handover)
        .where(
            Handover.ended_at.is_(None),
            Handover.account_id.isnot(None),
            Handover.quiet_since <= now - desk.silence,
        )
        .options(joinedload(Handover.citizen))
        .with_for_update(skip_locked=True, of=Handover)
    ).scalars()
    count = 0
    for handover in quiet:
        _end(handover, SILENCE, now)
        _tell(session, handover.citizen, "assistant_writes", now)
        count += 1
    return count


def current(session: Session, citizen_id: int) -> Handover | None:
    """Return the citizen's conversation with a person, waiting or going on; None where there is none."""
    return session.execute(_CURRENT, {"citizen": citizen_id}).scalar_one_or_none()


def going_on(session: Session) -> Sequence[Handover]:
    """Return who waits, the longest first, and behind them who is being written with."""
    return (
        session.execute(
            select(Handover)
            .where(Handover.ended_at.is_(None))
            .options(joinedload(Handover.account), joinedload(Handover.citizen))
            .order_by(Handover.account_id.isnot(None), Handover.id)
        )
        .scalars()
        .all()
    )


def _own(session: Session, citizen_id: int, account_id: int) -> Handover:
    handover = current(session, citizen_id)
    if handover is None or handover.account_id != account_id:
        raise NotYours
    return handover


def _end(handover: Handover, by: str, now: datetime) -> None:
    handover.ended_at, handover.ended_by = now, by


def _add_words(
    session: Session, citizen_id: int, account_id: int, kind: str, words: str, now: datetime
) -> bool:
    """Keep the words; False, and nothing is kept, where a form was sent twice."""
    last = session.execute(
        select(HandoverWord)
        .where(HandoverWord.citizen_id == citizen_id)
        .order_by(HandoverWord.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    told = (account_id, kind, words)
    if last and last.at > now - _SENT_TWICE and (last.account_id, last.kind, last.words) == told:
        return False
    session.add(
        HandoverWord(citizen_id=citizen_id, account_id=account_id, kind=kind, words=words, at=now)
    )
    return True


def _tell(session: Session, citizen: Citizen, notice: str, now: datetime, **facts: str) -> None:
    """Tell the citizen in their language, where WhatsApp takes it."""
    if outbox.window_is_open(citizen, now):
        payloads = notices.payloads_of(notice, citizen.language, facts)
        outbox.enqueue(session, citizen.id, payloads, now)


def _subject(citizen_id: int) -> str:
    return f"citizen {citizen_id}"
