"""Who is writing with a person can ask for the assistant."""

import pytest

from helpline.text.way_back import asks_for_assistant


@pytest.mark.parametrize(
    "text", ["वापस", "wapas", "Back", "bot se baat karo", "सहायक", "assistant please"]
)
def test_these_ask_for_it(text):
    assert asks_for_assistant(text)


@pytest.mark.parametrize(
    "text", ["", "paise wapas karo", "mera paisa wapas nahi aaya", "call me back tomorrow", "haan"]
)
def test_these_go_to_the_person(text):
    assert not asks_for_assistant(text)
