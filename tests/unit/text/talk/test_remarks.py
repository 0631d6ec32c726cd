import pytest

from helpline.text.talk.remarks import (
    asks_for_better,
    is_laughter,
    is_remark,
    said_beside_file_it,
    said_beside_yes,
    says_file_it,
    tells_before_file_it,
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
    ("text", "beside"),
    [
        ("haan", ""),
        ("haan kar do, waise bhi koi sunta nahi", "waise bhi koi sunta nahi"),
        ("हाँ दर्ज कर दो, वैसे भी कोई सुनता नहीं", "वैसे भी कोई सुनता नहीं"),
        ("ok file it, not that anybody cares", "not that anybody cares"),
        ("ठीक है, धन्यवाद", ""),
        ("yes thanks", ""),
        ("theek hai", ""),
        ("haan par ward 4 nahi ward 5", None),
        ("haan beta kar do par aadhaar to nahi dena", "aadhaar to nahi dena"),
        ("yes file it but keep my name out of it", "keep my name out of it"),
        ("theek kar do", None),
        ("haan theek karo", None),
        ("bas ji", None),
        ("ok bas", None),
        ("thank you ji", None),
        ("😂", None),
        ("…", None),
        ("nahi, ward 5", None),
        ("kya likha hai ye? chalo, kar do", "kya likha hai ye?"),
        ("ये क्या है 😅 खैर, हाँ दर्ज कर दीजिए", "ये क्या है, 😅 खैर"),
        ("that was quick. anyway, go ahead and file it", "that was quick"),
        ("haan karo kab tak banegi", "kab tak banegi"),
        ("haan kar do gaon hamar Silauli padta hai", "gaon hamar Silauli padta hai"),
        ("theek se batao", None),
        ("kab kar doge", None),
        ("ye kya, kar do?", None),
    ],
)
def test_what_stands_beside_a_plain_yes(text, beside):
    assert said_beside_yes(text) == beside


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("theek se likho na", True),
        ("ठीक से बताओ", True),
        ("write it properly", True),
        ("theek hai, kar do", False),
        ("यह ठीक है", False),
        ("yes, that is fine", False),
    ],
)
def test_better_is_asked_for_in_words_like_a_yes(text, asks):
    assert asks_for_better(text) == asks


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("1912 wale aaye the, theek nahi kiya, ab shikayat likh lo", True),
        ("bijli wale aakar chale gaye kuch nahi kiya meri shikayat darj karo", True),
        ("1912 वाले आए थे, ठीक नहीं किया, अब शिकायत लिख लो", True),
        ("the linemen came and did nothing, file my complaint now please", True),
        ("meri shikayat likh lo", False),
        ("police ne meri shikayat darj ki thi", False),
        ("police wale shikayat nahi likh rahe", False),
        ("meri shikayat ka kya hua", False),
    ],
)
def test_a_trouble_told_before_the_wish_to_file_it(text, tells):
    assert tells_before_file_it(text) == tells


@pytest.mark.parametrize("text", ["haha", "LOL", "hehehe 😂", "हाहा", "hahahah", "rofl"])
def test_laughter_is_known(text):
    assert is_laughter(text)


@pytest.mark.parametrize(
    "text", ["haan", "ha", "हा", "hi", "ho", "haha pani nahi aata", "haha 112", "😂"]
)
def test_a_yes_or_a_word_is_no_laughter(text):
    assert not is_laughter(text)
