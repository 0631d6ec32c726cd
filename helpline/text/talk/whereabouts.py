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
from helpline.text.talk.words import is_one_of
from helpline.text.tokens import Token, tokenise

_GAPS = frozenset(",;:.।!?\n")
_IN = "mein se ka ki ke wala wale wali block zila jila gaon shahar in at from of"
_TO = "se to"
_NAHI = "nahi nahin"
_LIVES = "rehta rehti rehte rahta rahti rahte reh rah live lives living stay staying"
_WORKS = "job naukri nokri kaam duty bol baat likh"
_IS = "hai hain hun he ho"
_POINTING = "ye yeh yah wo woh vah"
_I_AM = "hun"
_I = ("main", "mai", "मैं", "hum", "ham", "हम", "i", "we")
_AND = "aur or and par lekin magar but balki jabki"
_WRONG = "galat wrong"
_ALSO = "bhi also either"
_NOT, _DO_NOT = "not", "dont don't not didn't"
# With these words a village is meant, and the block answers for it; with those a town.
_VILLAGE = "gaon gram village tok gramsabha"
_RURAL = f"{_VILLAGE} panchayat sarpanch vikaskhand"
_BLOCK = "block vikaskhand"
_TOWN = "nagar"
_URBAN = (
    "ward mohalla mohalle colony sector chowk chauraha bazar bazaar shahar sheher city town nigam"
    " palika nagarpalika municipality"
)
# Cities beyond the state in which its people work: never where the trouble is.
_ELSEWHERE = """
delhi dilli noida gurgaon gurugram ghaziabad faridabad mumbai bombay pune bangalore bengaluru
chandigarh mohali lucknow kanpur meerut moradabad bareilly saharanpur kolkata chennai hyderabad
jaipur ahmedabad surat ludhiana amritsar punjab haryana gujarat rajasthan himachal dubai saudi
"""


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


@dataclass(frozen=True)
class Whereabouts:
    """Where a message says that something is.

    `address` is in the citizen's words, from the first to the last, and `beside` the same where
    it is nothing but a ward or a landmark. `districts` are all that it can be in; `area` is the
    urban body or block, where known; `is_small` where neither district nor town is named, so that
    what was known before says more; `denied` are names said to be wrong.
    """

    address: str | None = None
    beside: str | None = None
    districts: tuple[str, ...] = ()
    area: str | None = None
    is_small: bool = False
    denied: tuple[str, ...] = ()


def whereabouts(text: str, named: Sequence[Named]) -> Whereabouts:
    """Return where the trouble is that a text tells of, given the places it names."""
    tokens = tokenise(text)
    named = _with_routes(text, tokens, named)
    denied = _denied(text, tokens, named)
    said = [name for name in named if name not in denied]
    said = _without_homes(text, tokens, said)
    districts = _districts(tokens, said)
    address = _address(text, said)
    return Whereabouts(
        address=address if said else None,
        beside=None if said else address,
        districts=districts,
        area=area_in(text, said, districts[0]) if len(districts) == 1 else None,
        is_small=not any(_is_a_seat(place) for name in _there(text, said) for place in name.larger),
        denied=tuple(name.text for name in denied),
    )


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


def _with_routes(text: str, tokens: list[Token], named: Sequence[Named]) -> list[Named]:
    """Take "Haldwani se Almora" for one way; its beginning says where it is."""
    ways: list[Named] = []
    for name in sorted(named, key=lambda name: name.start):
        last = ways[-1] if ways else None
        if last is None or not _leads_to(text, tokens, last, name):
            ways.append(name)
            continue
        begins = last if last.places else name
        ways[-1] = Named(last.start, name.end, text[last.start : name.end], places=begins.places)
    return ways


