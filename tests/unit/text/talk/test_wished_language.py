"""Which language somebody asks for, and what is no such wish."""

import pytest

from helpline.text.talk.wished_language import asks_for_language, named_language


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
        ("nahi english me batao", "en"),
        ("write in English, I cannot read Hindi", "en"),
        ("I cannot read Hindi, write in English", "en"),
        ("please don't write in Hindi", "en"),
        ("not Hindi, English please", "en"),
        ("english samajh nahi aati, hindi me likho", "hi"),
        ("ye msg english me aaya, hindi version bhejo", "hi"),
        ("roman me likho", "roman"),
        ("hindi padh nahi paata", "roman"),
        ("Roman me likho hindi nahi padh paata", "roman"),
        ("english letters me hindi likho", "roman"),
        ("रोमन में लिखिए", "roman"),
        ("hindi font me likho, ye abc wali nahi padhi jati", "hi"),
        ("मुझे रोमन वाली हिंदी नहीं, असली हिंदी अक्षर चाहिए", "hi"),
        ("देवनागरी में लिखो जी। रोमन पढ़ने में दिक्कत होती है", "hi"),
        ("Could you send that in English, my Hindi isn't good", "en"),
        ("भुला अंग्रेजी नि आंदि, हिंदी मा बोल", "hi"),
        ("hindi english me likho", "roman"),
        ("हिंदी इंग्लिश में लिखो", "roman"),
        ("english me hindi likho", "roman"),
        ("please write hindi in english", "roman"),
        ("roman me likho, devanagari nahi aati", "roman"),
        ("mujhe devnagri padhna nahi aata", "roman"),
        ("hindi se english me karo", "en"),
        ("I cannot read Devanagari", "en"),
        ("भाषा बदलनी है", None),
    ],
)
def test_the_language_asked_for_is_understood_also_from_the_one_refused(text, language):
    assert named_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "English",
        "hindi me likho",
        "write in English, I cannot read Hindi",
        "Roman me likho",
        "hindi nahi padh paata hun",
        "मुझे अंग्रेज़ी में जवाब दीजिए",
        "please reply in english sir",
        "hindi samajh nahi aati english me batao",
    ],
)
def test_a_wish_for_a_language_says_nothing_else(text):
    assert asks_for_language(text)


@pytest.mark.parametrize(
    "text",
    [
        "hindi ke adhyapak nahi hain school me",
        "English medium school ki fees bahut hai",
        "bijli nahi hai",
        "jai hind",
        "",
        "bill hindi me nahi aata sirf english me aata hai bijli ka",
    ],
)
def test_a_problem_with_a_language_in_it_is_no_such_wish(text):
    assert not asks_for_language(text)
