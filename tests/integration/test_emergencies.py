"""Emergencies at the desk, and what of them and beside them is to be reviewed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from helpline.services import emergencies, inbox, review
from helpline.services.emergencies import UnknownAct
from helpline.services.inbox import Understood
from helpline.store.audit import AuditEntry
from helpline.store.messages import Inbox, Turn
from helpline.store.review import ReviewItem
from tests.support import cast
from tests.support.cast import NOW, message
from tests.support.claims import claim_next


@pytest.fixture
def me(session):
    return cast.account(session, "helpdesk").id


@pytest.fixture
def alarm(session):
    """An emergency of Sita's, in her words."""
    row = message(session)
    row.payload = {"text": {"body": "घर में आग लग गई"}}
    for _ in range(2):
        emergencies.raise_alarm(session, "sita", row.id, "fire", NOW)
    return emergencies.waiting(session)[0]


def turn(session, intent, *answers, confidence=0.9, now=NOW):
    """Let a turn of Sita's end, as the channel does."""
    row = inbox_row(session, now)
    understood = Understood("लिखा", intent, confidence, [], [])
    replies = [{"response": name, "text": "जो कहा"} for name in answers]
    assert inbox.finish_turn(session, row, understood, "model", replies, [], now)
    return session.execute(select(Turn).where(Turn.inbox_id == row.id)).scalar_one()


def inbox_row(session, now):
    message(session, now)
    return claim_next(session, Inbox, "test", now, inbox.LEASE)


def reasons(session):
    rows = session.execute(select(ReviewItem).order_by(ReviewItem.id)).scalars()
    return [(row.turn_id, row.reason) for row in rows]


def test_a_repeated_turn_raises_one_alarm_and_the_number_is_masked(session, alarm):
    (waiting,) = emergencies.waiting(session)
    assert (waiting.words, waiting.kind, waiting.state) == ("घर में आग लग गई", "fire", "open")
    assert waiting.phone == "+91 ••••• ••001"


def test_it_is_called_then_handled_and_each_act_is_audited_once(session, alarm, me):
    def act(what):
        return emergencies.act(session, alarm.id, what, me, "helpdesk", NOW)

    assert act("called")
    assert emergencies.waiting(session)[0].by == "Helpdesk"
    assert act("handled")
    assert emergencies.waiting(session) == []
    assert not act("called")
    assert not act("handled")
    acts = session.execute(select(AuditEntry.act).order_by(AuditEntry.id)).scalars().all()
    assert acts == ["emergency_called", "emergency_handled"]


def test_nothing_else_can_be_done_with_it(session, alarm, me):
    with pytest.raises(UnknownAct):
        emergencies.act(session, alarm.id, "taken_back", me, "helpdesk", NOW)
    assert not emergencies.act(session, 10_000, "called", me, "helpdesk", NOW)


def test_the_citizen_takes_it_back_and_the_turn_is_to_be_reviewed(session):
    spoken = turn(session, "report_emergency", "utter_emergency_fire")
    emergencies.raise_alarm(session, "sita", spoken.inbox_id, "fire", NOW)

    assert emergencies.take_back(session, "sita", NOW + timedelta(minutes=2))
    assert emergencies.waiting(session) == []
    assert reasons(session) == [(spoken.id, "emergency_taken_back")]


def test_an_old_emergency_is_not_taken_back_by_a_later_no(session, alarm):
    assert not emergencies.take_back(session, "sita", NOW + timedelta(hours=2))
    assert len(emergencies.waiting(session)) == 1


def test_what_the_citizen_writes_in_the_hour_after_stands_beside_it(session, alarm):
    soon, late = NOW + timedelta(minutes=5), NOW + timedelta(hours=2)
    message(session, soon).payload = {"text": {"body": "हम पुल के पास हैं"}}
    pin = message(session, soon)
    pin.kind, pin.payload = "location", {"location": {"latitude": 30.4, "longitude": 78.6}}
    message(session, soon, key="ram").payload = {"text": {"body": "कुछ और"}}
    message(session, late).payload = {"text": {"body": "बाद की बात"}}

    words, place = emergencies.waiting(session)[0].later
    assert (words.words, words.place) == ("हम पुल के पास हैं", None)
    assert (place.place.latitude, place.place.longitude) == (30.4, 78.6)


def test_it_goes_on_for_an_hour_or_until_it_is_over(session, alarm):
    citizen_id = message(session).citizen_id
    assert emergencies.going_on(session, citizen_id, NOW).kind == "fire"
    assert emergencies.going_on(session, citizen_id, NOW + timedelta(hours=2)) is None

    emergencies.raise_alarm(session, "sita", message(session).id, "medical", NOW)
    emergencies.note_over(session, "sita", NOW)
    assert emergencies.going_on(session, citizen_id, NOW) is None
    assert emergencies.waiting(session) == []
    assert reasons(session) == [], "it was understood rightly"


def test_what_is_not_understood_is_on_the_list_when_the_turn_is(session):
    unclear = turn(session, "nlu_fallback", "utter_unclear", confidence=0.2)
    turn(session, "greet", "utter_greet")

    assert reasons(session) == [(unclear.id, "fallback")]
    (case,) = review.lines(session, "open", 0, 1, NOW).lines
    assert (case.words, case.reasons) == ("लिखा", ["fallback"])


def test_a_question_asked_for_the_third_time_is_on_the_list(session):
    turns = [turn(session, "inform", "utter_ask_district") for _ in range(3)]

    assert reasons(session) == [(turns[2].id, "form_failed_twice")]


def test_a_turn_that_a_person_answers_is_not(session):
    turn(session, "nlu_fallback", confidence=0.1)

    assert reasons(session) == []
