"""Whoever fears for their name: told the truth, and the wish kept with the complaint."""

import pytest

pytestmark = pytest.mark.slow

ROMAN = "hamare gaon me 3 din se light nahi hai, Ghansali"


@pytest.fixture
def talk(whole_way):
    """Each message takes its whole way here."""
    return whole_way


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("मेरा नाम मत बताना", "नाम किसी को न बताया जाए"),
        ("नाम गुप्त रखना", "नाम किसी को न बताया जाए"),
        ("mera naam mat batana", "नाम किसी को न बताया जाए"),
        ("naam gupt rakhna", "नाम किसी को न बताया जाए"),
        ("please keep my name secret", "not to be told to anybody"),
    ],
)
def test_the_wish_before_a_complaint_goes_with_it(talk, text, said):
    chat = talk()
    assert said in chat.say(text)
    assert chat.names() == ["utter_in_confidence_from_now"]
    chat.say(ROMAN)
    chat.say("haan")
    assert [complaint.in_confidence for complaint in chat.complaints()] == [True]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("क्या प्रधान को पता चलेगा कि मैंने शिकायत की है?", "प्रधान, ठेकेदार"),
        ("pradhan ko pata to nahi chalega na", "प्रधान, ठेकेदार"),
        ("will the pradhan know it was me?", "The pradhan, a contractor"),
    ],
)
def test_the_question_who_will_know_is_answered_truly(talk, text, said):
    chat = talk()
    assert said in chat.say(text)
    assert chat.names() == ["utter_who_sees_name"]
    chat.tap(chat.buttons()[0]["title"])
    assert chat.names() == ["utter_in_confidence_from_now"]


def test_in_the_middle_of_filing_it_is_kept_and_the_filing_goes_on(talk):
    chat = talk()
    chat.say("bijli nahi aa rahi hai teen din se")
    chat.say("mera naam mat batana")
    assert chat.names() == ["utter_in_confidence_from_now", "utter_ask_place_again"]
    assert "*नाम:* किसी को न बताया जाए" in chat.say("Ghansali")
    chat.say("haan")
    assert chat.complaints()[0].in_confidence


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"{ROMAN}, mera naam mat batana", "*नाम:* किसी को न बताया जाए"),
        (
            "Our village Ghansali has no electricity for five days, keep my name secret",
            "*Name:* not to be told to anybody",
        ),
    ],
)
def test_said_with_the_complaint_it_stands_in_the_summary(talk, text, line):
    chat = talk()
    assert line in chat.say(text)
    chat.say("haan")
    assert chat.complaints()[0].in_confidence


def test_after_filing_it_is_kept_with_what_is_open(talk):
    chat = talk()
    chat.say(ROMAN)
    chat.say("haan")
    chat.say("mera naam kisi ko mat batana")
    assert chat.names() == ["utter_in_confidence_filed"]
    assert chat.complaints()[0].in_confidence


def test_who_does_not_ask_is_not_in_confidence(talk):
    chat = talk()
    assert "*नाम:*" not in chat.say(ROMAN)
    chat.say("haan")
    assert not chat.complaints()[0].in_confidence


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mera naam gupt rahega?", "utter_in_confidence_from_now"),
        ("namaste, mera naam gupt rahega kya agar shikayat karu?", "utter_in_confidence_from_now"),
        ("क्या मेरा नाम गुप्त रहेगा?", "utter_in_confidence_from_now"),
        ("hello sir, will my name be kept secret?", "utter_who_sees_name"),
        ("naam to nahi batayenge kisi ko?", "utter_who_sees_name"),
        ("क्या मेरी पहचान सुरक्षित रहेगी?", "utter_who_sees_name"),
        ("is my identity safe here?", "utter_who_sees_name"),
    ],
)
def test_the_fear_at_the_very_start_is_answered_at_once(talk, text, name):
    chat = talk()
    chat.say(text)
    assert chat.names() == [name]


@pytest.mark.parametrize(
    ("first", "again", "said"),
    [
        ("मेरा नाम गुप्त रखना", "पक्का नाम नहीं आएगा ना? नंबर तो दिखेगा?", "आख़िरी तीन अंक"),
        ("naam gupt rakhna", "pakka naam nahi aayega na? number to dikhega?", "आख़िरी तीन अंक"),
        (
            "please keep my name secret",
            "are you sure my name will not come? but my number will be seen?",
            "the last three digits",
        ),
    ],
)
def test_asked_a_second_time_the_answer_is_the_same_truth(talk, first, again, said):
    chat = talk()
    chat.say(first)
    answers = [chat.say(again)]
    assert chat.names() == ["utter_who_sees_in_confidence_again"]
    chat.say(ROMAN)
    chat.say("haan")
    answers.append(chat.say(again))
    assert chat.names() == ["utter_who_sees_in_confidence"]
    assert all(said in answer for answer in answers)


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("क्या प्रधान को पता चलेगा कि मैंने शिकायत की है?", "नंबर तो नहीं दिखेगा किसी को?"),
        ("pradhan ko pata to nahi chalega na", "number to nahi dikhega kisi ko?"),
        ("will the pradhan know it was me?", "can they see my number?"),
    ],
)
def test_who_has_not_asked_for_secrecy_hears_what_it_would_change(talk, first, again):
    chat = talk()
    answer = chat.say(first)
    assert "मुख्यमंत्री कार्यालय" in answer or "Chief Minister" in answer
    chat.say(again)
    assert chat.names() == ["utter_who_sees_name_again"]
    assert [button["payload"] for button in chat.buttons()] == ["/keep_in_confidence"]
