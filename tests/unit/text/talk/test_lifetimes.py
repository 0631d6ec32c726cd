"""Years of somebody's life are no duration of a trouble."""

from datetime import date

import pytest

from helpline.text.durations import find_durations
from helpline.text.talk.lifetimes import is_of_a_life

TODAY = date(2026, 11, 27)


def since(text):
    """Return the durations that are left as since when."""
    return [
        text[one.start : one.end]
        for one in find_durations(text, TODAY)
        if not is_of_a_life(text, one.start, one.end)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "I served for 28 years in the Garhwal Rifles",
        "I have been living here for 30 years",
        "25 साल से सेना में था",
        "मेरी उम्र 75 साल हो गई है",
        "umar 80 saal ho gayi",
        "main 20 saal se fauj me raha",
        "20 saal ho gaye fauj me",
        "fauj se retire hue 5 saal ho gaye",
        "shadi ko 10 saal ho gaye",
        "मेरे पति को गुजरे हुए आठ साल हो गए",
        "pichhle 30 saal se yahan rehta hu",
    ],
)
def test_age_and_service_say_no_since_when(text):
    assert since(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Main 20 saal se fauj me raha, ab 6 mahine se pension nahi aayi", ["6 mahine se"]),
        (
            "retired after serving for 20 years, street light broken since 2 weeks",
            ["since 2 weeks"],
        ),
        ("70 वर्षीय बुजुर्ग हूं, 2 महीने से राशन नहीं", ["2 महीने से"]),
        ("mere pita 80 saal ke hain, 4 mahine se pension band", ["4 mahine se"]),
    ],
)
def test_since_when_is_heard_beside_them(text, expected):
    assert since(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("naukri 3 mahine se nahi mili", ["3 mahine se"]),
        ("6 mahine se bus service band hai", ["6 mahine se"]),
        (
            "after 35 years of service as a teacher my pension is stuck for 7 months",
            ["for 7 months"],
        ),
        ("5 दिन से सेवा केंद्र बंद है", ["5 दिन से"]),
        ("teen saal se awas ki kist nahi aayi", ["teen saal se"]),
    ],
)
def test_a_lack_lasts_as_long_as_it_says(text, expected):
    assert since(text) == expected
