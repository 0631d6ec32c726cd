"""For whom somebody writes."""

import pytest

from helpline.text.talk.for_whom import Whose, for_whom, names_only_whose, whose


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("meri maa ki pension nahi aayi", "meri maa"),
        ("मेरे पिताजी की पेंशन बंद है", "मेरे पिताजी"),
        ("दादी जी की पेंशन बंद है", "दादी जी"),
        ("my mother's pension has stopped", "my mother's"),
        ("ration card for my father", "my father"),
        ("padosi ki pension band hai", "padosi"),
        ("mere padosi ke liye likh raha hu, rashan nahi mila", "mere padosi"),
    ],
)
def test_the_person_is_named_in_the_citizen_s_words(text, whom):
    assert for_whom(text) == whom


@pytest.mark.parametrize(
    "text",
    [
        "please do something for the road",
        "for the ration card of this village",
        "a problem they have to solve",
        "मेरे पति को गुजरे हुए आठ साल हो गए, मेरी पेंशन नहीं आई",
        "padosi ke kutte ne kata",
        "पड़ोसी ने नाली बंद कर दी",
        "bhai bijli kab aayegi",
        "hamare gaon me bijli nahi hai",
        "",
    ],
)
def test_nobody_else_is_concerned(text):
    assert for_whom(text) is None


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("meri nahi, maa ki pension", "maa"),
        ("यह मेरे पिताजी के लिए है", "मेरे पिताजी"),
        ("not for me, my neighbour", "my neighbour"),
        ("mere liye nahi, padosi ke liye", "padosi"),
        ("it's for my mother not my father", "my mother"),
        ("maa ki nahi pitaji ki", "pitaji"),
        ("मेरी नहीं, पड़ोसी की", "पड़ोसी"),
        ("bhai meri nahi, maa ki hai", "maa"),
        ("main apni maa ke liye likh raha hun", "apni maa"),
        ("I am writing for my father", "my father"),
        ("ye pension meri saas ki hai", "meri saas"),
        ("maa ki jagah pitaji likho", "pitaji"),
        ("I'm not the one, it's my uncle", "my uncle"),
    ],
)
def test_nothing_but_whose_it_is_names_the_person(text, person):
    assert whose(text) == Whose(person)


@pytest.mark.parametrize(
    "text",
    [
        "mere liye hi hai",
        "kisi ke liye nahi, mere liye",
        "यह मेरे लिए है, किसी और के लिए नहीं",
        "माँ की नहीं, मेरी पेंशन",
        "pension meri hai, maa ki nahi",
        "it's not for my mother, it's for me",
        "not my mother's",
        "maa ka naam hatao",
        "remove my mother",
        "beta mere liye hai",
        "it is about me",
    ],
)
def test_it_may_be_the_writer_s_own(text):
    assert whose(text) == Whose()


@pytest.mark.parametrize("text", ["mere liye nahi hai", "not for me", "मेरी नहीं है"])
def test_who_denies_only_it_leaves_open_whose_it_is(text):
    assert whose(text).is_open


@pytest.mark.parametrize(
    "text",
    ["meri maa ki pension nahi aa rahi", "meri pension nahi mili", "padosi ne nali band kar di", "light nahi hai", "mera ghar", ""],
)  # fmt: skip
def test_what_tells_of_trouble_says_more(text):
    assert whose(text) is None


@pytest.mark.parametrize("text", ["मेरी पत्नी की शिकायत लिखो", "meri saas ki shikayat hai"])
def test_whose_complaint_it_is_says_nothing_of_what_is_wrong(text):
    assert names_only_whose(text)


@pytest.mark.parametrize("text", ["meri maa ki pension", "mera ghar", "mere pati ka bill galat"])
def test_what_somebody_has_says_more(text):
    assert not names_only_whose(text)
