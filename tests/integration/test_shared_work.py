"""Work that may belong to another department than its subject's own."""

from dataclasses import replace

import pytest

from helpline.services.reference import departments_beside, shared_work, short_names
from helpline.store.base import transaction
from helpline.store.reference import Category, Department
from helpline.whatsapp.outbound import BUTTON_TITLE, ROWS, length
from tests.integration.test_filing import DRAFT
from tests.integration.test_similar import filed_by

ROAD = replace(DRAFT, category="public_works/road_damage", category_options=())


@pytest.fixture
def session(seeded):
    with transaction(seeded) as session:
        yield session


def test_the_department_that_the_citizen_names_gets_it(session):
    filed = filed_by(session, "sita", replace(ROAD, department="rural_development"))
    assert (filed.category_code, filed.department_code) == (ROAD.category, "rural_development")
    assert filed.post.department_code == "rural_development"


def test_a_department_that_has_no_such_work_gets_nothing(session):
    filed = filed_by(session, "sita", replace(ROAD, department="food_supply"))
    assert filed.department_code == filed.post.department_code == "public_works"


def test_the_others_are_offered_and_the_own_one_on_the_way_back(session):
    shared = ["rural_development", "urban_development", "panchayati_raj"]
    assert [one.code for one in departments_beside(session, ROAD)] == shared
    moved = replace(ROAD, department="rural_development")
    assert [one.code for one in departments_beside(session, moved)] == [*shared[1:], "public_works"]


def test_it_names_only_known_codes_and_each_list_fits_into_whatsapp(session):
    categories = {code for (code,) in session.query(Category.code)}
    departments = {row.code: row for row in session.query(Department)}
    for category, work in shared_work().items():
        assert {category, *work.near} <= categories
        assert set(work.departments) <= set(departments)
        assert category.split("/")[0] not in work.departments
        assert len(work.departments) < ROWS
        for language in ("hi", "en"):
            names = short_names([departments[code] for code in work.departments], language)
            assert all(length(name) <= BUTTON_TITLE for name in names.values())
