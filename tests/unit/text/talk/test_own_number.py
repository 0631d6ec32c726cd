"""Who gives a number to be reached at."""

import pytest

from helpline.text.talk.own_number import gives_own_number


@pytest.mark.parametrize(
    "text",
    [
        "take my number for contact",
        "mera number note kar lo sampark ke liye 9876512345",
        "मेरा नंबर लिख लीजिए संपर्क के लिए 9876512345",
        "contact number 9876512345",
    ],
)
def test_a_number_given_is_heard(text):
    assert gives_own_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "bijli vibhag ka number do",
        "9876512345 par call karna",
        "mera number likh liya?",
        "mera meter number note karo 9876512345",
        "lineman ka number likh do",
        "pani nahi aa raha 9876512345",
    ],
)
def test_other_numbers_and_wishes_are_none(text):
    assert not gives_own_number(text)
