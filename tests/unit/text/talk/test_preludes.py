"""What stands before a trouble and tells of none."""

import pytest

from helpline.text.talk.preludes import denies, is_prelude, is_prelude_at


@pytest.mark.parametrize(
    "text",
    [
        "main gram pradhan hoon",
        "main ward member bol rahi hu Kotdwar se",
        "मैं ग्राम प्रधान, कांडा से बोल रहा हूँ, दो बातें हैं",
        "I am the gram pradhan of Kanda",
        "I am a retired teacher from Almora",
        "mera naam Suresh Rawat hai",
        "do baatein hain",
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
