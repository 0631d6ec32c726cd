"""A yes anywhere in a message files it; what is asked or told beside it is not lost."""

import pytest

pytestmark = pytest.mark.slow

ROAD = {
    "hi": "हल्द्वानी में सड़क पर बड़े गड्ढे हैं",
    "roman": "Haldwani me sadak par bade gaddhe hain",
    "en": "There are big potholes on the road in Haldwani",
}


def at_summary(talk, spoken):
    chat = talk()
    chat.say(ROAD[spoken])
    assert chat.names() == ["utter_confirm_grievance"]
    return chat


@pytest.mark.parametrize(
    ("spoken", "words"),
    [
        ("hi", "ये क्या लंबा मैसेज है 😅 खैर, हाँ दर्ज कर दीजिए"),
        ("roman", "itna lamba msg? baaki sab theek hai, kar do"),
        ("en", "that was quick 😄 anyway, go ahead and file it"),
    ],
)
def test_a_yes_at_the_end_is_one(talk, spoken, words):
    chat = at_summary(talk, spoken)
    chat.say(words)
    assert chat.names()[0] == "utter_filed_grievance"


@pytest.mark.parametrize(
    ("spoken", "words"),
    [
        ("hi", "अच्छा। हाँ, दर्ज कर दीजिए। तब तक हम किस रास्ते से जाएँ?"),
        ("roman", "acha, haan register kar do. tab tak hum kaun se raste se jaye?"),
        ("en", "I see. Yes, file it. Which road should we take until then?"),
    ],
)
def test_a_question_without_an_answer_goes_to_the_officer_with_it(talk, spoken, words):
    chat = at_summary(talk, spoken)
    chat.say(words)
    assert chat.names() == ["utter_filed_grievance", "utter_question_filed"]
    (complaint,) = chat.complaints()
    assert words in complaint.text


@pytest.mark.parametrize(
    ("spoken", "words"),
    [
        ("hi", "हाँ कर दो जल्दी कब तक बनेगी ये"),
        ("roman", "haan kardo jaldi kab tak banegi ye"),
        ("en", "yes file it how long will it take"),
    ],
)
def test_how_long_beside_a_yes_is_told_with_the_number(talk, spoken, words):
    chat = at_summary(talk, spoken)
    chat.say(words)
    assert chat.names() == ["utter_filed_grievance"]


@pytest.mark.parametrize(
    ("spoken", "words"),
    [
        ("hi", "ठीक से बताओ"),
        ("roman", "theek se likho na"),
        ("en", "write it properly"),
        ("roman", "kab karoge ye sab"),
        ("hi", "कब कर दोगे"),
        ("roman", "jagah galat hai. baaki theek hai kar do"),
    ],
)
def test_what_only_sounds_like_a_yes_files_nothing(talk, spoken, words):
    chat = at_summary(talk, spoken)
    chat.say(words)
    assert chat.complaints() == []


# --- villages --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("घनसाली के पास ग्राम सिलोली में तीन दिन से बिजली नहीं है", "सिलोली, घनसाली के पास"),
        ("Ghansali ke paas gaon Silauli me 3 din se bijli nahi hai", "Silauli, Ghansali ke paas"),
        (
            "No electricity in village Silauli near Ghansali for three days",
            "Silauli, near Ghansali",
        ),
    ],
)
def test_a_village_that_no_list_knows_stands_before_its_town(talk, words, place):
    chat = talk()
    chat.say(words)
    chat.tap(chat.buttons()[0]["title"])
    assert chat.complaints()[0].place == place


@pytest.mark.parametrize(
    ("spoken", "words", "place"),
    [
        ("hi", "गाँव का नाम सिलोली भी जोड़ दीजिए", "सिलोली, हल्द्वानी"),
        ("roman", "gaon ka naam Silauli bhi likh do", "Silauli, Haldwani"),
        ("en", "please add the village name Silauli", "Silauli, Haldwani"),
    ],
)
def test_a_village_said_at_the_summary_is_shown_with_it(talk, spoken, words, place):
    chat = at_summary(talk, spoken)
    chat.say(words)
    assert chat.complaints() == []
    chat.tap(chat.buttons()[0]["title"])
    assert chat.complaints()[0].place == place


@pytest.mark.parametrize(
    ("spoken", "words", "place"),
    [
        ("hi", "हां जी कर दो गांव हमर सिलोली पड़ता है", "सिलोली, हल्द्वानी"),
        ("roman", "haan kar do, gaon hamara Silauli padta hai", "Silauli, Haldwani"),
        ("en", "yes file it, my village is called Silauli", "Silauli, Haldwani"),
    ],
)
def test_a_village_beside_the_yes_is_filed_with_it(talk, spoken, words, place):
    chat = at_summary(talk, spoken)
    chat.say(words)
    assert chat.names() == ["utter_filed_grievance"]
    assert chat.complaints()[0].place == place


def test_what_boils_over_is_no_place(talk):
    chat = talk()
    said = chat.say("Haldwani me naali roz ubal ke bahar aa jati hai")
    assert "*जगह:* हल्द्वानी, नैनीताल" in said
