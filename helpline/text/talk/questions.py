"""Whether a message asks something instead of telling it."""

from helpline.text.keys import sound_of
from helpline.text.talk.words import sounds
from helpline.text.tokens import tokenise

_ASKING = (
    "kya kyu kyun kyon kab kaun kon kise kisko kisse kiske kiska kitne kitna kitni kaise batao"
    " bataiye"
)
# Not by sound: "who" sounds like "वो" and "how" like "हो".
_ASKING_IN_ENGLISH = frozenset(["who", "whom", "when", "why", "what", "which", "how", "will"])


def is_question(text: str) -> bool:
    """Tell whether a text holds a question mark or a word that asks."""
    return "?" in text or any(_asks(token.normal) for token in tokenise(text))


def _asks(word: str) -> bool:
    return word in _ASKING_IN_ENGLISH or sound_of(word) in sounds(_ASKING)
