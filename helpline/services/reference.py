"""Names of districts, departments and categories in the language of a reply, and who answers for what."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline.domain import lifecycle
from helpline.domain.draft import OTHER_CATEGORY, Draft
from helpline.settings import REFERENCE_DIR
from helpline.store.casework import ReplyTemplate
from helpline.store.complaints import Complaint
from helpline.store.reference import Block, Category, Department, District, Post


def name_of(row: Block | Category | Department | District | ReplyTemplate, language: str) -> str:
    """Return the row's name in this language, `hi` or `en`."""
    return getattr(row, f"name_{language}")


def title_of(post: Post, language: str) -> str:
    """Return the post's title in this language, `hi` or `en`."""
    return getattr(post, f"title_{language}")


def category_names(
    session: Session, codes: list[str], language: str, kind: str = lifecycle.GRIEVANCE
) -> dict[str, str]:
    """Return the names of these categories by code, as fits the kind; unknown codes are left out."""
    rows = session.execute(select(Category).where(Category.code.in_(codes))).scalars()
    return {row.code: _name_as(row, kind, language) for row in rows}


def subject_names(session: Session, draft: Draft) -> list[str]:
    """Return what a draft is about, in Hindi and in English."""
    category = session.get(Category, draft.best_category)
    return [_name_as(category, draft.kind, language) for language in ("hi", "en")]


def subject_of(complaint: Complaint, language: str) -> str:
    """Return what a complaint is about; a demand for a handpump is about no broken one."""
    return _name_as(complaint.category, complaint.kind, language)


def _name_as(category: Category, kind: str, language: str) -> str:
    names = demand_names().get(category.code) if kind == lifecycle.DEMAND else None
    return names[f"name_{language}"] if names else name_of(category, language)


@cache
def demand_names() -> dict[str, dict[str, str]]:
    """Return what demands of a category are called, where its own name tells what is broken."""
    with (REFERENCE_DIR / "demand_names.csv").open(encoding="utf-8", newline="") as file:
        return {row["category"]: row for row in csv.DictReader(file)}


def name_of_department(session: Session, code: str, language: str) -> str:
    """Return the name of the department with this code."""
    return name_of(session.get(Department, code), language)


def categories_of(session: Session, department_code: str) -> tuple[str, ...]:
    """Return the codes of what a department answers for, in the order of the reference."""
    codes = select(Category.code).where(Category.department_code == department_code)
    return tuple(session.execute(codes.order_by(Category.code)).scalars())


@dataclass(frozen=True)
class SharedWork:
    """Which departments may answer for a category beside its own, and what it is mistaken for."""

    departments: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@cache
def shared_work() -> dict[str, SharedWork]:
    """Return by category what other departments have to do with it, read once per process."""
    with (REFERENCE_DIR / "shared_work.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["category"]: SharedWork(
                tuple(row["departments"].split()), tuple(row["near"].split())
            )
            for row in csv.DictReader(file)
        }


def department_of(session: Session, draft: Draft) -> Department:
    """Return who answers for a draft: who the citizen says, where that can be; else the category's.

    What is none of the subjects can be any department's.
    """
    shared = shared_work().get(draft.best_category, SharedWork())
    is_any = draft.best_category == OTHER_CATEGORY and draft.department is not None
    if is_any or draft.department in shared.departments:
        return session.get(Department, draft.department)
    return session.get(Category, draft.best_category).department


def departments_beside(session: Session, draft: Draft) -> list[Department]:
    """Return the departments that may answer for a draft as it is, without the one that now does."""
    category = session.get(Category, draft.best_category)
    shared = shared_work().get(category.code, SharedWork()).departments
    codes = {category.department_code, *shared} - {department_of(session, draft).code}
    rows = session.execute(select(Department).where(Department.code.in_(codes)))
    return sorted(
        rows.scalars(), key=lambda row: (*shared, category.department_code).index(row.code)
    )


def short_names(departments: Iterable[Department], language: str) -> dict[str, str]:
    """Return the departments' names by code, without what stands in brackets: titles of buttons."""
    return {row.code: name_of(row, language).split(" (")[0] for row in departments}


def work_shared_by(department: str | None) -> tuple[str, ...]:
    """Return the categories of other departments that this one may answer for as they are."""
    return tuple(code for code, work in shared_work().items() if department in work.departments)


def work_near(category: str) -> tuple[str, ...]:
    """Return the categories of other departments for which this one is mistaken."""
    return shared_work().get(category, SharedWork()).near


def all_district_names(session: Session, language: str) -> dict[str, str]:
    """Return the names of all districts by English name."""
    rows = session.execute(select(District)).scalars()
    return {row.name_en: name_of(row, language) for row in rows}


def district_names(session: Session, names_en: list[str], language: str) -> dict[str, str]:
    """Return the names of these districts by English name; unknown ones are left out."""
    rows = session.execute(select(District).where(District.name_en.in_(names_en))).scalars()
    return {row.name_en: name_of(row, language) for row in rows}
