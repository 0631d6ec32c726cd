"""One key for one word, whatever the script and spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.text.keys import key_of, sound_of
from helpline.text.tokens import tokenise

SAME_SOUND = [
    "बिजली bijli bijlee",
    "पानी pani paani panee",
    "नहीं नही nahi nhi nahin nai",
    "है hai h hei",
    "सड़कें sadken sadke",
    "कूड़ा kuda kooda",
    "महीने mahine maheene",
    "शिकायत shikayat sikayat",
    "अस्पताल aspatal aspataal",
    "मुआवजा muavja muavza",
    "विधवा vidhwa vidhva widhwa",
    "घंटे ghante",
    "समझना samajhna",
    "करनी karni",
    "तहसील tehsil tahsil tehseel",
    "दिया diya dia",
    "किया kiya",
    "पेंशन pension penshan",
    "राशन rashan ration",
    "ऑफिस office offis",
    "हल्द्वानी haldwani haldvani",
    "देहरादून dehradun dehradoon",
    "सम्बन्धित संबंधित sambandhit",
]
SAME_KEY = [
    "ट्रांसफार्मर transformer transfarmer transfarmar",
    "पुलिस police pulis",
    "लाइट light lite lait",
    "कनेक्शन connection kanekshan",
    "वोल्टेज voltage voltej",
    "एंबुलेंस ambulance embulans",
    "स्कूल school skool",
    "सर्टिफिकेट certificate sartifiket",
    "सिलेंडर cylinder silendar",
]


@pytest.mark.parametrize("words", SAME_SOUND)
def test_spellings_of_one_word_share_a_sound(words):
    assert len({sound_of(word) for word in words.split()}) == 1


@pytest.mark.parametrize("words", SAME_KEY)
def test_loan_words_share_a_consonant_key(words):
    assert len({key_of(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("बिजली", "पानी"), ("नल", "नाली"), ("mera", "meri"), ("राशन", "रोशनी")]
)
def test_different_words_sound_different(one, other):
    assert sound_of(one) != sound_of(other)


@given(st.text(max_size=30))
def test_any_word_has_a_plain_sound_and_key(text):
    for token in tokenise(text):
        assert set(key_of(token.normal)[1:]).isdisjoint("aeiouy")
