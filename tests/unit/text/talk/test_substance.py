"""Words that tell of no trouble."""

import pytest

from helpline.text.talk.substance import says_nothing, tells_of_silence


@pytest.mark.parametrize("text", ["yaha pe", "यहाँ पर", "here", "ye dekho", "isi jagah"])
def test_pointing_is_no_trouble(text):
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["yaha kuda hai", "यहाँ पानी नहीं", "light here", "", "👍"])
def test_any_other_word_may_be_one(text):
    assert not says_nothing(text)


@pytest.mark.parametrize(
    "text", ["4 din se koi nahi aaya", "teen mahine se kisi ne suna nahi", "nobody came"]
)
def test_that_nobody_came_tells_of_no_trouble_of_its_own(text):
    assert tells_of_silence(text)


@pytest.mark.parametrize("text", ["doctor nahi aaya", "4 din se pani nahi aaya", "4"])
def test_a_trouble_is_no_silence(text):
    assert not tells_of_silence(text)
