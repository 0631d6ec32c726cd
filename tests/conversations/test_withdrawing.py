"""Whoever takes a complaint back and says why: the reason is kept, and "it is done" is a solution."""

import pytest
from sqlalchemy import select

from helpline.store.base import transaction
from helpline.store.complaints import ComplaintEvent

pytestmark = pytest.mark.slow

FILING = {
    "hi": "घनसाली में तीन दिन से बिजली नहीं है",
    "roman": "hamare gaon me 3 din se light nahi hai, Ghansali",
    "en": "No electricity in our village Ghansali for three days",
}
WISH = {
    "hi": "मेरी शिकायत वापस लेनी है",
    "roman": "shikayat wapas leni hai",
    "en": "I want to withdraw my complaint",
}


@pytest.fixture
def talk(whole_way):
    """Each message takes its whole way here."""
    return whole_way


def filed(talk, spoken):
    chat = talk()
    chat.say(FILING[spoken])
    chat.tap(chat.buttons()[0]["title"])
    return chat


def last_step(sessions):
    with transaction(sessions) as session:
        steps = select(ComplaintEvent).order_by(ComplaintEvent.id.desc()).limit(1)
        last = session.execute(steps).scalar_one()
        return last.act, last.words


@pytest.mark.parametrize(
    ("spoken", "reason", "yes"),
    [
        ("hi", "वो खुद ही ठीक कर गए", "हाँ"),
        ("roman", "kyunki kaam ho gaya", "haan ho gaya"),
        ("en", "because they repaired it themselves", "yes"),
    ],
)
def test_that_it_is_done_ends_it_as_solved(talk, sessions, spoken, reason, yes):
    chat = filed(talk, spoken)
    chat.say(WISH[spoken])
    chat.say(reason)
    assert chat.names() == ["utter_sure_confirm_resolved"]
    chat.say(yes)
    assert chat.names() == ["utter_done_confirm_resolved"]
    assert chat.complaints()[0].state == "confirmed"
    assert last_step(sessions) == ("confirm_resolved", f"{reason}\n{yes}")


@pytest.mark.parametrize(
    ("spoken", "wish"),
    [
        ("hi", "शिकायत वापस लेनी है क्योंकि काम हो गया"),
        ("roman", "shikayat wapas leni hai kyunki kaam ho gaya"),
        ("en", "withdraw my complaint, it is repaired"),
    ],
)
def test_said_with_the_wish_it_is_asked_whether_it_is_solved(talk, spoken, wish):
    chat = filed(talk, spoken)
    chat.say(wish)
    assert chat.names() == ["utter_sure_confirm_resolved"]


@pytest.mark.parametrize(
    ("spoken", "reason", "yes"),
    [
        ("hi", "क्योंकि मुझे अब नहीं चाहिए", "हाँ"),
        ("roman", "kyunki mujhe ab nahi chahiye", "haan"),
        ("en", "because I do not live there any more", "yes"),
    ],
)
def test_another_reason_goes_with_the_withdrawal(talk, sessions, spoken, reason, yes):
    chat = filed(talk, spoken)
    chat.say(WISH[spoken])
    chat.say(reason)
    assert chat.names() == ["utter_sure_withdraw_complaint_again"]
    assert chat.complaints()[0].state == "assigned"
    chat.say(yes)
    assert chat.complaints()[0].state == "withdrawn"
    assert last_step(sessions) == ("withdraw_complaint", f"{reason}\n{yes}")


@pytest.mark.parametrize(
    ("spoken", "reason", "act"),
    [
        ("hi", "क्योंकि पड़ोसी से झगड़ा हो रहा है", "add_information"),
        ("roman", "kyunki mere padosi se jhagda ho raha hai", "add_information"),
        ("roman", "wo khud hi theek kar gaye", "says_solved"),
        ("en", "because my neighbours are angry with me", "add_information"),
    ],
)
def test_a_reason_told_after_it_is_kept_and_no_new_complaint(talk, sessions, spoken, reason, act):
    chat = filed(talk, spoken)
    chat.say(WISH[spoken])
    chat.tap(chat.buttons()[0]["title"])
    chat.say(reason)
    assert chat.names() == ["utter_noted_reason"]
    assert last_step(sessions) == (act, reason)


def test_a_new_problem_after_it_is_a_new_complaint(talk):
    chat = filed(talk, "roman")
    chat.say(WISH["roman"])
    chat.tap(chat.buttons()[0]["title"])
    chat.say("Ghansali me sadak tooti hai")
    assert chat.names() == ["utter_confirm_grievance"]


def test_filed_by_mistake_is_no_solution(talk):
    chat = filed(talk, "roman")
    chat.say("galti se darj ho gayi, shikayat wapas leni hai")
    assert chat.names() == ["utter_sure_withdraw_complaint"]
