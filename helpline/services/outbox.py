"""The outbox: what waits to be sent to citizens and officers, and how each sending ended.

A row that fails for good keeps WhatsApp's error code, or a word of ours, for the desk.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, delete, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from helpline.services import pace
from helpline.store import queue
from helpline.store.messages import (
    CLAIMED,
    DONE,
    FAILED,
    HELD,
    WAITING,
    WHATSAPP,
    Citizen,
    DeliveryStatus,
    Outbox,
)
from helpline.whatsapp.outbound import Choice, offered_in

# Longer than the longest wait for one answer of WhatsApp's.
LEASE = timedelta(seconds=60)
# WhatsApp takes free messages for this long after the citizen's last one.
WINDOW = timedelta(hours=24)
# With waits of 2, 4, 8 … seconds, at most 15 minutes, these attempts span about an hour.
MOST_ATTEMPTS = 12
LONGEST_WAIT = timedelta(minutes=15)
# Where nobody knows whether WhatsApp took a message, its report may still tell.
WAIT_FOR_REPORT = timedelta(seconds=10)
# As many digits as every database takes for a number.
LONGEST_MARK = 18

# What WhatsApp reports of a message that it took and could not deliver.
UNDELIVERED = "failed"
# … because the citizen had not written for 24 hours by its own clock.
CAME_TOO_LATE = "131047"

_LAST_MESSAGES = 5

WINDOW_CLOSED = "window_closed"
TEMPLATE_INSTEAD = "template_instead"
NOT_WANTED = "not_wanted"
PACED = "paced"

# Asked for each message, and put together once.
_CITIZENS, _ROWS, _STATUSES = Citizen.__table__.c, Outbox.__table__.c, DeliveryStatus.__table__.c
_BY_DOOR = select(case((_CITIZENS.door == WHATSAPP, WAITING), else_=HELD)).where(
    _CITIZENS.id == bindparam("citizen")
)
_ADD = insert(Outbox.__table__).values(
    citizen_id=bindparam("citizen"), state=_BY_DOOR.scalar_subquery()
)
_NOT_TO_GO_YET = (
    _ROWS.citizen_id == bindparam("citizen"),
    _ROWS.turn_id.is_not(None),
    _ROWS.state == WAITING,
    _ROWS.attempts == 0,
    _ROWS.error.is_(None),
    _ROWS.not_before > bindparam("now"),
)
_ANYTHING_NOT_TO_GO_YET = select(_ROWS.id).where(*_NOT_TO_GO_YET).limit(1)
_TAKE_BACK = delete(Outbox.__table__).where(*_NOT_TO_GO_YET)
_SENT = select(_ROWS.sent_at).where(_ROWS.state == DONE).order_by(_ROWS.id.desc()).limit(1)
_SENT_TO_CITIZEN = _SENT.where(_ROWS.citizen_id == bindparam("recipient")).offset(pace.BURST - 1)
_SENT_TO_OFFICER = _SENT.where(_ROWS.account_id == bindparam("recipient")).offset(pace.BURST - 1)
_UNDELIVERED = select(_STATUSES.errors).where(
    _STATUSES.wamid == bindparam("wamid"), _STATUSES.status == UNDELIVERED
)


class WindowClosed(Exception):
    """The citizen has not written for 24 hours: WhatsApp takes no free text any more."""


class WantsSilence(WindowClosed):
    """The citizen wants no message but answers."""


class NotSendable(Exception):
    """A message may not go now, and never will; `code` is a word of ours for the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def enqueue(
    session: Session,
    citizen_id: int,
    payloads: Sequence[dict[str, Any]],
    now: datetime,
    turn_id: int | None = None,
    complaint_id: int | None = None,
    template: dict[str, Any] | None = None,
    not_before: datetime | None = None,
    urgent: bool = False,
) -> None:
    """Queue messages to a citizen, each a payload of whatsapp.outbound, in this order.

    They answer a turn, or tell of a complaint without being asked. Outside WhatsApp's window
    the `template` goes in place of them all. What is `urgent` overtakes all that waits. They go
    out by the door the citizen came by last.
    """
    for left, payload in zip(range(len(payloads), 0, -1), payloads, strict=True):
        # One by one, because the order of the ids is the order of sending.
        session.execute(
            _ADD,
            {
                "citizen": citizen_id,
                "turn_id": turn_id,
                "complaint_id": complaint_id,
                "payload": payload,
                "template": template if left == 1 else None,
                "is_ahead": template is not None and left > 1,
                "is_urgent": urgent,
                "not_before": not_before or now,
                "created_at": now,
            },
        )


