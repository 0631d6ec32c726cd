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


def has_one_of(sounds_said: list[str], words: str) -> bool:
    """Tell whether one of these sounds is that of a listed word, or begins like one that ends in `…`."""
    whole, stems = _whole_and_stems(words)
    return any(sound in whole or sound.startswith(stems) for sound in sounds_said)


@cache
def _whole_and_stems(words: str) -> tuple[frozenset[str], tuple[str, ...]]:
    stems = [word[:-1] for word in words.split() if word.endswith("…")]
    whole = (word for word in words.split() if not word.endswith("…"))
    return frozenset(map(sound_of, whole)), tuple(map(sound_of, stems))


@cache
def signs(phrases: str) -> Signs:
    """Return the signs of a list of phrases that the code holds, made when first looked for."""
    return Signs(phrases)
