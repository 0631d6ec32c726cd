"""A complaint made by phone is not to be seen here: said at once, with what can be done instead."""

import pytest

pytestmark = pytest.mark.slow

TROUBLE = (
    "1905 par phone karke shikayat ki thi ki Ghansali me 3 din se bijli nahi hai, kuch nahi hua"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1905 par call karke shikayat ki thi, uska kya hua", "फ़ोन पर दर्ज हुई शिकायत"),
        ("maine phone par complaint likhwai thi", "फ़ोन पर दर्ज हुई शिकायत"),
        ("मैंने फोन पर शिकायत दर्ज करवाई थी, क्या हुआ उसका?", "फ़ोन पर दर्ज हुई शिकायत"),
        (
            "I complained by phone last week, what happened?",
            "I cannot see a complaint made by phone",
        ),
    ],
)
def test_it_is_told_that_it_cannot_be_seen_here(talk, text, said):
    chat = talk()
    assert said in chat.say(text)
    assert chat.names() == ["utter_complained_by_phone"]
    assert [button["payload"] for button in chat.buttons()] == ["/start_complaint"]


def test_it_can_be_filed_here_at_once(talk):
    chat = talk()
    chat.say("1905 par call karke shikayat ki thi, uska kya hua")
    chat.tap("शिकायत दर्ज करें")
    chat.say("bijli nahi aa rahi hai teen din se")
    chat.say("Ghansali")
    assert chat.names() == ["utter_confirm_grievance"]


def test_a_trouble_told_with_it_is_taken_and_the_phone_spoken_of(talk):
    chat = talk()
    chat.say(TROUBLE)
    assert chat.names() == ["utter_phone_not_seen", "utter_confirm_grievance"]
    chat.say("haan")
    assert chat.complaints()[0].text == TROUBLE
