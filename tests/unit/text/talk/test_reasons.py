"""Why somebody takes a complaint back."""

import pytest

from helpline.text.talk.reasons import gives_reason, was_mistake


@pytest.mark.parametrize(
    "text",
    [
        "kyunki mujhe ab nahi chahiye",
        "क्योंकि काम हो गया",
        "because we moved away",
        "galti se ho gayi",
    ],
)
def test_a_reason_is_heard(text):
    assert gives_reason(text)


@pytest.mark.parametrize("text", ["haan", "sadak kharab hai", "we have no water", "नहीं, रहने दो"])
def test_others_give_none(text):
    assert not gives_reason(text)


def test_a_mistake_is_no_solution():
    assert was_mistake("galti se darj ho gayi")
    assert not was_mistake("kaam ho gaya")
