"""What a citizen's word about a filed complaint does, by how the complaint stands."""

from datetime import timedelta

from helpline.domain.authority import Capacity
from helpline.domain.lifecycle import (
    CANNOT_BE_DONE,
    CONFIRMED,
    DEMAND_DECLINED,
    ENDED,
    FILED,
    OPEN,
    SOLUTION_REPORTED,
    WITHDRAWN,
    Way,
    moves_from,
)

# The intents by which a citizen says it, in words or by a button.
SOLVED = "confirm_resolved"
PARTLY = "partly_solved"
NOT_SOLVED = "reopen_complaint"
WITHDRAW = "withdraw_complaint"
REMIND = "send_reminder"
ADD = "add_information"
MISROUTED = "say_misrouted"
# These answer the question whether it is solved.
ANSWERS = frozenset({SOLVED, PARTLY, NOT_SOLVED})

# As what an answer stands in the history where it moves nothing.
NOTED_AS = {
    SOLVED: "says_solved",
    PARTLY: "says_partly_solved",
    NOT_SOLVED: "says_not_solved",
}

# An office reads its list once a day: a second reminder within one would only be noise.
BETWEEN_REMINDERS = timedelta(days=1)

_MOVES = {
    SOLVED: dict.fromkeys(OPEN - {FILED}, "confirm_resolved"),
    PARTLY: {SOLUTION_REPORTED: "partly_solved"},
    NOT_SOLVED: {
        SOLUTION_REPORTED: "not_solved",
        CONFIRMED: "reopen_complaint",
        WITHDRAWN: "reopen_complaint",
        CANNOT_BE_DONE: "appeal",
        DEMAND_DECLINED: "appeal",
    },
    WITHDRAW: dict.fromkeys(OPEN - {FILED}, "withdraw_complaint"),
}


def move_for(said: str, state: str) -> str | None:
    """Return the move that somebody wants by saying this; None where it is only to be noted."""
    return _MOVES.get(said, {}).get(state)


def must_be_sure(act: str, state: str) -> bool:
    """Tell whether to ask once more: an end that nobody asked about may be a misunderstanding."""
    return act == "withdraw_complaint" or (act == "confirm_resolved" and state != SOLUTION_REPORTED)


def comes_too_late(said: str, state: str) -> bool:
    """Tell whether the word has no sense any more, because the complaint has ended."""
    return state in ENDED and move_for(said, state) is None


def makes_sense(said: str, state: str) -> bool:
    """Tell whether somebody may well mean a complaint in this state by saying this."""
    if said in (REMIND, ADD, MISROUTED, WITHDRAW):
        return state in OPEN
    if said in (SOLVED, PARTLY):
        return state in OPEN - {FILED}
    return True


def way_up(state: str) -> str | None:
    """Return the move by which the citizen alone can send the complaint higher now, if there is one."""
    moves = moves_from(state, {Capacity.CITIZEN})
    return next((move.act for move in moves if move.way is Way.UP), None)
