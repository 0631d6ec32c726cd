"""Damage that harms nobody, told apart from danger."""

import pytest

from helpline.text.talk.unharmed import harms_nobody


@pytest.mark.parametrize(
    "text",
    [
        "दुकान में बारिश का पानी घुस गया, सामान ख़राब हो गया",
        "meri dukan me pani ghus gaya",
        "rain water has entered my shop",
        "सड़क धँस गई है, किसी को चोट नहीं आई",
        "sadak dhas gayi koi ghayal nahi",
        "The road has collapsed, nobody is hurt",
    ],
)
def test_damage_that_harms_nobody_is_told_apart(text):
    assert harms_nobody(text)


@pytest.mark.parametrize(
    "text",
    [
        "दुकान में पानी घुस गया है और दो लोग अंदर फँसे हैं",
        "nobody is hurt yet but the house is on fire",
        "koi ghayal nahi par do log malbe me dabe hain",
        "ghar me pani ghus raha hai",
        "the road has collapsed",
        "",
    ],
)
def test_where_somebody_may_be_in_it_nothing_is_told_apart(text):
    assert not harms_nobody(text)
