"""Parts of a message that may each say something of their own, at their true offsets."""

from dataclasses import dataclass
from functools import lru_cache

from helpline.text.keys import sound_of
from helpline.text.tokens import Token, tokenise

# A clause ends before these, which belong to neither side …
_JOINING = "aur and tatha evam also plus dusra dusri doosra doosri alava alawa saath lekin but"
# … and after these: a Hindi sentence ends with its verb, with or without a full stop.
_CLOSING = "hai hain tha the thi hun gaya gayi gaye raha rahi rahe"
_MARKS = frozenset(".,;!?।॥|\n…/")
_FEWEST_WORDS = 3  # fewer say too little to be a problem by themselves
_MOST_CLAUSES = 6


@dataclass(frozen=True)
class Clause:
    """A stretch of the text as typed."""

    text: str
    start: int
    end: int


def find_clauses(text: str) -> list[Clause]:
    """Return the clauses of a text in order, short ones joined to a neighbour."""
    stretches = _stretches(text, tokenise(text))
    while len(stretches) > 1 and (
        min(map(len, stretches)) < _FEWEST_WORDS or len(stretches) > _MOST_CLAUSES
    ):
        stretches = _with_shortest_joined(stretches)
    spans = [(stretch[0].start, stretch[-1].end) for stretch in stretches]
    return [Clause(text[start:end], start, end) for start, end in spans]


def _stretches(text: str, tokens: list[Token]) -> list[list[Token]]:
    stretches: list[list[Token]] = [[]]
    end = 0
    for token in tokens:
        joins = sound_of(token.normal) in _sounds(_JOINING)
        if joins or _is_cut(text[end : token.start], stretches[-1]):
            stretches.append([])
        if not joins:
            stretches[-1].append(token)
        end = token.end
    return [stretch for stretch in stretches if stretch]


def _is_cut(gap: str, before: list[Token]) -> bool:
    if not before:
        return False
    return not _MARKS.isdisjoint(gap) or sound_of(before[-1].normal) in _sounds(_CLOSING)


def _with_shortest_joined(stretches: list[list[Token]]) -> list[list[Token]]:
    """Join the shortest stretch to the one before it, the first to the one after it."""
    shortest = min(range(len(stretches)), key=lambda index: len(stretches[index]))
    left = max(shortest - 1, 0)
    joined = stretches[left] + stretches[left + 1]
    return [*stretches[:left], joined, *stretches[left + 2 :]]


@lru_cache(maxsize=2)
def _sounds(words: str) -> frozenset[str]:
    return frozenset(map(sound_of, words.split()))
