"""Which offices a form offers for a complaint."""

from sqlalchemy import and_, false, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from helpline.domain import lifecycle
from helpline.store.complaints import Complaint
from helpline.store.reference import Post

REASSIGN = "reassign"


def fits(complaint: Complaint, act: str) -> ColumnElement[bool]:
    """Return the condition that a post in a query may get a complaint by this act.

    The same rule as domain.effects.may_get; a test keeps the two together.
    """
    if complaint.state == lifecycle.FILED:
        return Post.id == complaint.post_id
    inside = and_(
        Post.department_code == complaint.department_code,
        or_(Post.district_code == complaint.district_code, Post.district_code.is_(None)),
    )
    return and_(
        Post.id != complaint.post_id,
        Post.level <= complaint.post.level,
        inside if act == REASSIGN else ~inside,
    )


def fitting_offices(
    session: Session,
    complaint: Complaint,
    act: str,
    department: str | None = None,
    district: int | None = None,
) -> list[Post]:
    """Return the offices that may get a complaint, of a department and district if asked."""
    wanted = select(Post).where(fits(complaint, act))
    if department is not None:
        wanted = wanted.where(Post.department_code == department)
    if district is not None:
        wanted = wanted.where(or_(Post.district_code == district, Post.district_code.is_(None)))
    return list(session.execute(wanted.order_by(Post.level, Post.title_en)).scalars())


def offices_for_any(session: Session, complaints: list[Complaint]) -> list[Post]:
    """Return the offices to which at least one of these complaints may be reassigned."""
    wanted = or_(false(), *(fits(complaint, REASSIGN) for complaint in complaints))
    return list(
        session.execute(
            select(Post).where(wanted).order_by(Post.department_code, Post.level, Post.title_en)
        ).scalars()
    )
