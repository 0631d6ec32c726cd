import pytest

from helpline.text.talk.questions import is_question


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
