"""One human sentence where somebody tells something sad; none elsewhere, and never twice."""

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture
def talk(whole_way):
    """Each message takes its whole way here."""
    return whole_way


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("मेरे पति का देहांत हो गया, विधवा पेंशन छह महीने से नहीं आई, घनसाली", "utter_sorry_death"),
        (
            "mere pati guzar gaye, vidhwa pension 6 mahine se nahi aayi, Ghansali",
            "utter_sorry_death",
        ),
        (
            "My husband passed away and the widow pension has not come for six months, Lohaghat",
            "utter_sorry_death",
        ),
        ("ration nahi mila bachche bhukhe hain, Ghansali", "utter_sorry_hunger"),
        (
            "pita ji ko cancer hai aur ayushman card aspatal me nahi chal raha, Haldwani",
            "utter_sorry_illness",
        ),
        ("meri budhi maa ki vriddha pension band hai, Ghansali", "utter_sorry_old_age"),
    ],
)
def test_one_sentence_comes_before_the_question(talk, text, name):
    chat = talk()
    chat.say(text)
    assert chat.names()[0] == name
    assert len(chat.names()) == 2


def test_it_is_said_once(talk):
    chat = talk()
    chat.say("mere pati guzar gaye, vidhwa pension 6 mahine se nahi aayi, Ghansali")
    chat.say("haan")
    chat.say("mere pati guzar gaye the, ration card me naam nahi juda, Ghansali")
    assert not any(name.startswith("utter_sorry") for name in chat.names())


@pytest.mark.parametrize(
    "text",
    [
        "हमारे मोहल्ले में चार दिन से नल में पानी नहीं आ रहा है, रानीखेत",
        "hamare gaon me 3 din se light nahi hai, Ghansali",
        "There has been no electricity in our village for five days, Lohaghat",
    ],
)
def test_a_plain_complaint_is_met_plainly(talk, text):
    chat = talk()
    chat.say(text)
    assert chat.names() == ["utter_confirm_grievance"]


@pytest.mark.parametrize("text", ["नमस्ते", "hello, how are you this fine morning"])
def test_the_notice_about_data_is_short_and_behind_the_first_answer(talk, text):
    chat = talk()
    answer = chat.say(text)
    first, second = chat.sent()
    assert first == answer
    assert len(second) < 110
    chat.say(text)
    assert len(chat.sent()) == 3


@pytest.mark.parametrize(
    "text",
    [
        "कॉलेज के बाहर लड़के लड़कियों को छेड़ते हैं, हल्द्वानी",
        "college ke bahar ladke ladkiyo ko chhedte hai, Haldwani",
        "Boys harass girls outside the college in Haldwani",
    ],
)
def test_a_woman_in_trouble_hears_of_her_helpline_once(talk, text):
    chat = talk()
    assert "181" in chat.say(text)
    assert "utter_womens_helpline" in chat.names()
    assert chat.names()[-1] == "utter_confirm_grievance"
    chat.say("aur ek baat, shaam ko zyada hota hai")
    assert "utter_womens_helpline" not in chat.names()
