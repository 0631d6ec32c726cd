"""Texts that nobody here can read."""

import pytest

from helpline.text.talk.strange import strangeness


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("🙂🙂", "no_words"),
        ("👍", "no_words"),
        ("எனக்கு தண்ணீர் வரவில்லை", "other_script"),
        ("我没有水", "other_script"),
        ("ਪਾਣੀ ਨਹੀਂ", "other_script"),
        ("पानी नहीं है", None),
        ("pani nahi", None),
        ("1234", None),
        ("/", None),
        ("", None),
    ],
)
def test_it_is_said_why_a_text_cannot_be_read(text, why):
    assert strangeness(text) == why
