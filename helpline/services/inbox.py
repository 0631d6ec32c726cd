"""The inbox: every message once, its turn once, and nothing lost in between.

A message is received under WhatsApp's id, claimed under a lease for its turn, and ends done
with its replies in the outbox, or failed with an apology there. Each step is one transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from helpline.domain.private_numbers import mask
from helpline.services import misheard, outbox, pace
from helpline.services.citizens import change_identity, meet
from helpline.store import queue
from helpline.store.media import CitizenFile
from helpline.store.messages import (
    DONE,
    WAITING,
    WHATSAPP,
    Citizen,
    DeliveryStatus,
    Inbox,
    Turn,
)
from helpline.store.upsert import insert_if_new
from helpline.text.danger import speaks_of_danger
from helpline.whatsapp import content
from helpline.whatsapp.content import CONTACTS, taken_back
from helpline.whatsapp.inbound import (
    REVOKE,
    SYSTEM,
    InboundMessage,
    StatusReport,
    new_identity,
    own_phone,
)

# Long enough for a server that stands still while it loads a model, short enough for a citizen
# to wait when a server died.
LEASE = timedelta(seconds=20)
RENEW_EVERY = timedelta(seconds=5)
# After this many minutes in all the citizen is told that it does not work now.
WAITS = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 5, 10, 20, 40, 60, 60, 60))
MOST_ATTEMPTS = len(WAITS) + 1
# As long as people who write one short message after another need for the next one.
A_MOMENT = timedelta(seconds=1.5)
# Stands in the record of a turn at answers that the next message overtook.
TAKEN_BACK = "taken_back"
# Why a message was given up though none of its turns failed: each took the server down.
USED_UP = "attempts used up"
# Why a message has no turn: its citizen took it back.
DELETED = "deleted"
# So many messages of a citizen may overtake everything in so long a time.
MOST_URGENT, URGENT_AGAIN = 3, timedelta(minutes=1)
# The intents whose answers overtake everything.
EMERGENCY, TELL_OF_EMERGENCY = "report_emergency", "tell_of_emergency"
TELL_OF_VIOLENCE = "tell_of_violence"
OF_DANGER = frozenset({EMERGENCY, TELL_OF_EMERGENCY, TELL_OF_VIOLENCE})

# Asked for each message, and put together once.
_TURNS, _ROWS = Turn.__table__.c, Inbox.__table__.c
_ADD_TURN = insert(Turn.__table__)
_LAST_TURN = (
    select(_TURNS.id, _TURNS.finished_at, _TURNS.replies)
    .where(_TURNS.citizen_id == bindparam("citizen"))
    .order_by(_TURNS.id.desc())
    .limit(1)
)
_BURST_BEGAN = (
    select(_ROWS.not_before)
    .where(_ROWS.citizen_id == bindparam("citizen"))
    .order_by(_ROWS.id.desc())
    .offset(pace.BURST - 1)
    .limit(1)
)
_CITIZEN = select(_ROWS.citizen_id).where(_ROWS.id == bindparam("message"))


@dataclass(frozen=True)
class Understood:
    """What the assistant made of a message: its text, intent with confidence, and entities."""

    text: str
    intent: str
    confidence: float
    intent_ranking: list[dict[str, Any]]
    entities: list[dict[str, Any]]


def receive(
    session: Session,
    secret: str,
    messages: Sequence[InboundMessage],
    now: datetime,
    door: str = WHATSAPP,
) -> int:
    """Put messages into the inbox and return how many were new; a repeated one changes nothing.

    `secret` keys the citizens' hashes; `door` is the channel they came by and answers go.
    """
    in_order = sorted(messages, key=lambda message: message.sent_at or now)
    citizens = _meet_senders(session, secret, in_order, now, door)
    return sum(
        _receive(session, citizens[message.phone, message.user_id], message, now)
        for message in in_order
    )


def put(
    session: Session,
    citizen_id: int,
    wamid: str,
    kind: str,
    payload: dict[str, Any],
    now: datetime,
    is_silent: bool = False,
) -> bool:
    """Put one message into the inbox, private numbers in it masked; False where it is there already.

    A file that came with it waits from now on to be fetched. Who writes faster than can be answered
    is answered at that pace, but at once where the words may speak of a life in danger. What is
    silent waits for no turn.
    """
    kinds: list[str] = []
    payload = content.with_words(kind, payload, lambda words: _masked(words, kinds))
    is_urgent = _is_urgent(session, citizen_id, content.words(kind, payload), now)
    free_at = None if is_urgent else pace.free_at(_burst_began(session, citizen_id), now)
    is_new = insert_if_new(
        session,
        Inbox,
        wamid=wamid,
        citizen_id=citizen_id,
        kind=kind,
        payload=payload,
        masked=kinds or None,
        is_urgent=is_urgent,
        received_at=now,
        not_before=free_at or now,
        state=DONE if is_silent else WAITING,
        done_at=now if is_silent else None,
    )
    if is_new:
        _expect_file(session, citizen_id, wamid, kind, payload, now)
    return is_new


def find(session: Session, wamid: str) -> Inbox:
    """Return the message with this id."""
    return session.execute(select(Inbox).where(Inbox.wamid == wamid)).scalar_one()


def by_id(session: Session, inbox_id: int) -> Inbox:
    """Return the message of a turn."""
    return session.get(Inbox, inbox_id)


def record_statuses(session: Session, reports: Sequence[StatusReport], now: datetime) -> None:
    """Note what WhatsApp reports about messages we sent, each report once.

    A message that it took and failed to deliver counts as refused from then on.
    """
    for report in reports:
        if report.mark is not None and report.status != outbox.UNDELIVERED:
            outbox.took(session, report.mark, report.wamid, now)
        is_new = insert_if_new(
            session,
            DeliveryStatus,
            wamid=report.wamid,
            status=report.status,
            reported_at=report.reported_at or now,
            errors=report.errors,
            pricing=report.pricing,
        )
        if is_new and report.status == outbox.UNDELIVERED:
            outbox.refuse_late(session, report.wamid, now)


def claim_some(session: Session, owner: str, now: datetime, most: int) -> list[Inbox]:
    """Claim at most so many messages for their turns, each of another citizen, who comes with it."""
    return queue.claim_some(session, Inbox, owner, now, LEASE, most)


def anything_ready(session: Session | Connection, now: datetime) -> bool:
    """Whether any message may be ready for its turn."""
    return queue.anything_ready(session, Inbox, now)


def renew(session: Session, row: Inbox, now: datetime) -> bool:
    """Keep the message while its turn runs; False when it is no longer ours."""
    return queue.renew(session, row, now, LEASE)


def finish_turn(
    session: Session,
    row: Inbox,
    understood: Understood,
    model_id: str,
    replies: Sequence[dict[str, Any]],
    payloads: Sequence[dict[str, Any]],
    now: datetime,
    in_a_moment: Sequence[dict[str, Any]] = (),
) -> bool:
    """Close a turn: the message is done, the turn noted, the replies are in the outbox.

    `replies` are the answers as the assistant gave them, `payloads` the same as WhatsApp takes
    them; those `in_a_moment` go only if nothing else comes from the citizen. False, and nothing
    happens, when the lease was lost: somebody else runs the turn.
    """
    if not queue.finish(session, row, done_at=now):
        return False
    citizen_id = _citizen_id(session, row)
    turn = _note_turn(
        session,
        inbox_id=row.id,
        citizen_id=citizen_id,
        text=understood.text,
        intent=understood.intent,
        confidence=understood.confidence,
        intent_ranking=understood.intent_ranking,
        entities=understood.entities,
        model_id=model_id,
        replies=list(replies),
        finished_at=now,
    )
    misheard.note(session, turn, now)
    urgent = understood.intent in OF_DANGER
    outbox.enqueue(session, citizen_id, payloads, now, turn_id=turn.id, urgent=urgent)
    outbox.enqueue(
        session, citizen_id, in_a_moment, now, turn_id=turn.id, not_before=now + A_MOMENT
    )
    return True


def _note_turn(session: Session, **values: Any) -> Turn:
    """Add a turn past the mapping, which takes a third of the time, and return it as it was added."""
    added = session.execute(_ADD_TURN, values)
    return Turn(id=added.inserted_primary_key.id, **values)


def overtakes_answer(session: Session, citizen_id: int, now: datetime) -> bool:
    """Take back what the citizen is to be asked in a moment; tell whether the last answer was.

    A turn that is run again gets the same answer: it stands in the record of the last turn.
    """
    last = session.execute(_LAST_TURN, {"citizen": citizen_id}).first()
    if last is None:
        return False
    may_wait = now < last.finished_at + A_MOMENT
    if may_wait and outbox.take_back(session, citizen_id, now):
        session.get(Turn, last.id).replies = [{**one, TAKEN_BACK: True} for one in last.replies]
        return True
    return any(TAKEN_BACK in reply for reply in last.replies)


def is_last_attempt(row: Inbox) -> bool:
    """Whether the message must be given up if its turn fails now."""
    return row.attempts >= MOST_ATTEMPTS


def postpone(session: Session, row: Inbox, reason: str, now: datetime) -> bool:
    """Run the turn again after a wait that grows; False when the lease was lost."""
    wait = WAITS[min(row.attempts, len(WAITS)) - 1]
    return queue.postpone(session, row, now + wait, reason)


def give_back(session: Session, row: Inbox, now: datetime) -> bool:
    """Let another server run the turn at once, because this one stops; False when the lease was lost."""
    return queue.postpone(session, row, now, "the server stopped")


def give_up(
    session: Session,
    row: Inbox,
    reason: str,
    apology: Sequence[dict[str, Any]],
    now: datetime,
) -> bool:
    """Fail the message for good and send the apology; False when the lease was lost."""
    if not queue.fail(session, row, reason):
        return False
    outbox.enqueue(session, _citizen_id(session, row), apology, now)
    return True


def _is_urgent(session: Session, citizen_id: int, words: str, now: datetime) -> bool:
    """Tell whether the words may speak of a life in danger, unless that was said again and again.

    Else a flood of cries for help would go before everybody else's.
    """
    if not speaks_of_danger(words):
        return False
    last_but_some = session.execute(
        select(Inbox.received_at)
        .where(Inbox.citizen_id == citizen_id, Inbox.is_urgent)
        .order_by(Inbox.id.desc())
        .offset(MOST_URGENT - 1)
        .limit(1)
    ).scalar_one_or_none()
    return last_but_some is None or last_but_some <= now - URGENT_AGAIN


def _burst_began(session: Session, citizen_id: int) -> datetime | None:
    """Return from when the message counts with which this citizen's present burst began, if any."""
    return session.execute(_BURST_BEGAN, {"citizen": citizen_id}).scalar_one_or_none()


