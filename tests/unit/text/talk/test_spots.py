"""Schools, hospitals, roads and quarters said with a known place, which is marked [so]."""

import re

import pytest

from helpline.text.talk.spots import spots

MARKED = re.compile(r"\[(.*?)\]")


def spots_in(marked):
    known, end, text = [], 0, ""
    for found in MARKED.finditer(marked):
        text += marked[end : found.start()]
        known.append((len(text), len(text) + len(found[1])))
        text += found[1]
        end = found.end()
    text += marked[end:]
    return [text[start:end] for start, end in dict.fromkeys(spots(text, known))]


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("Base hospital [Haldwani] me dawai nahi mil rahi", ["Base hospital"]),
        ("बेस अस्पताल [हल्द्वानी] में डॉक्टर नहीं हैं", ["बेस अस्पताल"]),
        ("No doctor at the primary health centre in [Ghansali]", ["primary health centre"]),
        ("Triveni Ghat in [Rishikesh] is full of garbage", ["Triveni Ghat"]),
        ("Rampur road, [Haldwani]", ["Rampur road"]),
        ("[Jaspur] me nai basti", ["nai basti"]),
        ("[Kotdwar] ke jhanda chowk me jam hai", ["jhanda chowk"]),
        ("[Kotdwar] jhanda chowk me jam hai", ["jhanda chowk"]),
        ("[Kathgodam] railway station ke bahar light nahi", ["railway station"]),
        ("[Dehradun] bas adde ki safai nahi hoti", ["bas adde"]),
        ("[Pirumadara]-Chhoi road", ["Pirumadara-Chhoi road"]),
        ("Street light is not working Race course [dehradun]", ["Race course"]),
    ],
)
def test_a_spot_with_a_name_of_its_own(marked, found):
    assert spots_in(marked) == found


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("GIC [Bhimtal] me teacher nahi hai", ["GIC Bhimtal"]),
        ("[Haldwani] tehsil me paise mangte hain", ["Haldwani tehsil"]),
        ("thana [Kichha] me FIR nahi likhte", ["thana Kichha"]),
        ("पीएचसी [गंगोलीहाट] में दवा नहीं है", ["पीएचसी गंगोलीहाट"]),
        ("रा.प्रा.वि. [सिमली] में शिक्षक नहीं है", ["रा.प्रा.वि. सिमली"]),
        ("tehsil [Dwarahat] me paise mangte hain", ["tehsil Dwarahat"]),
    ],
)
def test_a_spot_that_is_called_by_the_place(marked, found):
    assert spots_in(marked) == found


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("[Rudrapur] awas vikas me bijli nahi", ["awas vikas"]),
        ("[पौड़ी] के ल्वाली में पानी नहीं आ रहा", ["ल्वाली"]),
        ("[Bazpur] sugar mill ka ganda pani", ["sugar mill"]),
        ("[Gopeshwar] ke paas Ghingran me sadak kharab hai", ["Ghingran"]),
    ],
)
def test_what_stands_between_a_place_and_in_is_part_of_it(marked, found):
    assert spots_in(marked) == found


@pytest.mark.parametrize(
    "marked",
    [
        "[Haldwani] ki sadak me gaddhe hain",
        "gram [Salla] tehsil [Dwarahat]",
        "गांव [सल्ला], तहसील [द्वाराहाट]",
        "[Kashipur] me 3 din se naali band hai",
        "[Rishikesh] nagar palika kooda nahi uthati",
        "[Ghansali] ke hamare gaon me light nahi",
        "[Mori] block me pani nahi",
        "poori road kharab hai [Bhimtal] me",
        "X-ray machine is new, but nobody came. [Dharchula]",
        "mera beta school ja raha tha, raste me kutte ne kaata, nagar nigam ko likha, koi nahi aaya, [Kashipur]",
    ],
)
def test_what_is_wrong_is_no_spot(marked):
    assert spots_in(marked) == []
