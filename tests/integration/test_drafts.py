"""Unfinished complaints: kept, gone on with, forgotten, and left to the help desk."""

from dataclasses import replace
from datetime import timedelta

import pytest

from helpline.domain.draft import Draft
from helpline.services import drafts
from helpline.store.base import transaction
from tests.integration.test_filing import NOW, message_from

DAY = timedelta(days=1)
DRAFT = Draft(
    complaint_text="bijli nahi hai",
    category="energy/power_outage",
    district="Tehri Garhwal",
    later=({"complaint_text": "rashan nahi mila", "category": "food_supply/ration_not_given"},),
)


@pytest.fixture
def session(seeded):
    with transaction(seeded) as session:
        message_from(session)
        yield session


def test_the_last_word_is_what_is_kept(session):
    drafts.keep(session, "sita", DRAFT, NOW)
    fuller = replace(DRAFT, place="Ghansali")
    drafts.keep(session, "sita", fuller, NOW + DAY)
    kept = drafts.kept(session, "sita", NOW)
    assert (kept.draft, kept.changed_at) == (fuller, NOW + DAY)


def test_nobody_else_gets_it(session):
    message_from(session, key="gita", wamid="wamid.2")
    drafts.keep(session, "sita", DRAFT, NOW)
    assert drafts.kept(session, "gita", NOW) is None


def test_a_draft_without_words_or_about_to_be_filed_is_not_kept(session):
    drafts.keep(session, "sita", Draft(place="Ghansali"), NOW)
    drafts.keep(session, "sita", replace(DRAFT, confirmed=True), NOW)
    assert drafts.kept(session, "sita", NOW) is None


def test_what_is_forgotten_is_gone_and_the_next_one_has_its_place(session):
    drafts.keep(session, "sita", DRAFT, NOW)
    drafts.forget(session, "sita")
    drafts.forget(session, "sita")
    assert drafts.kept(session, "sita", NOW) is None
    drafts.keep(session, "sita", DRAFT, NOW)
    assert drafts.kept(session, "sita", NOW).draft == DRAFT


def test_an_old_one_leaves_the_chat_for_the_help_desk_once(session):
    drafts.keep(session, "sita", DRAFT, NOW)
    assert drafts.leave_old(session, NOW + DAY, after=DAY) == 0
    assert drafts.leave_old(session, NOW + 2 * DAY, after=DAY) == 1
    assert drafts.leave_old(session, NOW + 3 * DAY, after=DAY) == 0
    assert drafts.kept(session, "sita", NOW) is None
    (left,) = drafts.left(session, 1, "en").lines
    assert left.words == "bijli nahi hai\nrashan nahi mila"
    assert (left.district, left.changed_at) == ("Tehri Garhwal", NOW)


def test_even_before_the_clock_rings_an_old_one_is_not_gone_on_with(session):
    drafts.keep(session, "sita", DRAFT, NOW)
    assert drafts.kept(session, "sita", NOW + DAY) is None
