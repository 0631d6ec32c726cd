"""Questions about compensation: who decides, and whether the complaint speaks of it."""

import pytest

pytestmark = pytest.mark.slow

DAMAGE = {
    "hi": "घनसाली में जंगली सूअरों ने फसल बर्बाद कर दी",
    "roman": "jangli suar ne fasal barbad kar di, Ghansali",
    "en": "Wild boars destroyed our crops in Ghansali",
}
QUESTION = {
    "hi": "मुआवज़ा कितना मिलेगा?",
    "roman": "kya mujhe muavza milega",
    "en": "will I get compensation?",
}


@pytest.fixture
def talk(whole_way):
    """Each message takes its whole way here."""
    return whole_way


@pytest.mark.parametrize("spoken", QUESTION)
def test_at_first_it_is_said_who_decides(talk, spoken):
    chat = talk()
    chat.say(QUESTION[spoken])
    assert chat.names() == ["utter_compensation"]


@pytest.mark.parametrize("spoken", QUESTION)
def test_in_the_middle_of_filing_the_filing_goes_on(talk, spoken):
    chat = talk()
    chat.say(DAMAGE[spoken])
    chat.say(QUESTION[spoken])
    assert chat.names() == ["utter_compensation", "utter_confirm_grievance_again"]


@pytest.mark.parametrize("spoken", QUESTION)
def test_after_filing_the_office_is_named_and_the_demand_can_be_added(talk, spoken):
    chat = talk()
    chat.say(DAMAGE[spoken])
    chat.tap(chat.buttons()[0]["title"])
    chat.say(QUESTION[spoken])
    assert chat.names() == ["utter_compensation_unasked"]
    chat.say("20 nali gehun ka muavza chahiye")
    assert chat.names() == ["utter_noted_add_information"]
    chat.say(QUESTION[spoken])
    assert chat.names() == ["utter_compensation_asked"]


@pytest.mark.parametrize(
    "text",
    [
        "घनसाली में सूअरों ने खेत उजाड़ दिए, मुआवज़ा मिलेगा क्या?",
        "jangli suar ne fasal barbad kar di, Ghansali me, muavza milega kya?",
        "Wild boars destroyed our crops in Ghansali, will there be compensation?",
    ],
)
def test_beside_the_damage_it_is_a_complaint(talk, text):
    chat = talk()
    chat.say(text)
    assert chat.names()[-1] == "utter_confirm_grievance"
    chat.say("haan")
    chat.say("muavza kab milega")
    assert chat.names() == ["utter_compensation_asked"]
