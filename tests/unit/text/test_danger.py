"""Signs of life in danger, in any script."""

import pytest

from helpline.text.danger import speaks_of_danger


@pytest.mark.parametrize(
    "text",
    [
        "बचाओ",
        "bachao bachao",
        "ghar me aag lag gayi",
        "घर में आग लगी है",
        "do log doob rahe hain",
        "Someone is trapped under the debris",
        "वो जान देने जा रहा है",
        "jaldi ambulance bhejo",
        "gadi nadi me bahi ja rahi hai, bachche beh gaye",
        "मेरी बेटी डूब रही है",
        "bhains bah rahi hai",
    ],
)
def test_it_hears_danger_in_any_script(text):
    assert speaks_of_danger(text)


@pytest.mark.parametrize("text", ["बिजली नहीं है", "pension nahi aayi", "status batao", "", "👍"])
def test_it_is_calm_otherwise(text):
    assert not speaks_of_danger(text)
