"""In which language to answer, and which one somebody asks for."""

import pytest

from helpline.text.language import language_of, named_language


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


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("hindi me baat karo", "hi"),
        ("हिन्दी में बताइए", "hi"),
        ("in English please", "en"),
        ("इंग्लिश में लिखिए", "en"),
        ("अंग्रेजी नहीं आती", "hi"),
        ("I do not know Hindi", "en"),
        ("mujhe angrezi nhi aati hindi please", "hi"),
        ("hindi nahi, english me", "en"),
        ("भाषा बदलनी है", None),
    ],
)
def test_the_language_asked_for_is_understood_also_from_the_one_refused(text, language):
    assert named_language(text) == language
