import pytest

from helpline.text.search_keys import beginnings_of, keys_of, search_key


@pytest.mark.parametrize(
    "spellings",
    [
        "bijli बिजली bijlee",
        "transfarmer ट्रांसफार्मर transformer ट्रांसफॉर्मर",
        "light लाइट",
        "road रोड",
        "paani पानी pani",
        "bus बस",
        "नाला नाले naala",
        "1905 १९०५",
    ],
)
def test_one_word_has_one_key_in_every_spelling(spellings):
    assert len({search_key(word) for word in spellings.split()}) == 1


def test_short_words_keep_their_vowels():
    assert len({search_key(word) for word in ("पानी", "पिन", "पुल", "pole", "नल", "नाली")}) == 6


def test_words_that_stand_everywhere_have_no_key():
    assert keys_of("hamare yahan 3 din se बिजली नहीं है, light please") == ["din", "bjl", "lit"]


def test_a_word_in_another_script_is_its_own_key():
    assert keys_of("لائٹ") == ["لائٹ"]


def test_a_beginning_leads_to_the_whole_word():
    assert any(search_key("bijli").startswith(start) for start in beginnings_of("bij"))
    assert not any(search_key("pension").startswith(start) for start in beginnings_of("pani"))
