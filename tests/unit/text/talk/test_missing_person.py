"""Somebody cannot be found."""

import pytest

from helpline.text.talk.help_by_phone import MISSING, NUMBERS, WIRE, kind_of_danger
from helpline.text.talk.missing_person import tells_of_missing_person


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("mera bhai 3 din se lapata hai, Haldwani", True),
        ("मेरे पिताजी कल से घर नहीं आए, गुमशुदा हैं, रुद्रपुर", True),
        ("my mother has been missing since yesterday", True),
        ("my mother's name is missing from the ration list", False),
        ("mere pita ka aadhar card kho gaya, nahi mil raha", False),
        ("meri bhains lapata hai", False),
        ("mera beta lapata hai, thane me report nahi likh rahe", False),
        ("meri maa ko pension nahi mil rahi", False),
        ("CM sir meri shadi karwa do, ladki nahi mil rahi", False),
    ],
)
def test_a_person_and_not_a_thing(text, missing):
    assert tells_of_missing_person(text) is missing


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("mera bhai lapata hai", MISSING),
        ("bijli ka taar latak raha hai", WIRE),
        ("taar gir gaya bachche ko current lag gaya", "medical"),
        ("ghar me aag lag gayi", "fire"),
        ("bachao", "unclear"),
    ],
)
def test_each_danger_has_its_number(text, kind):
    assert kind_of_danger(text) == kind
    assert kind in NUMBERS
