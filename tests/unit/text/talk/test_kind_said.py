"""Complaint or demand, in the citizen's own words."""

import pytest

from helpline.text.talk.kind_said import DEMAND, GRIEVANCE, kind_said, sets_right


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("mang nahi shikayat hai", GRIEVANCE),
        ("माँग नहीं, शिकायत है", GRIEVANCE),
        ("it's not a demand, it's a complaint", GRIEVANCE),
        ("shikayat nahi, mang hai", DEMAND),
        ("पुल है ही नहीं", DEMAND),
        ("pul hai hi nahi", DEMAND),
        ("there is no bridge at all", DEMAND),
        ("paani hai hi nahi", None),
        ("bijli nahi hai", None),
    ],
)
def test_the_kind_is_heard(text, kind):
    assert kind_said(text) == kind


def test_a_long_story_says_no_kind():
    assert kind_said("mang nahi hai " + "aur yeh bhi hua " * 5) is None


@pytest.mark.parametrize(
    ("text", "puts_right"),
    [
        ("teacher is there but never comes", True),
        ("teacher hai lekin aata nahi", True),
        ("शिक्षक हैं पर आते नहीं", True),
        ("road par pani hai", False),
    ],
)
def test_one_thing_is_put_against_another(text, puts_right):
    assert sets_right(text) is puts_right
