"""Which open complaints a new one is offered to join, and how it joins."""

from dataclasses import replace

import pytest

from helpline.domain.draft import Draft
from helpline.services.filing import file_complaint
from helpline.services.similar import like, shared_problems
from helpline.store.base import transaction
from helpline.store.reference import Category
from tests.integration.test_filing import DRAFT, NOW, message_from


@pytest.fixture
def session(seeded):
    with transaction(seeded) as session:
        yield session


def filed_by(session, key, draft=DRAFT):
    inbox = message_from(session, key=key, wamid=f"wamid.{key}")
    return file_complaint(session, inbox.id, draft, NOW)


def test_the_same_thing_at_the_same_place_is_found_with_the_oldest_to_join(session):
    first = filed_by(session, "sita")
    filed_by(session, "gita", replace(DRAFT, place="घनसाली"))
    others = like(session, "mira", replace(DRAFT, place="ward 4, Ghansali"))
    assert (others.parent_id, others.count) == (first.id, 2)


@pytest.mark.parametrize(
    "other",
    [
        {"category": "energy/low_voltage"},
        {"place": "Chamba"},
        {"place": ""},
        {"district": "Almora", "block": None},
        {"kind": "demand"},
        {"latitude": 30.47, "longitude": 78.65},
    ],
)
def test_something_else_or_somewhere_else_is_not(session, other):
    filed_by(session, "sita", replace(DRAFT, latitude=30.43, longitude=78.65))
    assert like(session, "mira", replace(DRAFT, **other)) is None


def test_near_pins_are_one_place_whatever_it_is_called(session):
    filed_by(session, "sita", replace(DRAFT, latitude=30.43, longitude=78.65, place="Bazaar"))
    near = replace(DRAFT, latitude=30.431, longitude=78.651)
    assert like(session, "mira", near).count == 1


def test_a_pension_is_everyone_s_own(session):
    pension = replace(DRAFT, category="social_welfare/pension_stopped")
    filed_by(session, "sita", pension)
    assert like(session, "mira", pension) is None


@pytest.mark.parametrize("state", ["confirmed", "withdrawn", "cannot_be_done", "solution_reported"])
def test_what_has_ended_or_is_being_asked_about_is_not_joined(session, state):
    filed_by(session, "sita").state = state
    session.flush()
    assert like(session, "mira", DRAFT) is None


def test_nobody_is_offered_to_join_themselves(session):
    filed_by(session, "sita")
    assert like(session, "sita", DRAFT) is None


def test_joining_gives_a_number_of_one_s_own_and_one_parent_for_all(session):
    first = filed_by(session, "sita")
    second = filed_by(session, "gita", replace(DRAFT, similar=first.id, joins=True))
    assert (second.state, second.parent_id) == ("joined", first.id)
    assert second.number != first.number
    others = like(session, "mira", DRAFT)
    assert (others.parent_id, others.count) == (first.id, 2)


def test_filing_the_same_message_twice_joins_once(session):
    first = filed_by(session, "sita")
    joining = replace(DRAFT, similar=first.id, joins=True)
    inbox = message_from(session, key="gita", wamid="wamid.gita")
    again = [file_complaint(session, inbox.id, joining, NOW) for _ in range(2)]
    assert again[0] is again[1]
    assert [step.act for step in again[0].history].count("join") == 1


def test_without_a_parent_that_is_open_it_goes_alone(session):
    first = filed_by(session, "sita")
    first.state = "confirmed"
    session.flush()
    second = filed_by(session, "gita", replace(DRAFT, similar=first.id, joins=True))
    assert (second.state, second.parent_id) == ("assigned", None)


def test_only_known_categories_are_shared(session):
    known = {code for (code,) in session.query(Category.code)}
    assert shared_problems() <= known
    assert Draft().best_category not in shared_problems()
