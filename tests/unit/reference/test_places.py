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
URBAN_BODIES = rows("urban_bodies.csv")
PLACES = [*DISTRICTS, *BLOCKS, *TOWNS]


def spellings(place):
    return place["spellings"].split("|") if place["spellings"] else []


def test_the_state_has_13_districts_and_95_blocks():
    assert len(DISTRICTS) == 13
    assert len(BLOCKS) == 95


def test_every_name_is_written_in_its_own_script():
    places = [*PLACES, *URBAN_BODIES]
    assert [place for place in places if not HINDI.fullmatch(place["name_hi"])] == []
    assert [place for place in places if not ENGLISH.fullmatch(place["name_en"])] == []


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


def test_there_are_102_urban_bodies_each_in_a_known_district_and_block():
    blocks = {(block["district"], block["name_en"]) for block in BLOCKS}
    assert len(URBAN_BODIES) == 102
    for body in URBAN_BODIES:
        assert body["kind"] in ("corporation", "council", "panchayat")
        assert not body["block"] or (body["district"], body["block"]) in blocks


def test_no_code_or_name_stands_for_a_block_and_an_urban_body():
    areas = [*BLOCKS, *URBAN_BODIES]
    assert len({area["code"] for area in areas}) == len(areas)
    assert len({(area["district"], area["name_en"]) for area in areas}) == len(areas)


def test_every_urban_body_is_that_of_a_place_of_its_district_and_block():
    bodies = {(body["district"], body["name_en"]): body["block"] for body in URBAN_BODIES}
    has_one = [place for place in (*BLOCKS, *TOWNS) if place["urban_body"]]
    assert {(place["district"], place["urban_body"]) for place in has_one} == set(bodies)
    for town in (place for place in TOWNS if place["urban_body"] and place["block"]):
        assert bodies[town["district"], town["urban_body"]] == town["block"], town["name_en"]


def test_every_place_with_a_spot_lies_in_the_state():
    assert all(place["latitude"] for place in (*BLOCKS, *URBAN_BODIES))
    for place in (*BLOCKS, *URBAN_BODIES, *(town for town in TOWNS if town["latitude"])):
        assert LATITUDES[0] < float(place["latitude"]) < LATITUDES[1], place["name_en"]
        assert LONGITUDES[0] < float(place["longitude"]) < LONGITUDES[1], place["name_en"]


def test_no_two_blocks_lie_on_one_spot():
    spots = Counter((block["latitude"], block["longitude"]) for block in BLOCKS)

    assert [spot for spot, times in spots.items() if times > 1] == []
