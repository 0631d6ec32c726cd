"""Who wrote, and what the turn of their message has to know before the model reads it."""

from dataclasses import dataclass

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from helpline import clock
from helpline.channels import besides
from helpline.channels.understanding import typed_text
from helpline.services import emergencies, handover, inbox
from helpline.services.citizens import note_language
from helpline.services.complaints import may_hear_more
from helpline.settings import HelpDesk
from helpline.store.complaints import Complaint
from helpline.store.helpdesk import Emergency, Handover
from helpline.store.messages import Citizen, Inbox
from helpline.whatsapp import content

# Whether a citizen ever had what is looked at more closely then; few had any of it.
_ANYTHING = select(
    *(
        exists().where(table.citizen_id == bindparam("citizen")).label(table.__tablename__)
        for table in (Complaint, Emergency, Handover)
    )
)


@dataclass(frozen=True)
class Met:
    """The citizen at the beginning of a turn, with the language to answer in, and who has the word.

    Whoever was last told that a complaint is solved `was_asked` whether it is true; who has just
    filed one is taken for asked whether that is all. Whoever told of an emergency lately is
    `in_danger`; whoever wrote on before our question went out `is_unasked`.
    """

    citizen: Citizen
    was_asked: bool = False
    in_danger: bool = False
    with_person: bool = False
    is_unasked: bool = False


def meet(session: Session, row: Inbox, desk: HelpDesk) -> Met:
    """Meet who wrote a message; take note of the language of what they typed, and that they wrote."""
    # As it came with the message, which was claimed just now.
    now, citizen = clock.now(), session.merge(row.citizen, load=False)
    if is_from_desk(row):
        return Met(citizen)
    if content.tap(row.kind, row.payload) is None:
        note_language(citizen, typed_text(row.kind, row.payload))
    had = session.execute(_ANYTHING, {"citizen": citizen.id}).one()
    was_asked = had.complaint and may_hear_more(session, citizen.key, now, row.id)
    in_danger = had.emergency and emergencies.going_on(session, citizen.id, now) is not None
    with_person = had.handover and handover.hear(session, citizen.id, desk, now)
    # Last: what it takes back is no longer there to be the last that was said.
    is_unasked = inbox.overtakes_answer(session, citizen.id, now)
    if is_unasked:
        besides.note_untold(session, citizen)
    return Met(citizen, was_asked, in_danger, with_person, is_unasked)


def is_from_desk(row: Inbox) -> bool:
    """Whether the help desk gave this message, and no citizen wrote it."""
    return row.kind == content.FROM_DESK
