"""Short replies to what is offered: its name, its number, or "apart" instead of "together"."""

from collections.abc import Mapping
from functools import lru_cache

from helpline.text.keys import sound_of
from helpline.text.numbers import number_of
from helpline.text.tokens import tokenise

_APART = "alag separate separately apart khud"
_MOST_WORDS = 4


def chosen_name(text: str, names: Mapping[str, str]) -> str | None:
    """Return the key of the name that was written, or whose number in the row was."""
    written = _sounds_of(text)
    for key, name in names.items():
        if written and written == _sounds_of(name):
            return key
    row = number_of(text.strip(" .)।"))
    return list(names)[int(row) - 1] if row in range(1, len(names) + 1) else None


def wants_it_apart(text: str) -> bool:
    """Tell whether a short reply asks for something of one's own."""
    words = _sounds_of(text)
    return len(words) <= _MOST_WORDS and not _apart().isdisjoint(words)


def _sounds_of(text: str) -> list[str]:
    return [sound_of(token.normal) for token in tokenise(text)]


@lru_cache(maxsize=1)
def _apart() -> frozenset[str]:
    return frozenset(map(sound_of, _APART.split()))
