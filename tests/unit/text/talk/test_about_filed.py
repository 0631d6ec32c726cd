"""What is asked and told about a filed complaint."""

import pytest

from helpline.text.talk.about_filed import (
    MEANWHILE,
    OFFICE,
    PHONE,
    PHOTO,
    REPLY,
    asked_about,
    asks_for_all,
    only_asks,
    says_misrouted,
    speaks_of_danger,
    tells_of_visit,
)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("photo mil gayi kya?", PHOTO),
        ("फोटो पहुँच गई क्या?", PHOTO),
        ("did the photo arrive?", PHOTO),
        ("tab tak main light band kar du kya?", MEANWHILE),
        ("तब तक मेन स्विच बंद कर दूँ?", MEANWHILE),
        ("should I cut the power meanwhile?", MEANWHILE),
        ("meri mummy ka number likha aapne?", PHONE),
        ("मेरी माँ का नंबर लिखा क्या?", PHONE),
        ("did you note my mother's number?", PHONE),
        ("kis office me gayi meri shikayat?", OFFICE),
        ("यह कौन से दफ्तर गई?", OFFICE),
        ("which office?", OFFICE),
        ("itne din?? tab tak bachche kaise padhe", MEANWHILE),
        ("wo log mujhe phone karenge kya?", REPLY),
        ("इसका जवाब कौन देगा?", REPLY),
        ("will somebody call me?", REPLY),
        ("tab tak pani nahi aaya", None),
        ("nal me pani nahi aa raha", None),
        ("sadak toot gayi hai", None),
        ("dhanyavaad", None),
    ],
)
def test_a_short_question_is_known_by_its_words(text, topic):
    assert asked_about(text) == topic


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("ye to galat office me chali gayi", True),
        ("गलत विभाग में चली गई", True),
        ("गलत जगह भेज दिया, यह घनसाली नहीं बालेश्वर का मामला है", True),
        ("wrong office!", True),
        ("this went to the wrong department", True),
        ("galat jagah kuda dal rahe hain", False),
        ("bill galat aaya hai", False),
    ],
)
def test_the_wrong_office_is_heard_and_other_wrongs_are_not(text, wrong):
    assert says_misrouted(text) is wrong


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("no, I was just asking", True),
        ("नहीं, बस पूछ रहा था", True),
        ("nahi bas puch rahi thi", True),
        ("bas nahi aa rahi 3 din se", False),
    ],
)
def test_a_mere_question_takes_itself_back(text, only):
    assert only_asks(text) is only


@pytest.mark.parametrize(
    ("text", "news"),
    [
        ("साहब आ गए थे, कह रहे थे कल मशीन आएगी", True),
        ("sahab aaye the, bole kal machine aayegi", True),
        ("the officer came today, he says the machine will come tomorrow", True),
        ("koi adhikari nahi aaya, kal bole the", False),
        ("officer came and asked for money, said pay tomorrow", False),
        ("pani aa gaya, theek ho gaya", False),
    ],
)
def test_a_visit_and_a_promise_are_news(text, news):
    assert tells_of_visit(text) is news


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("status of my complaints", True),
        ("meri sabhi shikayaton ka status", True),
        ("मेरी सारी शिकायतें दिखाओ", True),
        ("meri shikayat ka kya hua", False),
        ("status of my complaint", False),
    ],
)
def test_several_complaints_are_asked_for_in_the_plural(text, every):
    assert asks_for_all(text) is every


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("tab tak taar ko chhu sakte hain kya?", True),
        ("क्या उधर जाने में खतरा है?", True),
        ("is it safe to go there?", True),
        ("tab tak dukan band rakhu kya?", False),
        ("तब तक बिल भरूँ क्या?", False),
        ("should I pay until then?", False),
    ],
)
def test_danger_is_heard_where_it_is_spoken_of(text, danger):
    assert speaks_of_danger(text) == danger
