"""Names, codes and replies as trainers write them."""

import pytest

from helpline.domain.topics import (
    NotATopic,
    checked_names,
    checked_reply,
    code_of,
    is_taught,
    length,
)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Ration card", "ration_card"),
        ("  Where is the e-District office?  ", "where_is_the_e_district_office"),
        ("PM-Kisan", "pm_kisan"),
        ("a" * 60, "a" * 40),
    ],
)
def test_a_name_becomes_a_code(name, code):
    assert code_of(name) == code


@pytest.mark.parametrize("name", ["", "???", "123", "राशन"])
def test_a_name_without_letters_makes_no_code(name):
    with pytest.raises(NotATopic):
        code_of(name)


def test_what_trainers_made_is_known_by_its_name():
    assert is_taught("faq_ration_card")
    assert not is_taught("ask_help")


def test_names_stand_on_one_line():
    assert checked_names(" राशन \n कार्ड ", "Ration\tcard", 24) == {
        "name_hi": "राशन कार्ड",
        "name_en": "Ration card",
    }


@pytest.mark.parametrize(
    ("hindi", "english", "part", "reason"),
    [
        ("", "Ration", "name_hi", "missing"),
        ("राशन", " ", "name_en", "missing"),
        ("Ration", "Ration", "name_hi", "not_hindi"),
        ("राशन", "राशन", "name_en", "not_english"),
        ("राशन" * 7, "Ration", "name_hi", "too_long"),
    ],
)
def test_names_that_fit_no_list_are_refused(hindi, english, part, reason):
    with pytest.raises(NotATopic) as refused:
        checked_names(hindi, english, 24)
    assert (refused.value.part, refused.value.reason) == (part, reason)


def test_every_vowel_sign_counts_and_an_emoji_twice():
    assert length("क्षि") == 4
    assert length("👍") == 2


def test_a_reply_loses_what_nobody_sees():
    assert checked_reply(" नमस्ते  \r\nजी\x00 ", "Hello\t") == {"hi": "नमस्ते\nजी", "en": "Hello"}
