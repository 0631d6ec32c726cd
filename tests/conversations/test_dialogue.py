"""Whole conversations with the trained model and the real actions."""

import pytest

from helpline.domain import complaint_number
from helpline.domain.complaint_number import parse

pytestmark = pytest.mark.slow

ROMAN = "hamare gaon me 3 din se light nahi hai, Ghansali"
HINDI = "हमारे मोहल्ले में चार दिन से नल में पानी नहीं आ रहा है, रानीखेत"
ENGLISH = "There has been no electricity in our village for five days, Lohaghat"


def number_in(answer):
    return next(
        parse(word)
        for word in answer.replace("*", " ").split()
        if word[:4].isdigit() and "-" in word
    )


@pytest.mark.parametrize(
    ("text", "yes", "category", "district", "place"),
    [
        (ROMAN, "haan", "energy/power_outage", "Tehri Garhwal", "Ghansali"),
        (HINDI, "हाँ", "drinking_water/no_water_supply", "Almora", "रानीखेत"),
        (ENGLISH, "yes", "energy/power_outage", "Champawat", "Lohaghat"),
    ],
)
def test_one_message_and_a_yes_file_a_complaint(talk, text, yes, category, district, place):
    chat = talk()
    chat.say(text)
    filed = chat.say(yes)
    (complaint,) = chat.complaints()
    assert number_in(filed) == complaint.number
    assert complaint.text == text
    assert (complaint.category_code, complaint.kind) == (category, "grievance")
    assert complaint.place == place


def test_answers_come_in_the_language_of_the_citizen(talk):
    assert "कृपया देख लीजिए" in talk().say(ROMAN)
    assert "कृपया देख लीजिए" in talk().say(HINDI)
    assert "Please check" in talk().say(ENGLISH)


def test_a_chosen_language_stays_even_when_the_citizen_writes_the_other(talk):
    chat = talk()
    chat.say("english me jawab do")
    assert chat.names() == ["utter_language_en"]
    assert "Please check" in chat.say(ROMAN)


def test_the_place_is_asked_for_and_a_location_pin_answers_it(talk):
    chat = talk()
    chat.say("bijli nahi aa rahi hai teen din se")
    assert chat.names() == ["utter_ask_place"]
    summary = chat.send_location(30.4306, 78.6556)
    assert "टिहरी गढ़वाल" in summary
    chat.tap("हाँ, दर्ज करें")
    (complaint,) = chat.complaints()
    assert (complaint.latitude, complaint.longitude) == (30.4306, 78.6556)


def test_an_unknown_village_leads_to_the_question_for_its_district(talk):
    chat = talk()
    chat.say("bijli nahi aa rahi hai teen din se")
    chat.say("Kaphalkhet gaon")
    assert chat.names() == ["utter_ask_district"]
    assert "अल्मोड़ा" in chat.say("almora jila")
    chat.tap("हाँ, दर्ज करें")
    assert len(chat.complaints()) == 1


def test_wanting_to_complain_leads_through_the_questions(talk):
    chat = talk()
    chat.say("मुझे शिकायत दर्ज करानी है")
    assert chat.names() == ["utter_ask_complaint_text"]
    chat.say("पेंशन छह महीने से नहीं आई")
    assert chat.names() == ["utter_ask_place"]
    chat.say("चम्पावत, लोहाघाट")
    chat.tap("हाँ, दर्ज करें")
    (complaint,) = chat.complaints()
    assert complaint.category_code == "social_welfare/pension_stopped"


def test_the_place_can_be_changed_before_filing(talk):
    chat = talk()
    chat.say(ROMAN)
    chat.tap("कुछ बदलना है")
    chat.tap("जगह या ज़िला")
    assert "नैनीताल" in chat.say("Ramnagar, Nainital")
    chat.tap("हाँ, दर्ज करें")
    (complaint,) = chat.complaints()
    assert complaint.text == ROMAN


