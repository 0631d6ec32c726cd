"""Words of a text with their true places, for Hindi as well as English.

`\\w` breaks Devanagari at vowel signs (बिजली → ब, जल), so a word here is a run of letters
*and the marks on them*, or a run of digits.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from helpline.text.normalise import normalise_with_offsets

# Between two words of one thought stands none of these.
_GAPS = frozenset(",;:.।!?\n")
# Joined by these a word stays one word: don't, SIDCUL-2 does not.
_INSIDE_WORDS = "'’"


@dataclass(frozen=True)
class Token:
    """One word or number: as typed, normalised, and its offsets in the text as typed."""

    text: str
    normal: str
    start: int
    end: int


class Stretch(Protocol):
    """Some of a text, with its offsets there: a word, or a name of several."""

    start: int
    end: int


def is_gap(text: str, one: Stretch, other: Stretch) -> bool:
    """Tell whether a comma or stop stands between two words."""
    return not _GAPS.isdisjoint(text[one.end : other.start])


def tokenise(text: str) -> list[Token]:
    """Split a text into words and numbers; punctuation and emoji are left out."""
    return list(_tokens(text))


# Each of a dozen components asks for the words of the same message.
@lru_cache(maxsize=64)
def _tokens(text: str) -> tuple[Token, ...]:
    normalised = normalise_with_offsets(text)
    tokens = []
    for start, end in _runs(normalised.text):
        typed_start, typed_end = normalised.span(start, end)
        tokens.append(
            Token(text[typed_start:typed_end], normalised.text[start:end], typed_start, typed_end)
        )
    return tuple(tokens)


def _runs(text: str) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    start, kind = 0, ""
    for index in range(len(text) + 1):
        here = _kind(text, index) if index < len(text) else ""
        if here == kind:
            continue
        if kind:
            runs.append((start, index))
        start, kind = index, here
    return runs


def _kind(text: str, index: int) -> str:
    char = text[index]
    if char.isdecimal():
        return "number"
    if char.isalpha() or unicodedata.category(char) in ("Mn", "Mc"):
        return "word"
    if char in _INSIDE_WORDS and 0 < index < len(text) - 1:
        before, after = text[index - 1], text[index + 1]
        return "word" if before.isalpha() and after.isalpha() else ""
    return ""
