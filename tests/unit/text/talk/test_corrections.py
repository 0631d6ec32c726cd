"""What may be a correction, and what surely is none."""

import pytest

from helpline.text.talk.corrections import Correction, find_correction, says_only_no


@pytest.mark.parametrize(
    ("text", "denied", "wanted"),
    [
        ("pani nahi bijli", "pani", "bijli"),
        ("पानी नहीं बिजली", "पानी", "बिजली"),
        ("pani nahi, bijli nahi aa rahi", "pani", "bijli nahi aa rahi"),
        ("nahi, Devprayag nahi Devaprayag wala, ward 4", "Devprayag", "Devaprayag wala, ward 4"),
        ("अल्मोड़ा नहीं, रानीखेत", "अल्मोड़ा", "रानीखेत"),
        ("Ghansali galat hai, Chamba hai", "Ghansali", "Chamba hai"),
        ("not water but electricity", "water", "electricity"),
        ("it is not water, it is electricity", "water", "it is electricity"),
        ("electricity, not water", "water", "electricity"),
        ("bijli ki samasya hai pani ki nahi", "pani ki", "bijli ki samasya hai"),
        ("पानी की जगह बिजली", "पानी", "बिजली"),
        ("nahi, 5 din se", None, "5 din se"),
        ("no, Haldwani", None, "Haldwani"),
        ("sorry Chamba", None, "Chamba"),
        ("beta Pokhri nahi, Dungri", "Pokhri", "Dungri"),
        ("बेटा पोखरी नहीं है ये, गांव डूंगरी है", "पोखरी", "गांव डूंगरी है"),
        ("sir Pokhri nahi hai balki Dungri hai", "Pokhri", "Dungri hai"),
    ],
)
def test_both_sides_are_found(text, denied, wanted):
    found = find_correction(text)
    assert (found.denied, found.wanted) == (denied, wanted)


@pytest.mark.parametrize(
    "text",
    [
        "nahi",
        "हाँ",
        "pani nahi aa raha hai 3 din se",
        "तीन दिन से बिजली नहीं है",
        "there is no electricity in our village",
        "koi sunwai nahi hoti yahan",
        "no water since 3 days " + "please help " * 20,
        "",
        "🙂",
    ],
)
def test_the_no_of_a_sentence_corrects_nothing(text):
    assert find_correction(text) is None


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("yes, but add Dangi", "Dangi"),
        ("haan, par Dangi bhi likh do", "Dangi"),
        ("हाँ, पर डांगी भी लिख दीजिए", "डांगी"),
        ("ok but please add ward no 4 too", "ward no 4"),
        ("ji haan, Shiv mandir ke paas bhi jod do", "Shiv mandir ke paas"),
    ],
)
def test_a_yes_may_add_something(text, added):
    assert find_correction(text) == Correction(None, added, adds=True)


@pytest.mark.parametrize("text", ["haan likh do", "yes please", "haan, likh dijiye", "theek hai"])
def test_a_mere_yes_adds_nothing(text):
    found = find_correction(text)
    assert found is None or not found.adds


@pytest.mark.parametrize(
    "text", ["Pokhri nahi hai, Dungri hai", "pani nahi hai, bijli bhi nahi hai"]
)
def test_is_not_may_also_say_what_is_lacking(text):
    assert find_correction(text).is_statement


def test_a_bare_no_is_no_statement():
    assert not find_correction("Pokhri nahi, Dungri").is_statement


@pytest.mark.parametrize(
    "text", ["nahi galat hai", "नहीं, यह गलत है", "no, that is wrong", "ye sahi nahi hai ji"]
)
def test_a_mere_no_says_nothing_else(text):
    assert says_only_no(text)


@pytest.mark.parametrize("text", ["nahi, Dungri hai", "bill galat hai", "no water", ""])
def test_a_no_that_says_what_is_none(text):
    assert not says_only_no(text)


def test_behind_what_was_written_wrong_stands_what_is_right():
    found = find_correction("are sorry ward galat likh diya, ward 6 nahi ward 9 hai")
    assert (found.denied, found.wanted) == ("ward 6", "ward 9 hai")
    found = find_correction("jagah galat likh di maine, Dungri")
    assert (found.denied, found.wanted) == (None, "Dungri")
    assert find_correction("bill galat likh diya, 5000 ka") == Correction(
        "bill", "likh diya, 5000 ka"
    )
