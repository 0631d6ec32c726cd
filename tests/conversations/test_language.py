"""The language of the answers: as the citizen writes, or as they wish, and remembered."""

import asyncio

import pytest
from rasa.shared.core.trackers import DialogueStateTracker

pytestmark = pytest.mark.slow

ROMAN = "hamare gaon me 3 din se light nahi hai, Ghansali"
HINDI = "हमारे मोहल्ले में चार दिन से नल में पानी नहीं आ रहा है, रानीखेत"
ENGLISH = "There has been no electricity in our village for five days, Lohaghat"


@pytest.fixture
def talk(whole_way):
    """Each message takes its whole way here, so that what is noted beside the answer is seen."""
    return whole_way


def is_english(text):
    return not any("\u0900" <= char <= "\u097f" for char in text.replace("हिन्दी", ""))


@pytest.mark.parametrize(
    ("text", "language"), [(ROMAN, "hi"), (HINDI, "hi"), (ENGLISH, "en"), ("hello", "hi")]
)
def test_it_answers_as_the_citizen_writes_and_in_hindi_where_that_is_unclear(talk, text, language):
    chat = talk()
    answer = chat.say(text)
    assert chat.citizen().language == language
    assert is_english(answer.replace(text, "")) == (language == "en")


@pytest.mark.parametrize(
    "text", ["English please", "english me jawab do", "please reply in English"]
)
def test_english_is_there_on_demand_and_stays(talk, text):
    chat = talk()
    chat.say("नमस्ते")
    assert chat.say(text).startswith("All right")
    citizen = chat.citizen()
    assert (citizen.language, citizen.language_chosen) == ("en", True)
    assert is_english(chat.say("शिकायत की स्थिति बताइए"))


@pytest.mark.parametrize("text", ["हिंदी में बोलो", "hindi me baat karo", "Please speak in Hindi"])
def test_hindi_is_there_on_demand_and_stays(talk, text):
    chat = talk()
    chat.say("Good morning, how are you today?")
    assert chat.say(text).startswith("ठीक है")
    assert chat.citizen().language == "hi"
    assert not is_english(chat.say("What is the status of my complaint?"))


def test_switching_in_the_middle_of_filing_asks_the_same_question_in_the_other_language(talk):
    chat = talk()
    chat.say("bijli nahi aa rahi hai teen din se")
    answer = chat.say("English please")
    assert chat.names() == ["utter_language_en", "utter_ask_place_again"]
    assert "Now please tell me where it is" in answer
    assert "Please check" in chat.say("Ghansali")


@pytest.mark.parametrize("word", ["ok", "yes", "ok thanks", "hello", "thank you", "please", "no"])
def test_a_word_of_english_does_not_flip_the_language(talk, word):
    chat = talk()
    chat.say("नमस्ते")
    answer = chat.say(word)
    assert chat.citizen().language == "hi"
    assert not is_english(answer)


def test_yes_in_english_files_in_hindi(talk):
    chat = talk()
    chat.say(ROMAN)
    assert "शिकायत संख्या" in chat.say("yes")


def test_places_departments_and_dates_are_in_the_language_of_the_answer(talk):
    hindi, english = talk().say(ROMAN), talk().say(ENGLISH)
    assert "टिहरी गढ़वाल" in hindi
    assert "बिजली (यूपीसीएल)" in hindi
    assert "Champawat" in english
    assert "Electricity (UPCL)" in english
    assert is_english(english)


def test_the_language_can_be_asked_for_without_naming_one(talk):
    chat = talk()
    chat.say("bhasha badlo")
    assert chat.names() == ["utter_ask_language"]
    assert chat.tap("English").startswith("All right")


def test_a_citizen_who_chose_english_is_remembered_in_another_session(talk, agent):
    chat = talk()
    chat.say("english me jawab do")
    # As after a night: the conversation is gone, the citizen is not.
    forgotten = DialogueStateTracker(chat.citizen().key, agent.domain.slots)
    asyncio.run(agent.tracker_store.save(forgotten))
    assert is_english(chat.say("namaste ji"))


@pytest.mark.parametrize(
    "text",
    [
        "write in English, I cannot read Hindi",
        "I can't read Hindi. Please write in English",
        "हिन्दी समझ नहीं आती, अंग्रेज़ी में लिखिए",
        "hindi nahi english me batao",
    ],
)
def test_who_cannot_read_hindi_gets_english_at_any_time(talk, text):
    chat = talk()
    chat.say("bijli nahi aa rahi hai teen din se")
    assert chat.say(text).startswith("All right")
    assert chat.citizen().language == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Roman me likho",
        "hindi nahi padh paata",
        "roman hindi me likho devanagari nahi aati",
        "roman me likho, devanagari nahi aati",
        "hindi english me likho",
        "english me hindi likhiye please",
        "हिंदी इंग्लिश में लिखो",
        "please write Hindi in English letters",
        "mujhe devnagri padhna nahi aata",
    ],
)
def test_who_wants_roman_hindi_is_told_kindly_in_roman_what_there_is(talk, text):
    chat = talk()
    chat.say("नमस्ते")
    answer = chat.say(text)
    assert chat.names() == ["utter_language_roman"]
    assert is_english(answer), "in letters they can read"
    assert chat.tap("English").startswith("All right")
    assert chat.citizen().language == "en"


def test_the_wish_for_roman_letters_in_the_middle_of_filing_is_no_part_of_it(talk):
    chat = talk()
    chat.say("bijli nahi aa rahi hai teen din se")
    chat.say("hindi english me likho, devanagari nahi aati")
    assert chat.names() == ["utter_language_roman", "utter_ask_place_again"]
    chat.say("Ghansali")
    chat.say("haan")
    assert [one.text for one in chat.complaints()] == ["bijli nahi aa rahi hai teen din se"]


def test_who_asks_for_roman_hindi_twice_hears_it_in_other_words(talk):
    chat = talk()
    assert chat.say("roman me likho") != chat.say("hindi nahi padh paata")


def test_a_school_without_a_hindi_teacher_is_no_wish_for_hindi(talk):
    chat = talk()
    chat.say("hamare school me hindi ke adhyapak nahi hain, Ghansali")
    assert "utter_language_hi" not in chat.names()
