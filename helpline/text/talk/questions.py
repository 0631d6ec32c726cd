"""Whether a message asks something instead of telling it."""

from helpline.text.talk.words import sounds, sounds_of

_ASKING = (
    "kya kyu kyun kyon kab kaun kon kise kisko kisse kiske kiska kitne kitna kitni kaise batao bataiye"
    " who whom when why what which how will"
)


def is_question(text: str) -> bool:
    """Tell whether a text holds a question mark or a word that asks."""
    return "?" in text or not sounds(_ASKING).isdisjoint(sounds_of(text))
