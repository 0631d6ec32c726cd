"""The place that a citizen dictates in place of the one there: "jagah Ghingran likho", "only write Haldwani"."""

from helpline.text.talk.addresses import address_of
from helpline.text.talk.place_words import is_trouble
from helpline.text.talk.words import is_one_of
from helpline.text.tokens import tokenise

_PLACE = "jagah sthan pata address place location"
_ONLY = "sirf bas only just keval"
_WRITE = "likho likhiye likhna likh write put rakho rakhiye"
_AROUND = "do dijiye dena ka ki me mein the is as hai ye yeh ji sir please plz to"
_LONGEST = 10  # words


def place_anew(text: str) -> str | None:
    """Return the address that a text wants written and nothing beside it; None where it wants none."""
    tokens = tokenise(text)
    if not 3 <= len(tokens) <= _LONGEST:
        return None
    words = [token.normal for token in tokens]
    begins = any(is_one_of(word, f"{_PLACE} {_ONLY}") for word in words[:2])
    if not begins or not any(is_one_of(word, _WRITE) for word in words):
        return None
    while tokens and is_one_of(tokens[0].normal, f"{_PLACE} {_ONLY} {_WRITE} {_AROUND}"):
        tokens = tokens[1:]
    while tokens and is_one_of(tokens[-1].normal, f"{_PLACE} {_ONLY} {_WRITE} {_AROUND}"):
        tokens = tokens[:-1]
    if all(is_trouble(token.normal) for token in tokens):
        return None
    return address_of(text[tokens[0].start : tokens[-1].end])


def says_place(text: str) -> bool:
    """Tell whether a text speaks of a place by the word for it: what else it says may be an unknown name."""
    return any(is_one_of(token.normal, _PLACE) for token in tokenise(text))
