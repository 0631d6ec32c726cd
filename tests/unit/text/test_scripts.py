"""Which script a text is in."""

import pytest

from helpline.text.scripts import script_of


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("बिजली", "devanagari"),
        ("bijli", "latin"),
        ("meter ख़राब", "mixed"),
        ("123", "digits"),
        ("१२३", "digits"),
        ("।", "other"),
        ("👍", "other"),
        ("", "other"),
    ],
)
def test_script(text, script):
    assert script_of(text) == script
