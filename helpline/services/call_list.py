"""Silence is not consent: whom the help desk has to call, because they did not answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from helpline.domain import lifecycle
from helpline.services import outbox
from helpline.services.paging import PAGE_LENGTH
from helpline.services.worklist import NAMES, Line, line_of
from helpline.store.casework import Call
from helpline.store.complaints import Complaint
from helpline.store.messages import NEVER_SENT, Outbox

TIME_TO_ANSWER = timedelta(days=3)


@dataclass(frozen=True)
class ToCall:
    """A citizen to be called, since when the question waits, and how the last call ended."""

    line: Line
    asked_at: datetime
    days: int
    is_told: bool
    calls: int
    last_outcome: str | None
    last_call_at: datetime | None


def to_call(session: Session, page: int, language: str, now: datetime) -> list[ToCall]:
    """Return one page of the list and one more, the longest waiting first."""
    rows = session.execute(
        select(Complaint, _is_told().label("is_told"))
        .where(waits_for_a_call(now))
        .options(*NAMES)
        .order_by(Complaint.state_since, Complaint.id)
        .offset((page - 1) * PAGE_LENGTH)
        .limit(PAGE_LENGTH + 1)
    ).all()
    calls = _last_calls(session, [complaint for complaint, _told in rows])
    return [
        ToCall(
            line_of(complaint, language, now),
            complaint.state_since,
            (now - complaint.state_since).days,
            bool(is_told),
            *calls.get(complaint.id, (0, None, None)),
        )
        for complaint, is_told in rows
    ]


def waits_for_a_call(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a citizen was asked and has not answered, or could not be asked."""
    return and_(
        Complaint.state == lifecycle.SOLUTION_REPORTED,
        or_(Complaint.state_since <= now - TIME_TO_ANSWER, ~_is_told()),
    )


def _is_told() -> ColumnElement[bool]:
    """Since the question was asked, no message to the citizen about it failed."""
    return ~exists().where(
        Outbox.complaint_id == Complaint.id,
        Outbox.citizen_id == Complaint.citizen_id,
        Outbox.state.in_(NEVER_SENT),
        Outbox.error != outbox.TEMPLATE_INSTEAD,
        Outbox.created_at >= Complaint.state_since,
    )


def _last_calls(
    session: Session, complaints: list[Complaint]
) -> dict[int, tuple[int, str, datetime]]:
    """Count the calls since each complaint's question, with the outcome and time of the last."""
    since = (
        select(
            Call.complaint_id, func.count(Call.id).label("calls"), func.max(Call.id).label("last")
        )
        .join(Complaint, Complaint.id == Call.complaint_id)
        .where(
            Call.complaint_id.in_([one.id for one in complaints]),
            Call.at >= Complaint.state_since,
        )
        .group_by(Call.complaint_id)
        .subquery()
    )
    rows = session.execute(
        select(since.c.complaint_id, since.c.calls, Call.outcome, Call.at).join(
            Call, Call.id == since.c.last
        )
    ).all()
    return {row.complaint_id: (row.calls, row.outcome, row.at) for row in rows}
