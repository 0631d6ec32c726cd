"""Questions about the helpline itself."""

import pytest

from helpline.text.talk.about_us import (
    CHANGE,
    COST,
    FILES,
    GOES_TO,
    NEWS,
    NEXT,
    OFFICIAL,
    PAPERS,
    PRIVATE,
    WORTH,
    question_about,
    tells_beside_asking,
)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("kya paisa lagega?", COST),
        ("क्या पैसे लगेंगे", COST),
        ("is it free?", COST),
        ("ye number sarkari hai?", OFFICIAL),
        ("यह नंबर सरकारी है क्या", OFFICIAL),
        ("is this number official", OFFICIAL),
        ("paise to nahi lagenge", COST),
        ("पैसा तो नहीं लगेगा?", COST),
        ("ye asli hai na?", OFFICIAL),
        ("kahin thagi to nahi hai ye, aajkal bahut fraud ho raha hai", OFFICIAL),
        ("OTP ya bank number to nahi mangoge", PRIVATE),
        ("आप ओटीपी तो नहीं माँगोगे? बैंक का नंबर मत माँगना", PRIVATE),
        ("Will you ask for my OTP or bank details?", PRIVATE),
        ("mere sath bank fraud hua hai OTP manga tha", None),
        ("patwari bola 500 rupaye lagenge", None),
        ("mere khate se paise kat gaye", None),
        ("nakli dawai bech raha hai", None),
        ("ration dealer paise mang raha hai", None),
        ("sarkari school me teacher nahi hai", None),
        ("sarkari nal kharab hai", None),
        ("cm helpline hai par koi nahi sunta", None),
        ("ye 1905 pe do baar call kiya", None),
        ("ration card banane me kya kya lagega", None),
        ("kya ration card me aadhaar dena padega", None),
        ("bank khata kholne ke liye kya dena hoga", None),
    ],
)
def test_what_a_question_is_about(text, topic):
    assert question_about(text) == topic


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("kiske paas jayegi?", GOES_TO),
        ("meri shikayat kahan bhejoge", GOES_TO),
        ("यह शिकायत किसके पास जाएगी?", GOES_TO),
        ("who will handle this?", GOES_TO),
        ("where does my complaint go?", GOES_TO),
        ("photo bhej sakta hoon?", FILES),
        ("kya main photo bhi bhej sakti hu", FILES),
        ("फोटो भेजूँ क्या?", FILES),
        ("can I send a video?", FILES),
        ("photo chahiye kya?", FILES),
        ("aadhar card chahiye kya?", PAPERS),
        ("क्या इसके लिए कोई कागज़ लगेगा?", PAPERS),
        ("do you need any documents?", PAPERS),
        ("mujhe kaise pata chalega?", NEWS),
        ("मुझे ख़बर मिलेगी क्या?", NEWS),
        ("will I get a receipt?", NEWS),
        ("how will I know?", NEWS),
        ("iske baad kya hoga?", NEXT),
        ("आगे क्या होगा?", NEXT),
        ("what happens next?", NEXT),
        ("baad me badal sakta hu kya?", CHANGE),
        ("can I change it later?", CHANGE),
        ("क्या बाद में कुछ जोड़ सकते हैं?", CHANGE),
        ("kuch hoga bhi ya nahi?", WORTH),
        ("इससे कोई फायदा होगा क्या?", WORTH),
        ("does this really work?", WORTH),
        ("kitne din lagenge?", None),
        ("photo bheji thi mili kya?", None),
        ("road ka kaam kab hoga?", None),
        ("bijli kab aayegi?", None),
        ("patwari kahan baithta hai?", None),
        ("photo bhej diya", None),
        ("ration kahan milega?", None),
    ],
)
def test_a_question_about_the_helpline_is_told_by_the_words_it_needs(text, topic):
    assert question_about(text) == topic


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("नल में पानी नहीं आ रहा है घनसाली में, कितने दिन में ठीक होगा?", True),
        ("Street light not working in ward 4. How long does it take?", True),
        ("mere ghar bijli nahi aa rahi hai, paise to nahi lagenge?", True),
        ("kitna time lagta hai", False),
        ("kitna time lagta hai bijli theek hone me?", False),
        ("bijli nahi aa rahi hai Ghansali me", False),
    ],
)
def test_a_trouble_told_beside_a_question(text, tells):
    assert tells_beside_asking(text) == tells
