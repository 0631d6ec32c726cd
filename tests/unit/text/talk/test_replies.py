"""Short replies to what is offered."""

import pytest

from helpline.text.talk.replies import chosen_name, wants_it_apart

NAMES = {"a": "बिजली नहीं आ रही", "b": "Low voltage", "other": "कुछ और"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("2", "b"),
        ("२.", "b"),
        ("do", "b"),
        ("kuch aur", "other"),
        ("LOW VOLTAGE", "b"),
        ("bijli nahi aa rahi", "a"),
        ("4", None),
        ("0", None),
        ("1.5", None),
        ("kuch aur batana hai", None),
        ("", None),
    ],
)
def test_a_name_or_its_number_chooses(text, key):
    assert chosen_name(text, NAMES) == key


@pytest.mark.parametrize(
    ("text", "apart"),
    [("nahi alag se", True), ("अलग", True), ("separately please", True), ("haan", False)],
)
def test_apart_is_heard(text, apart):
    assert wants_it_apart(text) is apart
