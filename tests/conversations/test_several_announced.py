"""Whoever says that there are two matters and tells one is asked for the other."""

import pytest

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("first", "filing", "yes", "second"),
    [
        ("द्वी काम छन हमरा गौं मा", "घनसाली में तीन दिन से बिजली नहीं है", "हाँ", "घनसाली में सड़क टूटी है"),
        (
            "main pradhan chhu, mera dwi kaam chhan",
            "gaon me 3 din se light nahi hai, Ghansali",
            "haan",
            "Ghansali me sadak tooti hai",
        ),
        (
            "do baatein hain",
            "gaon me 3 din se light nahi hai, Ghansali",
            "haan",
            "Ghansali me transformer bhi kharab hai",
        ),
        (
            "I have two issues to report",
            "No electricity in our village Ghansali for three days",
            "yes",
            "The road in Ghansali is broken",
        ),
    ],
)
def test_the_second_is_asked_for_once(talk, first, filing, yes, second):
    chat = talk()
    chat.say(first)
    assert chat.names() == ["utter_ask_complaint_text"]
    chat.say(filing)
    chat.say(yes)
    assert chat.names()[-1] == "utter_ask_announced"
    chat.say(second)
    chat.say(yes)
    assert "utter_ask_announced" not in chat.names()
    assert [complaint.text for complaint in chat.complaints()] == [filing, second]


def test_told_in_the_middle_it_is_not_asked_for(talk):
    chat = talk()
    chat.say("do baatein hain")
    chat.say("gaon me 3 din se light nahi hai")
    chat.say("sadak bhi tooti hai")
    chat.say("Ghansali")
    chat.say("haan")
    assert "utter_ask_announced" not in chat.names()
    assert "utter_next_problem" in chat.names()
