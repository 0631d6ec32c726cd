"""What follows an emergency: it is heard, never met by the same words, and true at any hour."""

from datetime import datetime
from itertools import pairwise

import pytest
from sqlalchemy import select

from helpline import clock
from helpline.clock import INDIA
from helpline.services import emergencies
from helpline.store.base import transaction
from helpline.store.helpdesk import Emergency
from tests.support import cast

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("office_hours")]

NIGHT = datetime(2026, 3, 10, 23, 0, tzinfo=INDIA)
DANGERS = {
    "hi": "एक्सीडेंट हो गया है, एक आदमी गाड़ी में फँसा है, बचाओ",
    "roman": "accident ho gaya hai ek aadmi gaadi me fasa hai bachao",
    "en": "There is an accident, a man is trapped in the car, help",
}


@pytest.fixture
def talk(whole_way):
    """Each message takes its whole way here, because only the channel knows of the danger."""
    return whole_way


def alarms(sessions):
    with transaction(sessions) as session:
        return emergencies.all_alarms(session)


@pytest.mark.parametrize(
    ("first", "text", "name"),
    [
        ("hi", "फ़ोन नहीं कर सकती, वो सुन लेगा", "utter_danger_unheard"),
        ("roman", "phone nahi kar sakti wo sun lega", "utter_danger_unheard"),
        ("en", "I can't call, he will hear me", "utter_danger_unheard"),
        ("hi", "यहाँ नेटवर्क नहीं है", "utter_danger_no_network"),
        ("roman", "yahan network nahi hai, phone nahi lag raha", "utter_danger_no_network"),
        ("en", "there is no network here", "utter_danger_no_network"),
        ("hi", "उसका खून बह रहा है, क्या करूँ", "utter_danger_what_to_do"),
        ("roman", "khoon beh raha hai kya karu", "utter_danger_what_to_do"),
        ("en", "he is bleeding, what do I do", "utter_danger_what_to_do"),
        ("hi", "घनसाली के पास हैं", "utter_danger_place"),
        ("roman", "Ghansali", "utter_danger_place"),
        ("en", "we are near Ghansali", "utter_danger_place"),
        ("hi", "जल्दी आओ बचाओ", "utter_danger_stands"),
        ("roman", "jaldi aao bachao", "utter_danger_stands"),
        ("en", "please help, hurry", "utter_danger_stands"),
    ],
)
def test_what_follows_is_heard(talk, sessions, first, text, name):
    chat = talk()
    chat.say(DANGERS[first])
    answer = chat.say(text)
    assert chat.names() == [name]
    assert "108" in answer
    (alarm,) = alarms(sessions)
    assert [later.words for later in alarm.later] == [text], "the help desk reads it too"


@pytest.mark.parametrize(
    ("first", "text"),
    [
        ("hi", "किसी को चोट नहीं आई"),
        ("roman", "usko nikal liya sab theek hai"),
        ("en", "they got him out, nobody is hurt"),
    ],
)
def test_it_is_over_and_what_remains_becomes_a_complaint(talk, sessions, first, text):
    chat = talk()
    chat.say(DANGERS[first])
    chat.say(text)
    assert chat.names() == ["utter_danger_over"]
    assert [alarm.state for alarm in alarms(sessions)] == ["taken_back"]
    chat.tap(chat.buttons()[0]["title"])
    chat.say("Ghansali")
    if chat.names() == ["utter_ask_category"]:
        chat.tap(chat.buttons()[0]["title"])
    assert DANGERS[first] in "".join(answer["text"] for answer in chat.answers)


@pytest.mark.parametrize(
    ("first", "texts"),
    [
        ("hi", ("कोई आ रहा है क्या?", "कब तक आएँगे?")),
        ("hi", ("एम्बुलेंस कब आएगी", "कोई आएगा भी या नहीं")),
        ("roman", ("koi aa raha hai kya?", "kab tak aayenge")),
        ("roman", ("aap kisi ko bhej rahe ho?", "ambulance aa gayi kya")),
        ("en", ("is anybody coming?", "when will they come")),
    ],
)
def test_who_asks_whether_anybody_comes_hears_the_truth(talk, sessions, first, texts):
    chat = talk()
    chat.say(DANGERS[first])
    for text, name in zip(texts, ("utter_danger_coming", "utter_danger_coming_again"), strict=True):
        assert "108" in chat.say(text)
        assert chat.names() == [name]
    assert [alarm.state for alarm in alarms(sessions)] == ["open"]


@pytest.mark.parametrize(
    ("first", "text", "said"),
    [
        ("hi", "कोई आ रहा है क्या?", "हेल्प डेस्क आपकी बात देख चुका है"),
        ("roman", "koi aa raha hai kya?", "हेल्प डेस्क आपकी बात देख चुका है"),
        ("en", "is anybody coming?", "The help desk has seen it"),
    ],
)
def test_that_the_desk_has_seen_it_is_said_only_when_it_has(talk, sessions, first, text, said):
    chat = talk()
    chat.say(DANGERS[first])
    assert said not in chat.say(text)
    with transaction(sessions) as session:
        cast.add_cast(session)
        account = cast.account(session, "helpdesk").id
        (alarm,) = emergencies.waiting(session)
        emergencies.act(session, alarm.id, "called", account, "helpdesk", clock.now())
    assert said in chat.say(text)


