"""Words that somebody typed into a form of the desk."""


class NothingToSay(Exception):
    """No words were written."""


class TooLong(Exception):
    """More words were written than there is room for."""


def checked(words: str, longest: int) -> str:
    """Return the words as they count, at most `longest` characters. Raises NothingToSay, TooLong."""
    # A browser counts a line break as one character and sends two.
    words = words.replace("\r\n", "\n").strip()
    if not words:
        raise NothingToSay
    if len(words) > longest:
        raise TooLong(len(words))
    return words
