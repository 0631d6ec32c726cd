"""Danger, people, and questions about the helpline: whole conversations with the trained model."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from helpline import clock
from helpline.clock import INDIA
from helpline.services import conversations, emergencies, handover
from helpline.store.base import transaction
from helpline.store.helpdesk import Emergency, Handover
from helpline.store.messages import Turn
from helpline.store.review import ReviewItem
from tests.support import cast

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("office_hours")]

FILING = "bijli nahi aa rahi hai teen din se"
NOON = datetime(2026, 3, 10, 12, 0, tzinfo=INDIA)
MIDNIGHT = datetime(2026, 3, 10, 23, 0, tzinfo=INDIA)
SATURDAY_EVENING = datetime(2026, 3, 14, 20, 0, tzinfo=INDIA)


@pytest.fixture
def talk(whole_way):
    """Each message takes its whole way here, so that what is noted beside the answer is seen."""
    return whole_way


@pytest.fixture
def helpdesk(sessions):
    """The account of somebody at the help desk."""
    with transaction(sessions) as session:
        cast.add_cast(session)
        return cast.account(session, "helpdesk").id


def rows(sessions, table):
    with transaction(sessions) as session:
        return session.execute(select(table).order_by(table.id)).scalars().all()


def reasons(sessions):
    with transaction(sessions) as session:
        found = session.execute(
            select(Turn.text, ReviewItem.reason).join(Turn, Turn.id == ReviewItem.turn_id)
        )
        return {tuple(row) for row in found}


# --- danger -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("101", "घर में आग लग गई है, जल्दी आओ"),
        ("101", "ghar me aag lag gayi hai bachao"),
        ("101", "My house is on fire, people are inside"),
        ("108", "पिताजी बेहोश हो गए हैं, सांस नहीं ले रहे"),
        ("108", "abhi accident ho gaya hai, khoon bah raha hai"),
        ("108", "My father is unconscious and not breathing, send an ambulance"),
        ("1070", "गाँव में बादल फट गया है, लोग मलबे में दबे हैं"),
        ("1070", "landslide ho gaya hai log malbe me dabe hain"),
        ("1070", "There is a flood right now and we are trapped on the roof"),
        ("1090", "teen ladke mujhe gaadi me kheench rahe hain, chhed rahe hain, bachao"),
        ("112", "घर में चोर घुस आए हैं, उनके पास बंदूक है"),
        ("112", "ghar me log chaku lekar ghus aaye hain, jaldi aao"),
        ("112", "Someone is breaking into my house right now, he has a knife"),
        ("112", "बचाओ"),
        ("14416", "मैं अब जीना नहीं चाहता, जान देने जा रहा हूँ"),
    ],
)
def test_the_right_number_comes_at_once(talk, sessions, number, text):
    chat = talk()
    answer = chat.say(text)
    assert number in answer.splitlines()[0], answer
    assert chat.sent()[0] == answer, "nothing goes before it, not even at first contact"
    assert chat.names()[0].startswith("utter_emergency_")
    (emergency,) = rows(sessions, Emergency)
    assert emergency.citizen_id == chat.citizen().id


def test_in_the_middle_of_filing_the_number_comes_first_and_the_desk_sees_it(talk, sessions):
    chat = talk()
    chat.say(FILING)
    chat.say("ghar me aag lag gayi bachao")
    assert chat.names()[0] == "utter_emergency_fire"
    with transaction(sessions) as session:
        (alarm,) = emergencies.waiting(session)
    assert (alarm.kind, alarm.words) == ("fire", "ghar me aag lag gayi bachao")
    chat.say("Ghansali")
    chat.tap("हाँ, दर्ज करें")
    assert len(chat.complaints()) == 1


def test_no_danger_after_all_by_button(talk, sessions):
    chat = talk()
    chat.say("घर में आग लग गई है, जल्दी आओ")
    chat.tap("ख़तरा नहीं है")
    assert chat.names() == ["utter_no_emergency"]
    assert rows(sessions, Emergency)[0].state == "taken_back"
    assert ("घर में आग लग गई है, जल्दी आओ", "emergency_taken_back") in reasons(sessions)


@pytest.mark.parametrize(
    ("danger", "no"),
    [
        ("घर में आग लग गई है, जल्दी आओ", "नहीं"),
        ("ghar me aag lag gayi hai bachao", "nahi"),
        ("My house is on fire, people are inside", "no"),
    ],
)
def test_no_danger_after_all_in_words(talk, sessions, danger, no):
    chat = talk()
    chat.say(danger)
    chat.say(no)
    assert chat.names() == ["utter_no_emergency"]
    assert rows(sessions, Emergency)[0].state == "taken_back"


def test_what_was_no_danger_becomes_a_complaint_with_its_words(talk):
    chat = talk()
    chat.say("bijli ka taar toot kar gir gaya hai, current lag raha hai, bachao")
    assert chat.names()[0].startswith("utter_emergency_")
    chat.tap("ख़तरा नहीं है")
    chat.tap("हाँ, शिकायत है")
    answer = chat.say("Ghansali, Tehri")
    assert "bijli ka taar toot kar gir gaya hai" in answer


def test_taking_it_back_while_filing_goes_on_with_the_question(talk, sessions):
    chat = talk()
    chat.say(FILING)
    chat.say("ghar me aag lag gayi bachao")
    chat.tap("ख़तरा नहीं है")
    assert chat.names() == ["utter_no_emergency_goes_on", "utter_ask_place_again"]
    assert rows(sessions, Emergency)[0].state == "taken_back"


# --- a person ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("मुझे किसी अधिकारी से बात करनी है", "आपका नंबर 1 है"),
        ("kisi insan se baat karao", "आपका नंबर 1 है"),
        ("I want to talk to a real person", "You are number 1"),
    ],
)
def test_who_asks_for_a_person_hears_the_place_in_the_queue(talk, sessions, text, place):
    chat = talk()
    assert place in chat.say(text)
    assert chat.names() == ["utter_human_waiting"]
    assert rows(sessions, Handover)[0].citizen_id == chat.citizen().id
    assert (text, "asked_for_person") in reasons(sessions)


def test_the_second_who_asks_is_second_and_keeps_the_place(talk):
    talk().say("kisi insan se baat karao")
    chat = talk()
    assert "आपका नंबर 2 है" in chat.say("मुझे किसी अधिकारी से बात करनी है")
    chat.say("मुझे किसी अधिकारी से बात करनी है")
    assert chat.names() == ["utter_human_still_waiting"]


@pytest.mark.parametrize(
    ("first", "texts", "said"),
    [
        ("मुझे किसी अधिकारी से बात करनी है", ("कब बात होगी?", "कितनी देर लगेगी"), "शाम 6 बजे तक"),
        ("kisi insan se baat karao", ("wo kab aayega?", "kab baat hogi"), "शाम 6 बजे तक"),
        (
            "I want to talk to a real person",
            ("when will he come?", "how long do I have to wait"),
            "until 6:00 PM today",
        ),
    ],
)
def test_who_asks_when_the_person_comes_hears_the_place_and_the_hours(talk, first, texts, said):
    chat = talk()
    chat.say(first)
    answers = [chat.say(text) for text in texts]
    assert said in answers[0]
    assert answers[0] != answers[1]
    assert all("1" in answer for answer in answers)
    assert chat.names() == ["utter_human_still_waiting_again"]


def test_at_night_who_asks_when_the_person_comes_hears_when_the_desk_opens(talk, office_hours):
    office_hours.moment = MIDNIGHT
    chat = talk()
    chat.say("kisi insan se baat karao")
    assert "कल सुबह 9 बजे खुलेगा" in chat.say("kab baat hogi")


@pytest.mark.parametrize(
    ("first", "text"),
    [
        ("मुझे किसी अधिकारी से बात करनी है", "अब व्यक्ति की ज़रूरत नहीं है"),
        ("kisi insan se baat karao", "helpdesk wala rehne do"),
        ("kisi insan se baat karao", "ab person ki zarurat nahi"),
        ("I want to talk to a real person", "cancel the help desk request"),
    ],
)
def test_who_needs_no_person_any_more_leaves_the_queue_and_nothing_else(
    talk, sessions, first, text
):
    chat = talk()
    chat.say(FILING)
    chat.say(first)
    chat.say(text)
    assert chat.names() == ["utter_person_not_needed", "utter_ask_place_again"]
    assert [row.ended_by for row in rows(sessions, Handover)] == ["citizen"]
    chat.say("Ghansali")
    chat.say("haan")
    assert [complaint.text for complaint in chat.complaints()] == [FILING]
    chat.say(text)
    assert chat.names() == ["utter_not_in_queue"]
    assert chat.complaints()[0].state == "assigned"


@pytest.mark.parametrize(
    ("moment", "text", "said"),
    [
        (MIDNIGHT, "मुझे किसी अधिकारी से बात करनी है", "कल सुबह 9 बजे खुलेगा"),
        (MIDNIGHT, "kisi insan se baat karao", "कल सुबह 9 बजे खुलेगा"),
        (MIDNIGHT, "I want to talk to a real person", "opens tomorrow at 9:00 AM"),
        (SATURDAY_EVENING, "मुझे किसी अधिकारी से बात करनी है", "सोमवार, 16 मार्च को सुबह 9 बजे"),
        (NOON - timedelta(hours=5), "I want to talk to a real person", "opens today at 9:00 AM"),
    ],
)
def test_outside_office_hours_it_says_when_somebody_will_write(
    talk, sessions, office_hours, moment, text, said
):
    office_hours.moment = moment
    assert said in talk().say(text)
    assert rows(sessions, Handover)[0].asked_when_closed


def test_who_waits_for_a_person_can_still_file(talk):
    chat = talk()
    chat.say("kisi insan se baat karao")
    chat.say("hamare gaon me 3 din se light nahi hai, Ghansali")
    chat.tap("हाँ, दर्ज करें")
    assert len(chat.complaints()) == 1


def test_what_is_unclear_while_waiting_is_kept_for_the_person(talk):
    chat = talk()
    chat.say("kisi insan se baat karao")
    for text, name in (("/", "utter_kept_for_person"), ("//", "utter_kept_for_person_again")):
        chat.say(text)
        assert chat.names() == [name]


def with_person(chat, sessions, helpdesk):
    """Let somebody of the help desk take the conversation over."""
    citizen_id = chat.citizen().id
    with transaction(sessions) as session:
        handover.take(session, citizen_id, helpdesk, "helpdesk", clock.now())


def test_while_a_person_writes_the_assistant_is_silent(talk, sessions, helpdesk):
    chat = talk()
    chat.say("kisi insan se baat karao")
    with_person(chat, sessions, helpdesk)
    for text in ("hamare gaon me 3 din se light nahi hai, Ghansali", "haan", "xqzv"):
        assert chat.say(text) == ""
    assert [turn.text for turn in rows(sessions, Turn)][-1] == "xqzv"
    assert not any(text == "xqzv" for text, _ in reasons(sessions))
    assert chat.complaints() == []


@pytest.mark.parametrize(
    ("first", "back"),
    [
        ("मुझे किसी अधिकारी से बात करनी है", "वापस"),
        ("kisi insan se baat karao", "bot se baat karo"),
        ("I want to talk to a real person", "back to the assistant"),
    ],
)
def test_the_citizen_gets_the_assistant_back_in_words(talk, sessions, helpdesk, first, back):
    chat = talk()
    chat.say(first)
    with_person(chat, sessions, helpdesk)
    chat.say(back)
    assert chat.names() == ["utter_back_to_assistant"]
    assert chat.say("namaste") != ""


def test_the_citizen_gets_the_assistant_back_by_the_button(talk, sessions, helpdesk):
    chat = talk()
    chat.say("kisi insan se baat karao")
    with_person(chat, sessions, helpdesk)
    chat.tap_button("/back_to_assistant", "सहायक पर लौटें")
    assert chat.names() == ["utter_back_to_assistant"]


def test_after_the_person_hands_back_the_assistant_answers(talk, sessions, helpdesk):
    chat = talk()
    chat.say("kisi insan se baat karao")
    with_person(chat, sessions, helpdesk)
    assert chat.say("meri shikayat ka kya hua") == ""
    citizen_id = chat.citizen().id
    with transaction(sessions) as session:
        handover.hand_back(session, citizen_id, helpdesk, "helpdesk", clock.now())
    assert "फिर से सहायक प्रोग्राम जवाब देगा" in chat.sent()[-1]
    chat.say("meri shikayat ka kya hua")
    assert chat.names() == ["utter_no_complaints"]


def test_a_person_who_keeps_silent_loses_the_word(talk, sessions, helpdesk, office_hours):
    chat = talk()
    chat.say("kisi insan se baat karao")
    with_person(chat, sessions, helpdesk)
    assert chat.say("koi hai?") == ""
    office_hours.advance(minutes=31)
    chat.say("meri shikayat ka kya hua")
    assert chat.names() == ["utter_no_complaints"]
    assert rows(sessions, Handover)[0].ended_by == "silence"


def test_danger_is_answered_even_while_a_person_writes(talk, sessions, helpdesk):
    chat = talk()
    chat.say("kisi insan se baat karao")
    with_person(chat, sessions, helpdesk)
    chat.say("घर में आग लग गई है, जल्दी आओ")
    assert chat.names() == ["utter_emergency_fire"]
    assert chat.say("haan") == "", "the person keeps the conversation"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("मुझे फ़ोन कीजिए", "9 से शाम 6 बजे"),
        ("mujhe call karo", "9 से शाम 6 बजे"),
        ("please call me back", "between 9:00 AM and 6:00 PM"),
    ],
)
def test_a_wish_to_be_called_is_confirmed_with_number_and_hours(talk, sessions, text, said):
    chat = talk()
    answer = chat.say(text)
    assert chat.names() == ["utter_call_promised"]
    assert said in answer
    assert f"••{chat.phone[-3:]}" in answer
    assert chat.phone not in answer
    with transaction(sessions) as session:
        (line,) = conversations.to_call_back(session, clock.now())
    assert line.wants_call


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("मुझे फ़ोन कीजिए", "कल सुबह 9 बजे खुलेगा"),
        ("mujhe call karo", "कल सुबह 9 बजे खुलेगा"),
        ("please call me back", "opens tomorrow at 9:00 AM"),
    ],
)
def test_at_night_no_call_is_promised_before_the_desk_opens(talk, office_hours, text, said):
    office_hours.moment = MIDNIGHT
    chat = talk()
    assert said in chat.say(text)
    assert chat.names() == ["utter_call_promised_closed"]
    chat.say("kisi insan se baat karao")
    assert chat.names() == ["utter_human_still_closed"]


@pytest.mark.parametrize(
    "text",
    [
        "किसी आदमी से बात कराओ",
        "mujhe helpline wale se baat karni hai",
        "number do kisi se baat karni hai",
        "customer care se baat karni hai",
        "I need to talk to somebody, give me a real person",
    ],
)
def test_who_wants_a_person_is_not_sent_to_an_office(talk, text):
    chat = talk()
    chat.say(text)
    assert chat.names() == ["utter_human_waiting"]


# --- questions about the helpline -------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("नमस्ते", "utter_greet"),
        ("ram ram ji", "utter_greet"),
        ("Good morning", "utter_greet"),
        ("बहुत बहुत धन्यवाद", "utter_thank"),
        ("dhanyavaad ji", "utter_thank"),
        ("thanks a lot", "utter_thank"),
        ("आप क्या-क्या कर सकते हैं?", "utter_help"),
        ("shikayat kaise darj kare", "utter_help"),
        ("What can you do for me?", "utter_help"),
        ("क्या तुम रोबोट हो?", "utter_bot_challenge"),
        ("aap kaun ho, insan ya machine", "utter_bot_challenge"),
        ("Are you a robot?", "utter_bot_challenge"),
        ("शिकायत हल होने में कितने दिन लगते हैं?", "utter_timeline"),
        ("kitne din lagenge", "utter_timeline"),
        ("How many days will it take?", "utter_timeline"),
        ("मेरा सुझाव है कि हर गाँव में पुस्तकालय खोला जाए", "utter_suggestion"),
        ("mera sujhav hai ki har block me library khole", "utter_suggestion"),
        ("I have a suggestion: please plant more trees along the roads", "utter_suggestion"),
        ("आज मौसम कैसा रहेगा?", "utter_out_of_scope"),
        ("koi joke sunao", "utter_out_of_scope"),
        ("Who will win the cricket match today?", "utter_out_of_scope"),
    ],
)
def test_small_questions_get_a_short_useful_answer(talk, text, name):
    chat = talk()
    chat.say(text)
    assert chat.names() == [name]


def test_the_help_and_the_robot_lead_to_a_person(talk):
    chat = talk()
    chat.say("kya aap robot ho?")
    chat.tap("व्यक्ति से बात")
    assert chat.names() == ["utter_human_waiting"]


def test_the_date_of_ones_own_complaint_is_told(talk):
    chat = talk()
    chat.say("hamare gaon me 3 din se light nahi hai, Ghansali")
    chat.tap("हाँ, दर्ज करें")
    answer = chat.say("kitne din lagenge")
    assert chat.names() == ["utter_timeline_yours"]
    assert "मार्च 2026" in answer


@pytest.mark.parametrize(
    ("text", "office", "phone"),
    [
        ("नैनीताल में बिजली विभाग का नंबर दीजिए", "नैनीताल", "1912"),
        ("bijli vibhag ka number do", "बिजली", "1912"),
        ("What is the phone number of the electricity department in Almora?", "Almora", "1912"),
    ],
)
def test_the_office_and_its_number_are_named(talk, text, office, phone):
    chat = talk()
    answer = chat.say(text)
    assert chat.names() == ["utter_contact_phone"]
    assert office in answer
    assert phone in answer


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("मेरा एटीएम कार्ड बैंक ने ब्लॉक कर दिया है", "utter_elsewhere_bank"),
        ("jio ka network nahi aa raha", "utter_elsewhere_telecom"),
        ("My train ticket refund has not come from the railways", "utter_elsewhere_railway"),
    ],
)
def test_what_is_not_the_states_is_told_where_to_go(talk, text, name):
    chat = talk()
    chat.say(text)
    assert chat.names() == [name]


@pytest.mark.parametrize(
    "insults",
    [
        ("तुम सब चोर हो साले", "कमीने लोग हो तुम", "साले चोर"),
        ("saale chor ho tum sab", "kamine log ho tum", "harami saale"),
        ("you bloody idiots", "you are all bastards", "stupid idiots"),
    ],
)
def test_an_insult_is_met_calmly_then_once_more_firmly(talk, insults):
    chat = talk()
    said = []
    for insult in insults:
        chat.say(insult)
        said += chat.names()
    assert said == ["utter_abuse", "utter_abuse_firm", "utter_abuse"]
