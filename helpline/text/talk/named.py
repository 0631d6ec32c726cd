"""A name of a place in a text, and the words around it."""

from dataclasses import dataclass

from helpline.text.gazetteer import BLOCK, DISTRICT, TOWN, Place
from helpline.text.talk.words import is_one_of
from helpline.text.tokens import Token

_IN = "mein se ka ki ke wala wale wali block zila jila gaon shahar in at from of"


@dataclass(frozen=True)
class Named:
    """A name of a place in a text, and the places it may mean: none where nobody knows it.

    `is_part` where only a part of the words is a place's name, as in "Haridwar bypass".
    """

    start: int
    end: int
    text: str
    is_district: bool = False
    is_part: bool = False
    places: tuple[Place, ...] = ()

    @property
    def larger(self) -> tuple[Place, ...]:
        """The districts, blocks and towns of the name."""
        kinds = (DISTRICT,) if self.is_district else (DISTRICT, BLOCK, TOWN)
        return () if self.is_part else tuple(p for p in self.places if p.kind in kinds)

    @property
    def districts(self) -> tuple[str, ...]:
        """The districts in which it may be."""
        places = self.larger if self.is_district else self.places
        return tuple(dict.fromkeys(place.district for place in places))


def within(token: Token, name: Named) -> bool:
    """Tell whether a word is one of a name."""
    return name.start <= token.start < name.end


def words_before(tokens: list[Token], name: Named) -> list[Token]:
    """Return the words before a name, without those that join it: "in", "from"."""
    before = [token for token in tokens if token.end <= name.start]
    while before and is_one_of(before[-1].normal, "in at from of"):
        before = before[:-1]
    return before


def words_behind(tokens: list[Token], name: Named) -> list[Token]:
    """Return the words behind a name, without those that join it: "me", "block", "wala"."""
    behind = [token for token in tokens if token.start >= name.end]
    while behind and is_one_of(behind[0].normal, _IN):
        behind = behind[1:]
    return behind


def word_behind(tokens: list[Token], name: Named) -> list[Token]:
    """Return the word right behind a name, joining or not; none at the end."""
    return [token for token in tokens if token.start >= name.end][:1]


def begins(tokens: list[Token], words: str) -> bool:
    """Tell whether the first of some words is one of a list."""
    return bool(tokens) and is_one_of(tokens[0].normal, words)


def ends(tokens: list[Token], words: str) -> bool:
    """Tell whether the last of some words is one of a list."""
    return bool(tokens) and is_one_of(tokens[-1].normal, words)
