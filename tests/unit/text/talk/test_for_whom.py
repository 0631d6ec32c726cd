"""For whom somebody writes."""

import pytest

from helpline.text.talk.for_whom import for_whom


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("meri maa ki pension nahi aayi", "meri maa"),
        ("मेरे पिताजी की पेंशन बंद है", "मेरे पिताजी"),
        ("दादी जी की पेंशन बंद है", "दादी जी"),
        ("my mother's pension has stopped", "my mother's"),
        ("ration card for my father", "my father"),
        ("padosi ki pension band hai", "padosi"),
        ("mere padosi ke liye likh raha hu, rashan nahi mila", "mere padosi"),
    ],
)
def test_the_person_is_named_in_the_citizen_s_words(text, whom):
    assert for_whom(text) == whom


@pytest.mark.parametrize(
    "text",
    [
        "please do something for the road",
        "for the ration card of this village",
        "a problem they have to solve",
        "padosi ke kutte ne kata",
        "पड़ोसी ने नाली बंद कर दी",
        "bhai bijli kab aayegi",
        "hamare gaon me bijli nahi hai",
        "",
    ],
)
def test_nobody_else_is_concerned(text):
    assert for_whom(text) is None
