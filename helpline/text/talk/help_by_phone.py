"""Whom to call in which emergency: the kinds are those of helpline.text.emergencies."""

from helpline.text.emergencies import UNCLEAR

MEDICAL = "medical"
# The first number, and the one to try where that fails.
NUMBERS = {
    "despair": ("14416", "112"),
    "fire": ("101", "112"),
    "cyber": ("1930", "112"),
    MEDICAL: ("108", "112"),
    "disaster": ("1070", "112"),
    "child": ("1098", "112"),
    "women": ("112", "181"),
    "police": ("112", "100"),
    UNCLEAR: ("112", "108"),
}
