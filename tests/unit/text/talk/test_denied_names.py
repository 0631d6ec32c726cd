import pytest

from helpline.text.talk.denied_names import denies_name

SCHEME = ("किसान योजना का पैसा", "Farmers' scheme money")
ROAD = ("सड़क खराब", "Damaged road")
TEACHERS = ("शिक्षक की कमी", "Shortage of teachers")
PENSION = ("नई पेंशन", "New pension")
OUTAGE = ("बिजली नहीं आ रही", "No electricity")
GARBAGE = ("कूड़ा", "Garbage")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("kisan yojana ki baat nahi hai, mill ne paisa roka hai", SCHEME),
        ("ye kisan yojna wala nahi", SCHEME),
        ("किसान योजना नहीं, चीनी मिल का पैसा", SCHEME),
        ("sadak kharab nahi ji, pul ki railing tooti hai", ROAD),
        ("यह सड़क खराब की बात नहीं है", ROAD),
        ("It is not about a shortage of teachers", TEACHERS),
        ("this has nothing to do with teachers shortage, sir", TEACHERS),
        ("मेरा विषय नई पेंशन का नहीं है।", PENSION),
        ("kooda nahi hai, gobar hai", GARBAGE),
        ("panchayat me koi gadbadi nahi hai, nal toota hai", ("पंचायत में गड़बड़ी",)),
    ],
)
def test_what_it_was_called_is_denied(text, names):
    assert denies_name(text, names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("bijli nahi aa rahi 3 din se", OUTAGE),
        ("no electricity here", OUTAGE),
        ("kooda nahi uthaya kisi ne", GARBAGE),
        ("nai pension abhi tak nahi mili", PENSION),
        ("sadak bahut kharab hai, koi nahi aata", ROAD),
        ("there are not enough teachers", TEACHERS),
        ("haan sahi hai", SCHEME),
        ("", ROAD),
    ],
)
def test_the_trouble_told_once_more_denies_nothing(text, names):
    assert not denies_name(text, names)