def _citizen_id(session: Session, row: Inbox) -> int:
    """Return whose message it is now: during its turn two citizens may turn out to be one."""
    return session.execute(_CITIZEN, {"message": row.id}).scalar_one()


def _receive(session: Session, citizen: Citizen, message: InboundMessage, now: datetime) -> bool:
    payload, is_silent = message.payload, message.is_silent
    if not put(session, citizen.id, message.wamid, message.kind, payload, now, is_silent):
        return False
    if message.kind == SYSTEM:
        phone, user_id = new_identity(payload)
        if phone or user_id:
            change_identity(session, citizen, phone, user_id, now)
    elif message.kind == REVOKE:
        _take_back(session, citizen, taken_back(payload), now)
    elif message.kind == CONTACTS and citizen.phone is None:
        citizen.phone = own_phone(payload)
    return True


def _take_back(session: Session, citizen: Citizen, wamid: str | None, now: datetime) -> None:
    """Let a deleted message whose turn has not begun have none; what was answered stays."""
    waiting = update(Inbox).where(
        Inbox.wamid == wamid, Inbox.citizen_id == citizen.id, Inbox.state == WAITING
    )
    session.execute(
        waiting.values(state=DONE, done_at=now, error=DELETED).execution_options(
            synchronize_session=False
        )
    )


