"""Names of districts, departments and categories in the language of a reply."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline.store.reference import Category, District


def category_names(session: Session, codes: list[str], language: str) -> dict[str, str]:
    """Return the names of these categories by code; unknown codes are left out."""
    rows = session.execute(select(Category).where(Category.code.in_(codes))).scalars()
    return {row.code: getattr(row, f"name_{language}") for row in rows}


def department_name(session: Session, category_code: str, language: str) -> str:
    """Return the name of the department that answers for a category."""
    return getattr(session.get(Category, category_code).department, f"name_{language}")


def district_names(session: Session, names_en: list[str], language: str) -> dict[str, str]:
    """Return the names of these districts by English name; unknown ones are left out."""
    rows = session.execute(select(District).where(District.name_en.in_(names_en))).scalars()
    return {row.name_en: getattr(row, f"name_{language}") for row in rows}
