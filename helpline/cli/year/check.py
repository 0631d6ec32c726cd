"""What must be true of every complaint after a year, whoever made it: each breach is named.

The histories are replayed by the table of moves; nothing here trusts what a row says of itself.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpline.cli.year.world import World, india_day, india_moment
from helpline.domain import lifecycle
from helpline.domain.authority import APPROVING_LEVELS, HIGHEST_LEVEL
from helpline.domain.lifecycle import MOVES, Move, Way, begins_anew
from helpline.services import audit, moves, proposals
from helpline.services.offices import empty_posts
from helpline.store.accounts import Account, Leave, Posting
from helpline.store.audit import AuditEntry
from helpline.store.casework import Call, Proposal
from helpline.store.complaints import Complaint, ComplaintEvent
from helpline.store.reference import Post

_ROWS_AT_ONCE = 5000
_MOVE_ACTS = frozenset(move.act for move in MOVES)
# What ends a complaint, by its last state.
_ENDS = {
    lifecycle.CONFIRMED: "confirm_resolved",
    lifecycle.WITHDRAWN: "withdraw_complaint",
    lifecycle.CANNOT_BE_DONE: "approve_cannot_be_done",
    lifecycle.DEMAND_DECLINED: "decline_demand",
}
_CITIZENS_WORD = ("confirm_resolved", "withdraw_complaint")
_LAST_DAY_OF_MARCH, _CLOSING_MINUTE = (3, 31), 18 * 60


@dataclass
class Finding:
    """One promise, how many rows it was asked of, and the complaints that break it."""

    promise: str
    asked: int = 0
    breaches: list[str] = field(default_factory=list)

    def ask(self, holds: bool, number: str) -> None:
        """Count a row, and keep its number where the promise does not hold."""
        self.asked += 1
        if not holds:
            self.breaches.append(number)


@dataclass
class _Replay:
    """A history as the law lets it go, step by step."""

    is_lawful: bool = True
    state: str = lifecycle.FILED
    post: int | None = None
    clock_began: tuple[int, datetime] | None = None  # at which level, and when
    budget_ends: datetime | None = None
    ended_by: Any = None


class YearCheck:
    """All promises, asked of one database at one moment."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now, self._day = session, now, india_day(now)
        self._world = World.load(session)
        self.office = Finding("every open complaint has an office of its department and area")
        self.alarm = Finding("that office is manned, or somebody above hears the alarm")
        self.end = Finding("every end is the citizen's word or an approved reason")
        self.due = Finding("every date on the clock is right")
        self.late = Finding("nothing below the highest level is past its date")
        self.history = Finding("every history is lawful and ends where the complaint is")
        self.audited = Finding("every move stands once in the audit log")
        self.chain = Finding("the chain of the audit log is whole")

    def findings(self) -> list[Finding]:
        """Ask everything; return what was found."""
        for complaint, steps in self._complaints():
            self._ask(complaint, steps)
        broken = audit.first_broken(self._session)
        self.chain.asked = self._session.execute(select(func.count(AuditEntry.id))).scalar_one()
        if broken is not None:
            self.chain.breaches.append(f"entry {broken.id}")
        return [
            *(self.office, self.alarm, self.end, self.due),
            *(self.late, self.history, self.audited, self.chain),
        ]

    def _ask(self, complaint: Any, steps: list[Any]) -> None:
        replay = self._replay(complaint, steps)
        number = complaint.number
        same = (replay.state, replay.post) == (complaint.state, complaint.post_id)
        self.history.ask(replay.is_lawful and same, number)
        acts = sorted(step.act for step in steps if step.act in _MOVE_ACTS)
        self.audited.ask(acts == sorted(self._audited_acts.get(number, ())), number)
        if complaint.state in lifecycle.ENDED:
            self.end.ask(self._ended_rightly(complaint, replay.ended_by), number)
            return
        self.office.ask(self._office_is_right(complaint), number)
        self.alarm.ask(self._somebody_hears(complaint), number)
        if complaint.state == lifecycle.DEMAND_SANCTIONED:
            self.due.ask(complaint.due_at == replay.budget_ends, number)
        if complaint.state in lifecycle.ON_THE_CLOCK:
            self.due.ask(complaint.due_at == self._due(complaint, replay), number)
            below = self._world.posts[complaint.post_id].level < HIGHEST_LEVEL
            self.late.ask(not (below and complaint.due_at < self._now), number)

    # --- reading -----------------------------------------------------------------------------

    def _complaints(self) -> Iterator[tuple[Any, list[Any]]]:
        """Yield each complaint with its history, both by id, a block at a time."""
        last = 0
        while True:
            block = self._session.execute(
                select(Complaint.__table__)
                .where(Complaint.id > last)
                .order_by(Complaint.id)
                .limit(_ROWS_AT_ONCE)
            ).all()
            if not block:
                return
            of = self._histories(last, block[-1].id)
            yield from ((complaint, of.get(complaint.id, [])) for complaint in block)
            last = block[-1].id

    def _histories(self, after: int, until: int) -> dict[int, list[Any]]:
        rows = self._session.execute(
            select(ComplaintEvent.__table__)
            .where(ComplaintEvent.complaint_id > after, ComplaintEvent.complaint_id <= until)
            .order_by(ComplaintEvent.complaint_id, ComplaintEvent.id)
        )
        return {key: list(steps) for key, steps in groupby(rows, attrgetter("complaint_id"))}

    @cached_property
    def _audited_acts(self) -> dict[str, list[str]]:
        """The moves in the audit log by the complaint's number."""
        found: dict[str, list[str]] = defaultdict(list)
        rows = self._session.execute(
            select(AuditEntry.subject, AuditEntry.act).where(AuditEntry.act.in_(_MOVE_ACTS))
        )
        for subject, act in rows:
            found[subject.removeprefix("complaint ")].append(act)
        return found

    # --- history and dates -------------------------------------------------------------------

    def _replay(self, complaint: Any, steps: list[Any]) -> _Replay:
        replay = _Replay()
        before = None
        for step in steps:
            in_order = before is None or before.at <= step.at
            replay.is_lawful &= in_order and self._take(replay, complaint, step)
            before = step
        return replay

    def _take(self, replay: _Replay, complaint: Any, step: Any) -> bool:
        """Let one step happen; tell whether the law allows it."""
        if step.act not in _MOVE_ACTS:
            lawful = replay.post in (None, step.post_id) and replay.state == step.state
            replay.post = step.post_id
            return lawful
        move = _move(step.act, replay.state, step.state)
        if move is None or not self._office_follows(move, replay.post, step.post_id):
            return False
        if begins_anew(move, replay.state):
            replay.clock_began = (self._world.posts[step.post_id].level, step.at)
        if move.act == "sanction_demand" and complaint.budget_year:
            day = date(complaint.budget_year + 1, *_LAST_DAY_OF_MARCH)
            replay.budget_ends = india_moment(day, _CLOSING_MINUTE)
        replay.state, replay.post, replay.ended_by = step.state, step.post_id, step
        return True

    def _due(self, complaint: Any, replay: _Replay) -> datetime | None:
        if replay.clock_began is None:
            return None
        level, at = replay.clock_began
        days = self._world.limits[complaint.category_code, level]
        return self._world.calendar.due(at, days)

    def _office_follows(self, move: Move, before: int, after: int) -> bool:
        level_before, level_after = (self._world.posts[post].level for post in (before, after))
        if move.way is Way.UP:
            return level_after == min(level_before + 1, HIGHEST_LEVEL)
        return move.way is Way.GIVEN or before == after

    # --- ends --------------------------------------------------------------------------------

    def _ended_rightly(self, complaint: Any, step: Any) -> bool:
        if step is None or step.act != _ENDS[complaint.state]:
            return False
        if step.act in _CITIZENS_WORD:
            return self._is_citizens_word(complaint, step)
        approved = self._held_high(step.actor, complaint.department_code, india_day(step.at))
        if step.act == "approve_cannot_be_done":
            approved &= self._was_approved(complaint, step)
        return approved and bool(step.words)

    def _is_citizens_word(self, complaint: Any, step: Any) -> bool:
        if step.actor == "citizen":
            return step.inbox_id is not None
        return any(at <= step.at for at in self._reached.get(complaint.id, ()))

    def _was_approved(self, complaint: Any, step: Any) -> bool:
        return any(
            row.decided_at == step.at
            and row.account_id != row.decided_by
            and self._logins.get(row.decided_by) == step.actor
            for row in self._approved.get(complaint.id, ())
        )

    def _held_high(self, login: str, department: str, day: date) -> bool:
        return any(
            post.level in APPROVING_LEVELS
            and post.department_code == department
            and _lasts(posting, day)
            for posting, post in self._postings_of.get(login, ())
        )

    @cached_property
    def _reached(self) -> dict[int, list[datetime]]:
        found: dict[int, list[datetime]] = defaultdict(list)
        rows = select(Call.complaint_id, Call.at).where(Call.outcome == moves.REACHED)
        for complaint_id, at in self._session.execute(rows):
            found[complaint_id].append(at)
        return found

    @cached_property
    def _approved(self) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = defaultdict(list)
        wanted = select(Proposal.__table__).where(
            Proposal.wish == "cannot_be_done", Proposal.decision == proposals.APPROVED
        )
        for row in self._session.execute(wanted):
            found[row.complaint_id].append(row)
        return found

    @cached_property
    def _logins(self) -> dict[int, str]:
        return dict(self._session.execute(select(Account.id, Account.login)).all())

    @cached_property
    def _postings_of(self) -> dict[str, list[tuple[Posting, Post]]]:
        found: dict[str, list[tuple[Posting, Post]]] = defaultdict(list)
        for posting in self._session.execute(select(Posting)).scalars():
            post = self._world.posts[posting.post_id]
            found[self._logins[posting.account_id]].append((posting, post))
        return found

    # --- offices -----------------------------------------------------------------------------

    def _office_is_right(self, complaint: Any) -> bool:
        post = self._world.posts[complaint.post_id]
        return post.department_code == complaint.department_code and post.district_code in (
            complaint.district_code,
            None,
        )

    def _somebody_hears(self, complaint: Any) -> bool:
        """Whether the office is manned, or shown as empty to somebody above who is there."""
        post = self._world.posts[complaint.post_id]
        if post.id in self._manned:
            return True
        if post.id not in self._alarms:
            return False
        while post.level < HIGHEST_LEVEL:
            post = self._world.above(post, complaint.district_code)
            if post.id in self._manned:
                return True
        return False

    @cached_property
    def _alarms(self) -> set[int]:
        posts = list(self._world.posts)
        return {post.id for post in empty_posts(self._session, posts, self._day)}

    @cached_property
    def _manned(self) -> set[int]:
        """Counted from the plain rows, apart from the query that raises the alarm."""
        rows = self._session.execute(select(Leave)).scalars()
        away = {row.account_id for row in rows if _lasts(row, self._day)}
        closed = select(Account.id).where(Account.is_closed)
        gone = away | set(self._session.execute(closed).scalars())
        postings = self._session.execute(select(Posting)).scalars()
        return {
            row.post_id for row in postings if _lasts(row, self._day) and row.account_id not in gone
        }


def _move(act: str, before: str, after: str) -> Move | None:
    """Return the line of the law by which an act leads from one state to another."""
    fitting = (move for move in MOVES if move.act == act and before in move.of)
    return next((move for move in fitting if (move.to or before) == after), None)


def _lasts(row: Posting | Leave, day: date) -> bool:
    return row.since <= day and (row.until is None or day <= row.until)
