"""Doubts about a proof: what somebody who decides should know. They never stand in the way.

A doubt is no verdict: a phone may have a wrong clock, and chat programs take place and time out
of a photo.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline.domain.photo import Photo
from helpline.services.places import area_spots
from helpline.store.complaints import Complaint
from helpline.store.reference import Block
from helpline.text.distance import Spot, kilometres

FAR_AWAY, NO_PLACE = "far_away", "no_place"
TOO_OLD, FUTURE, NO_TIME = "too_old", "future", "no_time"
USED_BEFORE, FROM_CITIZEN = "used_before", "from_citizen"
DOUBTS = (FAR_AWAY, TOO_OLD, FUTURE, USED_BEFORE, FROM_CITIZEN, NO_PLACE, NO_TIME)

# The citizen's own pin is near the work; a block is up to forty kilometres wide.
NEAR_PIN_KM = 2.0
NEAR_BLOCK_KM = 25.0
# Clocks of phones differ a little from ours.
CLOCKS_DIFFER = timedelta(minutes=10)


@dataclass(frozen=True)
class Surroundings:
    """Where a photo of a complaint is expected: no farther than this from one of the spots."""

    spots: tuple[Spot, ...]
    within_km: float

    def distance(self, spot: Spot) -> float | None:
        """Return how far a spot is from the nearest of these, in kilometres; None without any."""
        return min((kilometres(spot, own) for own in self.spots), default=None)


def surroundings(session: Session, complaint: Complaint) -> Surroundings:
    """Return the citizen's pin, else the block; where none is known, all blocks of the district.

    A block that has left the reference files has no spot any more.
    """
    if complaint.latitude is not None:
        return Surroundings(((complaint.latitude, complaint.longitude),), NEAR_PIN_KM)
    codes = [complaint.block_code] if complaint.block_code else _blocks_of(session, complaint)
    spots = area_spots()
    return Surroundings(tuple(spots[code] for code in codes if code in spots), NEAR_BLOCK_KM)


def about_photo(
    photo: Photo, expected: Surroundings, filed_at: datetime, now: datetime
) -> list[str]:
    """Return what speaks against a photo by its place and time."""
    return [*_about_place(photo, expected), *_about_time(photo, filed_at, now)]


def _about_place(photo: Photo, expected: Surroundings) -> list[str]:
    if photo.latitude is None:
        return [NO_PLACE]
    distance = expected.distance((photo.latitude, photo.longitude))
    return [FAR_AWAY] if distance is not None and distance > expected.within_km else []


def _about_time(photo: Photo, filed_at: datetime, now: datetime) -> list[str]:
    if photo.taken_at is None:
        return [NO_TIME]
    if photo.taken_at < filed_at - CLOCKS_DIFFER:
        return [TOO_OLD]
    return [FUTURE] if photo.taken_at > now + CLOCKS_DIFFER else []


def _blocks_of(session: Session, complaint: Complaint) -> list[int]:
    blocks = select(Block.code).where(Block.district_code == complaint.district_code)
    return list(session.execute(blocks).scalars())
