"""Dialogues with photos, voice notes and documents, with the trained model and the real actions."""

import pytest

pytestmark = pytest.mark.slow

ROMAN = "hamare gaon me 3 din se light nahi hai, Ghansali"
HINDI = "हमारे मोहल्ले में चार दिन से नल में पानी नहीं आ रहा है, रानीखेत"
ENGLISH = "There has been no electricity in our village for five days, Lohaghat"


@pytest.mark.parametrize(
    ("kind", "name", "hindi"),
    [
        ("voice", "utter_file_voice", "आवाज़ का संदेश मिल गया"),
        ("audio", "utter_file_voice", "आवाज़ का संदेश मिल गया"),
        ("image", "utter_file_image", "फ़ोटो मिल गई"),
        ("video", "utter_file_video", "वीडियो मिल गया"),
        ("document", "utter_file_document", "काग़ज़ मिल गया"),
        ("sticker", "utter_file_sticker", "स्टिकर मिल गया"),
    ],
)
def test_each_kind_of_file_is_acknowledged_with_what_happens_next(talk, kind, name, hindi):
    chat = talk()
    assert hindi in chat.send_file(kind)
    assert chat.names() == [name]
    assert [file.kind for file in chat.files()] == [kind]


def test_english_writers_are_answered_in_english(talk):
    chat = talk()
    chat.say("Good morning, I need some help from you")
    assert "Your voice message has arrived" in chat.send_file("voice")


def test_a_message_of_an_unknown_kind_is_answered_too(talk):
    chat = talk()
    chat._send("unsupported", {})
    assert chat.names() == ["utter_file_unknown"]


def test_a_photo_with_words_is_a_complaint_and_goes_with_it(talk):
    chat = talk()
    chat.send_file("image", ROMAN)
    assert chat.names() == ["utter_confirm_grievance"]
    chat.say("haan")
    (complaint,) = chat.complaints()
    assert [file.complaint_id for file in chat.files()] == [complaint.id]
    assert complaint.text == ROMAN


def test_a_photo_before_the_words_goes_with_the_complaint_too(talk):
    chat = talk()
    chat.send_file("image")
    chat.say(HINDI)
    chat.tap("हाँ, दर्ज करें")
    (complaint,) = chat.complaints()
    assert [file.complaint_id for file in chat.files()] == [complaint.id]


def test_a_photo_in_the_middle_of_filing_is_taken_and_the_filing_goes_on(talk):
    chat = talk()
    chat.say("bijli nahi aa rahi hai teen din se")
    chat.send_file("image")
    assert chat.names() == ["utter_file_in_filing", "utter_ask_place_again"]
    chat.say("Ghansali")
    chat.tap("हाँ, दर्ज करें")
    (complaint,) = chat.complaints()
    assert [file.complaint_id for file in chat.files()] == [complaint.id]


def test_a_document_at_the_summary_does_not_confirm_it(talk):
    chat = talk()
    chat.say(ENGLISH)
    chat.send_file("document")
    assert chat.names()[0] == "utter_file_in_filing"
    assert chat.complaints() == []
    chat.say("yes")
    assert len(chat.complaints()) == 1
    assert chat.files()[0].complaint_id == chat.complaints()[0].id


def test_a_voice_note_in_the_middle_of_filing_waits_to_be_heard_and_the_filing_goes_on(talk):
    chat = talk()
    chat.say("bijli nahi aa rahi hai teen din se")
    chat.send_file("voice")
    assert chat.names() == ["utter_file_voice", "utter_ask_place_again"]


def test_a_photo_of_a_cancelled_complaint_does_not_go_with_the_next(talk):
    chat = talk()
    chat.say(ROMAN)
    chat.send_file("image")
    chat.tap("रद्द करें")
    chat.say(HINDI)
    chat.tap("हाँ, दर्ज करें")
    (file,) = chat.files()
    assert (file.is_dropped, file.complaint_id) == (True, None)


def test_a_photo_after_filing_goes_with_the_only_open_complaint(talk):
    chat = talk()
    chat.say(ROMAN)
    chat.say("haan")
    chat.send_file("image")
    assert chat.names() == ["utter_file_added"]
    assert chat.files()[0].complaint_id == chat.complaints()[0].id


def test_with_two_open_complaints_it_is_asked_of_which_a_photo_is(talk, time_passes):
    chat = talk()
    for text in (ROMAN, HINDI):
        chat.say(text)
        chat.tap("हाँ, दर्ज करें")
    time_passes(hours=1)
    chat.send_file("image")
    assert chat.names() == ["utter_which_for_file"]
    assert chat.files()[0].complaint_id is None


@pytest.mark.parametrize(
    ("words", "yes", "category"),
    [
        (ROMAN, "haan", "energy/power_outage"),
        (HINDI, "हाँ", "drinking_water/no_water_supply"),
        (ENGLISH, "yes", "energy/power_outage"),
    ],
)
def test_a_voice_note_written_down_becomes_a_complaint_that_has_it(talk, words, yes, category):
    chat = talk()
    chat.send_file("voice")
    chat.write_down(words)
    assert chat.names() == ["utter_confirm_grievance"]
    chat.say(yes)
    (complaint,) = chat.complaints()
    assert (complaint.text, complaint.category_code) == (words, category)
    (file,) = chat.files()
    assert (file.transcript, file.complaint_id) == (words, complaint.id)


def test_words_written_down_by_a_machine_are_confirmed_before_anything_is_filed(talk):
    chat = talk()
    chat.send_file("voice")
    chat.write_down(ROMAN, by="machine")
    assert chat.names() == ["utter_confirm_grievance"]
    assert chat.complaints() == []


def test_a_spoken_question_for_the_status_is_answered(talk):
    chat = talk()
    chat.say(ROMAN)
    chat.say("haan")
    chat.send_file("voice")
    assert "टिहरी गढ़वाल" in chat.write_down("मेरी शिकायत का क्या हुआ")
    assert chat.names() == ["utter_status_assigned"]


def test_a_spoken_place_answers_the_question_that_stands(talk):
    chat = talk()
    chat.say("bijli nahi aa rahi hai teen din se")
    chat.send_file("voice")
    chat.write_down("घनसाली")
    assert chat.names() == ["utter_confirm_grievance"]


def test_words_written_down_cannot_be_a_command(talk):
    chat = talk()
    chat.say(ROMAN)
    chat.send_file("voice")
    chat.write_down("/affirm")
    assert chat.complaints() == []
