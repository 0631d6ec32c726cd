"""Whether a message asks something instead of telling it."""

from helpline.text.clauses import find_clauses
from helpline.text.keys import sound_of
from helpline.text.talk.words import signs, sounds
from helpline.text.tokens import tokenise

_ASKING = (
    "kya kyu kyun kyon kab kaun kon kise kisko kisse kiske kiska kisne kitne kitna kitni kaise batao"
    " bataiye"
)
# Not by sound: "who" sounds like "वो" and "how" like "हो".
_ASKING_IN_ENGLISH = frozenset(["who", "whom", "when", "why", "what", "which", "how"])
# At the beginning: "will it be done?", but "I doubt it will help".
_ASKING_FIRST = frozenset(["will"])
_BEFORE_ASKING = frozenset(["sir", "madam", "ji", "please", "pls", "plz", "and", "so", "but", "ok"])

_MOST_OF_A_QUESTION = 12  # words

_HOW_LONG = """
kitna time | kitna samay | kitna waqt | kitna vakt | kitne time | kitne samay | kitne din me | kitne din lag | kitne dino | kitne dinon | kitne ghante | kitna din | kab tak | kab kar | kab karenge | kab karoge | kab karega | kab theek | kab thik | kab hoga | kab hogi | kab aayega | kab aayegi | kab milega | kab milegi | kab banega | kab banegi
how long | how many days | how many hours | how soon | how much time | by when | when will | when can i expect | when would
"""


def asks_how_long(text: str) -> bool:
    """Tell whether a text asks how long something takes, or until when it is done."""
    return signs(_HOW_LONG).found_in(text)


def is_question(text: str) -> bool:
    """Tell whether a text holds a question mark or a word that asks."""
    words = [token.normal for token in tokenise(text)]
    first = next((word for word in words if word not in _BEFORE_ASKING), "")
    begins = first in _ASKING_FIRST
    return "?" in text or begins or any(map(_asks, words))


def is_only_question(text: str) -> bool:
    """Tell whether a short text asks, and tells nothing in another clause."""
    if len(tokenise(text)) > _MOST_OF_A_QUESTION:
        return False
    return all(
        is_question(text[clause.start : clause.end + 1]) or asks_how_long(clause.text)
        for clause in find_clauses(text)
    )


def _asks(word: str) -> bool:
    return word in _ASKING_IN_ENGLISH or sound_of(word) in sounds(_ASKING)
