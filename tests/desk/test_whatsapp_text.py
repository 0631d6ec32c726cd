"""What WhatsApp shows in bold, on the desk's pages."""

import pytest

from helpline.desk.whatsapp_text import as_on_whatsapp


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (
            "*समस्या:* बिजली\n*जगह:* घनसाली",
            "<strong>समस्या:</strong> बिजली\n<strong>जगह:</strong> घनसाली",
        ),
        ("दर्ज: *1000-0023*।", "दर्ज: <strong>1000-0023</strong>।"),
        ("2*3*4 और * यह * नहीं", "2*3*4 और * यह * नहीं"),
        ("*<b>x</b>*", "<strong>&lt;b&gt;x&lt;/b&gt;</strong>"),
        ("", ""),
        (None, ""),
    ],
)
def test_bold_words_are_bold_and_nothing_else_is_markup(words, shown):
    assert as_on_whatsapp(words) == shown
