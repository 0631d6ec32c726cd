"""Which complaints the desk shows to whom: the same rule as domain.authority.may_see, as a condition."""

from sqlalchemy import and_, false, or_, select, true
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from helpline.domain import roles
from helpline.domain.authority import Office, Person
from helpline.store.complaints import Complaint


class NotVisible(LookupError):
    """There is no such complaint, or this person may not know of it: the same to the outside."""


def visible_to(person: Person) -> ColumnElement[bool]:
    """Return the condition that a complaint in a query may be shown to this person."""
    if person.role in (roles.HELPDESK, roles.CM_OFFICE):
        return true()
    if person.role == roles.DISTRICT_MAGISTRATE:
        return Complaint.district_code == person.district
    if person.role == roles.OFFICER:
        return or_(false(), *(answered_by(office) for office in person.offices))
    return false()


def find_visible(session: Session, number: str, person: Person) -> Complaint:
    """Return the complaint with this eight-digit number. Raises NotVisible."""
    complaint = session.execute(
        select(Complaint).where(Complaint.number == number, visible_to(person))
    ).scalar_one_or_none()
    if complaint is None:
        raise NotVisible(number)
    return complaint


def answered_by(office: Office) -> ColumnElement[bool]:
    """Return the condition that a complaint lies in an office's area, or with the office itself."""
    own = Complaint.post_id == office.id
    there = Complaint.department_code == office.department
    if office.level == 1:
        # The district says nothing new, but an index begins with it.
        in_block = and_(
            Complaint.district_code == office.district, Complaint.block_code == office.block
        )
        return or_(own, and_(there, in_block))
    if office.level == 2:
        return or_(own, and_(there, Complaint.district_code == office.district))
    return or_(own, there)
