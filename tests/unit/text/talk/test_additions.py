import pytest

from helpline.text.talk.additions import adds_more, is_for_officer, is_polite, says_new_or_same


@pytest.mark.parametrize(
    "text",
    [
        "aur ek baat, transformer se chingari bhi nikal rahi thi",
        "और एक बात, खंभा टेढ़ा है",
        "one more thing, the pole is leaning",
        "ye bhi likh dena ki bachche chhote hain",
    ],
)
def test_an_afterthought_is_known_by_its_words(text):
    assert adds_more(text)


@pytest.mark.parametrize(
    "text", ["rashan bhi nahi mil raha", "sadak tooti hai", "the road is broken"]
)
def test_another_problem_is_none(text):
    assert not adds_more(text)


@pytest.mark.parametrize(
    "text", ["dhanyavaad ji", "ok thanks bye", "बहुत धन्यवाद आपका", "thank you sir"]
)
def test_who_takes_leave_is_polite(text):
    assert is_polite(text)


@pytest.mark.parametrize(
    "text",
    ["ho gaya", "theek hai", "thanks but the water has still not come and nobody answers me"],
)
def test_more_than_thanks_is_not_only_polite(text):
    assert not is_polite(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("isi me jodo", "same"),
        ("इसी में जोड़ दो", "same"),
        ("add it", "same"),
        ("nayi hai", "new"),
        ("नई समस्या है", "new"),
        ("a new problem", "new"),
        ("alag", "new"),
        ("pole number 14 ke paas", None),
    ],
)
def test_new_or_the_same(text, meant):
    assert says_new_or_same(text) == meant


@pytest.mark.parametrize(
    ("text", "is_his"),
    [
        ("adhikari ko ye bhi batao", True),
        ("अधिकारी को बता दीजिए", True),
        ("please tell the officer", True),
        ("adhikari se baat karao", False),
        ("किसी अधिकारी से बात करनी है", False),
        ("I want to talk to an officer", False),
    ],
)
def test_what_is_to_be_told_to_the_officer(text, is_his):
    assert is_for_officer(text) == is_his
