"""Citizens: who writes to us, under a key that tells nobody the phone number, and in which language."""

import hashlib
import hmac
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from helpline.store.messages import Citizen
from helpline.store.upsert import insert_if_new

KEY_LENGTH = 32


def citizen_key(secret: str, phone_or_user_id: str) -> str:
    """Return the keyed hash under which a person stands in conversations, logs and complaints."""
    digest = hmac.new(secret.encode(), phone_or_user_id.encode(), hashlib.sha256)
    return digest.hexdigest()[:KEY_LENGTH]


def meet(
    session: Session, secret: str, phone: str | None, user_id: str | None, at: datetime
) -> Citizen:
    """Return the citizen who wrote at this moment, known by phone number or WhatsApp's user id.

    Whoever is new is added. The row stays locked until the transaction ends, so that one
    citizen's messages get their numbers in the order of their transactions.
    """
    keys = [citizen_key(secret, name) for name in (phone, user_id) if name]
    citizen = _known(session, keys, user_id)
    if citizen is None:
        insert_if_new(session, Citizen, key=keys[0], first_seen_at=at, last_message_at=at)
        citizen = _known(session, keys, user_id)
    citizen.phone = phone or citizen.phone
    citizen.whatsapp_user_id = user_id or citizen.whatsapp_user_id
    citizen.last_message_at = max(citizen.last_message_at, at)
    return citizen


def note_language(citizen: Citizen, detected: str | None) -> None:
    """Answer in the language a message was written in, unless the citizen chose one."""
    if detected is not None and not citizen.language_chosen:
        citizen.language = detected


def by_key(session: Session, key: str) -> Citizen:
    """Return the citizen who stands in conversations under this key."""
    return session.execute(select(Citizen).where(Citizen.key == key)).scalar_one()


def choose_language(session: Session, key: str, language: str) -> None:
    """Keep the language (`hi` or `en`) that a citizen asked for."""
    citizen = by_key(session, key)
    citizen.language = language
    citizen.language_chosen = True


def _known(session: Session, keys: list[str], user_id: str | None) -> Citizen | None:
    """Find the citizen by the first key that is known, else by the user id; lock the row.

    A person who hides the number later is still found by the user id, and one who was first
    met without a number keeps the first key when the number appears.
    """
    known = or_(Citizen.key.in_(keys), Citizen.whatsapp_user_id == user_id)
    found = session.execute(
        select(Citizen)
        .where(known if user_id else Citizen.key.in_(keys))
        .order_by(Citizen.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalars()
    rank = {key: position for position, key in enumerate(keys)}
    return min(found, key=lambda citizen: rank.get(citizen.key, len(keys)), default=None)
