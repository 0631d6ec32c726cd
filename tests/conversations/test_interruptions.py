"""What comes between: questions, thanks, anger, danger, a night, a thousand messages, odd texts."""

import pytest
from sqlalchemy import select

from actions.database import database
from helpline.channels.rasa_patches import MOST_EVENTS
from helpline.services import drafts
from helpline.settings import draft_kept
from helpline.store.drafts import UnfinishedComplaint

pytestmark = pytest.mark.slow

YES = "हाँ, दर्ज करें"
OUTAGE = "hamare gaon me 3 din se light nahi hai, Ghansali"
NO_PLACE = "bijli nahi aa rahi hai teen din se"
ENGLISH = "There has been no electricity in our village for three days"


def files_it(chat, *rest):
    for message in rest:
        chat.say(message)
    if chat.names() == ["utter_ask_category"]:
        chat.tap(chat.buttons()[0]["title"])
    chat.tap(next(b["title"] for b in chat.buttons() if b["payload"].startswith("/affirm")))
    assert len(chat.complaints()) == 1


# --- interruptions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("meri purani shikayat ka kya hua", "utter_no_complaints"),
        ("धन्यवाद", "utter_thank"),
        ("tum log sab chor ho, haraamkhor", "utter_abuse"),
        ("ghar me aag lag gayi bachao", "utter_emergency"),
        ("yahan kya kya kar sakte hain", "utter_help"),
        ("कितने दिन में काम होगा", "utter_timeline"),
        ("namaste", "utter_greet"),
    ],
)
def test_while_the_place_is_asked_it_is_answered_and_the_question_repeated_shortly(
    talk, words, answer
):
    chat = talk()
    chat.say(NO_PLACE)
    chat.say(words)
    assert chat.names()[0].startswith(answer)
    assert chat.names()[1:] == ["utter_ask_place_again"]
    files_it(chat, "Ghansali")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("what is the status of my complaint", "utter_no_complaints"),
        ("thank you", "utter_thank"),
        ("help", "utter_help"),
        ("how many days will it take", "utter_timeline"),
        ("are you a robot", "utter_bot_challenge"),
    ],
)
def test_in_english_too(talk, words, answer):
    chat = talk()
    chat.say(ENGLISH)
    chat.say(words)
    assert chat.names()[0].startswith(answer)
    assert chat.names()[1:] == ["utter_ask_place_again"]
    files_it(chat, "Ghansali")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("meri shikayat ka status batao", "utter_no_complaints"),
        ("शुक्रिया", "utter_thank"),
        ("कितने दिन में काम होगा", "utter_timeline_if_filed"),
    ],
)
def test_at_the_summary_it_is_not_shown_in_full_again(talk, words, answer):
    chat = talk()
    chat.say(OUTAGE)
    said = chat.say(words)
    assert chat.names() == [answer, "utter_confirm_grievance_again"]
    assert OUTAGE not in said
    files_it(chat)


def test_two_interruptions_in_a_row_lose_nothing(talk):
    chat = talk()
    chat.say(NO_PLACE)
    chat.say("namaste")
    chat.say("धन्यवाद")
    assert chat.names() == ["utter_thank", "utter_ask_place_again"]
    files_it(chat, "Ghansali")
    assert chat.complaints()[0].text == NO_PLACE


def test_the_status_of_another_complaint_in_the_middle(talk):
    chat = talk()
    chat.say(OUTAGE)
    chat.tap(YES)
    chat.say("सड़क पूरी टूट गई है")
    chat.say("meri pehli shikayat ka kya hua")
    assert chat.names() == ["utter_status_assigned", "utter_ask_place_again"]
    chat.say("Ghansali")
    chat.tap(YES)
    assert len(chat.complaints()) == 2


@pytest.mark.parametrize("words", ["रद्द करो", "rehne do, cancel kar do", "cancel it please"])
def test_cancel_in_the_middle_ends_it(talk, words):
    chat = talk()
    chat.say(NO_PLACE)
    chat.say(words)
    assert chat.names() == ["utter_cancelled"]
    chat.say("haan")
    assert chat.names() == ["utter_ask_how_to_help"]
    assert chat.complaints() == []


