import pytest

from helpline.text.talk.questions import is_only_question, is_question


@pytest.mark.parametrize(
    "text",
    [
        "पहले बताओ किस अफसर के पास जाएगी",
        "ye shikayat kiske paas jayegi",
        "मेरा नाम तो नहीं जाएगा ना?",
        "who will see my name",
        "kab tak hoga",
        "how long will it take",
    ],
)
def test_a_question_is_one(text):
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "Toli",
        "गांव सल्ला, तहसील द्वाराहाट",
        "ward 4 Kashipur",
        "mere gaon ka naam Dangi hai",
        "near the school",
        "3 din ho gaye",
        "wo wala",
    ],
)
def test_a_place_is_none(text):
    assert not is_question(text)


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("kitne din lagenge", True),
        ("ye app kisne banaya?", True),
        ("आप कहाँ बैठते हैं?", True),
        ("bijli nahi aa rahi hai yahan, ye kab theek hogi?", False),
        ("patwari paise mang raha hai, kiske paas jau?", False),
        ("Ghansali", False),
    ],
)
def test_who_only_asks_tells_nothing_beside(text, only):
    assert is_only_question(text) == only
