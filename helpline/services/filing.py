"""Filing: a complete draft becomes a complaint that an office has to solve."""

import logging
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from helpline.domain import complaint_number, lifecycle
from helpline.domain.draft import Draft
from helpline.services import media, moves, search
from helpline.services.moves import Given
from helpline.services.offices import post_over
from helpline.services.places import area_of, block_around
from helpline.services.reference import department_of
from helpline.services.time_limits import due_date
from helpline.store.complaints import Complaint, ComplaintEvent
from helpline.store.messages import Inbox
from helpline.store.reference import Block, Category, District, Post
from helpline.text.talk.against_police import accuses_police

FIRST_LEVEL = 1
HEALTH = "health"
POLICE, FIR_NOT_REGISTERED = "home_police", "home_police/fir_not_registered"

log = logging.getLogger(__name__)


class CannotFile(Exception):
    """The draft is incomplete or names something the reference tables do not know."""


def file_complaint(session: Session, inbox_id: int, draft: Draft, now: datetime) -> Complaint:
    """File the draft that this inbox message confirmed, once.

    Repeating the call for the same message gives back the complaint of the first call.
    Raises CannotFile.
    """
    filed = session.execute(
        select(Complaint).where(Complaint.inbox_id == inbox_id)
    ).scalar_one_or_none()
    if filed is not None:
        return filed
    if draft.missing is not None:
        raise CannotFile(f"the draft has no {draft.missing}")
    inbox = _known(session.get(Inbox, inbox_id), "inbox message", inbox_id)
    category = _known(session.get(Category, draft.best_category), "category", draft.best_category)
    district = _district(session, draft.district)
    post, block = _office_for(session, draft, category, district)
    complaint = Complaint(
        citizen_id=inbox.citizen_id,
        inbox_id=inbox.id,
        text=draft.complaint_text,
        category_code=category.code,
        kind=draft.kind,
        department_code=post.department_code,
        district_code=district.code,
        block_code=block.code if block else None,
        place=draft.place or "",
        latitude=draft.latitude,
        longitude=draft.longitude,
        in_confidence=draft.in_confidence,
        urgent=_is_urgent(draft, category),
        state=lifecycle.FILED,
        state_since=now,
        post=post,
        post_since=now,
        due_at=due_date(session, category.code, post.level, now, _is_urgent(draft, category)),
        filed_at=now,
    )
    session.add(complaint)
    session.flush()
    complaint.number = complaint_number.for_id(complaint.id)
    complaint.history.append(
        ComplaintEvent(
            act="filed",
            actor="citizen",
            words=draft.complaint_text,
            state=lifecycle.FILED,
            post=post,
            at=now,
        )
    )
    search.index(session, complaint)
    media.take_along(session, complaint, now)
    first_step = "assign" if draft.kind == lifecycle.GRIEVANCE else "record_demand"
    moves.perform(session, complaint, first_step, moves.ASSISTANT, now, Given(post_id=post.id))
    if draft.joins:
        _join(session, complaint, draft.similar, now)
    return complaint


def as_draft(complaint: Complaint) -> Draft:
    """Return a filed complaint as the draft that it was, so that its citizen can set it right."""
    return Draft(
        complaint_text=complaint.text,
        category=complaint.category_code,
        kind=complaint.kind,
        department=complaint.department_code,
        place=complaint.place,
        district=complaint.district.name_en,
        block=complaint.block.name_en if complaint.block else None,
        latitude=complaint.latitude,
        longitude=complaint.longitude,
        confirmed=True,
    )


def put_place_right(
    session: Session, complaint: Complaint, draft: Draft, inbox_id: int, words: str, now: datetime
) -> None:
    """Move a complaint to the place of this draft, and to the office that answers for it there.

    Raises NotAllowed where an office has begun, CannotFile where the district is not known.
    """
    district = _district(session, draft.district)
    post, block = _office_for(session, draft, complaint.category, district)
    by = moves.citizen(inbox_id)
    given = Given(words=words, post_id=post.id)
    moves.perform(session, complaint, lifecycle.CORRECT_PLACE, by, now, given)
    complaint.place = draft.place or ""
    complaint.block_code = block.code if block else None
    complaint.latitude, complaint.longitude = draft.latitude, draft.longitude
    search.index(session, complaint)


