"""Since when, and how many days that is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.text.durations import find_durations

TUESDAY = date(2026, 11, 24)


def found(text):
    return [(text[d.start : d.end], d.days) for d in find_durations(text, TUESDAY)]


@pytest.mark.parametrize(
    ("text", "words", "days"),
    [
        ("3 din se light nahi", "3 din se", 3),
        ("१५ दिनों से पानी नहीं", "१५ दिनों से", 15),
        ("teen mahine se band", "teen mahine se", 90),
        ("डेढ़ साल से अटका", "डेढ़ साल से", 548),
        ("10-12 din se", "10-12 din se", 12),
        ("chaar paanch din se", "chaar paanch din se", 5),
        ("दो महीने पहले लिखा", "दो महीने पहले", 60),
        ("15 din ho gaye", "15 din", 15),
        ("अड़तीस दिन से", "अड़तीस दिन से", 38),
        ("पिछले महीने से बिल गलत", "पिछले महीने से", 30),
        ("हफ्ते भर से", "हफ्ते भर से", 7),
        ("hafta ho gaya", "hafta", 7),
        ("महीनों से", "महीनों से", 90),
        ("कई दिनों से", "कई दिनों से", 3),
        ("kal raat se andhera", "kal raat se", 1),
        ("परसों से", "परसों से", 2),
        ("subah 5 baje se", "subah 5 baje se", 0),
        ("since last night", "since last night", 1),
        ("no water since Monday", "since Monday", 1),
        ("मंगलवार से", "मंगलवार से", 7),
        ("for two weeks now", "for two weeks", 14),
        ("three weeks ago", "three weeks ago", 21),
        ("10 जुलाई से", "10 जुलाई से", 137),
        ("पंद्रह अगस्त से", "पंद्रह अगस्त से", 101),
        ("since 14 January", "since 14 January", 314),
        ("दिसंबर से", "दिसंबर से", 358),
        ("2021 se", "2021 se", 2153),
        ("diwali se band hai", "diwali se", 19),
        ("द्वी दिन बटी", "द्वी दिन बटी", 2),
        ("parso rat se light nahi", "parso rat se", 2),
        ("pension april me se band", "april me se", 237),
        ("सड़क टूटी है अप्रैल में", "अप्रैल में", 237),
        ("no pension from April", "from April", 237),
    ],
)
def test_it_finds_since_when(text, words, days):
    assert found(text) == [(words, days)]


@pytest.mark.parametrize(
    "text",
    [
        "15 din me ho jayega kya",
        "december me beti ki shadi hai",
        "mai me kya karu",
        "june mein exam hai",
        "hamari nali august me bani thi aur toot gayi",
        "march me bill bhara tha bijli nahi",
        "सौ दिन का काम दो",
        "meri umar 74 साल है",
        "उम्र 68 साल",
        "raat bhar dumper chalte hai",
        "31 फरवरी को",
        "पानी नहीं आ रहा",
        "",
    ],
)
def test_terms_amounts_and_ages_are_not_since_when(text):
    assert found(text) == []


def test_two_durations_in_one_message_are_both_found():
    assert [days for _, days in found("2 saal se band, 8 mahine pehle card bana")] == [730, 240]


@given(st.text(alphabet="0123456789 दिनसेमहीnhdiasebyrt-./", max_size=60))
def test_spans_are_true_and_apart_and_days_are_never_negative(text):
    end = 0
    for duration in find_durations(text, TUESDAY):
        assert end <= duration.start < duration.end <= len(text)
        assert duration.days >= 0
        end = duration.end
