"""What a message is made of, for the classifiers: words and pieces of words, by sound."""

import itertools
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from helpline.text.keys import key_of, sound_of
from helpline.text.tokens import tokenise

_LONGEST_TEXT = 1500  # characters; the matter stands at the beginning of a longer one
_LONGEST_PIECE = 4


def sparse_features(text: str) -> Counter[str]:
    """Count the features of a text: word sounds, consonant keys, word pairs, letter groups."""
    tokens = tokenise(text[:_LONGEST_TEXT])
    counts: Counter[str] = Counter()
    for token in tokens:
        counts.update(_of_word(token.normal))
    sounds = [_sound(token.normal) for token in tokens]
    counts.update(f"p:{left} {right}" for left, right in itertools.pairwise(sounds))
    return counts


# Most messages use the same words.
@lru_cache(maxsize=16384)
def _of_word(word: str) -> tuple[str, ...]:
    sound = _sound(word)
    key = [] if _is_number(word) else [f"k:{key_of(word)}"]
    return (f"w:{sound}", *key, *(f"c:{piece}" for piece in _pieces(sound)))


def _sound(word: str) -> str:
    return f"#{min(len(word), 10)}" if _is_number(word) else sound_of(word)


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal()


def _pieces(sound: str) -> Iterator[str]:
    """Yield the groups of two to four letters of a word, its edges marked with spaces."""
    framed = f" {sound} "
    for size in range(2, _LONGEST_PIECE + 1):
        for start in range(len(framed) - size + 1):
            yield framed[start : start + size]
