"""Schools, hospitals, roads, quarters: the spots of a town that no list of places has.

A spot says what it is and has a name of its own, or a known place beside it: "Base hospital",
"Rampur road", "GIC Bhimtal". And what stands between a known place and "me" is a part of it:
"Rudrapur awas vikas me".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from helpline.text.talk.addresses import could_be_a_name, is_called_a_place
from helpline.text.talk.place_words import is_beside, is_house, is_kind_of_spot
from helpline.text.talk.words import is_one_of
from helpline.text.tokens import Token, tokenise

# An office, not a spot: the nagar of a nagar nigam.
_OFFICES = "nigam palika panchayat"
_IN = "mein par pe"
_OF = "ka ki ke"
# These stand before the place they are of: "Salla tehsil Dwarahat".
_AREAS = "tehsil tahsil"  # no spot but the area around, where another place is named beside it
_SEATS = f"{_AREAS} thana thane kotwali"
# A road like these has no name.
_UNNAMED = """
poori puri saari sari kachchi kachhi pakki tuti naya purani purana link approach sampark only same bada badi
chhoti chota every har each any new old broken bad private whole public
"""
_LINKS = "mein par pe ka ki ke in at of on near"
_LONGEST = 3  # words of a name
_LONGEST_ABBREVIATION = 4  # letters and signs: प्रा
_SHORT_MESSAGE = 14  # words: a school in it is the one in the place that it names
Span = tuple[int, int]


@dataclass(frozen=True)
class _Known:
    """The first and the last word of a known place."""

    first: int
    last: int


def spots(text: str, known: Sequence[Span]) -> list[Span]:
    """Return where a text names a spot, as offsets in order, given where it names known places."""
    tokens = tokenise(text)
    places = [place for span in known if (place := _words_of(tokens, span)) is not None]
    found = [
        *_linked(tokens, places, list(_named(text, tokens, places))),
        *_of_a_place(text, tokens, places),
        *_up_to_in(text, tokens, places),
    ]
    return sorted((tokens[first].start, tokens[last].end) for first, last in found)


def _words_of(tokens: list[Token], span: Span) -> _Known | None:
    inside = [
        at for at, token in enumerate(tokens) if span[0] <= token.start and token.end <= span[1]
    ]
    return _Known(inside[0], inside[-1]) if inside else None


def _named(text: str, tokens: list[Token], places: Sequence[_Known]) -> Iterator[Span]:
    """Rampur road; Base hospital; primary health centre."""
    for at, token in enumerate(tokens):
        is_spot = is_kind_of_spot(token.normal) or _is_course(tokens, at)
        if not is_spot or _is_an_office(tokens, at):
            continue
        first = _first_of_name(text, tokens, places, at)
        own = tokens[first:at]
        if is_one_of(token.normal, _SEATS) and _goes_before_a_place(text, tokens, places, at):
            continue
        if own:
            yield first, at


def _first_of_name(text: str, tokens: list[Token], places: Sequence[_Known], at: int) -> int:
    """Return where the name before the word for a spot begins.

    "Kotdwar jhanda chowk" is a chowk in Kotdwar; "Kotdwar road" and "Kotdwar-Pauri road" are called so.
    """
    first = at
    while at - first < _LONGEST and _belongs(text, tokens, first - 1):
        known = _place_at(places, first - 1)
        if known is not None:
            is_called_so = first == at or _is_hyphen(text, tokens, first - 1)
            return known.first if is_called_so else first
        first -= 1
    while first < at and is_one_of(tokens[first].normal, _UNNAMED):
        first += 1
    return first


def _linked(tokens: list[Token], places: Sequence[_Known], named: list[Span]) -> list[Span]:
    """Return the spots that a place is said with; in a short message every school and hospital."""
    linked: list[Span] = []
    for _ in named:
        reached = [(place.first, place.last) for place in places] + linked
        linked = [one for one in named if any(_are_linked(tokens, one, to) for to in reached)]
    if len(tokens) > _SHORT_MESSAGE:
        return linked
    stands_alone = (one for one in named if not places or is_house(tokens[one[1]].normal))
    return sorted({*linked, *stands_alone})


def _are_linked(tokens: list[Token], one: Span, other: Span) -> bool:
    first, second = sorted((one, other))
    between = tokens[first[1] + 1 : second[0]]
    return all(is_one_of(token.normal, _LINKS) for token in between)


def _of_a_place(text: str, tokens: list[Token], places: Sequence[_Known]) -> Iterator[Span]:
    """GIC Bhimtal; Haldwani tehsil; रा.प्रा.वि. सिमली."""
    for place in places:
        before, behind = place.first - 1, place.last + 1
        has_name = _belongs(text, tokens, before - 1) and _place_at(places, before - 1) is None
        is_house_of = _is_bare_house(text, tokens, before) and not has_name
        if is_house_of and not (len(places) > 1 and is_one_of(tokens[before].normal, _AREAS)):
            yield before, place.last
        is_behind = _is_one_name(text, tokens, place.last) and is_house(tokens[behind].normal)
        if is_behind and not _goes_before_a_place(text, tokens, places, behind):
            yield place.first, behind
        first = place.first
        while first > 0 and _is_abbreviation(text, tokens, first - 1):
            first -= 1
        if place.first - first > 1:
            yield first, place.last


def _goes_before_a_place(text: str, tokens: list[Token], places: Sequence[_Known], at: int) -> bool:
    """Whether a word belongs to the place behind it: the tehsil of "Salla tehsil Dwarahat"."""
    return _is_one_name(text, tokens, at) and _place_at(places, at + 1) is not None


def _is_bare_house(text: str, tokens: list[Token], at: int) -> bool:
    return at >= 0 and _is_one_name(text, tokens, at) and is_house(tokens[at].normal)


def _up_to_in(text: str, tokens: list[Token], places: Sequence[_Known]) -> Iterator[Span]:
    """Rudrapur awas vikas me; Joshimath ke Singhdhar me; Bazpur sugar mill ka."""
    for place in places:
        is_of = is_one_of(_word(tokens, place.last + 1), _OF)
        first = last = place.last + 1 if is_of else place.last
        if is_of and is_beside(_word(tokens, last + 1)):
            first = last = last + 1  # Gopeshwar ke paas Ghingran me
        while last - first < _LONGEST and _belongs(text, tokens, last + 1, behind=True):
            if _place_at(places, last + 1) is not None:
                break
            last += 1
        ends = _word(tokens, last + 1)
        is_part = is_one_of(ends, _IN) or (not is_of and is_one_of(ends, _OF))
        says_more = any(not is_called_a_place(token.text) for token in tokens[first + 1 : last + 1])
        if says_more and is_part and _is_one_name(text, tokens, last):
            yield first + 1, last


def _word(tokens: list[Token], at: int) -> str:
    return tokens[at].normal if at < len(tokens) else ""


def _belongs(text: str, tokens: list[Token], at: int, *, behind: bool = False) -> bool:
    """Whether a word is part of the name that goes on behind it, or before it."""
    if not 0 <= at < len(tokens) or not _is_one_name(text, tokens, at - 1 if behind else at):
        return False
    return could_be_a_name(tokens[at].normal, _word(tokens, at + 1))


def _is_one_name(text: str, tokens: list[Token], at: int) -> bool:
    """Whether nothing but a space stands behind a word."""
    if not 0 <= at < len(tokens) - 1:
        return False
    return text[tokens[at].end : tokens[at + 1].start].strip(" -") == ""


def _is_hyphen(text: str, tokens: list[Token], at: int) -> bool:
    return "-" in text[tokens[at].end : tokens[at + 1].start]


def _is_abbreviation(text: str, tokens: list[Token], at: int) -> bool:
    gap = text[tokens[at].end : tokens[at + 1].start]
    return (
        gap.startswith(".")
        and not gap.strip(". ")
        and len(tokens[at].text) <= _LONGEST_ABBREVIATION
    )


def _place_at(places: Sequence[_Known], at: int) -> _Known | None:
    return next((place for place in places if place.first <= at <= place.last), None)


def _is_course(tokens: list[Token], at: int) -> bool:
    """Race course; what one studies is no spot."""
    return tokens[at].normal == "course" and at > 0 and tokens[at - 1].normal in ("race", "golf")


def _is_an_office(tokens: list[Token], at: int) -> bool:
    return at + 1 < len(tokens) and is_one_of(tokens[at + 1].normal, _OFFICES)
