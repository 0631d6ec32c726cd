import pytest

from helpline.text.talk.remarks import (
    COST,
    OFFICIAL,
    is_remark,
    question_about,
    said_beside_file_it,
    says_file_it,
    wants_to_leave,
)


@pytest.mark.parametrize(
    "text",
    [
        "darj karo",
        "darj kar do",
        "haan darj kar dijiye",
        "दर्ज करो",
        "शिकायत दर्ज कर दीजिए",
        "register it",
        "please file my complaint",
        "yes file it",
    ],
)
def test_who_says_file_it_wants_it_filed(text):
    assert says_file_it(text)


@pytest.mark.parametrize(
    "text",
    [
        "FIR darj nahi ho rahi",
        "thane me meri report darj nahi karte",
        "मेरी एफआईआर दर्ज नहीं हुई",
        "the police will not register it",
        "haan",
        "meri file atki hai tehsil me",
    ],
)
def test_a_complaint_about_filing_is_no_yes(text):
    assert not says_file_it(text)


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("kuch nhi badalna h bhai, darj karo", ""),
        ("bola na kr do", ""),
        ("हाँ, दर्ज कर दीजिए", ""),
        (
            "ठीक है दर्ज कर दीजिए, फोन माँ को मत कीजिएगा, मुझे ही कीजिए",
            "फोन माँ को मत कीजिएगा, मुझे ही कीजिए",
        ),
        ("Yes, file it. But by when shall it be done?", "But by when shall it be done?"),
        ("kuch nahi badalna", None),
        ("FIR darj nahi ho rahi, thane wale bhagate hain", None),
        ("na karo", None),
    ],
)
def test_what_is_said_beside_file_it_is_told_apart(text, beside):
    assert said_beside_file_it(text) == beside


@pytest.mark.parametrize(
    "text",
    ["mazak kar raha tha", "just testing", "rehne do", "रहने दो", "nahi karni shikayat", "leave it"],
)
def test_who_leaves_is_understood(text):
    assert wants_to_leave(text)


@pytest.mark.parametrize(
    "text", ["kuch nahi hua", "test report nahi mili", "nahi", "baad me bijli chali jati hai"]
)
def test_a_problem_is_no_leaving(text):
    assert not wants_to_leave(text)


@pytest.mark.parametrize(
    "text",
    ["kitni baar puchoge yaar", "haha mazak hai kya", "ये क्या बकवास है", "why are you asking this"],
)
def test_a_protest_is_a_remark(text):
    assert is_remark(text)


@pytest.mark.parametrize(
    "text", ["Ghansali", "transformer bhi jal gaya hai", "pagal kutte ghoom rahe hain", "ward 12"]
)
def test_a_fact_is_no_remark(text):
    assert not is_remark(text)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("kya paisa lagega?", COST),
        ("क्या पैसे लगेंगे", COST),
        ("is it free?", COST),
        ("ye number sarkari hai?", OFFICIAL),
        ("यह नंबर सरकारी है क्या", OFFICIAL),
        ("is this number official", OFFICIAL),
        ("ration dealer paise mang raha hai", None),
        ("sarkari school me teacher nahi hai", None),
        ("sarkari nal kharab hai", None),
    ],
)
def test_what_a_question_is_about(text, topic):
    assert question_about(text) == topic