def test_a_pin_after_an_emergency_is_where_it_is(talk, sessions):
    chat = talk()
    chat.say(DANGERS["roman"])
    chat.send_location(30.4306, 78.6556)
    assert chat.names() == ["utter_danger_place"]
    (alarm,) = alarms(sessions)
    assert (alarm.later[0].place.latitude, alarm.later[0].place.longitude) == (30.4306, 78.6556)


def test_a_pin_in_the_middle_of_filing_answers_the_question_and_the_desk_sees_it(talk, sessions):
    chat = talk()
    chat.say("bijli nahi aa rahi hai teen din se")
    chat.say(DANGERS["roman"])
    chat.send_location(30.4306, 78.6556)
    assert chat.names()[-1] == "utter_confirm_grievance"
    assert alarms(sessions)[0].later[0].place is not None


@pytest.mark.parametrize(
    "texts",
    [
        ("बचाओ बचाओ", "जल्दी करो", "बचाओ", "कोई है?", "बचाओ"),
        ("network nahi hai", "network nahi hai bhai", "phone nahi lag raha", "no network"),
        ("he is bleeding what do I do", "what should I do", "what do we do now"),
    ],
)
def test_in_danger_nothing_is_said_twice_in_a_row(talk, texts):
    chat = talk()
    said = [chat.say(text) for text in (DANGERS["roman"], *texts)]
    assert [after for before, after in pairwise(said) if before == after] == []


def test_another_danger_gets_its_own_number_and_stands_by_itself(talk, sessions):
    chat = talk()
    chat.say(DANGERS["roman"])
    assert "101" in chat.say("ab gaadi me aag lag gayi hai")
    assert [alarm.kind for alarm in alarms(sessions)] == ["fire", "medical"]


def test_a_nahi_to_the_first_number_means_no_danger_and_later_only_that_no_call_gets_through(
    talk, sessions
):
    chat = talk()
    chat.say(DANGERS["roman"])
    chat.say("phone nahi lag raha")
    chat.say("nahi")
    assert chat.names() == ["utter_danger_stands"]
    assert [alarm.state for alarm in alarms(sessions)] == ["open"]


def test_an_hour_later_the_talk_is_about_something_else(talk, office_hours):
    chat = talk()
    chat.say(DANGERS["roman"])
    office_hours.advance(minutes=61)
    chat.say("Ghansali")
    assert chat.names() == ["utter_ask_problem_there"]


def test_a_new_complaint_after_an_emergency_is_a_complaint(talk):
    chat = talk()
    chat.say(DANGERS["roman"])
    chat.say("hamare gaon me 3 din se light nahi hai, Ghansali")
    assert chat.names() == ["utter_confirm_grievance"]


# --- at night ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "closed"),
    [
        ("hi", "हेल्प डेस्क अभी बंद है, कल सुबह 9 बजे खुलेगा"),
        ("roman", "हेल्प डेस्क अभी बंद है, कल सुबह 9 बजे खुलेगा"),
        ("en", "The help desk is closed now and opens tomorrow at 9:00 AM"),
    ],
)
def test_at_night_nobody_is_promised_the_help_desk(talk, office_hours, first, closed):
    office_hours.moment = NIGHT
    chat = talk()
    assert closed in chat.say(DANGERS[first])
    for text in ("no network", "kya kare khoon beh raha hai", "Ghansali", "bachao"):
        answer = chat.say(text)
        assert "9 बजे खुलेगा" in answer or "opens tomorrow" in answer
        assert "सबसे ऊपर" not in answer


@pytest.mark.parametrize("first", ["hi", "en"])
def test_by_day_the_help_desk_sees_it_and_the_call_comes_first(talk, first):
    answer = talk().say(DANGERS[first])
    assert "सबसे ऊपर दिखता है" in answer or "sees your message at the top" in answer


# --- no danger to anybody ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "मेरी दुकान में बारिश का पानी घुस गया, सामान ख़राब हो गया, नाली जाम है, ऋषिकेश",
        "meri dukan me pani ghus gaya nali jam hone se saman kharab ho gaya, Rishikesh",
        "Rain water has entered my shop because the drain is blocked, Rishikesh",
        "सड़क धँस गई है, किसी को चोट नहीं आई, घनसाली",
        "sadak toot ke dhas gayi hai koi ghayal nahi, Ghansali",
        "The road has collapsed near Ghansali, nobody is hurt",
    ],
)
def test_damage_with_nobody_in_danger_is_a_complaint(talk, sessions, text):
    chat = talk()
    chat.say(text)
    assert not any(name.startswith("utter_emergency") for name in chat.names())
    with transaction(sessions) as session:
        assert session.execute(select(Emergency)).first() is None


@pytest.mark.parametrize(
    "text",
    [
        "दुकान में पानी घुस गया है और दो लोग अंदर फँसे हैं, बचाओ",
        "sadak dhas gayi hai ek gaadi khai me gir gayi log fase hain",
        "The road has collapsed and a bus fell into the gorge",
        "nobody is hurt yet but the house is on fire and people are inside",
    ],
)
def test_people_in_danger_beside_damage_stay_an_emergency(talk, text):
    chat = talk()
    chat.say(text)
    assert chat.names()[0].startswith("utter_emergency")
