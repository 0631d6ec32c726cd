"""Who somebody is to a complaint: what the desk shows a person, and in which capacity they act.

A complaint belongs to an office, not to a person. Whoever holds the office today is its holder;
the office one or more levels up in the same department and area is the superior.
"""

from dataclasses import dataclass
from enum import Enum

from helpline.domain import roles

APPROVING_LEVELS = (3, 4)
HIGHEST_LEVEL = 4


class Capacity(str, Enum):
    """In which capacity somebody acts on a complaint."""

    CITIZEN = "citizen"  # whose complaint it is, writing from the number it was filed from
    ASSISTANT = "assistant"  # the helpline itself: filing and the clock
    HOLDER = "holder"  # holds the office that has to solve it
    SUPERIOR = "superior"  # holds an office above that one
    APPROVER = "approver"  # holds a level 3 or 4 office of the department
    DISTRICT = "district"  # the District Magistrate of its district
    HELPDESK = "helpdesk"
    CM_OFFICE = "cm_office"


# Who acts on a complaint at the desk may call its citizen; the desk notes who saw the number.
MAY_CALL = frozenset(Capacity) - {Capacity.CITIZEN, Capacity.ASSISTANT}
# They alone see the number of a citizen whose name is not to be told to others.
KEEPS_CONFIDENCE = frozenset({Capacity.HELPDESK, Capacity.CM_OFFICE})


@dataclass(frozen=True)
class Office:
    """A post as the rules see it. Level 1 answers for a block, 2 for a district, 3 and 4 for all."""

    id: int
    department: str
    level: int
    district: int | None
    block: int | None


@dataclass(frozen=True)
class Person:
    """Somebody at the desk, with the offices held today, also for somebody on leave."""

    account_id: int
    login: str
    role: str
    offices: tuple[Office, ...] = ()
    district: int | None = None  # the District Magistrate's


@dataclass(frozen=True)
class Matter:
    """What of a complaint decides who may do what: where it is and which office has it."""

    department: str
    district: int
    block: int | None
    office: Office
    office_is_manned: bool


def may_see(person: Person, matter: Matter) -> bool:
    """Tell whether the desk shows the complaint to this person at all."""
    if person.role in (roles.HELPDESK, roles.CM_OFFICE):
        return True
    if person.role == roles.DISTRICT_MAGISTRATE:
        return matter.district == person.district
    if person.role == roles.OFFICER:
        return any(answers_for(office, matter) for office in person.offices)
    return False


def answers_for(office: Office, matter: Matter) -> bool:
    """Tell whether a complaint lies in an office's department and area, or with the office itself."""
    if office.id == matter.office.id:
        return True
    if office.department != matter.department:
        return False
    if office.level == 1:
        return office.block == matter.block
    return office.level > 2 or office.district == matter.district


def is_below(office: Office, other: Office) -> bool:
    """Tell whether an office is lower than another one, in its department and area."""
    return (
        office.department == other.department
        and office.level < other.level
        and (other.level > 2 or office.district == other.district)
    )


def capacities(person: Person, matter: Matter) -> frozenset[Capacity]:
    """Return every capacity in which a person may act on a complaint; none if it is not theirs.

    Where nobody holds the office, those above it act as its holder: nothing is stuck.
    """
    if not may_see(person, matter):
        return frozenset()
    if person.role in _BY_ROLE:
        return frozenset({_BY_ROLE[person.role]})
    offices = [office for office in person.offices if answers_for(office, matter)]
    found = {Capacity.HOLDER for office in offices if office.id == matter.office.id}
    above = [office for office in offices if office.level > matter.office.level]
    if above:
        found.add(Capacity.SUPERIOR)
    if above and not matter.office_is_manned:
        found.add(Capacity.HOLDER)
    if any(office.level in APPROVING_LEVELS for office in offices):
        found.add(Capacity.APPROVER)
    return frozenset(found)


_BY_ROLE = {
    roles.DISTRICT_MAGISTRATE: Capacity.DISTRICT,
    roles.HELPDESK: Capacity.HELPDESK,
    roles.CM_OFFICE: Capacity.CM_OFFICE,
}
