"""What citizens send beside words: to which complaint it belongs, and the words in it.

A file is fetched by services.downloads; here it is found, shown, and its words written down, which
are then heard as if the citizen had typed them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.expression import Update

from helpline.services import audit, inbox, notices, outbox
from helpline.services.citizens import by_key
from helpline.services.paging import Page, page_of
from helpline.services.written import checked
from helpline.store.complaints import IS_OPEN, Complaint
from helpline.store.media import CitizenFile
from helpline.store.messages import DONE, FAILED
from helpline.whatsapp.content import TRANSCRIPT, VOICE
from helpline.whatsapp.outbound import texts

# What is heard, what is looked at; a sticker is neither.
SPOKEN = (VOICE, "audio")
SHOWING = ("image", "video", "document")
MACHINE = "machine"
LONGEST_TRANSCRIPT = 2000
# As long as a conversation lasts; what is older belongs to something else.
_SAME_CONVERSATION = timedelta(hours=24)


class AlreadyHeard(Exception):
    """Somebody else was quicker: the words of this file are written down."""


@dataclass(frozen=True)
class Waiting:
    """A file whose words the help desk has to write down, or that could not be had."""

    file: CitizenFile
    window_is_open: bool


# --- where it belongs -------------------------------------------------------------------------


def of_message(session: Session, inbox_id: int) -> CitizenFile | None:
    """Return the file that came with a message, or whose words became it; None without any."""
    return session.execute(
        select(CitizenFile).where(
            or_(CitizenFile.inbox_id == inbox_id, CitizenFile.transcript_inbox_id == inbox_id)
        )
    ).scalar_one_or_none()


def attach(session: Session, inbox_id: int, complaint: Complaint) -> bool:
    """Put the file of a message with a complaint of the same citizen; False where it has none.

    What belongs to a complaint already stays there.
    """
    file = of_message(session, inbox_id)
    if file is None or file.citizen_id != complaint.citizen_id:
        return False
    if file.complaint_id is None:
        file.complaint_id = complaint.id
    return True


def take_along(session: Session, complaint: Complaint, now: datetime) -> None:
    """Put with a complaint just filed what its citizen sent while telling of it."""
    since = now - _SAME_CONVERSATION
    session.execute(
        _of_nothing_yet(complaint.citizen_id)
        .where(or_(CitizenFile.received_at >= since, CitizenFile.transcribed_at >= since))
        .values(complaint_id=complaint.id)
    )


def with_draft(session: Session, key: str, now: datetime) -> tuple[int, int]:
    """Count the photos that will go with what its citizen is telling, and all the files."""
    kinds = session.execute(
        select(CitizenFile.kind).where(
            CitizenFile.citizen_id == by_key(session, key).id,
            CitizenFile.complaint_id.is_(None),
            CitizenFile.is_dropped.is_(False),
            CitizenFile.kind.in_(SHOWING),
            CitizenFile.received_at >= now - _SAME_CONVERSATION,
        )
    ).scalars()
    kinds = list(kinds)
    return kinds.count("image"), len(kinds)


def drop(session: Session, key: str) -> None:
    """Keep what came with a cancelled draft apart from the next complaint."""
    session.execute(_of_nothing_yet(by_key(session, key).id).values(is_dropped=True))


def only_open_complaint(session: Session, file: CitizenFile) -> Complaint | None:
    """Return the citizen's open complaint if there is exactly one: what else could a photo be of?"""
    found = session.execute(
        select(Complaint).where(Complaint.citizen_id == file.citizen_id, IS_OPEN).limit(2)
    ).scalars()
    complaints = list(found)
    return complaints[0] if len(complaints) == 1 else None


def _of_nothing_yet(citizen_id: int) -> Update:
    return (
        update(CitizenFile)
        .where(
            CitizenFile.citizen_id == citizen_id,
            CitizenFile.complaint_id.is_(None),
            CitizenFile.is_dropped.is_(False),
        )
        .execution_options(synchronize_session="fetch")
    )


# --- showing ----------------------------------------------------------------------------------


def files_of(session: Session, complaint: Complaint) -> list[CitizenFile]:
    """Return what the citizen sent about a complaint, newest first."""
    return list(
        session.execute(
            select(CitizenFile)
            .where(CitizenFile.complaint_id == complaint.id)
            .order_by(CitizenFile.id.desc())
        ).scalars()
    )


