"""Names of districts, departments and categories in the language of a reply."""

import csv
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline.domain import lifecycle
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


def department_name(session: Session, category_code: str, language: str) -> str:
    """Return the name of the department that answers for a category."""
    return name_of(session.get(Category, category_code).department, language)


def name_of_department(session: Session, code: str, language: str) -> str:
    """Return the name of the department with this code."""
    return name_of(session.get(Department, code), language)


def categories_of(session: Session, department_code: str) -> tuple[str, ...]:
    """Return the codes of what a department answers for, in the order of the reference."""
    codes = select(Category.code).where(Category.department_code == department_code)
    return tuple(session.execute(codes.order_by(Category.code)).scalars())


def all_district_names(session: Session, language: str) -> dict[str, str]:
    """Return the names of all districts by English name."""
    rows = session.execute(select(District)).scalars()
    return {row.name_en: name_of(row, language) for row in rows}


def district_names(session: Session, names_en: list[str], language: str) -> dict[str, str]:
    """Return the names of these districts by English name; unknown ones are left out."""
    rows = session.execute(select(District).where(District.name_en.in_(names_en))).scalars()
    return {row.name_en: name_of(row, language) for row in rows}
