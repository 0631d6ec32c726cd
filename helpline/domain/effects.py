"""What a move does to a complaint, and what it leads to: plain arithmetic, without a database.

`services.moves` lets one row of the database feel it, the simulated year a whole year of cases.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from helpline.clock import INDIA
from helpline.domain import lifecycle
from helpline.domain.lifecycle import Move, Way, begins_anew
from helpline.domain.working_days import END_OF_OFFICE_DAY


class Post(Protocol):
    """An office, by the columns that decide what it may get."""

    id: int
    department_code: str
    level: int
    district_code: int | None
    block_code: int | None


class Case(Protocol):
    """A complaint, by the columns that a move may change."""

    category_code: str
    kind: str
    department_code: str
    district_code: int
    block_code: int | None
    state: str
    state_since: datetime
    post_id: int
    post: Post
    post_since: datetime
    due_at: datetime
    transfers: int
    parent_id: int | None
    budget_year: int | None


@dataclass(frozen=True)
class Given:
    """What somebody gives to a move; each move needs some of it."""

    words: str = ""
    post_id: int | None = None
    parent_id: int | None = None
    budget_year: int | None = None
    call_id: int | None = None


def take_effect(
    case: Case,
    move: Move,
    given: Given,
    to: Post | None,
    due: Callable[[int, datetime], datetime],
    now: datetime,
) -> None:
    """Give the case its new office, state, kind and due date.

    `to` is the office it goes to, where the move sends it anywhere; `due` tells until when an
    office of a level has time that gets it now.
    """
    before = case.state
    if move.way is Way.UP:
        case.post, case.post_since = to, now
    if move.way is Way.GIVEN:
        _pass_on(case, to, now, is_transfer=move.act != lifecycle.CORRECT_PLACE)
    if move.to is not None and move.to != before:
        case.state, case.state_since = move.to, now
    _note_result(case, move, given)
    if begins_anew(move, before):
        case.due_at = due(case.post.level, now)


def may_get(case: Case, act: str, post: Post) -> bool:
    """Tell whether an office may get the case by this act.

    The first one is that which it was filed with; later it goes sideways or down, never up. A
    transfer leaves the department or the district; whatever stays inside is a reassignment. A
    place put right may leave it where it is.
    """
    if case.state == lifecycle.FILED:
        return post.id == case.post_id
    if act == lifecycle.CORRECT_PLACE:
        return post.department_code == case.department_code and post.level <= case.post.level
    if post.id == case.post_id or post.level > case.post.level:
        return False
    inside = post.department_code == case.department_code and post.district_code in (
        case.district_code,
        None,
    )
    return inside == (act == "reassign")


def joined_follow_by(act: str, state: str) -> str | None:
    """Return what those joined to a complaint do after an act that brought it into this state.

    Each citizen who joined is asked as well; where their parent ends, they go on alone.
    """
    if act == "report_solution":
        return "report_with_parent"
    return "separate" if state in lifecycle.ENDED | {lifecycle.JOINED} else None


def _pass_on(case: Case, post: Post, now: datetime, is_transfer: bool) -> None:
    """Give the case to a post, whose department and area are the case's from then on.

    Where the citizen says that the place was wrong, no office has passed anything on.
    """
    if post.id == case.post_id:
        return  # The first office, which may be a headquarters answering for an unknown block.
    district = post.district_code or case.district_code
    leaves = (post.department_code, district) != (case.department_code, case.district_code)
    if leaves and is_transfer:
        case.transfers += 1
    if post.block_code is not None or district != case.district_code:
        case.block_code = post.block_code
    case.department_code, case.district_code = post.department_code, district
    case.post, case.post_since = post, now


def _note_result(case: Case, move: Move, given: Given) -> None:
    if move.act == "approve_as_demand":
        case.kind = lifecycle.DEMAND
    if move.act == "join":
        case.parent_id = given.parent_id
    if move.act in ("separate", "report_with_parent"):
        case.parent_id = None
    if move.act == "sanction_demand":
        case.budget_year = given.budget_year
        last_day = datetime(given.budget_year + 1, 3, 31)
        case.due_at = datetime.combine(last_day, END_OF_OFFICE_DAY, tzinfo=INDIA)
