"""Clauses at their true offsets."""

import pytest

from helpline.text.clauses import find_clauses


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        (
            "light bhi nahi hai aur rashan wala bhi chaval kam deta hai",
            ["light bhi nahi hai", "rashan wala bhi chaval kam deta hai"],
        ),
        (
            "नल में पानी नहीं है सड़क भी टूटी पड़ी है",
            ["नल में पानी नहीं है", "सड़क भी टूटी पड़ी है"],
        ),
        (
            "The tap is dry. Street lamps have failed too!",
            ["The tap is dry", "Street lamps have failed too"],
        ),
        ("जी सर, नल में पानी नहीं आता", ["जी सर, नल में पानी नहीं आता"]),
        ("bijli gul", ["bijli gul"]),
        ("", []),
        ("।।। 👍", []),
    ],
)
def test_a_text_is_cut_where_something_new_may_begin(text, clauses):
    found = find_clauses(text)
    assert [clause.text for clause in found] == clauses
    assert [text[clause.start : clause.end] for clause in found] == clauses


def test_a_long_story_has_few_clauses():
    assert 1 < len(find_clauses("paani nahi aata. " * 30)) <= 6