def _leads_to(text: str, tokens: list[Token], one: Named, other: Named) -> bool:
    between = [token for token in tokens if one.end <= token.start < other.start]
    if not _GAPS.isdisjoint(text[one.end : other.start]):
        return False
    if between:
        return (
            len(between) <= 2
            and is_one_of(between[0].normal, _TO)
            and _ends(between, f"{_TO} lekar leke")
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


# --- which names count ---------------------------------------------------------------------------


def _denied(text: str, tokens: list[Token], named: Sequence[Named]) -> list[Named]:
    """Return the places that it is not: "Kashipur me nahi rehte", "Kashipur nahi, Jaspur"."""
    surely = [name for name in named if _lives_not_in(tokens, name) or _is_only_no(tokens, name)]
    perhaps = [name for name in named if _is_not(text, tokens, name, named)]
    denied = [name for name in named if name in surely or name in perhaps]
    # "Neither here nor there is light" denies no place.
    return denied if len(denied) < len(named) else surely


def _lives_not_in(tokens: list[Token], name: Named) -> bool:
    after = _behind(tokens, name)
    if _begins(after, _NAHI) and _begins(after[1:], _LIVES):
        return True
    before = _before(tokens, name)
    return _ends(before[:-1], _DO_NOT) and _ends(before, f"{_LIVES} from")


def _is_only_no(tokens: list[Token], name: Named) -> bool:
    """Kashipur galat hai."""
    after = [token for token in _behind(tokens, name) if not is_one_of(token.normal, _IS)]
    is_first = _within(tokens[0], name) or is_one_of(tokens[0].normal, _NAHI)
    return is_first and len(after) == 1 and _begins(after, f"{_NAHI} {_WRONG}")


def _is_not(text: str, tokens: list[Token], name: Named, named: Sequence[Named]) -> bool:
    if _ends(_before(tokens, name), _NOT):
        return True
    after = _behind(tokens, name)
    if _begins(after, f"{_NAHI} {_WRONG}"):
        verdict, rest = after[0], after[1:]
    elif _begins(after, _IS) and _begins(after[1:], _WRONG):
        verdict, rest = after[1], after[2:]
    else:
        return False
    if any(is_one_of(token.normal, _ALSO) for token in rest):
        return False
    while _begins(rest, f"{_IS} {_POINTING}"):
        verdict, rest = rest[0], rest[1:]
    return not rest or _begins(rest, _AND) or _gap(text, verdict, rest[0]) or _starts(rest, named)


def _without_homes(text: str, tokens: list[Token], said: list[Named]) -> list[Named]:
    """Leave out where the writer only lives: "main Delhi me rehta hun, gaon Pauri me hai"."""
    beyond = [name for name in said if not name.places and is_one_of(name.text, _ELSEWHERE)]
    inside = [name for name in said if name not in beyond]
    homes = [name for name in inside if _is_home(text, tokens, name)]
    others = [name for name in inside if name not in homes]
    if any(name.larger for name in others):
        return others
    in_a_village = any(is_one_of(token.normal, "gaon village") for token in tokens)
    elsewhere = [name for name in others if name.places and not _share_a_district(name, homes)]
    return others if in_a_village and elsewhere else inside


def _share_a_district(name: Named, homes: list[Named]) -> bool:
    return any(not set(name.districts).isdisjoint(home.districts) for home in homes)


def _is_home(text: str, tokens: list[Token], name: Named) -> bool:
    before, after = _clause(text, _before(tokens, name)), _behind(tokens, name)
    i_am = any(is_one_of(token.normal, _I_AM) for token in after[:4])
    mine = any(token.normal in _I for token in before[-3:])
    if _begins(after, f"{_LIVES} {_WORKS}"):
        return mine or i_am
    if _begins(after, _I_AM) or (mine and _ends(before, f"{_LIVES} working am")):
        return True
    subject = bool(before) and before[-1].normal in _I
    return subject and (_begins(after, f"{_IS} {_AND}") or _ends_clause(text, tokens, name, after))


def _ends_clause(text: str, tokens: list[Token], name: Named, after: list[Token]) -> bool:
    if not after:
        return True
    before = [token for token in tokens if token.end <= after[0].start]
    return _gap(text, before[-1], after[0])


# --- which district, town or village ------------------------------------------------------------------


def _districts(tokens: list[Token], said: list[Named]) -> tuple[str, ...]:
    """Return the districts it can be in; the larger places decide, the smaller choose among these."""
    known = [name for name in said if name.places]
    ordered = sorted(known, key=lambda name: (not name.is_district, not name.larger))
    if not ordered:
        return ()
    possible = ordered[0].districts
    for name in ordered[1:]:
        possible = tuple(d for d in possible if d in name.districts) or possible
    if len(known) == 1 and _is_called_a_village(tokens, known[0]):
        return possible
    larger = {place.district for name in said for place in name.larger}
    return tuple(district for district in possible if district in larger) or possible


def _is_called_a_village(tokens: list[Token], name: Named) -> bool:
    around = [*_before(tokens, name)[-1:], *_behind(tokens, name)[:1]]
    return any(is_one_of(token.normal, _VILLAGE) for token in around)


def _speaks_of_a_town(tokens: list[Token]) -> bool:
    pairs = pairwise(tokens)
    return any(is_one_of(token.normal, _URBAN) for token in tokens) or any(
        is_one_of(one.normal, _TOWN) and is_one_of(other.normal, "panchayat")
        for one, other in pairs
    )


def _speaks_of_a_village(tokens: list[Token], said: Sequence[Named]) -> bool:
    # A drain may be blocked too: the word counts only beside a name.
    around = [t for name in said for t in (*_before(tokens, name)[-1:], *_next(tokens, name))]
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
    """Return wards, landmarks and places in the order they were said; None where there is none."""
    places = [(name.start, name.end) for name in said if not name.is_district]
    spans = sorted([*places, *landmarks(text)])
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    parts = {sound_of(text[start:end].casefold()): text[start:end] for start, end in joined}
    return ", ".join(parts.values()) or None


# --- words around a name -------------------------------------------------------------------------


def _within(token: Token, name: Named) -> bool:
    return name.start <= token.start < name.end


def _before(tokens: list[Token], name: Named) -> list[Token]:
    """Return the words before a name, without those that join it: "in", "from"."""
    before = [token for token in tokens if token.end <= name.start]
    while before and is_one_of(before[-1].normal, "in at from of"):
        before = before[:-1]
    return before


def _behind(tokens: list[Token], name: Named) -> list[Token]:
    """Return the words behind a name, without those that join it: "me", "block", "wala"."""
    behind = [token for token in tokens if token.start >= name.end]
    while behind and is_one_of(behind[0].normal, _IN):
        behind = behind[1:]
    return behind


def _next(tokens: list[Token], name: Named) -> list[Token]:
    return [token for token in tokens if token.start >= name.end][:1]


def _clause(text: str, before: list[Token]) -> list[Token]:
    """Return the words before a name back to the last comma or stop."""
    for index in range(len(before) - 1, 0, -1):
        if _gap(text, before[index - 1], before[index]) or is_one_of(
            before[index - 1].normal, _AND
        ):
            return before[index:]
    return before


def _gap(text: str, one: Token, other: Token) -> bool:
    return not _GAPS.isdisjoint(text[one.end : other.start])


def _starts(tokens: list[Token], named: Sequence[Named]) -> bool:
    return bool(tokens) and any(_within(tokens[0], name) for name in named)


def _begins(tokens: list[Token], words: str) -> bool:
    return bool(tokens) and is_one_of(tokens[0].normal, words)


def _ends(tokens: list[Token], words: str) -> bool:
    return bool(tokens) and is_one_of(tokens[-1].normal, words)
