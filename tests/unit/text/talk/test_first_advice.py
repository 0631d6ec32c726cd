"""A bite or a hanging wire: what is said at once."""

import pytest

from helpline.text.talk.first_advice import (
    BITE,
    WIRE,
    advice_before,
    is_only_wire,
    was_bitten_earlier,
)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("kal mere bete ko kutte ne kaat liya", BITE),
        ("आवारा कुत्ते ने काट लिया", BITE),
        ("a stray dog bit my son", BITE),
        ("bijli ka taar latak raha hai", WIRE),
        ("बिजली का तार नीचे लटक रहा है", WIRE),
        ("a live wire is hanging over the road", WIRE),
        ("latakta hua taar gali me hai", WIRE),
        ("ट्रांसफार्मर से चिंगारी निकल रही है", WIRE),
        ("transformer me spark ho raha hai", WIRE),
        ("the transformer near our house is sparking", WIRE),
        ("transformer 5 din se kharab hai", None),
        ("taar baad toot gayi, janwar khet me aa rahe", None),
        ("kutte bahut hain gali me", None),
        ("bijli nahi aa rahi", None),
    ],
)
def test_advice(text, advice):
    assert advice_before(text) == advice


@pytest.mark.parametrize(
    ("text", "earlier"),
    [
        ("kal mere bete ko kutte ne kaat liya", True),
        ("कल मेरे बेटे को आवारा कुत्ते ने काट लिया", True),
        ("yesterday a stray dog bit my daughter", True),
        ("kutte ne bachche ko kaat liya khoon beh raha hai", False),
        ("kal kutte ne kaata tha, ab behosh hai", False),
        ("kal saanp ne kaata", False),
        ("dog bit my son in the market, kindly send ambulance", False),
        ("kindly help, kutte ne bachche ko kaat liya", False),
        ("Respected sir, a dog has bitten my son, please send help", False),
    ],
)
def test_a_bite_of_another_day_is_no_danger_now(text, earlier):
    assert was_bitten_earlier(text) is earlier


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("taar latak raha hai", True),
        ("a wire is hanging near the school", True),
        ("taar gir gaya bachche ko current lag gaya", False),
        ("the wire fell and he is unconscious", False),
        ("an electric pole has fallen on the school rickshaw, children are inside", False),
        ("taar gir gaya hai aur chingari nikal rahi hai", False),
    ],
)
def test_a_wire_that_has_hurt_somebody_is_more_than_a_wire(text, only):
    assert is_only_wire(text) is only


@pytest.mark.parametrize(
    "text",
    [
        "सेवा में, महोदय, सविनय निवेदन है कि मेरे पुत्र को आवारा कुत्ते ने काट लिया है",
        "20 november ko meri beti ko kutte ne kaat liya",
        "Respected sir, a dog has bitten my son, kindly take action",
    ],
)
def test_a_letter_or_a_date_speaks_of_no_danger_now(text):
    assert was_bitten_earlier(text)


def test_a_letter_about_what_happens_now_does():
    assert not was_bitten_earlier(
        "Sir, a dog has bitten my son just now, he is bleeding, kindly help"
    )
