"""Harm done to somebody."""

import pytest

from helpline.text.talk.against_police import accuses_police
from helpline.text.talk.harm import tells_of_harm


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("kutte ne mere bete ko kaat liya", True),
        ("मेरा बेटा गड्ढे में गिर गया", True),
        ("my father was injured", True),
        ("transformer jal gaya hai", False),
        ("khambha tedha hai", False),
        ("it is dark at night", False),
    ],
)
def test_harm_is_heard(text, harm):
    assert tells_of_harm(text) is harm


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("thane me mujhe gaali di", True),
        ("पुलिस ने मुझे भगा दिया", True),
        ("the police refused to write my report", True),
        ("chori ho gayi, police ko bataya", False),
        ("mere pati ne mujhe mara", False),
    ],
)
def test_police_are_accused(text, accused):
    assert accuses_police(text) is accused
