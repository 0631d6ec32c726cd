"""Words with their true places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.text.normalise import normalise
from helpline.text.tokens import tokenise


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("बिजली नहीं है", ["बिजली", "नहीं", "है"]),
        ("पानी है।सड़क नहीं", ["पानी", "है", "सड़क", "नहीं"]),
        ("हल्द्वानी,देहरादून", ["हल्द्वानी", "देहरादून"]),
        ("don't stop", ["don't", "stop"]),
        ("3din से", ["3", "din", "से"]),
        ("9876543210को", ["9876543210", "को"]),
        ("ward-14", ["ward", "14"]),
        ("👍🏽", []),
        ("", []),
    ],
)
def test_words_stay_whole_and_punctuation_falls_away(text, words):
    assert [token.text for token in tokenise(text)] == words


@given(st.text())
def test_a_token_stands_where_it_says(text):
    end = 0
    for token in tokenise(text):
        assert token.start >= end
        assert text[token.start : token.end] == token.text
        assert token.normal
        end = token.end


@given(st.text(alphabet="अआइकखगड़ढ़ंँ्ािीुू़ abc"))
def test_the_normal_form_is_that_of_the_word_as_typed(text):
    for token in tokenise(text):
        assert normalise(token.text) == token.normal
