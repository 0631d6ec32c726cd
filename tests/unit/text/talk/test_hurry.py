"""Why a complaint cannot wait for its date."""

import pytest

from helpline.text.talk.hurry import names_deadline, wants_hurry


@pytest.mark.parametrize(
    "text",
    [
        "fees jama karne ki last date somvar hai",
        "बारिश शुरू होने से पहले चाहिए",
        "admission closes on Friday",
    ],
)
def test_a_deadline_is_a_reason(text):
    assert names_deadline(text)


@pytest.mark.parametrize("text", ["jaldi karo", "तुरंत कीजिए", "please make it urgent"])
def test_a_wish_for_hurry_names_no_deadline(text):
    assert wants_hurry(text)
    assert not names_deadline(text)


@pytest.mark.parametrize("text", ["pani nahi aata", "बिजली नहीं है", "the road is broken"])
def test_a_trouble_is_neither(text):
    assert not (wants_hurry(text) or names_deadline(text))
