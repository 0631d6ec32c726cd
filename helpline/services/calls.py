"""Calls to citizens: who called when, what came of it, and what the citizen said."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from helpline.clock import day_in_india
from helpline.domain.authority import MAY_CALL
from helpline.domain.lifecycle import Need, NotAllowed
from helpline.services import audit, moves
from helpline.services.moves import REACHED, Actor, Given
from helpline.store.casework import Call
from helpline.store.complaints import Complaint

NO_ANSWER, CALL_AGAIN, WRONG_NUMBER = "no_answer", "call_again", "wrong_number"
OUTCOMES = (REACHED, NO_ANSWER, CALL_AGAIN, WRONG_NUMBER)
LONGEST_WORDS = 2000
# Nobody calls twice within this time with the same outcome: the form was sent twice.
_SENT_TWICE = timedelta(minutes=1)


class UnknownOutcome(ValueError):
    """A call cannot end like this."""


class NothingSaid(Exception):
    """The citizen was reached, but what was said is missing."""


class PromiseInThePast(Exception):
    """The promised day is over already."""


def may_call(by: Actor) -> bool:
    """Tell whether somebody may log a call to the citizen: whoever may act on the complaint."""
    return not MAY_CALL.isdisjoint(by.capacities)


def record(
    session: Session,
    complaint: Complaint,
    by: Actor,
    outcome: str,
    words: str,
    now: datetime,
    promised_for: date | None = None,
) -> Call:
    """Write down a call and return it; a form sent twice gives back the first one.

    Raises NotAllowed, UnknownOutcome, NothingSaid, PromiseInThePast.
    """
    words = words.strip()[:LONGEST_WORDS]
    _check(complaint, by, outcome, words, now, promised_for)
    call = Call(
        complaint_id=complaint.id,
        account_id=by.account_id,
        at=now,
        outcome=outcome,
        words=words,
        promised_for=promised_for,
    )
    repeated = _repeated(session, call)
    if repeated is not None:
        return repeated
    session.add(call)
    audit.record(session, by.name, "call", f"complaint {complaint.number}", now, outcome=outcome)
    return call


def words_to_take(session: Session, complaint: Complaint, by: Actor) -> list[str]:
    """Return the acts that somebody may take down from the citizen's mouth in a call."""
    return [move.act for move in moves.allowed(session, complaint, by) if Need.CALL in move.needs]


def take_word(
    session: Session,
    complaint: Complaint,
    by: Actor,
    act: str,
    words: str,
    now: datetime,
    seen_version: int | None = None,
) -> None:
    """Write down a call in which the citizen said something that moves the complaint, and move it.

    Raises what `record` and `moves.perform` raise.
    """
    if act not in words_to_take(session, complaint, by):
        raise NotAllowed(f"{act} by phone on {complaint.number}")
    call = record(session, complaint, by, REACHED, words, now)
    moves.perform(
        session, complaint, act, by, now, Given(words=words, call_id=call.id), seen_version
    )


def calls_about(session: Session, complaint: Complaint) -> list[Call]:
    """Return the calls about a complaint with their callers, newest first."""
    return list(
        session.execute(
            select(Call)
            .where(Call.complaint_id == complaint.id)
            .options(joinedload(Call.account))
            .order_by(Call.id.desc())
        ).scalars()
    )


def _check(
    complaint: Complaint,
    by: Actor,
    outcome: str,
    words: str,
    now: datetime,
    promised_for: date | None,
) -> None:
    if not may_call(by):
        raise NotAllowed(f"call on {complaint.number}")
    if outcome not in OUTCOMES:
        raise UnknownOutcome(outcome)
    if outcome == REACHED and not words:
        raise NothingSaid(complaint.number)
    if promised_for is not None and promised_for < day_in_india(now):
        raise PromiseInThePast(promised_for.isoformat())


def _repeated(session: Session, call: Call) -> Call | None:
    last = session.execute(
        select(Call)
        .where(Call.complaint_id == call.complaint_id, Call.account_id == call.account_id)
        .order_by(Call.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    if last is None or last.at <= call.at - _SENT_TWICE:
        return None
    told = ("outcome", "words", "promised_for")
    return last if all(getattr(last, name) == getattr(call, name) for name in told) else None