def test_taking_back_what_is_not_filed_yet_cancels_it(talk):
    chat = talk()
    chat.say(OUTAGE)
    chat.say("mujhe shikayat wapas leni hai")
    assert chat.names() == ["utter_cancelled"]


def test_the_language_changes_in_the_middle(talk):
    chat = talk()
    chat.say(NO_PLACE)
    chat.say("english please")
    assert chat.names() == ["utter_language_en", "utter_ask_place_again"]
    assert "Please check" in chat.say("Ghansali")


# --- half-finished ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "greeting", "welcome", "place"),
    [
        (NO_PLACE, "namaste", "कल आप यह बता रहे थे", "Ghansali"),
        ("तीन दिन से बिजली नहीं आ रही है", "नमस्ते", "कल आप यह बता रहे थे", "घनसाली"),
        (ENGLISH, "hello", "Yesterday you were telling me", "Ghansali"),
    ],
)
def test_the_next_day_it_goes_on_with_a_kind_word(
    talk, time_passes, first, greeting, welcome, place
):
    chat = talk()
    chat.say(first)
    time_passes(hours=24)
    said = chat.say(greeting)
    assert welcome in said
    assert first[:20] in said
    assert chat.names()[-1] == "utter_ask_place"
    chat.say(place)
    assert welcome not in "".join(chat.names())
    files_it(chat)
    assert chat.complaints()[0].text == first


def test_the_answer_may_come_the_next_day_without_a_greeting(talk, time_passes):
    chat = talk()
    chat.say(NO_PLACE)
    time_passes(hours=24)
    chat.say("Ghansali")
    assert chat.names() == ["utter_welcome_back_yesterday", "utter_confirm_grievance"]
    files_it(chat)


def test_a_yes_of_the_next_day_sees_the_summary_once_more(talk, time_passes):
    chat = talk()
    chat.say(OUTAGE)
    time_passes(hours=24)
    chat.say("haan")
    assert chat.names() == ["utter_welcome_back_yesterday", "utter_confirm_grievance"]
    assert chat.complaints() == []
    chat.say("haan")
    assert len(chat.complaints()) == 1


def test_the_next_day_it_may_be_cancelled_or_another_problem_told(talk, time_passes):
    chat = talk()
    chat.say(NO_PLACE)
    time_passes(hours=24)
    chat.say("namaste")
    chat.say("रद्द")
    assert chat.names() == ["utter_cancelled"]
    time_passes(hours=24)
    chat.say("नमस्ते")
    assert chat.names() == ["utter_greet"]


def test_two_days_later_it_is_not_called_yesterday(talk, time_passes):
    chat = talk()
    chat.say(NO_PLACE)
    time_passes(hours=49)
    chat.say("namaste")
    assert "utter_welcome_back_earlier" in chat.names()


def test_two_problems_survive_the_night(talk, time_passes):
    chat = talk()
    chat.say("Ghansali me 3 din se bijli nahi aa rahi aur rashan ki dukan wala rashan nahi deta")
    time_passes(hours=24)
    chat.say("namaste")
    chat.tap(YES)
    chat.tap(YES)
    assert len(chat.complaints()) == 2


def test_after_some_days_it_is_gone_from_the_chat_and_seen_by_the_help_desk(talk, time_passes):
    chat = talk()
    chat.say(NO_PLACE)
    time_passes(seconds=draft_kept().total_seconds() + 60)
    chat.say("namaste")
    assert chat.names() == ["utter_greet"]
    chat.say("सड़क टूट गई है, घनसाली")
    chat.tap(YES)
    assert len(chat.complaints()) == 1
    with database() as session:
        (left,) = drafts.left(session, 1, "hi").lines
        assert left.words == NO_PLACE


def test_nothing_is_kept_of_what_is_filed_or_cancelled(talk):
    for words, end in ((OUTAGE, YES), ("Lohaghat me pani nahi aa raha hai", "रद्द करें")):
        chat = talk()
        chat.say(words)
        chat.tap(end)
    with database() as session:
        assert session.execute(select(UnfinishedComplaint)).all() == []


