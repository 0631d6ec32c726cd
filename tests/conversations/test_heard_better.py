"""What the players of the fifth walkthrough stumbled over."""

import pytest

from tests.conversations.test_corrections import file, summary

pytestmark = pytest.mark.slow


def filed(chat, words):
    chat.say(words)
    if chat.names()[-1] == "utter_ask_category":
        chat.tap(chat.buttons()[0]["title"])
    chat.tap(chat.buttons()[0]["title"])
    assert len(chat.complaints()) == 1, chat.answers


@pytest.mark.parametrize(
    "words",
    ["एम्बुलेंस का नंबर बताइए", "ambulance ka number kya hai", "what is the number for an ambulance?"],
)
def test_an_ambulance_is_108(talk, words):
    chat = talk()
    assert "108" in chat.say(words)


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ("अस्पताल में महिला डॉक्टर नहीं है, गोपेश्वर", "रात में दर्द उठ गया तो हम क्या करेंगे?"),
        (
            "aspatal me doctor nahi baithta, Gopeshwar",
            "raat me tabiyat bigad gayi to hum kya kare?",
        ),
        (
            "No doctor comes to the hospital in Gopeshwar",
            "what shall we do if she gets worse at night?",
        ),
    ],
)
def test_who_asks_what_to_do_about_somebody_ill_is_told_whom_to_call(talk, told, asked):
    chat = talk()
    filed(chat, told)
    chat.say(asked)
    assert any("108" in answer["text"] for answer in chat.answers), chat.answers


@pytest.mark.parametrize(
    ("told", "wish", "asked"),
    [
        ("घनसाली में दो दिन से बिजली नहीं है", "बिजली आ गई, शिकायत बंद कर दो", "तो बंद हो गई न शिकायत?"),
        ("Ghansali me do din se bijli nahi hai", "bijli aa gayi, shikayat band kar do", "to ab band ho gayi na?"),
        ("No electricity in Ghansali for two days", "power is back, close my complaint", "is it closed now?"),
    ],
)  # fmt: skip
def test_a_question_opens_nothing(talk, told, wish, asked):
    chat = talk()
    filed(chat, told)
    chat.say(wish)
    chat.tap(chat.buttons()[0]["title"])
    (ended,) = chat.complaints()
    assert ended.state in ("confirmed", "withdrawn")
    chat.say(asked)
    (complaint,) = chat.complaints()
    assert complaint.state == ended.state


@pytest.mark.parametrize(
    ("told", "right"),
    [
        ("पिथौरागढ़ वार्ड 6 में गैस सिलेंडर ब्लैक में बिक रहा है", "माफ़ कीजिए वार्ड ग़लत लिख दिया, वार्ड 9"),
        ("Pithoragarh ward 6 me gas cylinder black me bik raha hai", "sorry ward galat likh diya, ward 9"),
    ],
)  # fmt: skip
def test_a_ward_written_wrong_is_set_right_before_and_after_filing(talk, told, right):
    chat = talk()
    chat.say(told)
    chat.say(right)
    assert "9" in summary(chat)["जगह"]
    assert "6" not in summary(chat)["जगह"]
    chat = talk()
    filed(chat, told)
    chat.say(right)
    assert "9" in chat.complaints()[0].place


@pytest.mark.parametrize(
    "told",
    [
        "नमस्ते मैं हरीश प्रधान लोहाघाट। हमारा ट्रांसफार्मर जल गया है और पंचायत भवन की किस्त नहीं आई",
        "namaskar mai Harish pradhan gram sabha Lohaghat. hamara transformer jal gaya hai aur panchayat bhawan ki kist nahi aayi",
    ],
)  # fmt: skip
def test_who_writes_is_no_matter_of_its_own(talk, told):
    chat = talk()
    chat.say(told)
    assert chat.names()[-1] == "utter_confirm_grievance", chat.answers
    assert ("transformer" if "transformer" in told else "ट्रांसफार्मर") in file(chat).text


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("विश्वविद्यालय ने मेरी डिग्री नहीं दी, रानीखेत", "यह तो उच्च शिक्षा वालों का है, ज़िला कार्यालय क्या करेगा"),
        ("vishvavidyalay ne meri degree nahi di, Ranikhet", "ye to shiksha vibhag dekhta hai, unhi ko jana chahiye tha na"),
        ("The university has not given my degree, Ranikhet", "the education department decides about degrees, I was told there"),
    ],
)  # fmt: skip
def test_without_a_subject_the_department_in_a_sentence_gets_it(talk, told, words):
    chat = talk()
    chat.say(told)
    if chat.names()[-1] == "utter_ask_category":
        chat.tap(chat.buttons()[-1]["title"])
    assert chat.names()[-1] == "utter_confirm_grievance", chat.answers
    chat.say(words)
    assert file(chat).department_code == "education"
