"""Since when, said and nothing else."""

from datetime import date

import pytest

from helpline.text.talk.since_said import put_right, since_said

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "words", "days"),
    [
        ("15 din ho gaye hain bas", "15 din", 15),
        ("chhe mahine hai", "chhe mahine", 180),
        ("6 mahine kar do", "6 mahine", 180),
        ("maine galat likha, 6 mahine se hai", "6 mahine se", 180),
        ("दो महीने से", "दो महीने से", 60),
        ("तेरह दिन हो गए", "तेरह दिन", 13),
        ("change it to 6 months", "6 months", 180),
        ("it has been about six months", "six months", 180),
        ("actually since Monday", "since Monday", 4),
        ("asal me kal se", "kal se", 1),
        ("5 saal se zyada ho gaya", "5 saal se", 1825),
    ],
)
def test_a_time_with_little_around_it_says_since_when(text, words, days):
    said = since_said(text, TODAY)
    assert (said.words, said.days) == (words, days)


@pytest.mark.parametrize(
    "text",
    [
        "9 din ho gaye aur kuch nahi",
        "9 days and nothing!",
        "9 din??",
        "pani nahi aa raha 3 din se",
        "mujhe 3 din me chahiye",
        "main 60 saal ka hun",
        "March",
        "kal",
        "2019",
        "",
    ],
)
def test_what_says_more_or_could_be_anything_does_not(text):
    assert since_said(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "days"), [("March", 271), ("जून", 179), ("kal", 1), ("Diwali", 22), ("2019", 2887)]
)
def test_to_the_question_since_when_a_bare_name_is_an_answer(text, days):
    assert since_said(text, TODAY, is_answer=True).days == days


@pytest.mark.parametrize(
    ("since", "denied", "wanted", "days"),
    [
        ("4 mahine se", "4", "7", 210),
        ("4 mahine se", "mahine", "saal", 1460),
        ("तीन दिन से", "दिन", "हफ्ते", 21),
        ("since March", "March", "June", 179),
        ("4 mahine se", "5", "7", None),
        ("4 mahine se", "bijli", "pani", None),
        ("4 mahine se", "4", "bijli", None),
    ],
)
def test_a_word_of_it_is_put_right(since, denied, wanted, days):
    right = put_right(since, denied, wanted, TODAY)
    assert (right and right.days) == days
