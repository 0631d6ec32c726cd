"""Roman Hindi written in Devanagari, by the words a body of texts is known to use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from helpline.text.keys import sound_of
from helpline.text.language import ENGLISH, language_of
from helpline.text.scripts import DEVANAGARI, LATIN, script_of
from helpline.text.tokens import tokenise


class Respelling:
    """A lexicon from the sound of a word to its usual Devanagari spelling."""

    @classmethod
    def learn(cls, texts: Iterable[str]) -> Respelling:
        """Collect the Devanagari words of the texts; of two with one sound the commoner wins."""
        words = (token.normal for text in texts for token in tokenise(text))
        counts = Counter(word for word in words if script_of(word) == DEVANAGARI)
        rarest_first = sorted(counts, key=lambda word: (counts[word], word))
        return cls({sound_of(word): word for word in rarest_first})

    def __init__(self, lexicon: dict[str, str]) -> None:
        self.lexicon = lexicon

    def in_devanagari(self, text: str) -> str:
        """Write the known words of a Hindi text in Devanagari; leave an English text alone."""
        if language_of(text) == ENGLISH:
            return text
        parts, end = [], 0
        for token in tokenise(text):
            parts.append(text[end : token.start])
            parts.append(self._respelt(token.normal) or token.text)
            end = token.end
        return "".join(parts) + text[end:]

    def _respelt(self, word: str) -> str | None:
        return self.lexicon.get(sound_of(word)) if script_of(word) == LATIN else None
