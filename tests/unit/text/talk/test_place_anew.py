"""A place that is dictated in place of the one there."""

import pytest

from helpline.text.talk.place_anew import place_anew


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("jagah Ghingran likho", "Ghingran"),
        ("जगह घिंघराण लिखिए", "घिंघराण"),
        ("sirf damuadhunga haldwani likho", "damuadhunga haldwani"),
        ("jagah sirf Kathgodam likh do", "Kathgodam"),
        ("only write Vasant Vihar", "Vasant Vihar"),
    ],
)
def test_the_address_alone_is_dictated(text, place):
    assert place_anew(text) == place


@pytest.mark.parametrize(
    "text",
    ["sirf pani ka likho", "jagah likho", "sadak kharab likho", "sirf itna likho", "Haldwani"],
)
def test_what_is_no_address_is_not(text):
    assert place_anew(text) is None
