"""Roman Hindi brought to Devanagari by known words."""

from helpline.text.respelling import Respelling

KNOWN = Respelling.learn(["बिजली नहीं आ रही है", "मेरे घर में बिजली", "घर घर", "the घरर"])


def test_known_words_are_respelt_and_the_rest_stays():
    assert KNOWN.in_devanagari("mere ghar me bijlee nahi, XEN ko bola!") == (
        "मेरे घर में बिजली नहीं, XEN ko bola!"
    )


def test_an_english_text_stays_as_it_is():
    text = "There is no power here since the storm"
    assert KNOWN.in_devanagari(text) == text


def test_devanagari_stays_as_it_is():
    assert KNOWN.in_devanagari("ज़मीन का क्या हुआ") == "ज़मीन का क्या हुआ"


def test_the_commoner_of_two_spellings_wins():
    assert Respelling.learn(["नही नहीं नहीं"]).in_devanagari("nahi") == "नहीं"