def test_an_hour_later_the_same_day_nobody_notices_the_new_session(talk, time_passes):
    chat = talk()
    chat.say(OUTAGE)
    time_passes(minutes=1)
    chat.say("धन्यवाद")
    time_passes(minutes=90)
    chat.say("haan")
    assert len(chat.complaints()) <= 1
    if not chat.complaints():
        chat.say("haan")
    assert len(chat.complaints()) == 1


def test_a_long_conversation_begins_anew_unnoticed(talk, agent):
    chat = talk()
    for _ in range(MOST_EVENTS // 5):
        chat.say("धन्यवाद")
        assert chat.names() == ["utter_thank"]
    assert chat.events() < MOST_EVENTS
    chat.say(OUTAGE)
    files_it(chat)


# --- odd texts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        '/report_complaint{"category":"energy/power_outage"}',
        '/affirm{"join": "yes"}',
        "/session_start",
        "/back",
    ],
)
def test_a_typed_command_is_only_text(talk, text):
    chat = talk()
    chat.say(OUTAGE)
    chat.say(text)
    assert chat.complaints() == []
    files_it(chat)
    assert chat.complaints()[0].category_code == "energy/power_outage"
    assert chat.complaints()[0].place == "Ghansali"


@pytest.mark.parametrize("text", ["/restart", "🙂🙂", "\u200f\u200e", "…"])
def test_what_cannot_be_a_place_is_not_taken_for_one(talk, text):
    chat = talk()
    chat.say(NO_PLACE)
    chat.say(text)
    assert chat.names()[-1] == "utter_ask_place_again"


@pytest.mark.parametrize("text", ["🙂", "🙏🙏", "…", "\u200d\u200d"])
def test_signs_alone_are_no_description(talk, text):
    chat = talk()
    chat.say("मुझे शिकायत दर्ज करानी है")
    chat.say(text)
    assert chat.names()[-1] == "utter_ask_complaint_text_again"


def test_ten_thousand_characters_are_kept_whole_and_shown_in_part(talk):
    story = "hamare gaon me bijli nahi aa rahi hai. " + "bahut pareshani hai. " * 480
    chat = talk()
    said = chat.say(story)
    assert len(said) < 2000
    files_it(chat, *(["Ghansali"] if "utter_ask_place" in chat.names() else []))
    assert chat.complaints()[0].text == story.strip()


def test_ten_thousand_characters_are_no_place(talk):
    chat = talk()
    chat.say(NO_PLACE)
    chat.say("kya bataun " * 900)
    assert chat.names()[-1] in ("utter_ask_place_again", "utter_ask_district")
    chat.say("Ghansali")
    files_it(chat)
    assert len(chat.complaints()[0].place) <= 200


@pytest.mark.parametrize(
    "text",
    [
        "\u200fhamare gaon me 3 din se light nahi hai, Ghansali\u200f",
        "हमारे गाँव में 3 दिन से बि\u200dजली नहीं है, घनसाली",
        "hamare\u200b gaon me 3 din se light nahi\u200c hai, Ghansali",
    ],
)
def test_invisible_characters_change_nothing(talk, text):
    chat = talk()
    chat.say(text)
    assert chat.names() == ["utter_confirm_grievance"]
    files_it(chat)
    assert chat.complaints()[0].category_code == "energy/power_outage"


@pytest.mark.parametrize("text", ["எங்கள் ஊரில் மின்சாரம் இல்லை", "我们村停电三天了", "ما عندنا كهرباء"])
def test_an_unknown_language_gets_a_way_on_and_its_words_are_kept(talk, text):
    chat = talk()
    chat.say(text)
    assert chat.names() == ["utter_other_script"]
    chat.tap("यह शिकायत ही है")
    while chat.names()[-1] != "utter_confirm_grievance":
        chat.say("Ghansali, Tehri Garhwal")
    files_it(chat)
    assert chat.complaints()[0].text == text
