"""A village by its name, in Hindi, Roman Hindi and English; a known place is marked [so]."""

import re

import pytest

from helpline.text.talk.villages import village_in
from helpline.text.talk.whereabouts import whereabouts

MARKED = re.compile(r"\[(.*?)\]")


def village(marked):
    text, known = MARKED.sub(r"\1", marked), []
    for at, found in enumerate(MARKED.finditer(marked)):
        known.append((found.start() - 2 * at, found.end() - 2 * at - 2))
    span = village_in(text, known)
    return span and text[slice(*span)]


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("[पौखाल] के पास ग्राम सिलोली में पानी नहीं आता", "सिलोली"),
        ("गाँव का नाम सिलोली है", "सिलोली"),
        ("हमर गांव बमोरी पड़ता है", "बमोरी"),
        ("गांव हमर बमोरी पड़ता है", "बमोरी"),
        ("hamare gaon Silauli me do din se andhera hai", "Silauli"),
        ("gaon Silauli, [Jaspur] ke paas", "Silauli"),
        ("Silauli gaon padta hai hamara", "Silauli"),
        ("gaon ka naam Silauli talla bhi likh lo", "Silauli talla"),
        ("khamba jhuk gaya hai gaon dungripanth [srinagar] garhwal", "dungripanth"),
        ("village Kafli block [Bhimtal] has no road", "Kafli"),
        ("ग्राम डुंगरीपंथ [श्रीनगर] में पानी नहीं", "डुंगरीपंथ"),
        ("I write from village Silauli near [Chamba]", "Silauli"),
        ("my village is called Silauli", "Silauli"),
    ],
)
def test_what_is_called_a_village_is_one(marked, found):
    assert village(marked) == found


@pytest.mark.parametrize(
    "marked",
    [
        "hamare gaon me pani nahi hai [Ghansali]",
        "gaon ki sadak kharab hai",
        "gaon wale pareshan hain",
        "gaon walon ko pani nahi milta",
        "gaon kal raat se andhere me hai",
        "pura gaon andhere me hai",
        "gaon light nahi hai",
        "gaon pradhan ne paise kha liye [Ghansali]",
        "gram panchayat me shikayat ki",
        "गाँव के लोग परेशान हैं",
        "हमारा गाँव बहुत दूर है",
        "our village road is broken",
        "the village people are tired",
        "gaon ka naam galat hai",
    ],
)
def test_a_village_without_a_name_is_none(marked):
    assert village(marked) is None


def test_it_stands_before_what_is_beside_it():
    assert whereabouts("mandir ke paas, gaon Silauli me", []).beside == "Silauli, mandir ke paas"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("गांव तो हमारा कोटली है द्वाराहाट के पास", "कोटली"),
        ("gaon hamara Toli hai", "Toli"),
        ("गौं दरमोली छ, मुनस्यारी बटी नजीक", "दरमोली"),
    ],
)
def test_a_village_said_to_be_ours_is_named(text, name):
    start, end = village_in(text)
    assert text[start:end] == name


def test_how_far_a_village_is_names_none():
    assert village_in("gaon to hamara bahut door hai") is None
