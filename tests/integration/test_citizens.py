from datetime import timedelta

import pytest
from sqlalchemy import select

from helpline.services.citizens import (
    KEY_LENGTH,
    choose_language,
    citizen_key,
    meet,
    note_language,
)
from helpline.store.base import transaction
from helpline.store.messages import Citizen
from tests.support.messages import SECRET, SENT_AT

PHONE, USER_ID = "919876543210", "IN.1349"


@pytest.fixture
def session(sessions):
    with transaction(sessions) as session:
        yield session


def met(session, phone=PHONE, user_id=None, at=SENT_AT):
    return meet(session, SECRET, phone, user_id, at)


def test_a_key_is_the_same_for_the_same_person_and_secret_only():
    key = citizen_key(SECRET, PHONE)
    assert len(key) == KEY_LENGTH
    assert key == citizen_key(SECRET, PHONE)
    assert key not in (citizen_key("another", PHONE), citizen_key(SECRET, "919876543211"))
    assert PHONE not in key


def test_a_new_citizen_is_added_and_speaks_hindi(session):
    citizen = met(session)
    assert (citizen.key, citizen.phone) == (citizen_key(SECRET, PHONE), PHONE)
    assert (citizen.language, citizen.language_chosen) == ("hi", False)
    assert citizen.first_seen_at == citizen.last_message_at == SENT_AT


def test_a_known_citizen_is_found_again(session):
    first = met(session)
    assert met(session, at=SENT_AT + timedelta(hours=1)) is first
    assert first.first_seen_at == SENT_AT
    assert first.last_message_at == SENT_AT + timedelta(hours=1)


def test_a_late_message_does_not_turn_back_the_time_of_the_last_one(session):
    citizen = met(session)
    met(session, at=SENT_AT - timedelta(hours=1))
    assert citizen.last_message_at == SENT_AT


def test_who_hides_the_number_later_is_the_same_citizen(session):
    citizen = met(session, user_id=USER_ID)
    assert met(session, phone=None, user_id=USER_ID) is citizen
    assert citizen.phone == PHONE


def test_who_shows_the_number_later_keeps_the_key(session):
    citizen = met(session, phone=None, user_id=USER_ID)
    key = citizen.key
    assert met(session, user_id=USER_ID) is citizen
    assert (citizen.key, citizen.phone) == (key, PHONE)


def test_a_number_with_a_new_user_id_stays_the_same_citizen(session):
    citizen = met(session, user_id=USER_ID)
    assert met(session, user_id="IN.2000") is citizen
    assert citizen.whatsapp_user_id == "IN.2000"


def test_the_number_counts_where_number_and_user_id_belong_to_two(session):
    by_number = met(session)
    met(session, phone=None, user_id=USER_ID)
    assert met(session, user_id=USER_ID) is by_number


def test_strangers_are_two_citizens(session):
    assert met(session) is not met(session, phone="919876543211")
    assert len(session.execute(select(Citizen)).all()) == 2


def test_the_language_follows_what_is_written(session):
    citizen = met(session)
    note_language(citizen, "en")
    assert citizen.language == "en"
    note_language(citizen, None)
    assert citizen.language == "en"


def test_a_guess_never_overrides_a_choice(session):
    citizen = met(session)
    choose_language(session, citizen.key, "en")
    note_language(citizen, "hi")
    assert citizen.language == "en"
    choose_language(session, citizen.key, "hi")
    assert citizen.language == "hi"
