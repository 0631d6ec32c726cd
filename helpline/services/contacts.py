"""Which office answers for a matter, and under which number."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline.services.reference import name_of, title_of
from helpline.store.reference import Category, District, Post

DISTRICT_LEVEL = 2


@dataclass(frozen=True)
class Contact:
    """An office in words, and its department's public number, None where it has none."""

    office: str
    phone: str | None


def office_for(
    session: Session, category_code: str, district: str | None, language: str
) -> Contact:
    """Return who answers for a category: the office in the district (its English name), if known."""
    department = session.get(Category, category_code).department
    post = session.execute(
        select(Post)
        .join(District)
        .where(
            Post.department_code == department.code,
            Post.level == DISTRICT_LEVEL,
            District.name_en == district,
        )
    ).scalar_one_or_none()
    office = title_of(post, language) if post else name_of(department, language)
    return Contact(office, department.phone)
