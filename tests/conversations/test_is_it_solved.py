"""After the office says that it is done: only the citizen's word closes a complaint."""

import pytest

from helpline import clock
from helpline.services import moves
from helpline.services.moves import Given, perform
from helpline.services.visibility import find_visible
from helpline.store.base import transaction
from tests.support import cast

pytestmark = pytest.mark.slow

FILING = "hamare gaon me 3 din se light nahi hai, Ghansali"


@pytest.fixture
def chat(talk, sessions):
    """A citizen whose complaint is filed with the electricity office of the cast."""
    with transaction(sessions) as session:
        cast.add_cast(session)
    chat = talk()
    chat.say(FILING)
    chat.tap("हाँ, दर्ज करें")
    return chat


@pytest.fixture
def office_says_solved(sessions, chat):
    number = chat.complaints()[0].number
    with transaction(sessions) as session:
        engineer = cast.person(session, "engineer")
        complaint = find_visible(session, number, engineer)
        now = clock.now()
        cast.proof(session, complaint, now=now)
        actor = moves.at_the_desk(session, engineer, complaint, now)
        perform(session, complaint, "report_solution", actor, now, Given(words="तार जोड़ दिया"))
    return number


def state(chat):
    return chat.complaints()[0].state


def level(sessions, chat):
    with transaction(sessions) as session:
        return session.merge(chat.complaints()[0]).post.level


@pytest.mark.parametrize("yes", ["haan", "हाँ हल हो गई", "yes, it is solved"])
def test_a_yes_in_words_closes_it(chat, office_says_solved, yes):
    chat.say(yes)
    assert chat.names() == ["utter_done_confirm_resolved"]
    assert state(chat) == "confirmed"


@pytest.mark.parametrize(
    "no", ["nahi", "abhi tak nahi hua, jhooth bol rahe hain", "समस्या हल नहीं हुई"]
)
def test_a_no_in_words_sends_it_one_level_up(chat, sessions, office_says_solved, no):
    chat.say(no)
    assert chat.names() == ["utter_done_not_solved"]
    assert (state(chat), level(sessions, chat)) == ("assigned", 2)


def test_the_status_asks_again_with_all_three_answers(chat, office_says_solved):
    chat.say("meri shikayat ka kya hua")
    chat.tap("थोड़ी हुई, पूरी नहीं")
    assert chat.names() == ["utter_done_partly_solved"]
    assert state(chat) == "partly_solved"


def test_a_yes_that_answers_nothing_closes_nothing(chat):
    chat.say("haan")
    assert chat.names() == ["utter_ask_how_to_help"]
    assert state(chat) == "assigned"


def test_saying_solved_unasked_is_asked_once_more(chat):
    chat.say("meri samasya hal ho gayi hai")
    assert chat.names() == ["utter_sure_confirm_resolved"]
    assert state(chat) == "assigned"
    chat.tap("हाँ, हल हो गई")
    assert state(chat) == "confirmed"


def test_taking_it_back_is_asked_once_more_and_can_be_undone(chat):
    chat.say("mujhe apni shikayat wapas leni hai")
    assert chat.names() == ["utter_sure_withdraw_complaint"]
    chat.tap("हाँ, वापस लेनी है")
    assert state(chat) == "withdrawn"
    chat.tap("फिर से खोलें")
    assert state(chat) == "assigned"


def test_a_closed_complaint_is_opened_again_one_level_up(chat, sessions, office_says_solved):
    chat.say("haan")
    chat.say("फिर से बिजली चली गई, समस्या हल नहीं हुई")
    assert chat.names() == ["utter_done_reopen_complaint"]
    assert (state(chat), level(sessions, chat)) == ("assigned", 2)
