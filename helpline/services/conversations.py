"""A citizen's conversation as the help desk reads it: with the assistant, with a person, and notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.sql import ColumnElement

from helpline.domain import complaint_number
from helpline.services import audit, handover, outbox
from helpline.services.case_file import masked_phone
from helpline.services.inbox import TAKEN_BACK
from helpline.services.paging import Page, page_of
from helpline.store.complaints import Complaint
from helpline.store.helpdesk import Handover, HandoverWord
from helpline.store.media import CitizenFile
from helpline.store.messages import Citizen, Inbox, Turn
from helpline.whatsapp import content

MOST_MESSAGES = 60
MOST_COMPLAINTS = 10
SUGGESTION = "give_suggestion"
# What was said soon after a message shows how it was meant.
AFTERWARDS = timedelta(hours=2)

CITIZEN, ASSISTANT, PERSON, NOTE = "citizen", "assistant", "person", "note"


@dataclass(frozen=True)
class Word:
    """Something that was said or sent: by whom, when, in which words, with which file."""

    by: str
    at: datetime
    words: str
    kind: str = "text"
    name: str | None = None
    file: CitizenFile | None = None


@dataclass(frozen=True)
class Conversation:
    """All that the help desk sees of a citizen's conversation. The number is masked."""

    citizen_id: int
    phone: str | None
    language: str
    window_is_open: bool
    handover: Handover | None
    place: int
    words: list[Word]
    complaints: list[tuple[str, str]]  # the number, and as it is spoken


@dataclass(frozen=True)
class Line:
    """A conversation in a list."""

    citizen_id: int
    phone: str | None
    asked_at: datetime
    asked_when_closed: bool
    wants_call: bool
    window_is_open: bool
    person: str | None
    citizen_waits: bool
    words: str


def conversation(
    session: Session, citizen_id: int, now: datetime, until: datetime | None = None
) -> Conversation | None:
    """Return a citizen's conversation, its latest words last; None where there is no such citizen.

    Only what was said `until` then, where a moment is given.
    """
    citizen = session.get(Citizen, citizen_id)
    if citizen is None:
        return None
    until = until or now
    words = [*_written(session, citizen_id, until), *_by_people(session, citizen_id, until)]
    numbers = session.execute(
        select(Complaint.number)
        .where(Complaint.citizen_id == citizen_id)
        .order_by(Complaint.id.desc())
        .limit(MOST_COMPLAINTS)
    ).scalars()
    return Conversation(
        citizen_id=citizen_id,
        phone=masked_phone(citizen.phone),
        language=citizen.language,
        window_is_open=outbox.window_is_open(citizen, now),
        handover=handover.current(session, citizen_id),
        place=handover.place_in_queue(session, citizen_id),
        words=sorted(words, key=lambda word: word.at)[-MOST_MESSAGES:],
        complaints=[(number, complaint_number.spoken(number)) for number in numbers],
    )


def show_phone(session: Session, citizen_id: int, login: str, now: datetime) -> str | None:
    """Write down that somebody sees a citizen's numbers in full; return the own one, if known."""
    audit.record(session, login, "show_phone", f"citizen {citizen_id}", now)
    return session.get(Citizen, citizen_id).phone


def going_on(session: Session, now: datetime) -> list[Line]:
    """Return who waits for a person, the longest first, and behind them who is written with."""
    return _lines(session, handover.going_on(session), now)


def to_call_back(session: Session, now: datetime) -> list[Line]:
    """Return who waits to be called: as they asked, or because nobody was there or WhatsApp is shut."""
    return [
        line
        for line in going_on(session, now)
        if line.person is None
        and (line.wants_call or line.asked_when_closed or not line.window_is_open)
    ]


def count_waiting(session: Session) -> int:
    """Count who waits for a person."""
    return session.execute(
        select(func.count(Handover.id)).where(
            Handover.ended_at.is_(None),
            or_(Handover.account_id.is_(None), Handover.citizen_waits),
        )
    ).scalar_one()


def suggestions(session: Session, page: int) -> Page[Word]:
    """Return one page of what citizens suggested or praised, the latest first."""
    query = select(Turn).where(Turn.intent == SUGGESTION).order_by(Turn.id.desc())
    return page_of(session, query, page, lambda row: Word(CITIZEN, row[0].finished_at, row[0].text))


def _written(session: Session, citizen_id: int, until: datetime) -> list[Word]:
    """What the citizen wrote and what the assistant answered."""
    rows = session.execute(
        select(Inbox, Turn, CitizenFile)
        .outerjoin(Turn, Turn.inbox_id == Inbox.id)
        .outerjoin(CitizenFile, CitizenFile.inbox_id == Inbox.id)
        .where(Inbox.citizen_id == citizen_id, Inbox.received_at <= until, _is_said())
        .order_by(Inbox.id.desc())
        .limit(MOST_MESSAGES)
    ).all()
    return [word for row in rows for word in _exchange(*row)]


def _exchange(inbox: Inbox, turn: Turn | None, file: CitizenFile | None) -> list[Word]:
    said = Word(CITIZEN, inbox.received_at, words_of(inbox, turn), inbox.kind, file=file)
    replies = turn.replies if turn else ()
    answers = [
        Word(ASSISTANT, turn.finished_at, reply["text"])
        for reply in replies
        if reply.get("text") and not reply.get(TAKEN_BACK)
    ]
    return [said, *answers]


def words_of(inbox: Inbox, turn: Turn | None = None) -> str:
    """Return what a message says: its text, a tapped button's title, a location's name."""
    if turn is not None:
        return turn.text
    return content.words_or_title(inbox.kind, inbox.payload)


def _by_people(session: Session, citizen_id: int, until: datetime) -> list[Word]:
    rows = session.execute(
        select(HandoverWord)
        .where(HandoverWord.citizen_id == citizen_id, HandoverWord.at <= until)
        .options(joinedload(HandoverWord.account))
        .order_by(HandoverWord.id.desc())
        .limit(MOST_MESSAGES)
    ).scalars()
    by = {handover.MESSAGE: PERSON, handover.NOTE: NOTE}
    return [Word(by[row.kind], row.at, row.words, name=row.account.name) for row in rows]


def _lines(session: Session, rows: Sequence[Handover], now: datetime) -> list[Line]:
    latest = _latest_words(session, [row.citizen_id for row in rows])
    return [
        Line(
            citizen_id=row.citizen_id,
            phone=masked_phone(row.citizen.phone),
            asked_at=row.asked_at,
            asked_when_closed=row.asked_when_closed,
            wants_call=row.wants_call,
            window_is_open=outbox.window_is_open(row.citizen, now),
            person=row.account.name if row.account else None,
            citizen_waits=row.citizen_waits,
            words=latest.get(row.citizen_id, ""),
        )
        for row in rows
    ]


def _latest_words(session: Session, citizen_ids: list[int]) -> dict[int, str]:
    latest = (
        select(func.max(Inbox.id))
        .where(Inbox.citizen_id.in_(citizen_ids), _is_said())
        .group_by(Inbox.citizen_id)
    )
    rows = session.execute(select(Inbox).where(Inbox.id.in_(latest))).scalars()
    return {row.citizen_id: words_of(row) for row in rows}


def _is_said() -> ColumnElement[bool]:
    """What the desk tells the conversation is no word of the citizen's."""
    return Inbox.kind != content.FROM_DESK
