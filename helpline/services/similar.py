"""Open complaints of others about the same thing at the same place, which a new one may join."""

import csv
from dataclasses import dataclass
from functools import cache

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from helpline.domain import lifecycle
from helpline.domain.draft import Draft
from helpline.services.reference import department_of
from helpline.settings import REFERENCE_DIR
from helpline.store.complaints import Complaint
from helpline.store.messages import Citizen
from helpline.store.reference import District
from helpline.text.distance import kilometres
from helpline.text.search_keys import keys_of

# As far as one transformer or one stretch of road reaches.
NEAR_KM = 1.5
# The newest ones say enough, and a town has many.
_MOST = 200
# A complaint that others can join: an office has it, or has reported it solved.
_CAN_BE_JOINED = lifecycle.WITH_OFFICE


@dataclass(frozen=True)
class Others:
    """The complaint to join, and how many other people told of the same. Nothing else is told."""

    parent_id: int
    count: int


def like(session: Session, citizen_key: str, draft: Draft) -> Others | None:
    """Return what others told of the same thing nearby and is still open; None where nobody did."""
    if draft.kind != lifecycle.GRIEVANCE or draft.best_category not in shared_problems():
        return None
    rows = session.execute(
        select(Complaint, Citizen.key)
        .join(Citizen)
        .join(District, Complaint.district_code == District.code)
        .where(
            Complaint.category_code == draft.best_category,
            # As it was filed; with the district it leads through an index.
            Complaint.department_code == department_of(session, draft).code,
            District.name_en == draft.district,
            Complaint.kind == lifecycle.GRIEVANCE,
            or_(Complaint.state.in_(_CAN_BE_JOINED), Complaint.state == lifecycle.JOINED),
        )
        .order_by(Complaint.id.desc())
        .limit(_MOST)
    ).all()
    near = [(one, key) for one, key in rows if _is_near(draft, one)]
    parents = [one for one, key in near if one.state != lifecycle.JOINED and key != citizen_key]
    if not parents or any(key == citizen_key for _one, key in near):
        return None
    return Others(parents[-1].id, len({key for _one, key in near}))


@cache
def shared_problems() -> frozenset[str]:
    """Return the categories that whole places suffer from together, read once per process."""
    with (REFERENCE_DIR / "shared_problems.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["category"] for row in csv.DictReader(file))


def _is_near(draft: Draft, other: Complaint) -> bool:
    """By both pins where there are two, else by the name of the place."""
    if draft.latitude is not None and other.latitude is not None:
        here, there = (draft.latitude, draft.longitude), (other.latitude, other.longitude)
        return kilometres(here, there) <= NEAR_KM
    mine, theirs = set(keys_of(draft.place or "")), set(keys_of(other.place))
    if not mine or not theirs:
        return False
    return mine <= theirs or theirs <= mine
