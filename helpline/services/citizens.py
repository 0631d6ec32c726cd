"""Citizens: who writes to us, under a key that tells nobody the phone number, and in which language."""

import hashlib
import hmac
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from itertools import count

from sqlalchemy import Column, Table, bindparam, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.expression import Select, Update

from helpline.store.drafts import UnfinishedComplaint
from helpline.store.helpdesk import Handover
from helpline.store.messages import WHATSAPP, Citizen
from helpline.store.tables import Base
from helpline.store.upsert import insert_if_new
from helpline.text.language import language_of
from helpline.text.talk.addresses import address_of, is_called_a_place

KEY_LENGTH = 32
_ONLY_ONE = (
    (
        Handover,
        Handover.ended_at.is_(None),
        lambda now: {"ended_at": now, "ended_by": "silence"},
    ),
    (UnfinishedComplaint, UnfinishedComplaint.left_at.is_(None), lambda now: {"left_at": now}),
)


def citizen_key(secret: str, phone_or_user_id: str) -> str:
    """Return the keyed hash under which a person stands in conversations, logs and complaints."""
    digest = hmac.new(secret.encode(), phone_or_user_id.encode(), hashlib.sha256)
    return digest.hexdigest()[:KEY_LENGTH]


def meet(
    session: Session,
    secret: str,
    phone: str | None,
    user_id: str | None,
    at: datetime,
    door: str = WHATSAPP,
    wrote: bool = True,
) -> Citizen:
    """Return the citizen who wrote at this moment, known by phone number or WhatsApp's user id.

    Whoever is new is added. The row stays locked until the transaction ends, so that one
    citizen's messages get their numbers in the order of their transactions. Who was heard of
    but did not write, as after a new number, opens no window by that.
    """
    found = _known(session, phone, user_id) or _added(session, secret, phone, user_id, at, door)
    citizen, *others = found
    for other in others:
        if other.phone is None:
            # Met once with a number and once without; the user id says that it is one person.
            _become_one(session, citizen, other, at)
    known = {
        "phone": phone or citizen.phone,
        "whatsapp_user_id": user_id or citizen.whatsapp_user_id,
    }
    if wrote:
        known |= {"door": door, "last_message_at": max(citizen.last_message_at, at)}
    _set_changed(citizen, known)
    return citizen


def change_identity(
    session: Session, citizen: Citizen, phone: str | None, user_id: str | None, now: datetime
) -> None:
    """Let everything of the citizen follow them to a new number or user id.

    Whoever has already written from there turns out to be the same person. The old number may
    be a stranger's tomorrow, who is then met as somebody new.
    """
    for other in _known(session, phone, user_id):
        if other.id != citizen.id:
            _become_one(session, citizen, other, now)
    citizen.phone = phone or citizen.phone
    citizen.whatsapp_user_id = user_id or (None if phone else citizen.whatsapp_user_id)


def note_language(citizen: Citizen, words: str) -> None:
    """Answer in the language that words were written in, unless the citizen chose one.

    "Village", "post" and "near" in an address are everybody's words.
    """
    detected = None if is_called_a_place(address_of(words) or "") else language_of(words)
    if detected is not None and not citizen.language_chosen:
        _set_changed(citizen, {"language": detected})


def by_key(session: Session, key: str) -> Citizen:
    """Return the citizen who stands in conversations under this key."""
    return session.execute(select(Citizen).where(Citizen.key == key)).scalar_one()


def choose_language(session: Session, key: str, language: str) -> None:
    """Keep the language (`hi` or `en`) that a citizen asked for."""
    citizen = by_key(session, key)
    citizen.language = language
    citizen.language_chosen = True


def _set_changed(citizen: Citizen, known: dict[str, object]) -> None:
    """Set what differs: SQLAlchemy spends half a millisecond on a row whose values are set as they were."""
    for name, value in known.items():
        if getattr(citizen, name) != value:
            setattr(citizen, name, value)


def _known(session: Session, phone: str | None, user_id: str | None) -> list[Citizen]:
    """Find the citizen by the number, else by the user id; lock the rows.

    A person who hides the number later is still found by the user id, and one who was first
    met without a number keeps the key when the number appears.
    """
    names = {"phone": phone, "whatsapp_user_id": user_id}
    given = {column: name for column, name in names.items() if name}
    found = session.execute(_known_by(tuple(given)), given).scalars()
    return sorted(found, key=lambda citizen: phone is None or citizen.phone != phone)


@cache
def _known_by(columns: tuple[str, ...]) -> Select:
    return (
        select(Citizen)
        .where(or_(*(getattr(Citizen, column) == bindparam(column) for column in columns)))
        .order_by(Citizen.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _added(
    session: Session,
    secret: str,
    phone: str | None,
    user_id: str | None,
    at: datetime,
    door: str,
) -> list[Citizen]:
    """Add a citizen, unless another server was quicker.

    A key that is taken belongs to somebody who had this number before.
    """
    name = phone or user_id
    for owner in count(1):
        key = citizen_key(secret, name if owner == 1 else f"{name}#{owner}")
        insert_if_new(
            session,
            Citizen,
            key=key,
            phone=phone,
            whatsapp_user_id=user_id,
            door=door,
            first_seen_at=at,
            last_message_at=at,
        )
        found = _known(session, phone, user_id)
        if found:
            return found


def _become_one(session: Session, kept: Citizen, other: Citizen, now: datetime) -> None:
    """Let all that belongs to two rows of one person belong to the kept one.

    What there can be only one of, a conversation with a person or a complaint that is being
    told, is the kept row's where it has one.
    """
    for table, is_open, ended in _ONLY_ONE:
        own = select(table.id).where(table.citizen_id == kept.id, is_open).limit(1)
        if session.execute(own).first() is not None:
            _change(session, update(table).where(table.citizen_id == other.id, is_open), ended(now))
    for table, column in _columns_of_citizens():
        _change(session, update(table).where(column == other.id), {column.name: kept.id})
    kept.last_message_at = max(kept.last_message_at, other.last_message_at)
    kept.wants_silence_since = kept.wants_silence_since or other.wants_silence_since
    other.phone = other.whatsapp_user_id = None
    session.flush()


def _columns_of_citizens() -> Iterator[tuple[Table, Column]]:
    for table in Base.metadata.tables.values():
        for column in table.columns:
            if any(key.column.table is Citizen.__table__ for key in column.foreign_keys):
                yield table, column


def _change(session: Session, statement: Update, values: dict[str, object]) -> None:
    session.execute(statement.values(values).execution_options(synchronize_session=False))
