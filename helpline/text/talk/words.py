"""Words compared by sound, so that one spelling stands for all, in any script."""

from functools import cache

from helpline.text.keys import sound_of
from helpline.text.signs import Signs
from helpline.text.tokens import tokenise


def sounds_of(text: str) -> list[str]:
    """Return the sounds of a text's words, in order."""
    return [sound_of(token.normal) for token in tokenise(text)]


@cache
def sounds(words: str) -> frozenset[str]:
    """Return the sounds of a list of words that the code holds, made once."""
    return frozenset(map(sound_of, words.split()))


def is_one_of(word: str, words: str) -> bool:
    """Tell whether a word sounds like one of a list of words that the code holds."""
    return sound_of(word) in sounds(words)


@cache
def signs(phrases: str) -> Signs:
    """Return the signs of a list of phrases that the code holds, made when first looked for."""
    return Signs(phrases)
