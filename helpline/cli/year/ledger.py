"""The cases of the simulated year and all that is written about them.

`Ledger.perform` does in memory what services.moves.perform does in the database, by the same
law: the same table of moves, the same conditions, the same effects.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial

from helpline.cli.year.staff import Officer
from helpline.cli.year.world import World, india_day
from helpline.domain import lifecycle
from helpline.domain.authority import Matter, capacities
from helpline.domain.effects import Given, joined_follow_by, may_get, take_effect
from helpline.domain.lifecycle import Move, Need, NotAllowed, Way, find_move
from helpline.services import moves, proposals
from helpline.services.moves import ASSISTANT, Actor
from helpline.services.offices import office_of
from helpline.store.reference import Post


@dataclass
class Wish:
    """A proposal."""

    id: int
    complaint_id: int
    wish: str
    words: str
    post_id: int | None
    account_id: int
    at: datetime
    decision: str | None = None
    decided_by: int | None = None
    decided_at: datetime | None = None


@dataclass
class Case:
    """A complaint, with what the simulation has to remember of it."""

    id: int
    citizen_id: int
    inbox_id: int
    text: str
    category_code: str
    kind: str
    department_code: str
    district_code: int
    block_code: int | None
    place: str
    post: Post
    filed_at: datetime
    due_at: datetime
    state: str = lifecycle.FILED
    state_since: datetime = field(init=False)
    post_since: datetime = field(init=False)
    transfers: int = 0
    parent_id: int | None = None
    budget_year: int | None = None
    version: int = 1
    waiting: Wish | None = None
    has_proof: bool = False
    joined: list["Case"] = field(default_factory=list)
    # Departments it is sent to before it finds the right one.
    detours: list[str] = field(default_factory=list)
    calls: int = 0

    def __post_init__(self) -> None:
        """A new case is where it is since it was filed."""
        self.state_since = self.post_since = self.filed_at

    @property
    def post_id(self) -> int:
        """The office that has it."""
        return self.post.id

    def followers(self) -> list["Case"]:
        """Return the cases that are joined to this one still."""
        return [one for one in self.joined if one.parent_id == self.id]


# What is written about a case: rows of the tables of these names, in the order of their columns.
Event = tuple[int, int, str, str, str, str, int, int | None, datetime]


_WHO_FILES = Actor("citizen", frozenset())


@dataclass
class Ledger:
    """Everything that happened, ready to be written."""

    world: World
    cases: dict[int, Case] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    messages: list[tuple[int, int, datetime]] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)
    calls: list[tuple[int, int, int, datetime, str, str, date | None]] = field(default_factory=list)
    proofs: list[tuple[int, int, int, datetime]] = field(default_factory=list)

    def message(self, citizen_id: int, now: datetime) -> int:
        """Let a citizen write; return the message's id."""
        self.messages.append((len(self.messages) + 1, citizen_id, now))
        return len(self.messages)

    def file(self, case: Case) -> None:
        """Take a new case in and give it to its first office."""
        self.cases[case.id] = case
        self._write(case, "filed", _WHO_FILES, case.text, case.filed_at)
        first_step = "assign" if case.kind == lifecycle.GRIEVANCE else "record_demand"
        self.perform(case, first_step, ASSISTANT, case.filed_at, Given(post_id=case.post.id))

    def call(self, case: Case, caller: Officer, outcome: str, words: str, now: datetime) -> int:
        """Note a call to the citizen; return its id."""
        row = (len(self.calls) + 1, case.id, caller.id, now, outcome, words, None)
        self.calls.append(row)
        return row[0]

    def prove(self, case: Case, officer: Officer, now: datetime) -> None:
        """Attach a photo of the work."""
        self.proofs.append((len(self.proofs) + 1, case.id, officer.id, now))
        case.has_proof = True

    def actor(self, officer: Officer, case: Case, is_manned: bool, now: datetime) -> Actor:
        """Return somebody at the desk with what they are to the case today."""
        matter = Matter(
            case.department_code,
            case.district_code,
            case.block_code,
            office_of(case.post),
            is_manned,
        )
        person = officer.person(india_day(now))
        return Actor(officer.login, capacities(person, matter), account_id=officer.id)

    def citizen(self, case: Case, now: datetime) -> Actor:
        """Return the citizen, who writes a message."""
        return moves.citizen(self.message(case.citizen_id, now))

    def perform(
        self, case: Case, act: str, by: Actor, now: datetime, given: Given = moves.NOTHING
    ) -> list[Case]:
        """Move a case; return it with all that moved along. Raises NotAllowed, Incomplete."""
        move = find_move(act, case.state, by.capacities)
        if not moves.stands(case, move, by, case.waiting):
            raise NotAllowed(f"{act} on case {case.id}")
        if act == "approve_transfer":
            given = replace(given, post_id=case.waiting.post_id)
        moves.require(move, self._has(case, move, given))
        self._settle(case, move, by, given, now)
        due = partial(self.world.due, case.category_code)
        take_effect(case, move, given, self._next_office(case, move, given), due, now)
        self._remember(case, act, given)
        self._write(case, act, by, given.words, now)
        return [case, *self._take_joined_along(case, act, now)]

    def _has(self, case: Case, move: Move, given: Given) -> dict[Need, Callable[[], bool]]:
        return {
            Need.WORDS: lambda: bool(given.words),
            Need.PROOF: lambda: case.has_proof,
            Need.OFFICE: lambda: may_get(case, move.act, self.world.posts[given.post_id]),
            Need.PARENT: lambda: may_join(case, self.cases[given.parent_id]),
            Need.BUDGET_YEAR: lambda: given.budget_year is not None,
            Need.CALL: lambda: self._was_reached(case, given.call_id),
        }

    def _was_reached(self, case: Case, call_id: int | None) -> bool:
        if call_id is None:
            return False
        _, case_id, _, _, outcome, _, _ = self.calls[call_id - 1]
        return (case_id, outcome) == (case.id, moves.REACHED)

    def _settle(self, case: Case, move: Move, by: Actor, given: Given, now: datetime) -> None:
        wish = proposals.proposes(move.act)
        if wish:
            number = len(self.wishes) + 1
            case.waiting = Wish(
                number, case.id, wish, given.words, given.post_id, by.account_id, now
            )
            self.wishes.append(case.waiting)
        elif case.waiting is not None:
            decision = proposals.decision_by(move.act)
            if decision:
                case.waiting.decision = decision
                case.waiting.decided_by, case.waiting.decided_at = by.account_id, now
                case.waiting = None

    def _next_office(self, case: Case, move: Move, given: Given) -> Post | None:
        if move.way is Way.UP:
            return self.world.above(case.post, case.district_code)
        return self.world.posts[given.post_id] if move.way is Way.GIVEN else None

    def _remember(self, case: Case, act: str, given: Given) -> None:
        case.version += 1
        if act in moves.SENT_BACK:
            case.has_proof = False
        if act == "join":
            self.cases[given.parent_id].joined.append(case)

    def _take_joined_along(self, case: Case, act: str, now: datetime) -> list[Case]:
        follows = joined_follow_by(act, case.state)
        if follows is None or not case.joined:
            return []
        going = [one for one in case.followers() if one.state == lifecycle.JOINED]
        for one in going:
            self.perform(one, follows, ASSISTANT, now)
        return going

    def _write(self, case: Case, act: str, by: Actor, words: str, now: datetime) -> None:
        self.events.append(
            (
                len(self.events) + 1,
                case.id,
                act,
                by.name,
                words,
                case.state,
                case.post.id,
                by.inbox_id,
                now,
            )
        )


def may_join(case: Case, parent: Case) -> bool:
    """Tell whether a case may be joined to another, as services.moves does."""
    return (
        parent.id != case.id
        and parent.district_code == case.district_code
        and parent.state in lifecycle.OPEN - {lifecycle.JOINED}
        and not case.followers()
    )
