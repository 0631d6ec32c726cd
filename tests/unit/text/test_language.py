"""In which language to answer."""

import pytest

from helpline.text.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("बिजली नहीं है", "hi"),
        ("bijli nahi aa rahi hai", "hi"),
        ("transformer kharab hai", "hi"),
        ("light nahi h 3 din se", "hi"),
        ("mera complaint ka status batao", "hi"),
        ("There is no water in our village", "en"),
        ("Street light not working near the temple", "en"),
        ("What happened to my complaint?", "en"),
        ("please repair हमारा नल", "hi"),
        ("hello", None),
        ("ok", None),
        ("1000-0016", None),
        ("Dehradun", None),
        ("👍", None),
        ("", None),
    ],
)
def test_the_reply_is_in_the_language_of_the_message(text, language):
    assert language_of(text) == language
