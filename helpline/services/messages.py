"""Messages to a citizen from the case: an office or the help desk writes in its own words.

They go out in a frame that says from whom they are, without buttons. Whether the problem is
solved is asked by the helpline alone, and every message during the work says so.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline.clock import day_in_india
from helpline.domain import lifecycle
from helpline.domain.authority import Capacity, Person, answers_for
from helpline.domain.lifecycle import NotAllowed
from helpline.services import history, moves, notices, outbox, written
from helpline.services.complaints import describe
from helpline.services.moves import Actor
from helpline.services.offices import matter_of
from helpline.services.reference import name_of, title_of
from helpline.store.casework import ReplyTemplate
from helpline.store.complaints import Complaint, ComplaintEvent
from helpline.store.reference import Post
from helpline.whatsapp.outbound import texts

ACT = "message"
LONGEST_MESSAGE = 1000
# A reply template leaves gaps for what only its sender knows.
BLANK = "____"
_SENT_TWICE = timedelta(minutes=10)
_MAY_WRITE = frozenset({Capacity.HOLDER, Capacity.SUPERIOR, Capacity.HELPDESK})
_ANSWER_COUNTS = frozenset({lifecycle.IN_PROGRESS, lifecycle.SOLUTION_REPORTED})


class BlanksLeft(Exception):
    """The message still has gaps of its reply template."""


class MayEndanger(Exception):
    """Somebody else may be holding the citizen's phone, and harm her for it."""


def may_write(by: Actor) -> bool:
    """Tell whether somebody may write to the citizen of a complaint."""
    return not _MAY_WRITE.isdisjoint(by.capacities)


def send(session: Session, complaint: Complaint, person: Person, words: str, now: datetime) -> None:
    """Send somebody's words to the citizen and write them into the history.

    The same words again within minutes are a form sent twice, and go out once. Raises NotAllowed,
    MayEndanger, WindowClosed, WantsSilence, NothingToSay, TooLong, BlanksLeft.
    """
    by = moves.at_the_desk(session, person, complaint, now)
    if not may_write(by):
        raise NotAllowed(f"message on {complaint.number}")
    if complaint.is_of_violence:
        raise MayEndanger(complaint.number)
    if complaint.citizen.wants_silence_since is not None:
        raise outbox.WantsSilence(complaint.number)
    if not outbox.window_is_open(complaint.citizen, now):
        raise outbox.WindowClosed(complaint.number)
    words = _checked(words)
    if _is_repeated(session, complaint, by, words, now):
        return
    post = _sender(session, complaint, person, by, day_in_india(now))
    text = _framed(complaint, post, words)
    outbox.enqueue(session, complaint.citizen_id, texts(text), now)
    history.write(session, complaint, ACT, by.name, words, now)


def template_names(session: Session, language: str) -> dict[str, str]:
    """Return the names of all reply templates by code, in alphabetical order."""
    rows = session.execute(select(ReplyTemplate)).scalars()
    names = {row.code: name_of(row, language) for row in rows}
    return dict(sorted(names.items(), key=lambda entry: entry[1]))


def filled_template(session: Session, code: str, complaint: Complaint) -> str:
    """Return a reply template with the complaint's facts, in the citizen's language.

    It is empty where there is no such template.
    """
    template = session.get(ReplyTemplate, code)
    if template is None:
        return ""
    language = complaint.citizen.language
    return getattr(template, f"text_{language}").format(**vars(describe(complaint, language)))


def _checked(words: str) -> str:
    words = written.checked(words, LONGEST_MESSAGE)
    if BLANK in words:
        raise BlanksLeft
    return words


def _is_repeated(
    session: Session, complaint: Complaint, by: Actor, words: str, now: datetime
) -> bool:
    last = session.execute(
        select(ComplaintEvent)
        .where(ComplaintEvent.complaint_id == complaint.id)
        .order_by(ComplaintEvent.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    if last is None or last.at <= now - _SENT_TWICE:
        return False
    return (last.act, last.actor, last.words) == (ACT, by.name, words)


def _sender(
    session: Session, complaint: Complaint, person: Person, by: Actor, day: date
) -> Post | None:
    """Return the post for which somebody speaks, None for the help desk.

    Whoever acts for an empty office speaks for it, a superior for the lowest office above it.
    """
    if Capacity.HELPDESK in by.capacities:
        return None
    if Capacity.HOLDER in by.capacities:
        return complaint.post
    matter = matter_of(session, complaint, day)
    above = [
        office
        for office in person.offices
        if office.level > matter.office.level and answers_for(office, matter)
    ]
    return session.get(Post, min(above, key=lambda office: office.level).id)


def _framed(complaint: Complaint, post: Post | None, words: str) -> str:
    language = complaint.citizen.language
    facts = {**vars(describe(complaint, language)), "words": words}
    if post is not None:
        facts["post"] = title_of(post, language)
    notice = "message_from_helpline" if post is None else "message"
    parts = [notices.text_of(notice, language, facts)]
    if complaint.state in _ANSWER_COUNTS:
        parts.append(notices.text_of("only_your_answer", language, facts))
    return "\n\n".join(parts)
