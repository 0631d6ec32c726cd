"""Where the trouble is, among the places that a message names.

People name where they live, where they do not live, a town for their village and a village for
their town. The larger place decides: a mohalla or village said with its town or district is
looked for there and nowhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from helpline.text.gazetteer import BLOCK, DISTRICT, TOWN, Place
from helpline.text.keys import sound_of
from helpline.text.talk.landmarks import landmarks
from helpline.text.talk.named import (
    Named,
    ends,
    word_behind,
    words_before,
    words_behind,
)
from helpline.text.talk.not_there import denied_in, without_homes
from helpline.text.talk.place_words import is_kind_of_spot
from helpline.text.talk.spots import spots
from helpline.text.talk.villages import village_in
from helpline.text.talk.words import is_one_of
from helpline.text.tokens import Token, is_gap, tokenise

_TO = "se to"
# With these words a village is meant, and the block answers for it; with those a town.
_VILLAGE = "gaon gram village tok gramsabha"
_RURAL = f"{_VILLAGE} panchayat sarpanch vikaskhand"
_BLOCK = "block vikaskhand"
_TOWN = "nagar"
_URBAN = (
    "ward mohalla mohalle colony sector chowk chauraha bazar bazaar shahar sheher city town nigam"
    " palika nagarpalika municipality"
)


@dataclass(frozen=True)
class Whereabouts:
    """Where a message says that something is.

    `address` is in the citizen's words, from the first to the last, and `beside` the same where
    it is nothing but a ward or a landmark. `districts` are all that it can be in; `area` is the
    urban body or block, where known; `is_small` where neither district nor town is named, so that
    what was known before says more; `denied` are names said to be wrong; it `leaves_home` where
    it is told apart from where the writer lives.
    """

    address: str | None = None
    beside: str | None = None
    districts: tuple[str, ...] = ()
    area: str | None = None
    is_small: bool = False
    denied: tuple[str, ...] = ()
    leaves_home: bool = False


def whereabouts(text: str, named: Sequence[Named]) -> Whereabouts:
    """Return where the trouble is that a text tells of, given the places it names."""
    tokens = tokenise(text)
    named = _without_kinds(text, _with_routes(text, tokens, named))
    denied = denied_in(text, tokens, named)
    right = [name for name in named if name not in denied]
    said = without_homes(text, tokens, right)
    districts = _districts(tokens, said)
    address = _address(text, said)
    return Whereabouts(
        address=address if said else None,
        beside=None if said else _beside(text),
        districts=districts,
        area=area_in(text, said, districts[0]) if len(districts) == 1 else None,
        is_small=not any(_is_a_seat(place) for name in _there(text, said) for place in name.larger),
        denied=tuple(name.text for name in denied),
        leaves_home=any(name.places for name in right if name not in said),
    )


def spot_in(text: str) -> str | None:
    """Return the village, school or landmark that a story without a place names; None if it has none."""
    return _behind_village(text, [], [*landmarks(text), *spots(text, [])])


def _beside(text: str) -> str | None:
    return _behind_village(text, [], landmarks(text))


def _there(text: str, said: Sequence[Named]) -> list[Named]:
    """Leave out what it is only near to: "Herbertpur ke paas" lies in no Herbertpur."""
    near = landmarks(text)
    return [
        name
        for name in said
        if not any(
            start <= name.start and name.end <= end and (start, end) != (name.start, name.end)
            for start, end in near
        )
    ]


def _without_kinds(text: str, named: Sequence[Named]) -> list[Named]:
    """Take the Ghat of "Triveni Ghat" for no place: it says what the spot is."""
    kinds = [name for name in named if is_kind_of_spot(name.text)]
    inside = spots(text, [(name.start, name.end) for name in named if name not in kinds])
    last = {end for _, end in inside}
    return [name for name in named if name not in kinds or name.end not in last]


def _with_routes(text: str, tokens: list[Token], named: Sequence[Named]) -> list[Named]:
    """Take "Haldwani se Almora" for one way; its beginning says where it is."""
    ways: list[Named] = []
    for name in sorted(named, key=lambda name: name.start):
        last = ways[-1] if ways else None
        if last is None or not _leads_to(text, tokens, last, name):
            ways.append(name)
            continue
        first = last if last.places else name
        ways[-1] = Named(last.start, name.end, text[last.start : name.end], places=first.places)
    return ways


def _leads_to(text: str, tokens: list[Token], one: Named, other: Named) -> bool:
    between = [token for token in tokens if one.end <= token.start < other.start]
    if is_gap(text, one, other):
        return False
    if between:
        return (
            len(between) <= 2
            and is_one_of(between[0].normal, _TO)
            and ends(between, f"{_TO} lekar leke")
        )
    return text[one.end : other.start].strip() in ("-", "–", "—", "→")


def _is_a_seat(place: Place) -> bool:
    """Whether a place is a district, block or town of its own, and no quarter of a town."""
    return place.urban_body in (None, f"{place.name_en} town")


def area_in(text: str, said: Sequence[Named], district: str) -> str | None:
    """Return the urban body or block that a text means in a district: a street's town, a village's block."""
    tokens = tokenise(text)
    is_urban = _speaks_of_a_town(tokens)
    # Of a district's name the town is meant only by who speaks of streets.
    telling = [name for name in said if is_urban or not name.is_district]
    places = [p for name in telling for p in name.places if p.district == district]
    bodies = [place.urban_body for place in places if place.urban_body]
    blocks = [place.block for place in _largest_first(places) if place.block]
    is_rural = not is_urban and (_speaks_of_a_village(tokens, said) or _names_a_village(said))
    return next(iter([*blocks, *bodies] if is_rural else [*bodies, *blocks]), None)


# --- which district, town or village ------------------------------------------------------------------


def _districts(tokens: list[Token], said: list[Named]) -> tuple[str, ...]:
    """Return the districts it can be in; the larger places decide, the smaller choose among these."""
    known = [name for name in said if name.places]
    ordered = sorted(known, key=lambda name: (not name.is_district, _is_small(tokens, name)))
    if not ordered:
        return ()
    possible = ordered[0].districts
    for name in ordered[1:]:
        possible = tuple(d for d in possible if d in name.districts) or possible
    if len(known) == 1 and _is_called_a_village(tokens, known[0]):
        return possible
    if _speaks_of_a_town(tokens):
        urban = {p.district for name in known for p in name.larger if p.urban_body}
        possible = tuple(district for district in possible if district in urban) or possible
    larger = {place.district for name in said for place in name.larger}
    return tuple(district for district in possible if district in larger) or possible


def _is_small(tokens: list[Token], name: Named) -> bool:
    return not name.larger or _is_called_a_village(tokens, name)


def _is_called_a_village(tokens: list[Token], name: Named) -> bool:
    around = [*words_before(tokens, name)[-1:], *words_behind(tokens, name)[:1]]
    return any(is_one_of(token.normal, _VILLAGE) for token in around)


def _speaks_of_a_town(tokens: list[Token]) -> bool:
    pairs = pairwise(tokens)
    return any(is_one_of(token.normal, _URBAN) for token in tokens) or any(
        is_one_of(one.normal, _TOWN) and is_one_of(other.normal, "panchayat")
        for one, other in pairs
    )


def _speaks_of_a_village(tokens: list[Token], said: Sequence[Named]) -> bool:
    # A drain may be blocked too: the word counts only beside a name.
    around = [
        t for name in said for t in (*words_before(tokens, name)[-1:], *word_behind(tokens, name))
    ]
    return any(is_one_of(token.normal, _RURAL) for token in tokens) or any(
        is_one_of(token.normal, _BLOCK) for token in around
    )


def _names_a_village(said: Sequence[Named]) -> bool:
    """Whether a village is named beside its town: the village is where it is."""
    return any(name.places and not name.larger and not name.is_part for name in said)


def _largest_first(places: list[Place]) -> list[Place]:
    kinds = [DISTRICT, BLOCK, TOWN]
    return sorted(places, key=lambda p: kinds.index(p.kind) if p.kind in kinds else len(kinds))


# --- the address ---------------------------------------------------------------------------------


def _address(text: str, said: list[Named]) -> str | None:
    """Return spots, landmarks and places in the order they were said; None where there is none.

    What a village is only near to comes behind it: "Ghingran, Gopeshwar ke paas".
    """
    known = [(name.start, name.end) for name in said]
    places = [(name.start, name.end) for name in said if not name.is_district]
    near = [span for span in landmarks(text) if any(_is_within(one, span) for one in known)]
    there = [one for one in known if not any(_is_within(one, span) for span in near)]
    found = [*places, *landmarks(text), *spots(text, known)]
    apart = [one for one in found if not any(_is_within(one, span) for span in near)]
    is_large = any(name.larger for name in said if (name.start, name.end) in there)
    apart = [one for one in apart if one not in near]
    if is_large or not (near and apart):
        return _behind_village(text, known, found)
    return f"{_joined(text, apart)}, {_joined(text, near)}"


def _behind_village(
    text: str, known: Sequence[tuple[int, int]], found: Sequence[tuple[int, int]]
) -> str | None:
    """Return what was found, behind the village that is named by its word and known to no list."""
    village = village_in(text, known)
    if village is None or any(_overlap(village, one) for one in known):
        return _joined(text, found)
    rest = _joined(text, [one for one in found if not _overlap(village, one)])
    return ", ".join(filter(None, (text[slice(*village)], rest)))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _is_within(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= one[0] and one[1] <= other[1] and one != other


def _joined(text: str, spans: Sequence[tuple[int, int]]) -> str | None:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    parts = {sound_of(text[start:end].casefold()): text[start:end] for start, end in joined}
    return ", ".join(parts.values()) or None