def take_back(session: Session, citizen_id: int, now: datetime) -> bool:
    """Take back the answers to the citizen that are not to go yet; False where there is none.

    What a worker has claimed already is on its way, and stays, also where it is tried later.
    """
    which = {"citizen": citizen_id, "now": now}
    # Asked often in vain, and then it need not write.
    if session.execute(_ANYTHING_NOT_TO_GO_YET, which).first() is None:
        return False
    return session.execute(_TAKE_BACK, which).rowcount > 0


def enqueue_for_officer(
    session: Session,
    account_id: int,
    template: dict[str, Any],
    now: datetime,
    not_before: datetime | None = None,
    complaint_id: int | None = None,
) -> None:
    """Queue a template to an officer: free words would need that they write to us first."""
    session.add(
        Outbox(
            account_id=account_id,
            complaint_id=complaint_id,
            template=template,
            not_before=not_before or now,
            created_at=now,
        )
    )


def anything_ready(session: Session | Connection, now: datetime) -> bool:
    """Whether any message may be ready to be sent."""
    return queue.anything_ready(session, Outbox, now)


def pick_up(session: Session, citizen_id: int, now: datetime) -> list[dict[str, Any]]:
    """Return what is held for a citizen whose door fetches it, each payload once, in order."""
    held = (
        select(Outbox)
        .where(Outbox.citizen_id == citizen_id, Outbox.state == HELD)
        .order_by(Outbox.id)
        .with_for_update(of=Outbox)
    )
    rows = list(session.execute(held).scalars())
    for row in rows:
        row.state, row.sent_at = DONE, now
    return [row.payload for row in rows]


def offered_last(session: Session, citizen_id: int) -> list[Choice]:
    """Return what a citizen can tap in the last messages to them."""
    last = (
        select(Outbox.payload)
        .where(Outbox.citizen_id == citizen_id)
        .order_by(Outbox.id.desc())
        .limit(_LAST_MESSAGES)
    )
    payloads = session.execute(last).scalars()
    return [choice for payload in payloads for choice in offered_in(payload or {})]


def claim_due(session: Session, owner: str, now: datetime, most: int) -> list[Outbox]:
    """Claim at most so many messages to send, each to somebody else, who comes with it.

    A message never overtakes an earlier one to the same person, unless it is urgent. Nobody gets
    messages faster than WhatsApp lets us; what would be too fast waits, and others go.
    """
    while rows := queue.claim_some(session, Outbox, owner, now, LEASE, most):
        due = [row for row in rows if _may_go(session, row, now)]
        if due:
            return due
    return []


def window_is_open(citizen: Citizen, now: datetime) -> bool:
    """Whether WhatsApp takes free messages to this citizen."""
    return now < citizen.last_message_at + WINDOW


def sendable(row: Outbox, now: datetime) -> dict[str, Any]:
    """Return what may be sent of a row now: its own words, else its template. Raises NotSendable."""
    if row.account is not None:
        if row.account.whatsapp_language is None or row.account.is_closed:
            raise NotSendable(NOT_WANTED)
        return row.template
    is_unasked = row.complaint_id is not None
    if is_unasked and row.citizen.wants_silence_since is not None:
        raise NotSendable(NOT_WANTED)
    if window_is_open(row.citizen, now):
        return row.payload
    if row.template is None:
        raise NotSendable(TEMPLATE_INSTEAD if row.is_ahead else WINDOW_CLOSED)
    return row.template


def sent(session: Session, row: Outbox, wamid: str, now: datetime) -> bool:
    """Note that WhatsApp took the message; False when the lease was lost."""
    is_ours = queue.finish(session, row, wamid=wamid, sent_at=now)
    # Its report may be quicker than its answer.
    refuse_late(session, wamid, now)
    return is_ours


