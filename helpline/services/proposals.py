"""Proposals: what an office wishes to do with a complaint and somebody else has to decide.

Three wishes need a decision: that it cannot be done, that it counts as a demand, and a transfer
after the two that are free. Whoever proposed does not decide.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline.domain import lifecycle
from helpline.domain.lifecycle import Move
from helpline.store.casework import Proposal
from helpline.store.complaints import Complaint

WISHES = ("transfer", "cannot_be_done", "as_demand")
APPROVED, REFUSED, OVERTAKEN = "approved", "refused", "overtaken"
_DECISIONS = {"approve": APPROVED, "refuse": REFUSED}


def undecided(session: Session, complaint: Complaint) -> Proposal | None:
    """Return the proposal about a complaint that waits for a decision."""
    return session.execute(
        select(Proposal).where(Proposal.complaint_id == complaint.id, Proposal.decision.is_(None))
    ).scalar_one_or_none()


def proposes(act: str) -> str | None:
    """Return the wish that an act proposes, None for another act."""
    return _wish(act, "propose")


def decides(act: str) -> str | None:
    """Return the wish that an act approves or refuses, None for another act."""
    return _wish(act, "approve") or _wish(act, "refuse")


def may_be_proposed(complaint: Complaint, wish: str, waiting: Proposal | None) -> bool:
    """Tell whether a wish makes sense for a complaint, and no other one waits."""
    if waiting is not None:
        return False
    if wish == "as_demand":
        return complaint.kind == lifecycle.GRIEVANCE
    return wish != "transfer" or complaint.transfers >= lifecycle.FREE_TRANSFERS


def may_be_decided(wish: str, waiting: Proposal | None, account_id: int | None) -> bool:
    """Tell whether this wish waits, and was proposed by somebody else."""
    return waiting is not None and waiting.wish == wish and waiting.account_id != account_id


def decision_by(act: str) -> str | None:
    """Return how an act ends the proposal that waits, None where it leaves it waiting."""
    if decides(act):
        return _DECISIONS[act.partition("_")[0]]
    # The complaint goes on another way: the question has lost its sense.
    return None if act == "start_work" else OVERTAKEN


def settle(
    session: Session,
    complaint: Complaint,
    move: Move,
    waiting: Proposal | None,
    account_id: int | None,
    words: str,
    post_id: int | None,
    now: datetime,
) -> None:
    """Keep a new proposal, or note how a move ends the one that waits."""
    wish = proposes(move.act)
    if wish:
        proposal = Proposal(
            complaint=complaint,
            wish=wish,
            words=words,
            post_id=post_id,
            account_id=account_id,
            at=now,
        )
        session.add(proposal)
        return
    if waiting is None:
        return
    waiting.decision = decision_by(move.act)
    if waiting.decision:
        waiting.decided_by, waiting.decided_at = account_id, now


def _wish(act: str, verb: str) -> str | None:
    first, _, wish = act.partition("_")
    return wish if first == verb and wish in WISHES else None
