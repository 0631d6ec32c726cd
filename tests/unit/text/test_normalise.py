"""One written form for one text, and the way back to what was typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.text.normalise import normalise, normalise_with_offsets, same_text_key

HINDI = st.text(alphabet=[chr(code) for code in range(0x900, 0x980)] + list(" .,-0123456789abz"))
TEXTS = st.one_of(st.text(), HINDI)


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("सड़क", "सड़क"),  # precomposed ड़
        ("पढ़ाई", "पढ़ाई"),
        ("ज़मीन", "जमीन"),
        ("फ़ोन", "फोन"),
        ("सम्बन्ध", "संबंध"),
        ("हिन्दी", "हिंदी"),
        ("गाँव", "गांव"),
        ("अन्न", "अन्न"),
        ("क्\u200dया", "क्या"),
        ("\ufeffनल\u200b", "नल"),
        ("१२३", "123"),
        ("बिजली।।", "बिजली."),
        ("pleaseeee!!!", "pleasee!"),
        ("1000 0016", "1000 0016"),
        ("  BIJLI \n nahi ", "bijli nahi"),
        ("𝐁𝐢𝐣𝐥𝐢", "bijli"),
    ],
)
def test_what_looks_the_same_becomes_the_same(typed, normal):
    assert normalise(typed) == normal


@given(TEXTS)
def test_normalising_twice_changes_nothing_more(text):
    once = normalise(text)
    assert normalise(once) == once


@given(HINDI)
def test_composed_and_decomposed_typing_are_the_same(text):
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(
        unicodedata.normalize("NFC", text)
    )


@given(TEXTS)
def test_every_character_knows_where_it_came_from(text):
    normalised = normalise_with_offsets(text)
    assert len(normalised.starts) == len(normalised.ends) == len(normalised.text)
    assert list(normalised.starts) == sorted(normalised.starts)
    for start, end in zip(normalised.starts, normalised.ends, strict=True):
        assert 0 <= start < end <= len(text)


@given(st.integers(min_value=0, max_value=10**15))
def test_digits_are_never_lost_or_shortened(number):
    devanagari = "".join(chr(0x966 + int(digit)) for digit in str(number))
    assert normalise(devanagari) == str(number)


def test_a_span_leads_back_to_the_text_as_typed():
    typed = "मेरे \u200bगाँव में ज़मीन"
    normalised = normalise_with_offsets(typed)
    start = normalised.text.index("जमीन")
    assert typed[slice(*normalised.span(start, start + 4))] == "ज़मीन"


def test_texts_that_differ_only_in_marks_and_case_share_a_key():
    assert same_text_key("Bijli nahi hai!!") == same_text_key("bijli  nahi hai")
    assert same_text_key("नहीं आई") != same_text_key("नहीं आया")