def find(session: Session, file_id: int) -> CitizenFile | None:
    """Return a file that can be shown: it is with us, and nothing is wrong with it."""
    return session.execute(
        select(CitizenFile)
        .where(
            CitizenFile.id == file_id,
            CitizenFile.token.is_not(None),
            CitizenFile.fault.is_(None),
        )
        .options(joinedload(CitizenFile.complaint))
    ).scalar_one_or_none()


# --- the words in it --------------------------------------------------------------------------


def waiting(session: Session, page: int, now: datetime) -> Page[Waiting]:
    """Return a page of what the help desk has to hear or look at, the oldest first."""
    query = (
        select(CitizenFile)
        .where(_waits())
        .options(joinedload(CitizenFile.citizen), joinedload(CitizenFile.complaint))
        .order_by(CitizenFile.received_at, CitizenFile.id)
    )

    def line_of(row: Row) -> Waiting:
        (file,) = row
        return Waiting(file, outbox.window_is_open(file.citizen, now))

    return page_of(session, query, page, line_of)


def count_waiting(session: Session) -> int:
    """Return how many files wait for the help desk."""
    return session.execute(select(func.count(CitizenFile.id)).where(_waits())).scalar_one()


def take_words(session: Session, file_id: int, words: str, by: str, now: datetime) -> None:
    """Let the words of a file be heard as the citizen's own, in a turn of their own.

    `by` is who wrote them down: an account's login, or `MACHINE`. Raises NothingToSay,
    TooLong, AlreadyHeard.
    """
    words = checked(words, LONGEST_TRANSCRIPT)
    file = _take(session, file_id, by, now)
    wamid = f"transcript.{file.id}"
    payload = {"type": TRANSCRIPT, TRANSCRIPT: {"body": words, "file": file.id, "by": by}}
    inbox.put(session, file.citizen_id, wamid, TRANSCRIPT, payload, now)
    heard = inbox.find(session, wamid)
    # As it is stored there: without private numbers.
    file.transcript = heard.payload[TRANSCRIPT]["body"]
    file.transcript_inbox_id = heard.id
    audit.record(session, by, "write_down", f"file {file.id}", now, kind=file.kind)


def put_aside(session: Session, file_id: int, by: str, now: datetime) -> bool:
    """Note that nothing can be written down, and ask the citizen to write. Raises AlreadyHeard.

    False where WhatsApp takes no message to the citizen any more.
    """
    file = _take(session, file_id, by, now)
    file.transcript = ""
    audit.record(session, by, "put_aside", f"file {file.id}", now, kind=file.kind)
    if not outbox.window_is_open(file.citizen, now):
        return False
    text = notices.text_of("file_put_aside", file.citizen.language, {})
    outbox.enqueue(session, file.citizen_id, texts(text), now)
    return True


def _take(session: Session, file_id: int, by: str, now: datetime) -> CitizenFile:
    """Claim a file's words, so that two people who write them down are heard once."""
    taken = session.execute(
        update(CitizenFile)
        .where(CitizenFile.id == file_id, CitizenFile.transcribed_at.is_(None))
        .values(transcribed_at=now, transcribed_by=by)
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount == 0:
        raise AlreadyHeard(file_id)
    return session.get(CitizenFile, file_id, populate_existing=True)


def _waits() -> ColumnElement[bool]:
    """Spoken words wait wherever they belong; what shows something, only while it belongs nowhere."""
    belongs_nowhere = and_(CitizenFile.complaint_id.is_(None), CitizenFile.is_dropped.is_(False))
    shows = and_(CitizenFile.kind.in_(SHOWING), CitizenFile.has_words.is_(False), belongs_nowhere)
    is_wordless = or_(CitizenFile.kind.in_(SPOKEN), shows)
    is_in_trouble = or_(CitizenFile.state == FAILED, CitizenFile.fault.is_not(None))
    return and_(
        CitizenFile.transcribed_at.is_(None),
        CitizenFile.media_id != "",
        or_(is_in_trouble, and_(CitizenFile.state == DONE, is_wordless)),
    )
