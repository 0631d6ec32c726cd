"""Unfinished complaints: kept from message to message, gone on with later, at last shown to people."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from helpline.domain.draft import Draft
from helpline.services.case_file import masked_phone
from helpline.services.citizens import by_key
from helpline.services.paging import Page, page_of
from helpline.services.reference import all_district_names
from helpline.store.drafts import UnfinishedComplaint
from helpline.store.messages import Citizen


@dataclass(frozen=True)
class Kept:
    """A draft with the time of the citizen's last word about it."""

    draft: Draft
    changed_at: datetime


@dataclass(frozen=True)
class Left:
    """What a citizen began and did not file, as the help desk sees it. `phone` is masked."""

    citizen_id: int
    words: str
    place: str | None
    district: str | None
    changed_at: datetime
    phone: str | None


def keep(session: Session, citizen_key: str, draft: Draft, now: datetime) -> None:
    """Keep the draft as it stands now; one without words yet is not worth it."""
    if draft.complaint_text is None or draft.confirmed:
        return
    row = _open(session, citizen_key)
    if row is None:
        row = UnfinishedComplaint(citizen_id=by_key(session, citizen_key).id, begun_at=now)
        session.add(row)
    row.words = "\n".join([draft.complaint_text, *(one["complaint_text"] for one in draft.later)])
    row.draft = draft.changes_from(Draft())
    row.changed_at = now


def kept(session: Session, citizen_key: str, since: datetime) -> Kept | None:
    """Return the citizen's draft, unless nothing was said about it since then."""
    row = _open(session, citizen_key)
    if row is None or row.changed_at < since:
        return None
    return Kept(Draft.from_slots(row.draft), row.changed_at)


def words(session: Session, citizen_key: str) -> str | None:
    """Return the words of what the citizen is telling in the chat; None where it is nothing."""
    row = _open(session, citizen_key)
    return row.words if row else None


def forget(session: Session, citizen_key: str) -> None:
    """Forget the citizen's draft, because it was filed or cancelled."""
    row = _open(session, citizen_key)
    if row is not None:
        session.delete(row)
        # Before the next one, of which there may be one only.
        session.flush()


def leave_old(session: Session, now: datetime, after: timedelta) -> int:
    """Hand the drafts that nobody went on with to the help desk; return how many."""
    old = (
        update(UnfinishedComplaint)
        .where(UnfinishedComplaint.left_at.is_(None), UnfinishedComplaint.changed_at < now - after)
        .values(left_at=now)
        .execution_options(synchronize_session=False)
    )
    return session.execute(old).rowcount


def left(session: Session, page: int, language: str) -> Page[Left]:
    """Return one page of what was left unfinished, the newest first."""
    names = all_district_names(session, language)
    query = (
        select(UnfinishedComplaint, Citizen.phone)
        .join(Citizen)
        .where(UnfinishedComplaint.left_at.is_not(None))
        .order_by(UnfinishedComplaint.left_at.desc(), UnfinishedComplaint.id.desc())
    )
    return page_of(session, query, page, lambda row: _as_left(*row, names))


def _as_left(row: UnfinishedComplaint, phone: str | None, names: dict[str, str]) -> Left:
    draft = Draft.from_slots(row.draft)
    return Left(
        citizen_id=row.citizen_id,
        words=row.words,
        place=draft.place or None,
        district=names.get(draft.district),
        changed_at=row.changed_at,
        phone=masked_phone(phone),
    )


def _open(session: Session, citizen_key: str) -> UnfinishedComplaint | None:
    return session.execute(
        select(UnfinishedComplaint)
        .join(Citizen)
        .where(Citizen.key == citizen_key, UnfinishedComplaint.left_at.is_(None))
    ).scalar_one_or_none()
