"""Who complained by phone, and who only speaks of phones."""

import pytest

from helpline.text.talk.by_phone import complained_by_phone


@pytest.mark.parametrize(
    "text",
    [
        "1905 par call karke shikayat ki thi, uska kya hua",
        "maine phone par shikayat darj karwai thi",
        "call pe complaint likhwai thi abhi tak kuch nahi hua",
        "मैंने 1905 पर फोन करके शिकायत की थी, उसका क्या हुआ?",
        "फ़ोन पर शिकायत लिखवाई थी",
        "मैंने फोन पर शिकायत दर्ज करवाई थी, क्या हुआ उसका?",
        "I complained by phone",
        "I called 1905 and registered a complaint last week",
    ],
)
def test_a_complaint_by_phone_is_known(text):
    assert complained_by_phone(text)


@pytest.mark.parametrize(
    "text",
    [
        "1905 pe koi phone nahi uthata",
        "shikayat karni hai phone par",
        "phone par dhamki mili",
        "meri shikayat ka kya hua",
        "please call me",
        "",
    ],
)
def test_a_phone_alone_is_none(text):
    assert not complained_by_phone(text)
