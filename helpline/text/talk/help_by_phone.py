"""Whom to call in which emergency: the kinds of helpline.text.emergencies, and two more."""

from helpline.text.emergencies import UNCLEAR, kind_of_emergency
from helpline.text.talk.first_advice import is_only_wire
from helpline.text.talk.missing_person import tells_of_missing_person

MEDICAL, CHILD, MISSING, WIRE = "medical", "child", "missing", "wire"
# Told by the model, not by the words: whoever beats there may hear a call.
HOME = "home"
# The first number, and the one to try where that fails.
NUMBERS = {
    "despair": ("14416", "112"),
    "fire": ("101", "112"),
    "cyber": ("1930", "112"),
    MEDICAL: ("108", "112"),
    "disaster": ("1070", "112"),
    CHILD: ("1098", "112"),
    HOME: ("112", "181"),
    MISSING: ("112", "100"),
    WIRE: ("1912", "112"),
    "women": ("112", "181"),
    "police": ("112", "100"),
    UNCLEAR: ("112", "108"),
}


def kind_of_danger(text: str) -> str:
    """Return which emergency a text tells of, `unclear` where it does not say."""
    kind = kind_of_emergency(text)
    if kind == UNCLEAR and is_only_wire(text):
        return WIRE
    return MISSING if kind != CHILD and tells_of_missing_person(text) else kind
