"""Words that tell of no trouble."""

import pytest

from helpline.text.talk.substance import says_nothing


@pytest.mark.parametrize("text", ["yaha pe", "यहाँ पर", "here", "ye dekho", "isi jagah"])
def test_pointing_is_no_trouble(text):
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["yaha kuda hai", "यहाँ पानी नहीं", "light here", "", "👍"])
def test_any_other_word_may_be_one(text):
    assert not says_nothing(text)
