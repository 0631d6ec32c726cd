"""On the way through a filing: protests, jokes, questions, detours. The words stay the citizen's."""

import pytest

pytestmark = pytest.mark.slow

OUTAGE = "hamare gaon me 3 din se light nahi hai, Ghansali"
HINDI = "हमारे गाँव में 3 दिन से बिजली नहीं है, घनसाली"
ENGLISH = "There has been no electricity in our village for three days, Ghansali"
NO_PLACE = "bijli nahi aa rahi hai teen din se"
YES = "हाँ, दर्ज करें"


def only(chat):
    (complaint,) = chat.complaints()
    return complaint


@pytest.mark.parametrize(
    ("first", "words"),
    [
        (OUTAGE, "darj karo"),
        (OUTAGE, "darj kar do"),
        (HINDI, "दर्ज कर दीजिए"),
        (HINDI, "शिकायत दर्ज करो"),
        (ENGLISH, "register it"),
        (ENGLISH, "please file it"),
    ],
)
def test_file_it_is_a_yes(talk, first, words):
    chat = talk()
    chat.say(first)
    chat.say(words)
    assert chat.names() == ["utter_filed_grievance"]
    assert only(chat).text == first


def test_file_it_after_the_question_what_to_change_is_a_yes_too(talk):
    chat = talk()
    chat.say(OUTAGE)
    chat.tap("कुछ बदलना है")
    chat.say("darj kar do")
    assert only(chat).text == OUTAGE


@pytest.mark.parametrize(
    ("first", "protest"),
    [
        (NO_PLACE, "kitni baar puchoge yaar"),
        (NO_PLACE, "haha mazak hai kya"),
        (NO_PLACE, "हद है यार, कितनी बार पूछोगे"),
        (NO_PLACE, "why are you asking so many questions"),
    ],
)
def test_a_protest_is_no_place_and_no_part_of_the_complaint(talk, first, protest):
    chat = talk()
    chat.say(first)
    chat.say(protest)
    assert chat.names()[-1] == "utter_ask_place_again"
    chat.say("Ghansali")
    chat.tap(chat.buttons()[0]["title"])
    assert (only(chat).text, only(chat).place) == (first, "Ghansali")


@pytest.mark.parametrize(
    "protest", ["kya bakwas hai yaar", "हद है यार", "why are you asking so many questions"]
)
def test_a_protest_at_the_summary_changes_nothing(talk, protest):
    chat = talk()
    chat.say(OUTAGE)
    chat.say(protest)
    assert chat.names()[-1].startswith("utter_confirm_grievance")
    chat.tap(chat.buttons()[0]["title"])
    assert only(chat).text == OUTAGE


@pytest.mark.parametrize(
    "words",
    [
        "mazak kar raha tha",
        "just testing",
        "nahi karni shikayat",
        "रहने दो",
        "forget it",
        "chhodo yaar",
    ],
)
@pytest.mark.parametrize("first", [NO_PLACE, OUTAGE])
def test_who_jokes_or_changes_his_mind_leaves_in_one_message(talk, first, words):
    chat = talk()
    chat.say(first)
    chat.say(words)
    assert chat.names() == ["utter_cancelled"]
    assert chat.complaints() == []


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("kitne din lagenge?", "utter_timeline_if_filed"),
        ("kya paisa lagega?", "utter_free"),
        ("क्या इसमें पैसे लगेंगे?", "utter_free"),
        ("is it free?", "utter_free"),
        ("ye number sarkari hai?", "utter_official"),
        ("क्या यह नंबर सरकारी है?", "utter_official"),
        ("is this number official?", "utter_official"),
        ("kiske paas jayegi?", "utter_goes_to"),
        ("यह किसके पास जाएगी?", "utter_goes_to"),
        ("who will handle this?", "utter_goes_to"),
        ("photo bhej sakta hoon?", "utter_may_send_files"),
        ("क्या मैं फोटो भेज सकती हूँ?", "utter_may_send_files"),
        ("can I send a photo?", "utter_may_send_files"),
        ("aadhar card chahiye kya?", "utter_no_papers_needed"),
        ("mujhe kaise pata chalega?", "utter_how_told"),
        ("will I get a receipt?", "utter_how_told"),
        ("baad me badal sakta hu kya?", "utter_may_change"),
        ("kuch hoga bhi ya nahi?", "utter_no_promise"),
        ("naam to nahi batayenge?", "utter_who_sees_name"),
        ("ये मैसेज कौन पढ़ेगा?", "utter_who_sees_name"),
        ("will the pradhan know?", "utter_who_sees_name"),
        ("ye helpline kisne shuru ki thi?", "utter_no_answer_here"),
    ],
)
@pytest.mark.parametrize(
    ("first", "again"),
    [(NO_PLACE, "utter_ask_place_again"), (OUTAGE, "utter_confirm_grievance_again")],
)
def test_a_question_is_answered_shortly_and_the_filing_goes_on(
    talk, first, again, question, answer
):
    chat = talk()
    chat.say(first)
    chat.say(question)
    assert chat.names()[0].startswith(answer)
    # In the language of the question; a summary in another language is shown in full.
    assert chat.names()[1] in (again, again.removesuffix("_again"))
    if first == NO_PLACE:
        chat.say("Ghansali")
    chat.say("haan")
    assert only(chat).text == first


@pytest.mark.parametrize(("captions", "line"), [(1, "*साथ में:* 1 फ़ोटो"), (2, "*साथ में:* 2 फ़ोटो")])
def test_photos_sent_on_the_way_stand_in_the_summary(talk, captions, line):
    chat = talk()
    chat.say(NO_PLACE)
    for _ in range(captions):
        chat.send_file("image")
    assert line in chat.say("Ghansali")


def test_a_photo_at_the_summary_is_confirmed_in_it(talk):
    chat = talk()
    chat.say(ENGLISH)
    assert "*With:* 1 photo" in chat.send_file("image")


@pytest.mark.parametrize(
    ("first", "wish", "place"),
    [
        (
            "transformer me aag lag gayi thi, 3 din se bijli nahi hai Ghansali me, bachao",
            "shikayat darj karni hai",
            "Ghansali",
        ),
    ],
)
def test_a_problem_told_before_a_detour_is_not_asked_again(talk, first, wish, place):
    chat = talk()
    chat.say(first)
    assert not chat.names()[0].startswith("utter_confirm")
    chat.say(wish)
    assert chat.names() == ["utter_confirm_grievance"]
    chat.tap(chat.buttons()[0]["title"])
    assert (only(chat).text, only(chat).place) == (first, place)
