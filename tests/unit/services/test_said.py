"""What a citizen's own words say, in any script: caution above all."""

import pytest

from helpline.domain.citizens_word import NOT_SOLVED, PARTLY, SOLVED
from helpline.services.said import answer, verdict, wants_it_higher, was_pressed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ho gaya hai, dhanyavad", SOLVED),
        ("हो गया है, धन्यवाद", SOLVED),
        ("thank you, the light is back", SOLVED),
        ("haan bijli aa gayi, koi dikkat nahi hai ab", SOLVED),
        ("nahi hua", NOT_SOLVED),
        ("नहीं हुआ अभी", NOT_SOLVED),
        ("not solved", NOT_SOLVED),
        ("the work is not done yet", NOT_SOLVED),
        ("phir kharab ho gaya hai", NOT_SOLVED),
        ("bijli abhi bhi nahi aa rahi", NOT_SOLVED),
        ("thoda hua hai pura nahi", PARTLY),
        ("आधा काम हुआ है", PARTLY),
        ("only half of it is done", PARTLY),
        ("dhanyavad", None),
        ("haan", None),
        ("nahi hua, par likha hai ki ho gaya", None),
    ],
)
def test_the_words_alone(text, found):
    assert verdict(text) == found


@pytest.mark.parametrize(
    ("meant", "text", "found"),
    [
        (SOLVED, "haan", SOLVED),
        (NOT_SOLVED, "nahi", NOT_SOLVED),
        # The words say more than the intent.
        (SOLVED, "not solved", NOT_SOLVED),
        (SOLVED, "thoda kaam hua hai", PARTLY),
        (None, "ho gaya hai", SOLVED),
        # A complaint ends by a clear word only.
        (NOT_SOLVED, "ho gaya hai", None),
        (NOT_SOLVED, "no sir, the garbage is finished, it is the dogs", None),
        (SOLVED, "haan ho gaya par theek nahi", None),
        (NOT_SOLVED, "nahi hua, par likha hai ki ho gaya", NOT_SOLVED),
        (None, "dhanyavad", None),
    ],
)
def test_the_words_and_the_intent_together(meant, text, found):
    assert answer(meant, text) == found


@pytest.mark.parametrize(
    "text", ["bade sahab ko bhejo", "ऊपर के अधिकारी को भेजिए", "please escalate it"]
)
def test_who_wants_it_higher_is_heard(text):
    assert wants_it_higher(text)


def test_a_plain_reminder_does_not_want_it_higher():
    assert not wants_it_higher("yaad dilao unko")


@pytest.mark.parametrize(
    ("text", "pressed"),
    [
        ("mujh par dabav tha", True),
        ("मुझ पर दबाव डाला गया", True),
        ("unhone bola haan bol do warna kaam nahi hoga", True),
        ("I was pressed to say yes", True),
        ("koi dabav nahi tha", False),
        ("nahi, kisi ne nahi kaha", False),
        ("अपनी मर्ज़ी से", False),
        ("theek hai", None),
    ],
)
def test_pressure_is_heard_and_its_absence_too(text, pressed):
    assert was_pressed(text) is pressed
