"""Where a place, a location pin or a PIN code is, and what it is called."""

import csv
from functools import cache

from helpline.settings import REFERENCE_DIR
from helpline.text.distance import Spot
from helpline.text.gazetteer import DISTRICT, Gazetteer, Place
from helpline.text.scripts import DEVANAGARI, script_of
from helpline.text.talk.named import Named
from helpline.text.talk.whereabouts import area_in

_LEADS_TO = ("se", "to", "tak", "से", "तक")
_SAME_NAME = 0.99  # likeness: another spelling may be another place
_LONGEST_ABBREVIATION = 4  # letters: ITI, BHEL


@cache
def gazetteer() -> Gazetteer:
    """Return the places of the state, read once per process."""
    return Gazetteer.load(REFERENCE_DIR)


def name_of(place: Place, language: str) -> str:
    """Return the place's name in this language, `hi` or `en`; the English one where it lacks another."""
    return (place.name_hi if language == "hi" else None) or place.name_en


def spoken(address: str, district: str, language: str) -> str:
    """Return an address of this district with the names of known towns in this language.

    Each name is said once, the district's not at all, and none in a shouting voice.
    """
    parts = [_without_district(part, district) for part in address.split(", ")]
    names = [_spoken_name(_spoken_softly(part), district, language) for part in parts if part]
    return ", ".join(dict.fromkeys(names))


def _without_district(part: str, district: str) -> str:
    """Leave out a district behind a name, unless the way leads there: it is said after the address anyway."""
    name, _, last = part.rpartition(" ")
    if name.rpartition(" ")[2].casefold() in _LEADS_TO:
        return part
    known = gazetteer().resolve(last, 0, len(last)) if name else None
    is_district = known is not None and (known.kind, known.name_en) == (DISTRICT, district)
    return name if is_district and known.score >= _SAME_NAME else part


def _spoken_softly(part: str) -> str:
    return part.title() if part.isupper() and len(part) > _LONGEST_ABBREVIATION else part


def _spoken_name(name: str, district: str, language: str) -> str:
    """Leave alone what is written in the language's script, and whatever is no known name."""
    if (script_of(name) == DEVANAGARI) == (language == "hi"):
        return name
    match = gazetteer().resolve(name, 0, len(name))
    if match is None or match.text != name or match.score < _SAME_NAME:
        return name
    known = (place for place in match.candidates if place.district == district and place.name_hi)
    place = next(known, None)
    return name_of(place, language) if place else name


def names_of(name: str) -> set[str]:
    """Return a place's name as written and in both languages; the name alone where nobody knows it."""
    known = next(iter(gazetteer().named(name)), None)
    return {name, *(filter(None, (known.name_en, known.name_hi)) if known else ())}


def area_of(place: str, district: str) -> str | None:
    """Return the urban body or block in which a place of this district lies; None if unknown."""
    address = f"{place}, {district}"
    named = [
        Named(m.start, m.end, m.text, is_district=m.kind == DISTRICT, places=m.candidates)
        for m in gazetteer().find(address)
    ]
    return area_in(address, named, district)


def block_around(area: str) -> str | None:
    """Return the block in which an urban body lies; None where that is not known or it is none."""
    return gazetteer().block_around(area)


@cache
def area_spots() -> dict[int, Spot]:
    """Return where each block's headquarters and each urban body is, by its code, read once per process."""
    spots = {}
    for file_name in ("blocks.csv", "urban_bodies.csv"):
        with (REFERENCE_DIR / file_name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                spots[int(row["code"])] = (float(row["latitude"]), float(row["longitude"]))
    return spots
