"""Whose matter it is, where it is not the state's."""

import pytest

from helpline.text.elsewhere import matter_of


@pytest.mark.parametrize(
    ("matter", "text"),
    [
        ("bank", "मेरा एटीएम कार्ड ब्लॉक हो गया"),
        ("bank", "SBI bank loan nahi de raha"),
        ("railway", "train late hai"),
        ("railway", "रेलगाड़ी का टिकट"),
        ("telecom", "jio ka network nahi aa raha"),
        ("aadhaar", "आधार कार्ड अपडेट कराना है"),
        ("passport", "passport kab milega"),
        ("shopping", "flipkart ne refund nahi diya"),
        ("provident_fund", "पीएफ नहीं मिला"),
        (None, "mausam kaisa rahega"),
        (None, "my idea is good"),
    ],
)
def test_it_is_read_from_the_words(matter, text):
    assert matter_of(text) == matter
