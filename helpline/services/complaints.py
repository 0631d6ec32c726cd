"""What a citizen may know of, and add to, the complaints that are their own."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.dates import format_date
from sqlalchemy import bindparam, case, select
from sqlalchemy.orm import Session

from helpline.clock import INDIA
from helpline.domain import complaint_number
from helpline.domain.lifecycle import SOLUTION_REPORTED
from helpline.services import history
from helpline.services.places import spoken
from helpline.services.reference import name_of, subject_of, title_of
from helpline.store.complaints import HAS_ENDED, IS_OPEN, Complaint, ComplaintEvent
from helpline.store.messages import NEVER_SENT, Citizen, Inbox, Outbox
from helpline.text.normalise import normalise
from helpline.whatsapp import content

LONGEST_WORDS = 2000
# Four weeks after the citizen's yes: is it still fixed?
ASK_AGAIN = "ask_again"
# For so long after filing, what is no new problem belongs to what was filed.
SOON = timedelta(minutes=30)

# Asked at each message, and put together once.
_OF_CITIZEN = Citizen.key == bindparam("citizen")
_FILED_SINCE = _OF_CITIZEN, Complaint.filed_at > bindparam("since"), IS_OPEN
_LAST_FILED = (
    select(Complaint).join(Citizen).where(*_FILED_SINCE).order_by(Complaint.id.desc()).limit(1)
)
# Whether there is one is asked far more often than which.
_ANY_FILED = select(Complaint.id).join(Citizen).where(*_FILED_SINCE).limit(1)
_ROWS, _CITIZENS, _RECEIVED = Outbox.__table__, Citizen.__table__, Inbox.__table__.c
_LAST_TOLD = (
    select(_ROWS.c.complaint_id)
    .select_from(_ROWS.join(_CITIZENS))
    .where(_CITIZENS.c.key == bindparam("citizen"), _ROWS.c.state.not_in(NEVER_SENT))
    .order_by(_ROWS.c.id.desc())
    .limit(1)
)
_PAYLOAD = select(_RECEIVED.payload).where(_RECEIVED.id == bindparam("message"))
_OWN = (
    select(Complaint)
    .join(Citizen)
    .where(_OF_CITIZEN)
    .order_by(case((HAS_ENDED, 1), else_=0), Complaint.id.desc())
    .limit(bindparam("most"))
)


@dataclass(frozen=True)
class Described:
    """A complaint in words of one language, ready to stand in a reply."""

    number: str
    state: str
    kind: str
    category: str
    department: str
    place: str
    post: str
    filed: str
    due: str


def own_complaints(session: Session, citizen_key: str, limit: int) -> list[Complaint]:
    """Return at most `limit` of the citizen's complaints: the open ones first, then the newest."""
    own = session.execute(_OWN, {"citizen": citizen_key, "most": limit})
    return list(own.scalars())


def own_complaint(session: Session, citizen_key: str, number: str) -> Complaint | None:
    """Return the citizen's complaint with this number; None for a stranger's or none at all."""
    return session.execute(
        select(Complaint)
        .join(Citizen)
        .where(Citizen.key == citizen_key, Complaint.number == number)
    ).scalar_one_or_none()


def just_filed(session: Session, citizen_key: str, now: datetime) -> Complaint | None:
    """Return the complaint that the citizen filed last, where that was a short while ago."""
    last = {"citizen": citizen_key, "since": now - SOON}
    return session.execute(_LAST_FILED, last).scalar_one_or_none()


def may_hear_more(session: Session, citizen_key: str, now: datetime, inbox_id: int) -> bool:
    """Tell whether the citizen's message may well be about a complaint that is filed."""
    if asked_last(session, citizen_key, inbox_id) is not None:
        return True
    lately = {"citizen": citizen_key, "since": now - SOON}
    return session.execute(_ANY_FILED, lately).first() is not None


def waiting_for_answer(session: Session, citizen_key: str) -> list[Complaint]:
    """Return those of the citizen's complaints that are reported solved and not yet answered."""
    return list(
        session.execute(
            select(Complaint)
            .join(Citizen)
            .where(Citizen.key == citizen_key, Complaint.state == SOLUTION_REPORTED)
            .order_by(Complaint.id)
        ).scalars()
    )


def asked_last(session: Session, citizen_key: str, inbox_id: int | None = None) -> Complaint | None:
    """Return the complaint about which the citizen was asked last whether it is solved.

    That was by the last message to them, or by the one to which their message is a reply.
    """
    quoted = replied_to(session, inbox_id) if inbox_id is not None else None
    if quoted is not None:
        return quoted if _waits_for_answer(session, quoted) else None
    last = session.execute(_LAST_TOLD, {"citizen": citizen_key}).scalar_one_or_none()
    if last is None:
        return None
    complaint = session.get(Complaint, last)
    return complaint if _waits_for_answer(session, complaint) else None


