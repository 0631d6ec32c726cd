"""Violence at home: believed, told whom to call, seen by the help desk, filed only if she wants it and in confidence."""

import pytest

from helpline.services import emergencies
from helpline.store.base import transaction

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("office_hours")]

TOLD = {
    "hi": "शौहर आए दिन डंडे से पीटते हैं, मेरी बच्ची देखकर काँपती है",
    "roman": "madam mera husband mujhe har dusre din peet deta hai, bahut dar lagta hai",
    "en": "My husband punches me whenever the food is cold and I cannot tell my parents",
}
NEIGHBOURS = [
    "सामने वाले घर में बहू को उसका पति रोज़ पीटता है, हमसे सुना नहीं जाता",
    "hamari kirayedar ko uska pati bahut maarta hai, kya karein",
    "Our tenant is beaten by her husband almost every night, the baby cries",
]
NOT_AT_HOME = [
    "बस स्टैंड पर लड़के आते जाते फब्तियां कसते हैं, हल्द्वानी",
    "chaurahe par kuch ladke ladkiyon ko ched te hain, Haldwani",
    "Boys follow girls to the college and pass dirty comments, Haldwani",
]
BELIEVED = {
    "hi": "मैं आपकी बात पर भरोसा करता हूँ",
    "roman": "मैं आपकी बात पर भरोसा करता हूँ",
    "en": "I believe you",
}


@pytest.fixture
def talk(whole_way):
    """Each message takes its whole way here."""
    return whole_way


def alarms(sessions):
    with transaction(sessions) as session:
        return emergencies.all_alarms(session)


def file_it(chat, text="haan"):
    chat.tap(chat.buttons()[0]["title"])
    assert chat.names()[-1] == "utter_ask_area"
    answer = chat.say("Ghansali")
    chat.say(text)
    return answer


@pytest.mark.parametrize("language", TOLD)
def test_she_is_believed_and_told_whom_to_call(talk, sessions, language):
    chat = talk()
    answer = chat.say(TOLD[language])
    assert chat.names() == ["utter_violence_home"]
    assert BELIEVED[language] in answer
    for number in ("181", "112", "1098"):
        assert number in answer
    assert answer.index("181") < answer.index("112")
    assert [button["payload"] for button in chat.buttons()] == [
        '/start_complaint{"words": "previous"}',
        "/talk_to_human",
        "/not_safe_now",
    ]
    assert [alarm.kind for alarm in alarms(sessions)] == ["home"], "the help desk sees it at once"
    assert chat.complaints() == []


@pytest.mark.parametrize(
    ("language", "begun"),
    [
        ("hi", "शिकायत लिखवानी है"),
        ("roman", "shikayat karni hai"),
        ("en", "I want to make a complaint"),
    ],
)
def test_asked_what_the_problem_is_she_is_not_asked_again(talk, language, begun):
    chat = talk()
    chat.say(begun)
    assert chat.names()[0].startswith("utter_ask_complaint_text")
    chat.say(TOLD[language])
    assert chat.names() == ["utter_violence_home"]
    chat.tap(chat.buttons()[0]["title"])
    assert chat.names()[-1] == "utter_ask_area"
    chat.say("Ghansali")
    chat.tap(chat.buttons()[0]["title"])
    (complaint,) = chat.complaints()
    assert complaint.in_confidence
    assert complaint.text == TOLD[language]


@pytest.mark.parametrize("text", NEIGHBOURS)
def test_who_tells_of_another_woman_is_heard_alike(talk, sessions, text):
    chat = talk()
    answer = chat.say(text)
    assert chat.names()[0] in ("utter_violence_home", "utter_violence_now")
    assert "181" in answer
    assert [alarm.kind for alarm in alarms(sessions)] == ["home"]


@pytest.mark.parametrize("text", NOT_AT_HOME)
def test_what_happens_in_the_street_is_a_complaint_as_before(talk, sessions, text):
    chat = talk()
    chat.say(text)
    assert chat.names()[-1] == "utter_confirm_grievance"
    assert alarms(sessions) == []


@pytest.mark.parametrize("language", TOLD)
def test_only_the_place_is_asked_and_it_is_filed_in_confidence(talk, language):
    chat = talk()
    chat.say(TOLD[language])
    summary = file_it(chat)
    assert TOLD[language] in summary
    assert "किसी को न बताया जाए" in summary or "not to be told to anybody" in summary
    (complaint,) = chat.complaints()
    assert (complaint.category_code, complaint.in_confidence) == ("home_police/women_safety", True)
    assert complaint.text == TOLD[language]
    assert "utter_womens_helpline" not in chat.names()
    assert "utter_nothing_unasked" in chat.names()


def test_what_she_adds_to_the_place_belongs_to_it_and_is_not_answered_anew(talk):
    chat = talk()
    chat.say(TOLD["roman"])
    chat.tap(chat.buttons()[0]["title"])
    more = "Ghansali me rehti hu, kal raat bhi pati ne bahut peeta"
    assert more in chat.say(more)
    assert chat.names() == ["utter_confirm_grievance"]
    chat.say("haan")
    (complaint,) = chat.complaints()
    assert complaint.text == f"{TOLD['roman']}\n{more}"


