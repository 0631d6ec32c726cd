"""Texts that nobody here can read: no words at all, or words in another script."""

from helpline.text.scripts import is_devanagari, is_latin

NO_WORDS, OTHER_SCRIPT = "no_words", "other_script"


def strangeness(text: str) -> str | None:
    """Return why a text cannot be read, `no_words` or `other_script`; None where it can."""
    letters = [char for char in text if char.isalpha()]
    if not letters:
        return None if any(char.isdecimal() for char in text) or not text.strip(" /") else NO_WORDS
    known = sum(is_devanagari(char) or is_latin(char) for char in letters)
    return None if known * 2 >= len(letters) else OTHER_SCRIPT