def retry_later(
    session: Session, row: Outbox, code: str, backoff: int, now: datetime, unsure: bool = False
) -> bool:
    """Send again after `backoff` to the power of the attempts in seconds, refuse after too many.

    Where it is `unsure` whether WhatsApp took the message, its report gets time to come. False
    when the lease was lost.
    """
    if unsure:
        _count_unsure(session, row)
    if row.attempts >= MOST_ATTEMPTS:
        return refuse(session, row, code)
    wait = min(timedelta(seconds=backoff**row.attempts), LONGEST_WAIT)
    if unsure:
        wait = max(wait, WAIT_FOR_REPORT)
    return queue.postpone(session, row, now + wait, code)


def mark(row: Outbox) -> str:
    """Return what WhatsApp gives back with each report about a message, so that we know which."""
    return str(row.id)


def took(session: Session, marked: str, wamid: str, now: datetime) -> None:
    """Note by a report's mark that WhatsApp has a message whose answer never reached us."""
    if not (marked.isascii() and marked.isdigit() and len(marked) <= LONGEST_MARK):
        return
    session.execute(
        update(Outbox)
        .where(Outbox.id == int(marked), Outbox.state.in_((WAITING, CLAIMED)))
        .values(
            state=DONE, wamid=wamid, sent_at=now, lease_owner=None, lease_until=None, error=None
        )
        .execution_options(synchronize_session=False)
    )


def hold(session: Session, row: Outbox, code: str, until: datetime) -> bool:
    """Send again at `until`, without counting this attempt, because the message is not at fault.

    False when the lease was lost.
    """
    return queue.postpone(session, row, until, code, counted=False)


def refuse(session: Session, row: Outbox, code: str) -> bool:
    """Give the message up, with the reason as a code for the desk; False when the lease was lost."""
    return queue.fail(session, row, code)


def _may_go(session: Session, row: Outbox, now: datetime) -> bool:
    """Tell whether a claimed message may go now; hold it where it would be too fast."""
    if row.error == queue.LEFT_BEHIND:
        row.unsure_attempts += 1
    free_at = None if row.is_urgent else pace.free_at(_last_sent(session, row), now)
    if free_at is not None:
        hold(session, row, PACED, free_at)
    return free_at is None


def _last_sent(session: Session, row: Outbox) -> datetime | None:
    """Return when the message was sent with which this recipient's present burst began, if any."""
    is_citizen = row.citizen_id is not None
    sent = _SENT_TO_CITIZEN if is_citizen else _SENT_TO_OFFICER
    recipient = row.citizen_id if is_citizen else row.account_id
    return session.execute(sent, {"recipient": recipient}).scalar_one_or_none()


def _count_unsure(session: Session, row: Outbox) -> None:
    session.execute(
        update(Outbox)
        .where(Outbox.id == row.id)
        .values(unsure_attempts=Outbox.unsure_attempts + 1)
        .execution_options(synchronize_session=False)
    )


def refuse_late(session: Session, wamid: str, now: datetime) -> None:
    """Give up a message that WhatsApp took and then reported as not delivered, if it did.

    The desk sees it as refused: whoever was to be asked by it has to be called. Where it came too
    late for free words, its template goes instead.
    """
    errors = session.execute(_UNDELIVERED, {"wamid": wamid}).first()
    if errors is None:
        return
    taken = select(Outbox).where(Outbox.wamid == wamid, Outbox.state == DONE)
    row = session.execute(
        taken.with_for_update(of=Outbox).execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if row is None:
        return
    code = next((str(error.get("code")) for error in errors[0] or ()), UNDELIVERED)
    if code == CAME_TOO_LATE and _went_in_free_words(row):
        _close_window(row, now)
        if row.template is not None:
            row.state, row.attempts, row.not_before = WAITING, 0, now
            row.wamid = row.sent_at = None
            return
        code = TEMPLATE_INSTEAD if row.is_ahead else code
    row.state, row.error = FAILED, code


def _went_in_free_words(row: Outbox) -> bool:
    return row.citizen is not None and window_is_open(row.citizen, row.sent_at)


def _close_window(row: Outbox, now: datetime) -> None:
    """Believe WhatsApp that its window is shut, unless the citizen has written since."""
    if row.citizen.last_message_at <= row.sent_at:
        # From now on, and not from before: what else went in free words is known by that.
        row.citizen.last_message_at = min(row.citizen.last_message_at, now - WINDOW)
