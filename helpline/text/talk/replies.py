"""Short replies to what is offered: its name, its number, or "apart" instead of "together"."""

from collections.abc import Mapping

from helpline.text.numbers import number_of
from helpline.text.talk.words import sounds, sounds_of

_APART = "alag separate separately apart khud"
_MOST_WORDS = 4


def chosen_name(text: str, names: Mapping[str, str]) -> str | None:
    """Return the key of the name that was written, or whose number in the row was."""
    written = sounds_of(text)
    for key, name in names.items():
        if written and written == sounds_of(name):
            return key
    row = number_of(text.strip(" .)।"))
    return list(names)[int(row) - 1] if row in range(1, len(names) + 1) else None


def wants_it_apart(text: str) -> bool:
    """Tell whether a short reply asks for something of one's own."""
    words = sounds_of(text)
    return len(words) <= _MOST_WORDS and not sounds(_APART).isdisjoint(words)