def test_cancelling_files_nothing_and_the_next_complaint_starts_fresh(talk):
    chat = talk()
    chat.say(ROMAN)
    chat.tap("रद्द करें")
    assert chat.names() == ["utter_cancelled"]
    chat.say("मुझे शिकायत दर्ज करानी है")
    assert chat.names() == ["utter_ask_complaint_text"]
    assert chat.complaints() == []


def test_a_question_in_the_middle_is_answered_and_the_filing_goes_on(talk):
    chat = talk()
    chat.say("bijli nahi aa rahi hai teen din se")
    chat.say("meri shikayat ka kya hua")
    assert chat.names() == ["utter_no_complaints", "utter_ask_place_again"]
    chat.say("Ghansali")
    chat.tap("हाँ, दर्ज करें")
    assert len(chat.complaints()) == 1


def test_thanks_and_an_emergency_in_the_middle_lose_nothing(talk):
    chat = talk()
    chat.say("bijli nahi aa rahi hai teen din se")
    chat.say("ghar me aag lag gayi bachao")
    assert chat.names()[0] == "utter_emergency_fire"
    assert "101" in chat.answers[0]["text"]
    chat.say("Ghansali")
    assert chat.names() == ["utter_confirm_grievance"]


def test_the_status_is_told_by_number_in_any_writing_and_to_the_owner_only(talk):
    chat = talk()
    chat.say(ROMAN)
    number = number_in(chat.say("haan"))
    spaced = f"{number[:4]} {number[4:]}".translate(str.maketrans("0123456789", "०१२३४५६७८९"))
    assert complaint_number.spoken(number) in chat.say(f"शिकायत {spaced} का क्या हुआ")
    stranger = talk()
    stranger.say(f"status {number}")
    assert stranger.names() == ["utter_number_not_yours"]


def test_a_wrong_digit_in_the_number_is_said(talk):
    chat = talk()
    chat.say(ROMAN)
    number = number_in(chat.say("haan"))
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    chat.say(f"status {wrong}")
    assert chat.names() == ["utter_number_wrong"]


def test_several_complaints_are_listed_to_choose_from(talk):
    chat = talk()
    for text in (ROMAN, HINDI):
        chat.say(text)
        chat.tap("हाँ, दर्ज करें")
    chat.say("meri shikayaten dikhao")
    assert chat.names() == ["utter_own_complaints"]
    first = chat.buttons()[-1]["title"]
    assert first in chat.tap(first)


def test_a_reminder_is_written_into_the_only_complaint(talk):
    chat = talk()
    chat.say(ROMAN)
    chat.say("haan")
    chat.say("itne din ho gaye kuch nahi hua, yaad dila dijiye")
    assert chat.names() == ["utter_noted_send_reminder"]


@pytest.mark.parametrize("text", ["xqzv wkrp blmf", "/", "//", "🙂", "ॐॐॐ"])
def test_what_nobody_understands_gets_a_polite_question(talk, text):
    chat = talk()
    assert chat.say(text)


def test_not_understood_twice_is_answered_in_other_words(talk):
    chat = talk()
    chat.say("/")
    chat.say("//")
    assert chat.names() == ["utter_unclear_again"]


def test_unclear_words_are_kept_when_they_turn_out_to_be_a_complaint(talk):
    chat = talk()
    chat.say("zzgh qwrt bhkj")
    chat.tap(chat.buttons()[0]["title"])
    chat.say("Ghansali")
    assert (
        "zzgh qwrt bhkj" in "\n".join(answer["text"] for answer in chat.answers) or chat.buttons()
    )


@pytest.mark.parametrize(
    "text", ["/", '/inform{"district": "Almora"}', "/confirm_resolved", "/ restart"]
)
def test_a_typed_slash_is_no_command(talk, text):
    chat = talk()
    chat.say(ROMAN)
    chat.say(text)
    assert chat.complaints() == []