def first_office(session: Session, draft: Draft) -> Post:
    """Return the post that gets a draft of a known district, were it filed now. Raises CannotFile."""
    category = _known(session.get(Category, draft.best_category), "category", draft.best_category)
    return _office_for(session, draft, category, _district(session, draft.district))[0]


def office_above(session: Session, draft: Draft) -> Post | None:
    """Return the post that gets a draft instead of the one it complains of; None where it complains of none."""
    category = _known(session.get(Category, draft.best_category), "category", draft.best_category)
    if not _is_about_that_office(category, draft.complaint_text or ""):
        return None
    return first_office(session, draft)


def _office_for(
    session: Session, draft: Draft, category: Category, district: District
) -> tuple[Post, Block | None]:
    area = draft.block or area_of(draft.place or "", draft.district)
    post, block = responsible_post(session, department_of(session, draft).code, district, area)
    if _is_about_that_office(category, draft.complaint_text or ""):
        post = post_over(session, post, district.code)
    return post, block


def _is_urgent(draft: Draft, category: Category) -> bool:
    """Tell whether somebody's treatment cannot wait; of other departments' work nobody falls ill so soon."""
    is_treatment = category.department_code == HEALTH and draft.kind == lifecycle.GRIEVANCE
    return draft.urgent and is_treatment


def _is_about_that_office(category: Category, text: str) -> bool:
    """Tell whether it is the police station itself that is complained of: it never judges itself."""
    if category.code == FIR_NOT_REGISTERED:
        return True
    return category.department_code == POLICE and accuses_police(text)


def _join(session: Session, complaint: Complaint, parent_id: int | None, now: datetime) -> None:
    """Let it go along with that of others, as its citizen said; alone, where that has ended since."""
    by = moves.citizen(complaint.inbox_id)
    try:
        moves.perform(session, complaint, "join", by, now, Given(parent_id=parent_id))
    except moves.Incomplete:
        log.info("Complaint %s is filed alone: the one to join is no longer open.", complaint.id)


def responsible_post(
    session: Session, department_code: str, district: District, area: str | None
) -> tuple[Post, Block | None]:
    """Return the level 1 post that answers for the department there, and for which block or town.

    Where a department has no post for the town, that of the block around it answers. Where the
    block is not known, the block of the district's headquarters answers and passes the complaint
    on. Raises CannotFile when no post is in charge.
    """
    for name in filter(None, (area, block_around(area) if area else None)):
        block = _block(session, district, name)
        post = _first_post(session, department_code, Block.code == block.code) if block else None
        if post is not None:
            return post, block
    at_headquarters = and_(Block.district_code == district.code, Block.is_headquarters)
    post = _first_post(session, department_code, at_headquarters)
    return _known(post, "post", f"{department_code} in {district.name_en}"), None


def _first_post(session: Session, department_code: str, where: ColumnElement[bool]) -> Post | None:
    return session.execute(
        select(Post)
        .join(Block, Post.block_code == Block.code)
        .where(Post.department_code == department_code, Post.level == FIRST_LEVEL, where)
    ).scalar_one_or_none()


def _district(session: Session, name_en: str | None) -> District:
    row = session.execute(select(District).where(District.name_en == name_en)).scalar_one_or_none()
    return _known(row, "district", name_en)


def _block(session: Session, district: District, name_en: str) -> Block | None:
    """A block or town outside the district is not believed: the citizen named the district."""
    return session.execute(
        select(Block).where(Block.district_code == district.code, Block.name_en == name_en)
    ).scalar_one_or_none()


def _known(row: object | None, what: str, key: object) -> object:
    if row is None:
        raise CannotFile(f"unknown {what}: {key}")
    return row
