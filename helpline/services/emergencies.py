"""Emergencies: each stands at the top of the help desk's pages until somebody has dealt with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.sql import ColumnElement

from helpline.domain.review import TAKEN_BACK as EMERGENCY_TAKEN_BACK
from helpline.services import audit, misheard
from helpline.services.case_file import masked_phone
from helpline.services.citizens import by_key
from helpline.store.helpdesk import Emergency
from helpline.store.messages import Citizen, Inbox, Turn
from helpline.store.upsert import insert_if_new
from helpline.whatsapp import content

OPEN, CALLED, HANDLED, TAKEN_BACK = "open", "called", "handled", "taken_back"
WAITING = (OPEN, CALLED)
# From where to where somebody at the desk may bring an emergency.
_ACTS = {CALLED: (OPEN, CALLED), HANDLED: WAITING}
# What is said later than this is about something else.
_LASTS = timedelta(hours=1)
MOST_SHOWN = 100
MOST_LATER = 10
# Asked at each message, and put together once.
_LATEST = (
    select(Emergency)
    .where(Emergency.citizen_id == bindparam("citizen"), Emergency.at >= bindparam("since"))
    .order_by(Emergency.id.desc())
    .limit(1)
)


class UnknownAct(ValueError):
    """The desk can only call, and note that it is handled."""


@dataclass(frozen=True)
class Later:
    """What the citizen wrote or sent after it, with the place where it was a location."""

    words: str
    kind: str
    at: datetime
    place: content.Location | None


@dataclass(frozen=True)
class Alarm:
    """An emergency as the desk shows it; the citizen's number is masked."""

    id: int
    citizen_id: int
    phone: str | None
    kind: str
    at: datetime
    words: str
    state: str
    by: str | None
    acted_at: datetime | None
    later: tuple[Later, ...] = ()


def raise_alarm(
    session: Session, citizen_key: str, inbox_id: int, kind: str, now: datetime
) -> None:
    """Bring a message before the help desk as an emergency, once."""
    citizen_id = by_key(session, citizen_key).id
    insert_if_new(
        session, Emergency, inbox_id=inbox_id, citizen_id=citizen_id, kind=kind, at=now, state=OPEN
    )


def take_back(session: Session, citizen_key: str, now: datetime) -> bool:
    """Note that the citizen is not in danger after all; False where nothing was raised lately."""
    found = session.execute(
        select(Emergency)
        .join(Citizen)
        .where(Citizen.key == citizen_key, Emergency.at >= now - _LASTS)
        .order_by(Emergency.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    if found is None:
        return False
    if found.state in WAITING:
        found.state, found.acted_at = TAKEN_BACK, now
    turn = session.execute(select(Turn).where(Turn.inbox_id == found.inbox_id)).scalar_one_or_none()
    if turn is not None:
        misheard.add(session, turn.id, EMERGENCY_TAKEN_BACK, now)
    return True


def going_on(session: Session, citizen_id: int, now: datetime) -> Emergency | None:
    """Return the citizen's latest emergency of which no end is known yet; None where there is none."""
    wanted = {"citizen": citizen_id, "since": now - _LASTS}
    latest = session.execute(_LATEST, wanted).scalar_one_or_none()
    return latest if latest is not None and latest.state in WAITING else None


def note_over(session: Session, citizen_key: str, now: datetime) -> None:
    """Note that the danger is over, as the citizen says: all of it that was told of lately."""
    told = (
        select(Emergency)
        .join(Citizen)
        .where(
            Citizen.key == citizen_key, Emergency.at >= now - _LASTS, Emergency.state.in_(WAITING)
        )
    )
    for found in session.execute(told).scalars():
        found.state, found.acted_at = TAKEN_BACK, now


def waiting(session: Session) -> list[Alarm]:
    """Return the emergencies with which nobody has dealt yet, the latest first."""
    return _alarms(session, Emergency.state.in_(WAITING))


def all_alarms(session: Session) -> list[Alarm]:
    """Return the latest emergencies, whatever became of them."""
    return _alarms(session)


def act(
    session: Session, emergency_id: int, what: str, account_id: int, login: str, now: datetime
) -> bool:
    """Note that somebody called, or that it is handled; False where it is no longer to be done.

    Raises UnknownAct.
    """
    if what not in _ACTS:
        raise UnknownAct(what)
    emergency = session.get(Emergency, emergency_id, with_for_update=True)
    if emergency is None or emergency.state not in _ACTS[what]:
        return False
    emergency.state, emergency.account_id, emergency.acted_at = what, account_id, now
    audit.record(session, login, f"emergency_{what}", f"emergency {emergency_id}", now)
    return True


def _alarms(session: Session, *conditions: ColumnElement[bool]) -> list[Alarm]:
    rows = session.execute(
        select(Emergency)
        .where(*conditions)
        .options(
            joinedload(Emergency.inbox),
            joinedload(Emergency.citizen),
            joinedload(Emergency.account),
        )
        .order_by(Emergency.id.desc())
        .limit(MOST_SHOWN)
    ).scalars()
    rows = rows.all()
    later = _later(session, rows)
    return [
        Alarm(
            id=row.id,
            citizen_id=row.citizen_id,
            phone=masked_phone(row.citizen.phone),
            kind=row.kind,
            at=row.at,
            words=content.words(row.inbox.kind, row.inbox.payload),
            state=row.state,
            by=row.account.name if row.account else None,
            acted_at=row.acted_at,
            later=tuple(later[row.id]),
        )
        for row in rows
    ]


def _later(session: Session, alarms: Sequence[Emergency]) -> dict[int, list[Later]]:
    """Return what each citizen wrote in the hour after: where they are, what has become of it."""
    found: dict[int, list[Later]] = {alarm.id: [] for alarm in alarms}
    if not alarms:
        return found
    rows = session.execute(
        select(Inbox)
        .where(
            Inbox.citizen_id.in_({alarm.citizen_id for alarm in alarms}),
            Inbox.id > min(alarm.inbox_id for alarm in alarms),
        )
        .order_by(Inbox.id)
    ).scalars()
    for row in rows:
        for alarm in alarms:
            same = row.citizen_id == alarm.citizen_id and row.id > alarm.inbox_id
            if same and row.received_at <= alarm.at + _LASTS:
                found[alarm.id].append(_said_later(row))
    return {key: said[-MOST_LATER:] for key, said in found.items()}


def _said_later(row: Inbox) -> Later:
    place = content.location(row.kind, row.payload)
    return Later(content.words_or_title(row.kind, row.payload), row.kind, row.received_at, place)
