"""What a person can narrow the worklist by: only what makes a difference to them."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline.domain import roles
from helpline.domain.authority import HIGHEST_LEVEL, Person
from helpline.services.reference import name_of
from helpline.services.worklist import Filters
from helpline.store.reference import Block, Category, Department, District


@dataclass(frozen=True)
class Choice:
    """One entry of a filter: its code and its name in the reader's language."""

    code: str
    name: str


@dataclass(frozen=True)
class Choices:
    """The entries of each filter, by name; fewer than two where there is nothing to choose."""

    departments: list[Choice]
    districts: list[Choice]
    blocks: list[Choice]  # of the one district that is asked for
    categories: list[Choice]  # of the one department that is asked for
    levels: tuple[int, ...]


def choices_for(session: Session, person: Person, filters: Filters, language: str) -> Choices:
    """Return what the filters of a person's worklist offer."""
    departments = _entries(session, Department, _departments(person), language)
    districts = _entries(session, District, _districts(person), language)
    department = filters.department or _only(departments)
    district = filters.district or _only(districts)
    is_first_level = person.role == roles.OFFICER and _highest(person) == 1
    return Choices(
        departments,
        districts,
        [] if is_first_level else _parts(session, Block, Block.district_code, district, language),
        _parts(session, Category, Category.department_code, department, language),
        () if is_first_level else tuple(range(1, HIGHEST_LEVEL + 1)),
    )


def all_departments(session: Session, language: str) -> list[Choice]:
    """Return every department, by name."""
    return _entries(session, Department, None, language)


def all_districts(session: Session, language: str) -> list[Choice]:
    """Return every district, by name."""
    return _entries(session, District, None, language)


def _departments(person: Person) -> set[str] | None:
    """None is all."""
    if person.role != roles.OFFICER:
        return None
    return {office.department for office in person.offices}


def _districts(person: Person) -> set[int] | None:
    if person.role == roles.DISTRICT_MAGISTRATE:
        return {person.district}
    if person.role != roles.OFFICER or any(one.district is None for one in person.offices):
        return None
    return {office.district for office in person.offices}


def _highest(person: Person) -> int:
    return max((office.level for office in person.offices), default=1)


def _only(choices: list[Choice]) -> str | None:
    return choices[0].code if len(choices) == 1 else None


def _entries(
    session: Session, table: type, codes: set[str] | set[int] | None, language: str
) -> list[Choice]:
    rows = session.execute(select(table)).scalars()
    return _sorted([row for row in rows if codes is None or row.code in codes], language)


def _parts(
    session: Session, table: type, belongs_to: object, whole: object, language: str
) -> list[Choice]:
    if whole is None:
        return []
    return _sorted(session.execute(select(table).where(belongs_to == whole)).scalars(), language)


def _sorted(rows: object, language: str) -> list[Choice]:
    choices = [Choice(str(row.code), name_of(row, language)) for row in rows]
    return sorted(choices, key=lambda choice: choice.name)
