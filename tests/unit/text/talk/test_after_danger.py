"""What is said after the number for an emergency was given."""

import pytest

from helpline.text.talk.after_danger import NO_NETWORK, OVER, UNHEARD, WHAT_TO_DO, news_of_danger


@pytest.mark.parametrize(
    ("text", "news"),
    [
        ("फ़ोन नहीं कर सकती, वो सुन लेगा", UNHEARD),
        ("phone nahi kar sakti wo sun lega", UNHEARD),
        ("I can't talk, he will hear", UNHEARD),
        ("बाहर निकल गए सब, पड़ोसी के यहाँ आ गए। गाड़ी कब आएगी", None),
        ("sab bahar nikal gaye, gadi bhejo", None),
        ("sab bahar nikal gaye, sab surakshit hain", OVER),
        ("यहाँ नेटवर्क नहीं है", NO_NETWORK),
        ("yahan network nahi hai", NO_NETWORK),
        ("no network here", NO_NETWORK),
        ("112 nahi lag raha", NO_NETWORK),
        ("nobody is answering 108", NO_NETWORK),
        ("उसका खून बह रहा है, क्या करें", WHAT_TO_DO),
        ("khoon beh raha hai kya karu", WHAT_TO_DO),
        ("he is bleeding, what do I do", WHAT_TO_DO),
        ("किसी को चोट नहीं आई", OVER),
        ("koi ghayal nahi hai", OVER),
        ("nobody is hurt", OVER),
        ("they got him out", OVER),
        ("usko nikal liya", OVER),
        ("आग बुझ गई", OVER),
        ("ambulance aa gayi", OVER),
        ("nobody is hurt but two people are still inside", None),
        ("ek ko nikal liya, do abhi bhi andar hain", None),
        ("jaldi aao", None),
        ("bijli kab aayegi", None),
    ],
)
def test_what_follows_is_read_from_the_words(text, news):
    assert news_of_danger(text) == news
