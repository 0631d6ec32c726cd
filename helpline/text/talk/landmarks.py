"""Wards, mohallas, landmarks: what leads the officer to the spot, "ward 12, Shiv mandir ke paas"."""

from helpline.text.talk.addresses import could_be_a_name
from helpline.text.talk.words import is_one_of
from helpline.text.tokens import Token, tokenise

_NUMBERED = "ward gali street sector lane"
_QUARTER = "mohalla mohalle"
_NUMBER = "no number nambar sankhya num"
# Behind the thing in Hindi, with "ke" between; before it in English.
_BESIDE = (
    "paas pas bahar samne saamne piche peeche bagal nikat nazdeek najdik kinare upar niche neeche"
)
_NEAR = ("near", "behind", "opposite", "beside", "next")
_SMALL = "to the of a"
_KE = "ke"
# With "ke" behind it these tell how: "ubal ke bahar aati hai".
_DONE = "ubal ubhar nikal bhar beh bah toot tut phat fat gir uth utha khod kaat kat chal bhag"
# What is known only to the writer.
_OWN = "hamare hamara hamari mere mera meri apne apna ghar makan gaon our my us house home village sara sare saara poora pura"
# To these people go: they are no landmark.
_PERSONS = """
doctor pradhan sarpanch patwari lekhpal adhikari officer sahab sahib police thanedar daroga dm sdm bdo je secretary
parshad vidhayak mantri bachche bachchon bachon bacchon log logon vibhag dealer kotedar un in inke unke iske uske kisi sab
"""
_NO_LANDMARK = f"{_OWN} {_PERSONS} {_DONE}"
_ENGLISH_STOPS = """
is are was were has have had in on at for since from and but not no there which that
"""
_LONGEST = 4  # words
_LONGEST_QUARTER = 3


def landmarks(text: str) -> list[tuple[int, int]]:
    """Return where a text names a ward, mohalla or landmark, as (start, end) offsets, in order."""
    tokens = tokenise(text)
    found = [*_numbered(tokens), *_quarters(text, tokens)]
    found += [*_behind_the_thing(text, tokens), *_before_the_thing(text, tokens)]
    return sorted(set(found))


def _numbered(tokens: list[Token]) -> list[tuple[int, int]]:
    """Ward no 12; gali 3."""
    found = []
    for at, token in enumerate(tokens):
        number = (
            at + 2 if at + 1 < len(tokens) and is_one_of(tokens[at + 1].normal, _NUMBER) else at + 1
        )
        if (
            is_one_of(token.normal, _NUMBERED)
            and number < len(tokens)
            and tokens[number].normal.isdecimal()
        ):
            found.append((token.start, tokens[number].end))
    return found


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
    return not between.strip() and could_be_a_name(tokens[at + 1].normal)


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
            is_one_of(token.normal, _NO_LANDMARK) for token in tokens[first : at - 1]
        ):
            found.append((tokens[first].start, tokens[at].end))
    return found


def _belongs(text: str, tokens: list[Token], at: int) -> bool:
    """Whether a word and the next one are parts of one name."""
    between = text[tokens[at].end : tokens[at + 1].start]
    return not between.strip() and could_be_a_name(tokens[at].normal, tokens[at + 1].normal)


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
