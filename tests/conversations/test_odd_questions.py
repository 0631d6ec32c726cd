"""Odd questions before and beside a filing: answered once, and the filing goes on."""

import pytest

pytestmark = pytest.mark.slow

NO_LIGHT = {
    "hi": "बिजली नहीं आ रही",
    "roman": "bijli nahi aa rahi",
    "en": "There is no electricity here",
}


@pytest.mark.parametrize(
    ("spoken", "question", "answer"),
    [
        ("en", "Is this fraud?", "utter_official"),
        ("hi", "यह फ्रॉड तो नहीं?", "utter_official"),
        ("roman", "ye fraud to nahi hai?", "utter_official"),
        ("roman", "ye kya hai, paise katenge?", "utter_free"),
        ("hi", "पैसे कटेंगे क्या?", "utter_free"),
        ("en", "will you charge for this?", "utter_free"),
    ],
)
def test_fear_of_fraud_or_cost_is_answered_and_the_filing_goes_on(talk, spoken, question, answer):
    chat = talk()
    chat.say(NO_LIGHT[spoken])
    assert chat.names() == ["utter_ask_place"]
    chat.say(question)
    assert chat.names() == [answer, "utter_ask_place_again"]
    chat.say("Ghansali")
    assert chat.names() == ["utter_confirm_grievance"]


@pytest.mark.parametrize("words", ["why hindi now", "why are you writing in hindi?"])
def test_why_hindi_is_a_wish_for_english(talk, words):
    chat = talk()
    chat.say(NO_LIGHT["en"])
    chat.say(words)
    assert chat.names()[0] == "utter_language_en"
    chat.say("Ghansali")
    assert "Shall I" in "".join(answer["text"] for answer in chat.answers)


@pytest.mark.parametrize(
    "words",
    ["status of my complaints", "meri sabhi shikayaton ka status", "मेरी सारी शिकायतें दिखाओ"],
)
def test_complaints_in_the_plural_are_listed(talk, words):
    chat = talk()
    for told in ("bijli nahi aa rahi, Ghansali", "sadak toot gayi hai, Ghansali"):
        chat.say(told)
        chat.tap(chat.buttons()[0]["title"])
    chat.say(words)
    assert chat.names() == ["utter_own_complaints"]
    assert len(chat.buttons()) == 2


@pytest.mark.parametrize(
    ("words", "wished"),
    [
        ("mujhe call karo 9876512345 par sham 5 baje", ["9876512345", "sham 5 baje"]),
        ("please call me on 9876512345 after 6 pm", ["9876512345", "after 6 pm"]),
        ("मुझे कल सुबह 10 बजे 9876512345 पर फोन करना", ["9876512345", "सुबह 10 बजे"]),
    ],
)
def test_another_number_and_hour_are_noted(talk, office_hours, words, wished):
    chat = talk()
    said = chat.say(words)
    assert chat.names() == ["utter_call_noted"]
    assert all(part in said for part in wished)


@pytest.mark.parametrize("words", ["help", "मदद", "madad"])
def test_help_offers_a_person_too(talk, words):
    chat = talk()
    chat.say(words)
    assert chat.names() == ["utter_help"]
    assert [button["payload"] for button in chat.buttons()] == ["/talk_to_human"]


@pytest.mark.parametrize(
    "words",
    [
        "mere pati nahi rahe, vidhwa pension nahi lagi, Kashipur",
        "मेरे पति का स्वर्गवास हो गया, विधवा पेंशन नहीं मिल रही, काशीपुर",
        "my husband is no more, widow pension not started, Kashipur",
    ],
)
def test_a_death_is_not_passed_over(talk, words):
    chat = talk()
    chat.say(words)
    assert chat.names()[0] == "utter_sorry_death"


@pytest.mark.parametrize(
    ("spoken", "words"), [("roman", "bye"), ("hi", "अलविदा"), ("en", "ok bye for now")]
)
def test_who_takes_leave_is_asked_nothing(talk, spoken, words):
    chat = talk()
    chat.say(NO_LIGHT[spoken])
    chat.say(words)
    assert chat.names() == ["utter_goodbye_unfinished"]
    chat.say("Ghansali")
    assert chat.names() == ["utter_confirm_grievance"]


@pytest.mark.parametrize("yes", ["haan", "हाँ", "yes"])
def test_a_yes_to_is_it_a_complaint_begins_it(talk, yes):
    chat = talk()
    chat.say("wo wali baat")
    assert chat.names() == ["utter_unclear"]
    chat.say(yes)
    assert chat.names() == ["utter_ask_place"]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("haan kar do par aadhar dena padega kya?", "utter_no_papers_needed"),
        ("हाँ दर्ज कर दो, पर इसके पैसे तो नहीं लगेंगे?", "utter_free"),
        ("yes file it, but will it cost anything?", "utter_free"),
    ],
)
def test_a_yes_with_a_question_files_and_the_question_is_answered(talk, said, answer):
    chat = talk()
    chat.say("Ghansali me 3 din se bijli nahi aa rahi")
    assert chat.names() == ["utter_confirm_grievance"]
    chat.say(said)
    assert chat.names()[0] == "utter_filed_grievance"
    assert answer in chat.names()


@pytest.mark.parametrize("said", ["haan bola na", "हाँ बोला ना", "yes i said"])
def test_an_impatient_yes_is_a_yes(talk, said):
    chat = talk()
    chat.say("Ghansali me 3 din se bijli nahi aa rahi")
    chat.say(said)
    assert chat.names()[0] == "utter_filed_grievance"


def test_who_wants_a_curse_taken_out_loses_no_complaint(talk):
    chat = talk()
    chat.say("saale sunte nahi, Ghansali me 3 din se bijli nahi aa rahi")
    chat.say("gali wala hissa hata do usme se, baaki theek")
    assert "utter_cancelled" not in chat.names()
