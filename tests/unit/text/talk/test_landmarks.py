"""Wards and landmarks in what people write."""

import pytest

from helpline.text.talk.landmarks import landmarks


def found_in(text):
    return [text[start:end] for start, end in landmarks(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ward 12 me nali band", ["ward 12"]),
        ("वार्ड नंबर 4, शिव मंदिर के पास", ["वार्ड नंबर 4", "शिव मंदिर के पास"]),
        ("Haldwani, Shiv mandir ke paas light nahi", ["Shiv mandir ke paas"]),
        ("street light near the Shiva temple is broken", ["near the Shiva temple"]),
        ("opposite State Bank, Almora", ["opposite State Bank"]),
        ("purane bus adde ke samne gaddha hai", ["purane bus adde ke samne"]),
        ("काशीपुर के मोहल्ला अल्ली खां में नाली बंद", ["मोहल्ला अल्ली खां"]),
        ("Mohalla Alli Khan, Kashipur", ["Mohalla Alli Khan"]),
        ("Katoratal mohalle me naali band", ["Katoratal mohalle"]),
        ("mohalla Katoratal naali poori band hai", ["mohalla Katoratal"]),
        ("hamare mohalle me kooda", []),
        ("hamare ghar ke paas kooda hai", []),
        ("near my house", []),
        ("naali ubal ke bahar aati hai", []),
        ("पानी टंकी से निकल के बाहर बहता है", []),
        ("iske paas koi jawab nahi", []),
        ("", []),
    ],
)
def test_what_leads_to_the_spot_is_found(text, found):
    assert found_in(text) == found
