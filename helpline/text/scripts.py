"""Which script a word is written in."""

DEVANAGARI = "devanagari"
LATIN = "latin"
DIGITS = "digits"
MIXED = "mixed"
OTHER = "other"


def script_of(text: str) -> str:
    """Return the script of a word or a text: devanagari, latin, mixed, digits or other."""
    devanagari = any(is_devanagari(char) for char in text)
    latin = any(is_latin(char) for char in text)
    if devanagari and latin:
        return MIXED
    if devanagari:
        return DEVANAGARI
    if latin:
        return LATIN
    return DIGITS if any(char.isdecimal() for char in text) else OTHER


def is_devanagari(char: str) -> bool:
    """Whether this is a Devanagari letter or sign (its digits and danda belong to no script)."""
    return "\u0900" <= char <= "\u097f" and not char.isdecimal() and char not in "।॥"


def is_latin(char: str) -> bool:
    """Whether this is a Latin letter."""
    return char.isalpha() and char < "\u0250"