@pytest.mark.parametrize("text", ["हाँ", "haan", "yes please"])
def test_a_yes_in_words_files_it_too(talk, text):
    chat = talk()
    chat.say(TOLD["hi"])
    chat.say(text)
    assert chat.names() == ["utter_ask_area"]


@pytest.mark.parametrize("language", TOLD)
def test_who_is_not_safe_is_asked_nothing_more(talk, sessions, language):
    chat = talk()
    chat.say(TOLD[language])
    answer = chat.tap(chat.buttons()[2]["title"])
    assert chat.names() == ["utter_not_safe_now"]
    assert "112" in answer
    assert "181" in answer
    assert chat.buttons() == []
    (alarm,) = alarms(sessions)
    assert [later.words for later in alarm.later] == [
        "Not safe now" if language == "en" else "अभी सुरक्षित नहीं"
    ]


def test_a_no_in_words_is_no_all_clear(talk, sessions):
    chat = talk()
    chat.say(TOLD["roman"])
    chat.say("nahi")
    assert chat.names() == ["utter_not_safe_now"]
    assert [alarm.state for alarm in alarms(sessions)] == ["open"]


def test_she_may_talk_to_a_person(talk):
    chat = talk()
    chat.say(TOLD["roman"])
    chat.tap(chat.buttons()[1]["title"])
    assert chat.names() == ["utter_human_waiting"]


def test_who_tells_more_is_listened_to_and_stands_once_before_the_desk(talk, sessions):
    chat = talk()
    chat.say(TOLD["roman"])
    chat.say("mera pati shaadi ke din se hi maarta aa raha hai")
    assert chat.names() == ["utter_violence_again"]
    assert len(alarms(sessions)) == 1


@pytest.mark.parametrize(
    ("first", "text"),
    [
        ("hi", "फ़ोन नहीं कर सकती, वो सुन लेगा"),
        ("roman", "bol nahi sakti wo sun lega"),
        ("en", "I can't talk, he will hear"),
    ],
)
def test_who_cannot_speak_is_told_how_else(talk, first, text):
    chat = talk()
    chat.say(TOLD[first])
    answer = chat.say(text)
    assert chat.names() == ["utter_danger_unheard"]
    assert "112" in answer


@pytest.mark.parametrize(
    "text",
    [
        "मेरा पति दराती लेकर मुझे मारने आ रहा है, मैं कमरे में बंद हूँ",
        "mera pati abhi mujhe maar raha hai, darwaza tod dega, bachao",
        "मेरा पति मुझे अभी बहुत मार रहा है, बचाओ",
        "mera pati mujhe maar raha hai mujhe bachao",
        "My husband is breaking the door to kill me right now",
    ],
)
def test_where_it_happens_now_112_comes_first(talk, sessions, text):
    chat = talk()
    answer = chat.say(text)
    assert chat.names() == ["utter_violence_now"]
    assert "112" in answer.splitlines()[0]
    assert "181" in answer.splitlines()[0]
    assert [alarm.kind for alarm in alarms(sessions)] == ["home"]


def test_a_child_that_is_beaten_has_a_number_of_its_own(talk, sessions):
    chat = talk()
    answer = chat.say("पड़ोस में एक बच्चे को बुरी तरह पीट रहे हैं, मदद भेजो")
    assert "1098" in answer.splitlines()[0]
    assert [alarm.kind for alarm in alarms(sessions)] == ["home"]


def test_where_somebody_bleeds_the_ambulance_comes_before_all(talk):
    chat = talk()
    assert "108" in chat.say(
        "pati ne abhi abhi mara hai, sar se khoon beh raha hai, behosh ho rahi hu"
    )
    assert chat.names() == ["utter_emergency_medical"]


def test_told_while_another_complaint_is_filed_it_goes_into_that_one_by_no_word(talk):
    chat = talk()
    chat.say("bijli nahi aa rahi hai teen din se")
    chat.say(TOLD["roman"])
    assert chat.names()[0] == "utter_violence_home"
    chat.say("Ghansali")
    chat.say("haan")
    (complaint,) = chat.complaints()
    assert "husband" not in complaint.text


def test_that_it_is_over_asks_for_nothing_to_be_mended(talk, sessions):
    chat = talk()
    chat.say(TOLD["en"])
    chat.say("I am safe now")
    assert chat.names() == ["utter_danger_over_home"]
    assert [alarm.state for alarm in alarms(sessions)] == ["taken_back"]


def test_at_night_she_is_not_promised_the_help_desk(talk, office_hours):
    office_hours.advance(hours=12)
    answer = talk().say(TOLD["hi"])
    assert "हेल्प डेस्क अभी बंद है" in answer
    assert "कोई आपको यहीं लिख सकता है" not in answer
