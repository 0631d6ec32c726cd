"""Whether a message asks something instead of telling it."""

from functools import lru_cache

from helpline.text.keys import sound_of
from helpline.text.tokens import tokenise

_ASKING = (
    "kya kyu kyun kyon kab kaun kon kise kisko kisse kiske kiska kitne kitna kitni kaise batao bataiye"
    " who whom when why what which how will"
)


def is_question(text: str) -> bool:
    """Tell whether a text holds a question mark or a word that asks."""
    return "?" in text or any(sound_of(token.normal) in _asking() for token in tokenise(text))


@lru_cache(maxsize=1)
def _asking() -> frozenset[str]:
    return frozenset(map(sound_of, _ASKING.split()))
