"""Moving a complaint: every change of its state or office goes through `perform`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from helpline.clock import day_in_india
from helpline.domain import lifecycle
from helpline.domain.authority import Capacity, Person, capacities
from helpline.domain.effects import Given, joined_follow_by, may_get, take_effect
from helpline.domain.lifecycle import Move, Need, NotAllowed, Way, find_move
from helpline.services import history, misheard, notices, officer_notices, proposals, search
from helpline.services.offices import matter_of, post_above
from helpline.services.time_limits import due_date
from helpline.store.casework import Attachment, Call, Proposal
from helpline.store.complaints import Complaint, ComplaintEvent
from helpline.store.reference import Post

LONGEST_WORDS = 2000
REACHED = "reached"
# With one of these the citizen sends the office back to work: what it proved before counts no more.
SENT_BACK = ("not_solved", "partly_solved", "reopen_complaint", "appeal")


class Incomplete(Exception):
    """A move lacks what it needs, or was given something that does not fit."""

    def __init__(self, need: Need) -> None:
        super().__init__(need.value)
        self.need = need


class Overtaken(Exception):
    """Somebody else changed the complaint since the page was opened."""


@dataclass(frozen=True)
class Actor:
    """Who acts: a name for the history, in which capacities, by which account or message."""

    name: str
    capacities: frozenset[Capacity]
    account_id: int | None = None
    inbox_id: int | None = None


ASSISTANT = Actor("assistant", frozenset({Capacity.ASSISTANT}))
NOTHING = Given()


def citizen(inbox_id: int) -> Actor:
    """Return the citizen acting by a message."""
    return Actor("citizen", frozenset({Capacity.CITIZEN}), inbox_id=inbox_id)


def at_the_desk(session: Session, person: Person, complaint: Complaint, now: datetime) -> Actor:
    """Return somebody at the desk with what they are to this complaint today."""
    matter = matter_of(session, complaint, day_in_india(now))
    return Actor(person.login, capacities(person, matter), account_id=person.account_id)


def allowed(session: Session, complaint: Complaint, by: Actor) -> list[Move]:
    """Return the moves that somebody may make now; what they need is not asked yet."""
    waiting = proposals.undecided(session, complaint)
    moves = lifecycle.moves_from(complaint.state, by.capacities)
    return [move for move in moves if stands(complaint, move, by, waiting)]


def perform(
    session: Session,
    complaint: Complaint,
    act: str,
    by: Actor,
    now: datetime,
    given: Given = NOTHING,
    seen_version: int | None = None,
) -> None:
    """Move a complaint, write it into its history and the audit log, and tell the citizen.

    `seen_version` is the complaint's version on the page from which somebody decided. A
    citizen's message moves it once, however often its turn is repeated. Raises NotAllowed,
    Incomplete, Overtaken, NoSuchOffice.
    """
    _lock(session, complaint)
    if seen_version is not None and seen_version != complaint.version:
        raise Overtaken(complaint.number)
    if by.inbox_id is not None and history.is_written(session, complaint, by.inbox_id):
        return
    move = find_move(act, complaint.state, by.capacities)
    waiting = proposals.undecided(session, complaint)
    if not stands(complaint, move, by, waiting):
        raise NotAllowed(f"{act} on {complaint.number}")
    given = replace(given, words=given.words.strip()[:LONGEST_WORDS])
    if move.act == "approve_transfer":
        given = replace(given, post_id=waiting.post_id)
    _check_needs(session, complaint, move, given)
    proposals.settle(
        session, complaint, move, waiting, by.account_id, given.words, given.post_id, now
    )
    _change(session, complaint, move, given, now)
    history.write(session, complaint, act, by.name, given.words, now, by.inbox_id)
    notices.tell(session, complaint, act, given.words, by.inbox_id is not None, now)
    if move.way is Way.UP:
        officer_notices.tell_come_up(session, complaint, now)
    _take_joined_along(session, complaint, act, now)
    misheard.note_move(session, complaint, act, by is not ASSISTANT, now)
    session.flush()


def stands(complaint: Complaint, move: Move, by: Actor, waiting: Proposal | None) -> bool:
    """Tell whether nothing beside state and capacity forbids a move; `waiting` is undecided."""
    wish = proposals.proposes(move.act)
    if wish:
        return proposals.may_be_proposed(complaint, wish, waiting)
    wish = proposals.decides(move.act)
    if wish:
        return proposals.may_be_decided(wish, waiting, by.account_id)
    if move.act == "transfer" and Capacity.SUPERIOR not in by.capacities:
        return complaint.transfers < lifecycle.FREE_TRANSFERS
    return True


def _lock(session: Session, complaint: Complaint) -> None:
    """Hold the complaint and those joined to it, which its move may take along.

    All at once, and before the audit log: two who waited for each other would wait for ever.
    """
    session.flush()
    together = or_(Complaint.id == complaint.id, Complaint.parent_id == complaint.id)
    session.execute(
        select(Complaint)
        .where(together)
        .order_by(Complaint.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalars().all()


# --- what a move needs ------------------------------------------------------------------------


def _check_needs(session: Session, complaint: Complaint, move: Move, given: Given) -> None:
    has = {
        Need.WORDS: lambda: bool(given.words),
        Need.PROOF: lambda: _has_proof(session, complaint),
        Need.OFFICE: lambda: _office_fits(session, complaint, move, given.post_id),
        Need.PARENT: lambda: _parent_fits(session, complaint, given.parent_id),
        Need.BUDGET_YEAR: lambda: given.budget_year is not None,
        Need.CALL: lambda: _was_reached(session, complaint, given.call_id),
    }
    require(move, has)


def require(move: Move, has: Mapping[Need, Callable[[], bool]]) -> None:
    """Raise Incomplete, naming the first need of a move that is not there."""
    for need, is_there in has.items():
        if need in move.needs and not is_there():
            raise Incomplete(need)


def _has_proof(session: Session, complaint: Complaint) -> bool:
    """Only what an office attached since the citizen last sent it back counts."""
    sent_back = (
        select(ComplaintEvent.at)
        .where(ComplaintEvent.complaint_id == complaint.id, ComplaintEvent.act.in_(SENT_BACK))
        .order_by(ComplaintEvent.id.desc())
        .limit(1)
    )
    since = session.execute(sent_back).scalar_one_or_none() or complaint.filed_at
    return (
        session.execute(
            select(Attachment.id).where(
                Attachment.complaint_id == complaint.id,
                Attachment.account_id.is_not(None),
                Attachment.at >= since,
            )
        ).first()
        is not None
    )


def _office_fits(session: Session, complaint: Complaint, move: Move, post_id: int | None) -> bool:
    post = session.get(Post, post_id or 0)
    return post is not None and may_get(complaint, move.act, post)


def _parent_fits(session: Session, complaint: Complaint, parent_id: int | None) -> bool:
    """A parent is another open complaint in the same district, and no row of joins comes about."""
    parent = session.get(Complaint, parent_id or 0)
    return (
        parent is not None
        and parent.id != complaint.id
        and parent.district_code == complaint.district_code
        and parent.state in lifecycle.OPEN - {lifecycle.JOINED}
        and not complaint.joined
    )


def _was_reached(session: Session, complaint: Complaint, call_id: int | None) -> bool:
    call = session.get(Call, call_id or 0)
    return call is not None and call.complaint_id == complaint.id and call.outcome == REACHED


# --- what a move does -------------------------------------------------------------------------


def _change(
    session: Session, complaint: Complaint, move: Move, given: Given, now: datetime
) -> None:
    """Give the complaint its new office, state, kind and due date."""
    area = (complaint.department_code, complaint.block_code)
    due = partial(due_date, session, complaint.category_code, urgent=complaint.urgent)
    take_effect(complaint, move, given, _next_office(session, complaint, move, given), due, now)
    if area != (complaint.department_code, complaint.block_code):
        session.flush()
        search.index(session, complaint)


def _next_office(session: Session, complaint: Complaint, move: Move, given: Given) -> Post | None:
    if move.way is Way.UP:
        return post_above(session, complaint)
    return session.get(Post, given.post_id) if move.way is Way.GIVEN else None


def _take_joined_along(session: Session, complaint: Complaint, act: str, now: datetime) -> None:
    """Ask each citizen who joined as well; where their parent ends, they go on alone."""
    follows = joined_follow_by(act, complaint.state)
    if follows is None:
        return
    for joined in list(complaint.joined):
        if joined.state == lifecycle.JOINED:
            perform(session, joined, follows, ASSISTANT, now)
