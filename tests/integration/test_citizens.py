from datetime import timedelta

import pytest
from sqlalchemy import select

from helpline.services.citizens import (
    KEY_LENGTH,
    change_identity,
    choose_language,
    citizen_key,
    meet,
    note_language,
)
from helpline.store.base import transaction
from helpline.store.drafts import UnfinishedComplaint
from helpline.store.helpdesk import Handover
from helpline.store.messages import Citizen, Outbox
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


def moved(session, citizen, phone=None, user_id=None):
    change_identity(session, citizen, phone, user_id, SENT_AT)
    session.flush()


NEW_PHONE = "919876543299"


def test_who_has_a_new_number_is_met_there_with_the_same_key_and_complaints(session):
    citizen = met(session, user_id=USER_ID)
    key = citizen.key
    moved(session, citizen, NEW_PHONE)
    assert met(session, phone=NEW_PHONE, user_id="IN.2000") is citizen
    assert (citizen.key, citizen.phone, citizen.whatsapp_user_id) == (key, NEW_PHONE, "IN.2000")


def test_a_stranger_with_somebodys_old_number_is_somebody_else(session):
    citizen = met(session)
    moved(session, citizen, NEW_PHONE)
    stranger = met(session)
    assert stranger is not citizen
    assert (stranger.phone, citizen.phone) == (PHONE, NEW_PHONE)
    assert stranger.key != citizen.key
    assert met(session) is stranger


def test_who_has_a_new_user_id_is_met_by_it(session):
    citizen = met(session, phone=None, user_id=USER_ID)
    moved(session, citizen, user_id="IN.2000")
    assert met(session, phone=None, user_id="IN.2000") is citizen


def test_who_wrote_from_the_new_number_before_it_was_known_becomes_one_citizen(session):
    citizen = met(session)
    other = met(session, phone=NEW_PHONE, at=SENT_AT + timedelta(hours=1))
    rows = [queued(session, other), begun(session, other)]
    moved(session, citizen, NEW_PHONE)
    session.expire_all()
    assert {row.citizen_id for row in rows} == {citizen.id}
    assert citizen.last_message_at == SENT_AT + timedelta(hours=1)
    assert met(session, phone=NEW_PHONE) is citizen
    assert (other.phone, other.whatsapp_user_id) == (None, None)


def test_of_two_complaints_being_told_the_kept_citizens_goes_on(session):
    citizen, other = met(session), met(session, phone=NEW_PHONE)
    own, others = begun(session, citizen), begun(session, other)
    talks = [Handover(citizen_id=one.id, asked_at=SENT_AT) for one in (citizen, other)]
    session.add_all(talks)
    session.flush()
    moved(session, citizen, NEW_PHONE)
    session.expire_all()
    assert (own.left_at, others.left_at) == (None, SENT_AT)
    assert [talk.ended_at for talk in talks] == [None, SENT_AT]
    assert {own.citizen_id, others.citizen_id, *(talk.citizen_id for talk in talks)} == {citizen.id}


def test_who_was_met_with_and_without_a_number_becomes_one_when_both_are_seen(session):
    with_number, hidden = met(session), met(session, phone=None, user_id=USER_ID)
    row = queued(session, hidden)
    assert met(session, user_id=USER_ID) is with_number
    session.flush()
    session.expire_all()
    assert row.citizen_id == with_number.id
    assert met(session, phone=None, user_id=USER_ID) is with_number


def test_who_is_only_heard_of_opens_no_window(session):
    citizen = met(session)
    meet(session, SECRET, PHONE, None, SENT_AT + timedelta(hours=1), wrote=False)
    assert citizen.last_message_at == SENT_AT


def queued(session, citizen):
    row = Outbox(citizen_id=citizen.id, payload={}, not_before=SENT_AT, created_at=SENT_AT)
    session.add(row)
    session.flush()
    return row


def begun(session, citizen):
    row = UnfinishedComplaint(
        citizen_id=citizen.id, words="…", draft={}, begun_at=SENT_AT, changed_at=SENT_AT
    )
    session.add(row)
    session.flush()
    return row


def test_strangers_are_two_citizens(session):
    assert met(session) is not met(session, phone="919876543211")
    assert len(session.execute(select(Citizen)).all()) == 2


def test_the_language_follows_what_is_written(session):
    citizen = met(session)
    note_language(citizen, "there is no water in our village")
    assert citizen.language == "en"
    note_language(citizen, "Ghansali")
    assert citizen.language == "en"
    note_language(citizen, "gram post Ghansali")
    assert citizen.language == "en"


def test_a_guess_never_overrides_a_choice(session):
    citizen = met(session)
    choose_language(session, citizen.key, "en")
    note_language(citizen, "पानी नहीं आ रहा है")
    assert citizen.language == "en"
    choose_language(session, citizen.key, "hi")
    assert citizen.language == "hi"