def _masked(words: str, kinds: list[str]) -> str:
    seen = mask(words)
    kinds.extend(kind for kind in seen.kinds if kind not in kinds)
    return seen.text


def _expect_file(
    session: Session,
    citizen_id: int,
    wamid: str,
    kind: str,
    payload: dict[str, Any],
    now: datetime,
) -> None:
    media = content.media(kind, payload)
    if media is None:
        return
    session.add(
        CitizenFile(
            citizen_id=citizen_id,
            inbox_id=find(session, wamid).id,
            kind=media.kind,
            media_id=media.id,
            has_words=bool(content.words(kind, payload).strip()),
            name=media.name,
            received_at=now,
            not_before=now,
        )
    )
    session.flush()


def _meet_senders(
    session: Session, secret: str, messages: Sequence[InboundMessage], now: datetime, door: str
) -> dict[tuple[str | None, str | None], Citizen]:
    """Meet each sender once, in an order that all servers share, so that none deadlocks another."""
    last_at: dict[tuple[str | None, str | None], datetime] = {}
    wrote = set()
    for message in messages:
        sender = message.phone, message.user_id
        if not message.is_silent:
            wrote.add(sender)
        if not message.is_silent or sender not in wrote:
            last_at[sender] = min(message.sent_at or now, now)
    senders = sorted(last_at, key=lambda sender: (sender[0] or "", sender[1] or ""))
    return {
        sender: meet(session, secret, *sender, last_at[sender], door, sender in wrote)
        for sender in senders
    }
