import csv
import re
import unicodedata
from collections import Counter

from helpline.settings import REFERENCE_DIR

HINDI = re.compile(r"[\u0900-\u097f ]+")
ENGLISH = re.compile(r"[A-Z][A-Za-z ]+")
# Degrees; the state lies within.
LATITUDES, LONGITUDES = (28.7, 31.5), (77.5, 81.1)


def rows(name):
    with (REFERENCE_DIR / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


DISTRICTS, BLOCKS, TOWNS = rows("districts.csv"), rows("blocks.csv"), rows("towns.csv")
PLACES = [*DISTRICTS, *BLOCKS, *TOWNS]


def spellings(place):
    return place["spellings"].split("|") if place["spellings"] else []


def test_the_state_has_13_districts_and_95_blocks():
    assert len(DISTRICTS) == 13
    assert len(BLOCKS) == 95


def test_every_name_is_written_in_its_own_script():
    assert [place for place in PLACES if not HINDI.fullmatch(place["name_hi"])] == []
    assert [place for place in PLACES if not ENGLISH.fullmatch(place["name_en"])] == []


def test_every_cell_is_in_normal_form_without_spaces_around_it():
    cells = [cell for place in PLACES for cell in (*place.values(), *spellings(place))]

    assert [cell for cell in cells if cell != unicodedata.normalize("NFC", cell).strip()] == []


def test_a_spelling_is_listed_once_and_is_not_the_name_itself():
    for place in PLACES:
        written = [place["name_en"], place["name_hi"], *spellings(place)]
        assert len(set(map(str.casefold, written))) == len(written), place["name_en"]


def test_no_spelling_means_two_districts():
    owners = Counter(
        word.casefold()
        for district in DISTRICTS
        for word in (district["name_en"], district["name_hi"], *spellings(district))
    )
    assert [word for word, districts in owners.items() if districts > 1] == []


def test_no_spelling_means_two_blocks_of_one_district():
    owners = Counter(
        (block["district"], word.casefold())
        for block in BLOCKS
        for word in (block["name_en"], block["name_hi"], *spellings(block))
    )
    assert [word for word, blocks in owners.items() if blocks > 1] == []


def test_every_town_lies_in_a_known_district_and_block():
    districts = {district["name_en"] for district in DISTRICTS}
    blocks = {(block["district"], block["name_en"]) for block in BLOCKS}
    for town in TOWNS:
        assert town["district"] in districts
        assert not town["block"] or (town["district"], town["block"]) in blocks
        assert town["kind"] in ("town", "tehsil")


def test_no_town_is_listed_twice_or_is_a_block_as_well():
    listed = Counter((town["district"], town["name_en"]) for town in TOWNS)
    listed.update((block["district"], block["name_en"]) for block in BLOCKS)

    assert [name for name, times in listed.items() if times > 1] == []


def test_every_block_lies_in_the_state():
    for block in BLOCKS:
        assert LATITUDES[0] < float(block["latitude"]) < LATITUDES[1], block["name_en"]
        assert LONGITUDES[0] < float(block["longitude"]) < LONGITUDES[1], block["name_en"]


def test_no_two_blocks_lie_on_one_spot():
    spots = Counter((block["latitude"], block["longitude"]) for block in BLOCKS)

    assert [spot for spot, times in spots.items() if times > 1] == []
