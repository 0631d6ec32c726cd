"""What stands before a trouble and tells of none."""

import pytest

from helpline.text.talk.preludes import (
    counts_matters,
    denies,
    end_of_prelude,
    is_prelude,
    is_prelude_at,
    only_announces_several,
)


@pytest.mark.parametrize(
    "text",
    [
        "main gram pradhan hoon",
        "main ward member bol rahi hu Kotdwar se",
        "namaskar mai Harish pradhan gram sabha Toli Almora",
        "मैं ग्राम प्रधान, कांडा से बोल रहा हूँ, दो बातें हैं",
        "I am the gram pradhan of Kanda",
        "I am a retired teacher from Almora",
        "mera naam Suresh Rawat hai",
        "do baatein hain",
        "meri age 70 hai",
        "मेरी उम्र 75 साल है",
        "we have two problems",
    ],
)
def test_who_writes_and_how_much_is_no_trouble(text):
    assert is_prelude(text)
    assert not denies(text)


@pytest.mark.parametrize(
    "text",
    [
        "hamari koi sadak ki shikayat nahi hai",
        "हमारी सड़क की कोई शिकायत नहीं है",
        "bijli ki koi dikkat nahi hai ji",
        "sadak theek hai",
        "I have no complaint about the road",
        "the road is fine",
    ],
)
def test_what_is_denied_is_no_trouble(text):
    assert denies(text)


@pytest.mark.parametrize(
    "text",
    [
        "main vidhwa hoon",
        "haldwani me kude ka dher hai",
        "हल्द्वानी में कूड़े का ढेर है",
        "meri umar 75 saal hai pension nahi mili",
        "main 3 din se bina bijli ke hun",
        "main bahut pareshan hun",
        "I am not getting my pension",
        "mera naam ration card se kat gaya hai",
        "meri shikayat nahi sunta koi",
        "sadak theek nahi hai",
        "pradhan bol raha hai paise do",
        "main gram pradhan hun aur hamari sadak toot gayi",
        "bijli ki samasya hai",
        "पानी नहीं आ रहा",
    ],
)
def test_a_trouble_is_none_of_them(text):
    assert not is_prelude(text)


def test_the_clause_at_a_place_is_looked_at():
    text = "I am the gram pradhan of Kanda and our handpump gives no water"
    assert is_prelude_at(text, text.index("gram"))
    assert not is_prelude_at(text, text.index("our"))


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("I am the gram pradhan, two problems: there is no water", "there is no water"),
        ("main gram pradhan hoon, do baatein hain: pani nahi", "pani nahi"),
        ("main vidhwa hoon, pension band hai", "main vidhwa hoon, pension band hai"),
        ("nal me pani nahi, main gram pradhan hun", "nal me pani nahi, main gram pradhan hun"),
        ("main gram pradhan hun, ", "main gram pradhan hun, "),
    ],
)
def test_the_trouble_is_found_behind_who_writes(text, behind):
    assert text[end_of_prelude(text) :] == behind


def test_who_announces_several_matters_has_counted_them():
    assert counts_matters("I am the gram pradhan, two problems:")
    assert not counts_matters("I am the gram pradhan,")


@pytest.mark.parametrize(
    "text",
    [
        "main pradhan chhu, mera dwi kaam chhan",
        "द्वी काम छन हमरा गौं मा",
        "मुझे दो शिकायतें करनी हैं",
        "do baatein hain",
        "I have two issues to report",
    ],
)
def test_that_several_matters_follow_is_heard(text):
    assert only_announces_several(text)


@pytest.mark.parametrize(
    "text",
    [
        "gaon me do handpump kharab hain",
        "do kaam adhure pade hain",
        "do baatein hain, pehli bijli nahi hai",
        "ye kaam kar do",
    ],
)
def test_who_tells_a_matter_does_not_only_announce(text):
    assert not only_announces_several(text)
