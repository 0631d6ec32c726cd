"""Wards, mohallas, landmarks: what leads the officer to the spot, "ward 12, Shiv mandir ke paas"."""

from functools import lru_cache

from helpline.text.normalise import normalise
from helpline.text.talk.words import is_one_of
from helpline.text.tokens import Token, tokenise

_WARD = "ward"
_QUARTER = "mohalla mohalle"
_NUMBER = "no number nambar sankhya num"
# Behind the thing in Hindi, with "ke" between; before it in English.
_BESIDE = "paas pas samne saamne piche peeche bagal nikat nazdeek najdik kinare upar niche neeche"
_NEAR = ("near", "behind", "opposite", "beside", "next")
_SMALL = "to the of a"
_KE = "ke"
# These end the name of a thing; by sound "ka" would be a Khan.
_STOPS = """
mein me mai m se ka ki ko par pe hai hain he aur or and ke jo ye yeh wo woh to bhi hi nahi tha the
में मे से का की को पर पे है हैं और के जो ये यह वो वह तो भी ही नहीं था थे थी
"""
# What is known only to the writer.
_OWN = "hamare hamara hamari mere mera meri apne apna ghar makan gaon our my us house home village"
_ENGLISH_STOPS = """
is are was were has have had in on at for since from and but not no there which that
"""
_LONGEST = 4  # words
_LONGEST_QUARTER = 3


def landmarks(text: str) -> list[tuple[int, int]]:
    """Return where a text names a ward, mohalla or landmark, as (start, end) offsets, in order."""
    tokens = tokenise(text)
    found = [*_wards(tokens), *_quarters(text, tokens)]
    found += [*_behind_the_thing(text, tokens), *_before_the_thing(text, tokens)]
    return sorted(set(found))


def _wards(tokens: list[Token]) -> list[tuple[int, int]]:
    wards = []
    for at, token in enumerate(tokens):
        number = (
            at + 2 if at + 1 < len(tokens) and is_one_of(tokens[at + 1].normal, _NUMBER) else at + 1
        )
        if (
            is_one_of(token.normal, _WARD)
            and number < len(tokens)
            and tokens[number].normal.isdecimal()
        ):
            wards.append((token.start, tokens[number].end))
    return wards


def _quarters(text: str, tokens: list[Token]) -> list[tuple[int, int]]:
    """Mohalla Alli Khan me; Katoratal mohalle me."""
    found = []
    for at, token in enumerate(tokens):
        if not is_one_of(token.normal, _QUARTER):
            continue
        first, last = at, at
        while (
            last + 1 < len(tokens) and last - at < _LONGEST_QUARTER and _goes_on(text, tokens, last)
        ):
            last += 1
        if last == at and at > 0 and _belongs(text, tokens, at - 1):
            first = at - 1
        elif last - at == _LONGEST_QUARTER:
            # Nothing says where the name ends.
            last = at + 1
        if first < last and not is_one_of(tokens[first].normal, _OWN):
            found.append((tokens[first].start, tokens[last].end))
    return found


def _goes_on(text: str, tokens: list[Token], at: int) -> bool:
    """Whether the next word is part of the name too."""
    between = text[tokens[at].end : tokens[at + 1].start]
    return not between.strip() and tokens[at + 1].normal not in _stops()


def _behind_the_thing(text: str, tokens: list[Token]) -> list[tuple[int, int]]:
    """Shiv mandir ke paas."""
    found = []
    for at in range(2, len(tokens)):
        if not (is_one_of(tokens[at].normal, _BESIDE) and is_one_of(tokens[at - 1].normal, _KE)):
            continue
        first = at - 1
        while first > 0 and at - first <= _LONGEST and _belongs(text, tokens, first - 1):
            first -= 1
        if first < at - 1 and not any(
            is_one_of(token.normal, _OWN) for token in tokens[first : at - 1]
        ):
            found.append((tokens[first].start, tokens[at].end))
    return found


def _belongs(text: str, tokens: list[Token], at: int) -> bool:
    """Whether a word and the next one are parts of one name."""
    between = text[tokens[at].end : tokens[at + 1].start]
    return not between.strip() and tokens[at].normal not in _stops()


def _before_the_thing(text: str, tokens: list[Token]) -> list[tuple[int, int]]:
    """Near the Shiva temple."""
    found = []
    for at, token in enumerate(tokens):
        if token.normal not in _NEAR:
            continue
        first = at + 1
        while first < len(tokens) and is_one_of(tokens[first].normal, _SMALL):
            first += 1
        last = first
        while last < len(tokens) and last - first < _LONGEST and _continues(text, tokens, last):
            last += 1
        if last > first and not any(is_one_of(word.normal, _OWN) for word in tokens[first:last]):
            found.append((token.start, tokens[last - 1].end))
    return found


def _continues(text: str, tokens: list[Token], at: int) -> bool:
    between = text[tokens[at - 1].end : tokens[at].start]
    return not between.strip() and tokens[at].normal not in _ENGLISH_STOPS.split()


@lru_cache(maxsize=1)
def _stops() -> frozenset[str]:
    return frozenset(map(normalise, _STOPS.split()))