def replied_to(session: Session, inbox_id: int) -> Complaint | None:
    """Return the complaint of the notice to which a message is a reply; None for any other message."""
    payload = session.execute(_PAYLOAD, {"message": inbox_id}).scalar_one()
    wamid = content.replied_to(payload)
    if wamid is None:
        return None
    notice = select(Outbox).where(Outbox.wamid == wamid, Outbox.complaint_id.is_not(None))
    found = session.execute(notice.limit(1)).scalar_one_or_none()
    if found is None or found.citizen_id != session.get(Inbox, inbox_id).citizen_id:
        return None
    return session.get(Complaint, found.complaint_id)


def _waits_for_answer(session: Session, complaint: Complaint) -> bool:
    if complaint.state == SOLUTION_REPORTED:
        return True
    acts = select(ComplaintEvent.act).where(ComplaintEvent.complaint_id == complaint.id)
    last = session.execute(acts.order_by(ComplaintEvent.id.desc()).limit(1)).scalar_one()
    return last == ASK_AGAIN


def note(
    session: Session, complaint: Complaint, act: str, words: str, inbox_id: int, now: datetime
) -> None:
    """Write into the complaint's history what the citizen asked or added, once per message.

    A file or a place belongs to the complaint in whose history its message stands.
    """
    if not history.is_written(session, complaint, inbox_id):
        history.write(session, complaint, act, "citizen", words[:LONGEST_WORDS], now, inbox_id)


def was_noted_since(session: Session, complaint: Complaint, act: str, since: datetime) -> bool:
    """Tell whether the complaint's history has such a step after a moment."""
    step = select(ComplaintEvent.id).where(
        ComplaintEvent.complaint_id == complaint.id,
        ComplaintEvent.act == act,
        ComplaintEvent.at > since,
    )
    return session.execute(step).first() is not None


def put_on_map(complaint: Complaint, latitude: float, longitude: float) -> None:
    """Let the complaint lie where the citizen's location pin is."""
    complaint.latitude, complaint.longitude = latitude, longitude


def phone_told(complaint: Complaint) -> str | None:
    """Return the last digits of the phone number that the citizen wrote into the complaint, if any."""
    said = words_of_citizen(complaint)
    found = re.findall(r"(?<!\d)[6-9]\d{4}[\s-]?(\d{5})(?!\d)", normalise(said))
    return found[-1] if found else None


def words_of_citizen(complaint: Complaint) -> str:
    """Return all that the citizen wrote into the complaint, when it was filed and later."""
    said = [event.words for event in complaint.history if event.actor == "citizen"]
    return " ".join([complaint.text, *said])


def keep_in_confidence(session: Session, citizen_key: str) -> str:
    """Keep with all the citizen's open complaints that the name is not to be told to others.

    Returns their numbers as they are spoken, nothing where none is open.
    """
    rows = select(Complaint).join(Citizen).where(Citizen.key == citizen_key, IS_OPEN)
    complaints = session.execute(rows.order_by(Complaint.id)).scalars().all()
    for complaint in complaints:
        complaint.in_confidence = True
    return ", ".join(complaint_number.spoken(complaint.number) for complaint in complaints)


def any_of_violence(session: Session, citizen_key: str) -> bool:
    """Tell whether nothing may be sent unasked about one of the citizen's open complaints."""
    rows = select(Complaint.id).join(Citizen)
    rows = rows.where(Citizen.key == citizen_key, IS_OPEN, Complaint.is_of_violence)
    return session.execute(rows.limit(1)).first() is not None


def is_in_confidence(session: Session, citizen_key: str) -> bool:
    """Tell whether all the citizen's open complaints say that the name is not to be told; False for none."""
    rows = select(Complaint.in_confidence).join(Citizen).where(Citizen.key == citizen_key, IS_OPEN)
    kept = session.execute(rows).scalars().all()
    return bool(kept) and all(kept)


def describe(complaint: Complaint, language: str) -> Described:
    """Put a complaint into words of the language (`hi` or `en`), dates in Indian time."""
    return Described(
        number=complaint_number.spoken(complaint.number),
        state=complaint.state,
        kind=complaint.kind,
        category=subject_of(complaint, language),
        department=name_of(complaint.department, language),
        place=joined_place(
            spoken(complaint.place, complaint.district.name_en, language),
            name_of(complaint.district, language),
        ),
        post=title_of(complaint.post, language),
        filed=_day(complaint.filed_at, language),
        due=_day(complaint.due_at, language),
    )


def joined_place(place: str | None, district: str) -> str:
    """Return `place, district`, each name once; the district alone where there is no place."""
    return ", ".join(dict.fromkeys([*(place or district).split(", "), district]))


def _day(moment: datetime, language: str) -> str:
    return format_date(moment.astimezone(INDIA), "d MMMM y", locale=language)
