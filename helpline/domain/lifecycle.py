"""A complaint's life: where it may rest, and who may move it from one state to the next.

`MOVES` is the whole law. No page, service or command changes a state by another way, and the
only ends are the citizen's word or a reason that a level 3 or 4 office approved.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from helpline.domain.authority import Capacity

FILED = "filed"  # not yet given to an office
ASSIGNED = "assigned"
IN_PROGRESS = "in_progress"
SOLUTION_REPORTED = "solution_reported"  # the office says so; the citizen has not answered
PARTLY_SOLVED = "partly_solved"
JOINED = "joined"  # goes along with another complaint about the same thing
CONFIRMED = "confirmed"
CANNOT_BE_DONE = "cannot_be_done"
WITHDRAWN = "withdrawn"
DEMAND_RECORDED = "demand_recorded"
DEMAND_PROPOSED = "demand_proposed"
DEMAND_SANCTIONED = (
    "demand_sanctioned"  # there is money for it; done is it when the citizen says so
)
DEMAND_DECLINED = "demand_declined"

STATES = (
    *(FILED, ASSIGNED, IN_PROGRESS, SOLUTION_REPORTED, PARTLY_SOLVED, JOINED),
    *(DEMAND_RECORDED, DEMAND_PROPOSED, DEMAND_SANCTIONED),
    *(CONFIRMED, CANNOT_BE_DONE, DEMAND_DECLINED, WITHDRAWN),
)
ENDED = frozenset({CONFIRMED, CANNOT_BE_DONE, DEMAND_DECLINED, WITHDRAWN})
OPEN = frozenset(STATES) - ENDED
DEMAND_LANE = frozenset({DEMAND_RECORDED, DEMAND_PROPOSED, DEMAND_SANCTIONED})
# An office has to act, and the clock sends the complaint higher when its time is over.
WITH_OFFICE = frozenset({ASSIGNED, IN_PROGRESS, PARTLY_SOLVED})
ON_THE_CLOCK = WITH_OFFICE | {DEMAND_RECORDED, DEMAND_PROPOSED}

GRIEVANCE, DEMAND = "grievance", "demand"
CORRECT_PLACE = "correct_place"
# After so many transfers between departments the next one needs approval one level up.
FREE_TRANSFERS = 2


class Need(str, Enum):
    """What a move cannot do without."""

    WORDS = "words"  # a reason, or what was done
    PROOF = "proof"  # at least one photo or document
    OFFICE = "office"  # the office that gets it
    PARENT = "parent"  # the complaint it is joined to
    BUDGET_YEAR = "budget_year"  # 2027 for 2027-28
    CALL = "call"  # a call in which the citizen said so
    PROPOSAL = "proposal"  # an undecided proposal of the kind


class Way(str, Enum):
    """Where a move leaves the complaint: with the same office, a named one, or one level up."""

    STAYS = "stays"
    UP = "up"
    GIVEN = "given"


class NotAllowed(Exception):
    """Nobody may do this to a complaint in this state, or not this person."""


@dataclass(frozen=True)
class Move:
    """One line of the law. `to` is None where the state stays."""

    act: str
    of: frozenset[str]
    to: str | None
    by: frozenset[Capacity]
    needs: frozenset[Need] = frozenset()
    way: Way = Way.STAYS


def _move(
    act: str,
    of: Collection[str],
    to: str | None,
    by: str,
    needs: str = "",
    way: Way = Way.STAYS,
) -> Move:
    return Move(
        act,
        frozenset(of),
        to,
        frozenset(Capacity(name) for name in by.split()),
        frozenset(Need(name) for name in needs.split()),
        way,
    )


MOVES = (
    # The helpline's own.
    _move("assign", {FILED}, ASSIGNED, "assistant", "office", Way.GIVEN),
    _move("record_demand", {FILED}, DEMAND_RECORDED, "assistant", "office", Way.GIVEN),
    _move("escalate", WITH_OFFICE, ASSIGNED, "assistant", way=Way.UP),
    _move("escalate", {DEMAND_RECORDED}, DEMAND_RECORDED, "assistant", way=Way.UP),
    _move("escalate", {DEMAND_PROPOSED}, DEMAND_PROPOSED, "assistant", way=Way.UP),
    _move("send_higher", WITH_OFFICE, ASSIGNED, "helpdesk cm_office", "words", Way.UP),
    # Solving.
    _move("start_work", {ASSIGNED, PARTLY_SOLVED}, IN_PROGRESS, "holder"),
    _move(
        "report_solution",
        WITH_OFFICE | {DEMAND_SANCTIONED},
        SOLUTION_REPORTED,
        "holder",
        "words proof",
    ),
    _move(
        "reassign",
        WITH_OFFICE,
        ASSIGNED,
        "holder superior district helpdesk",
        "words office",
        Way.GIVEN,
    ),
    _move(
        "reassign",
        {DEMAND_RECORDED},
        DEMAND_RECORDED,
        "holder superior district helpdesk",
        "words office",
        Way.GIVEN,
    ),
    _move("transfer", WITH_OFFICE, ASSIGNED, "holder superior", "words office", Way.GIVEN),
    # Proposals, and who decides. Whoever proposed does not decide.
    _move("propose_transfer", WITH_OFFICE, None, "holder", "words office"),
    _move(
        "approve_transfer",
        WITH_OFFICE,
        ASSIGNED,
        "superior district cm_office",
        "proposal",
        Way.GIVEN,
    ),
    _move("refuse_transfer", WITH_OFFICE, None, "superior district cm_office", "proposal words"),
    _move("propose_cannot_be_done", WITH_OFFICE, None, "holder", "words"),
    _move("approve_cannot_be_done", WITH_OFFICE, CANNOT_BE_DONE, "approver", "proposal words"),
    _move("refuse_cannot_be_done", WITH_OFFICE, None, "approver", "proposal words"),
    _move("propose_as_demand", WITH_OFFICE, None, "holder helpdesk", "words"),
    _move("approve_as_demand", WITH_OFFICE, DEMAND_RECORDED, "superior cm_office", "proposal"),
    _move("refuse_as_demand", WITH_OFFICE, None, "superior cm_office", "proposal words"),
    # Demands.
    _move("propose_demand", {DEMAND_RECORDED}, DEMAND_PROPOSED, "holder", "words"),
    _move("sanction_demand", {DEMAND_PROPOSED}, DEMAND_SANCTIONED, "approver", "budget_year"),
    _move(
        "decline_demand", {DEMAND_RECORDED, DEMAND_PROPOSED}, DEMAND_DECLINED, "approver", "words"
    ),
    # Complaints about the same thing.
    _move("join", WITH_OFFICE, JOINED, "citizen", "parent"),
    _move("join", WITH_OFFICE, JOINED, "holder helpdesk", "parent words"),
    _move("separate", {JOINED}, ASSIGNED, "citizen assistant"),
    _move("separate", {JOINED}, ASSIGNED, "holder helpdesk", "words"),
    _move("report_with_parent", {JOINED}, SOLUTION_REPORTED, "assistant"),
    # Nobody has begun yet: the citizen says where it really is.
    _move(CORRECT_PLACE, {ASSIGNED, DEMAND_RECORDED}, None, "citizen", "office", Way.GIVEN),
    # The citizen's word, in the chat or taken down by the help desk in a call.
    *(
        move
        for by, needs in (("citizen", ""), ("helpdesk", "call"))
        for move in (
            _move("confirm_resolved", OPEN - {FILED}, CONFIRMED, by, needs),
            _move("partly_solved", {SOLUTION_REPORTED}, PARTLY_SOLVED, by, needs),
            _move("not_solved", {SOLUTION_REPORTED}, ASSIGNED, by, needs, Way.UP),
            _move("reopen_complaint", {CONFIRMED}, ASSIGNED, by, needs, Way.UP),
            _move("reopen_complaint", {WITHDRAWN}, ASSIGNED, by, needs),
            _move("appeal", {CANNOT_BE_DONE}, ASSIGNED, by, needs, Way.UP),
            _move("appeal", {DEMAND_DECLINED}, DEMAND_RECORDED, by, needs, Way.UP),
            _move("withdraw_complaint", OPEN - {FILED}, WITHDRAWN, by, needs),
        )
    ),
)


def find_move(act: str, state: str, capacities: Collection[Capacity]) -> Move:
    """Return the line of the law under which somebody may act. Raises NotAllowed.

    Where two lines fit, the one that needs less counts.
    """
    fitting = [move for move in moves_from(state, capacities) if move.act == act]
    if not fitting:
        raise NotAllowed(f"{act} in state {state}")
    return min(fitting, key=lambda move: len(move.needs))


def moves_from(state: str, capacities: Collection[Capacity]) -> list[Move]:
    """Return what somebody in these capacities may do to a complaint in this state."""
    return [move for move in MOVES if state in move.of and not move.by.isdisjoint(capacities)]


def begins_anew(move: Move, state: str) -> bool:
    """Tell whether a move out of this state gives the office a new time limit.

    It does at every higher level, when a complaint comes back onto the clock, and when it
    changes into the demand lane. Passing it on sideways leaves the clock running.
    """
    if move.to not in ON_THE_CLOCK:
        return False
    changes_lane = (move.to in DEMAND_LANE) != (state in DEMAND_LANE)
    return move.way is Way.UP or state not in ON_THE_CLOCK or changes_lane
