"""Words to look for in any script: read by sound, so each is written once, in Roman letters."""

import re
from functools import lru_cache

from helpline.text.keys import sound_of
from helpline.text.tokens import tokenise

_GAP = "…"
# Helping verbs: one form in a phrase stands for all, as "bah raha" for "bah rahe" and "bah rahi".
_FORMS = (("raha", "rahe", "rahi"), ("gaya", "gaye", "gayi"), ("hai", "hain"))


class Signs:
    """A list of words and phrases that a text may hold."""

    def __init__(self, signs: str) -> None:
        """Take phrases between `|` and line ends; `…` in one stands for up to three words.

        A form of a helping verb (`raha`) stands for all its forms.
        """
        phrases = [sign.strip() for line in signs.strip().splitlines() for sign in line.split("|")]
        self._pattern = re.compile("|".join(f" {_pattern(phrase)} " for phrase in phrases))

    def found_in(self, text: str) -> bool:
        """Tell whether the text holds one of them."""
        return self._pattern.search(_sounds(text)) is not None

    def is_all_of(self, text: str) -> bool:
        """Tell whether the text is one of them and nothing else."""
        return self._pattern.fullmatch(_sounds(text)) is not None


def _sounds(text: str) -> str:
    return " " + " ".join(sound_of(token.normal) for token in tokenise(text)) + " "


def _pattern(phrase: str) -> str:
    parts = [r"(?:\S+ ){0,3}" if word == _GAP else _any_form(word) for word in phrase.split()]
    return " ".join(parts).replace("} ", "}")


def _any_form(word: str) -> str:
    forms = {sound_of(form) for form in _forms().get(sound_of(word), (word,))}
    return f"(?:{'|'.join(map(re.escape, sorted(forms)))})"


@lru_cache(maxsize=1)
def _forms() -> dict[str, tuple[str, ...]]:
    return {sound_of(form): forms for forms in _FORMS for form in forms}
