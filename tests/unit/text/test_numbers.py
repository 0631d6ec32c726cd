"""Number words of both languages and scripts."""

import pytest

from helpline.text.numbers import number_of


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("१२", 12),
        ("7", 7),
        ("पाँच", 5),
        ("डेढ़", 1.5),
        ("ढाई", 2.5),
        ("dedh", 1.5),
        ("paanch", 5),
        ("उनतालीस", 39),
        ("निन्यानवे", 99),
        ("Twenty", 20),
        ("saath", 60),
        ("बिजली", None),
        ("", None),
    ],
)
def test_a_number_word_has_its_value(word, value):
    assert number_of(word) == value
