"""What the place tagger sees of each word: its sound, its surroundings, the gazetteer's opinion."""

from helpline.text.gazetteer import Gazetteer, said_beside
from helpline.text.keys import key_of, sound_of
from helpline.text.scripts import script_of
from helpline.text.tokens import Token

_SURE = 0.9  # likeness from which a gazetteer match counts as certain


def word_features(text: str, tokens: list[Token], gazetteer: Gazetteer | None) -> list[list[str]]:
    """Return the features of each word of a text, as names; None: as if no place were listed."""
    alone = [_alone(token) for token in tokens]
    known = _known(text, tokens, gazetteer) if gazetteer else [[] for _ in tokens]
    return [
        [
            *alone[index],
            *known[index],
            *_beside(alone, known, index),
            *_gaps(text, tokens, index),
            f"words={min(len(tokens), 6)}",
        ]
        for index in range(len(tokens))
    ]


def _alone(token: Token) -> list[str]:
    sound = sound_of(token.normal)
    features = [
        f"sound={sound}",
        f"key={key_of(token.normal)}",
        f"script={script_of(token.text)}",
        f"capital={token.text[:1].isupper()}",
        f"number={token.normal.isdecimal()}",
    ]
    features += [f"ending={sound[-size:]}" for size in (2, 3, 4) if len(sound) > size]
    return features + [f"says={kind}" for kind in said_beside(token.normal)]


def _known(text: str, tokens: list[Token], gazetteer: Gazetteer) -> list[list[str]]:
    known: list[list[str]] = [[] for _ in tokens]
    for match in gazetteer.mentions(text):
        kinds = {match.kind, *(place.kind for place in match.candidates)}
        for index, token in enumerate(tokens):
            if match.start <= token.start and token.end <= match.end:
                part = "first" if token.start == match.start else "later"
                sure = "sure" if match.score >= _SURE else "maybe"
                known[index] += [f"known={kind}" for kind in kinds]
                known[index] += [f"known={match.kind}-{part}-{sure}"]
    return known


def _beside(alone: list[list[str]], known: list[list[str]], index: int) -> list[str]:
    """Repeat some features of the two words before and after."""
    features = []
    for offset in (-2, -1, 1, 2):
        neighbour = index + offset
        if not 0 <= neighbour < len(alone):
            features.append(f"{offset}:none")
            continue
        kept = [f for f in alone[neighbour] if f.startswith(("sound=", "says=", "number="))]
        features += [f"{offset}:{feature}" for feature in kept + known[neighbour]]
    return features


def _gaps(text: str, tokens: list[Token], index: int) -> list[str]:
    """Say what punctuation stands before and after the word."""
    token = tokens[index]
    before = text[tokens[index - 1].end : token.start] if index else "^"
    after = text[token.end : tokens[index + 1].start] if index + 1 < len(tokens) else "$"
    return [f"before={before.strip()[:1]}", f"after={after.strip()[:1]}"]
