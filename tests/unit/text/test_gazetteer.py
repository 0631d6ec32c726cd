"""Places found in any script and spelling, and told apart."""

import pytest

from helpline.settings import REFERENCE_DIR
from helpline.text.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.load(REFERENCE_DIR)


DISTRICTS = {
    "Almora": "अल्मोड़ा almora Almoda अल्मोरा",
    "Dehradun": "देहरादून dehradun dehradoon",
    "Haridwar": "हरिद्वार haridwar hardwar",
    "Nainital": "नैनीताल nainital naintal",
    "Pithoragarh": "पिथौरागढ़ pithoragarh pithoragad",
    "Rudraprayag": "रुद्रप्रयाग rudraprayag",
    "Uttarkashi": "उत्तरकाशी uttarkashi uttrkashi",
}


@pytest.mark.parametrize(
    ("district", "spelling"),
    [(district, word) for district, words in DISTRICTS.items() for word in words.split()],
)
def test_a_district_is_found_in_any_spelling(gazetteer, district, spelling):
    [match] = gazetteer.find(f"jila {spelling} me bijli nahi hai")
    assert (match.name_en, match.kind, match.text) == (district, "district", spelling)


@pytest.mark.parametrize(
    ("text", "name", "district"),
    [
        ("ghansali me pani nahi", "Ghansali", "Tehri Garhwal"),
        ("घनसाली में पानी नहीं", "Ghansali", "Tehri Garhwal"),
        ("haldvani ki sadak", "Haldwani", "Nainital"),
        ("Narendra Nagar block office", "Narendranagar", "Tehri Garhwal"),
        ("नरेंद्रनगर का अस्पताल", "Narendranagar", "Tehri Garhwal"),
        ("ukhimath ka rasta band", "Ukhimath", "Rudraprayag"),
        ("har ki paudi pe gandagi hai", "Har Ki Pauri", "Haridwar"),
        ("मुनि की रेती में पानी नहीं", "Muni Ki Reti", "Tehri Garhwal"),
    ],
)
def test_a_place_knows_its_district(gazetteer, text, name, district):
    [match] = gazetteer.find(text)
    assert (match.name_en, match.district) == (name, district)


@pytest.mark.parametrize(
    "text",
    [
        "पानी नहीं आ रहा है",
        "naya transformer chahiye",
        "bazar me gandagi hai",
        "pati ki pension band hai",
        "kal se light nahi",
        "",
    ],
)
def test_words_of_every_day_are_no_places(gazetteer, text):
    assert gazetteer.find(text) == []


def test_the_district_named_in_the_text_chooses_among_places_of_one_name(gazetteer):
    [almora, place] = sorted(
        gazetteer.find("gaon basoli jila almora"), key=lambda match: match.kind != "district"
    )
    assert (almora.name_en, place.district) == ("Almora", "Almora")


def test_a_name_borne_in_several_districts_has_candidates_and_no_district(gazetteer):
    [place] = [match for match in gazetteer.find("gaon Toli") if match.kind == "post_office"]
    assert place.district is None
    assert len({candidate.district for candidate in place.candidates}) > 1


def test_a_word_beside_the_name_says_which_kind_is_meant(gazetteer):
    [match] = gazetteer.find("block Bageshwar")
    assert (match.kind, match.block) == ("block", "Bageshwar")


def test_a_bare_answer_names_a_place(gazetteer):
    assert gazetteer.named("munsyari")[0].district == "Pithoragarh"
    assert gazetteer.named("ward 7") == []


def test_a_part_known_for_sure_resolves_a_longer_name(gazetteer):
    text = "Haridwar bypass pe light nahi"
    assert gazetteer.resolve(text, 0, 15).name_en == "Haridwar"
    assert gazetteer.resolve("Lal Pul ke paas", 0, 7) is None


def test_no_part_of_a_mohalla_s_name_is_a_village(gazetteer):
    assert gazetteer.resolve("Mohalla Alli Khan", 0, 17) is None
    assert gazetteer.resolve("gram Dangi", 0, 10).name_en == "Dangi"


def test_of_several_parts_the_largest_is_meant(gazetteer):
    assert gazetteer.resolve("Patel Nagar Kashipur", 0, 20).name_en == "Kashipur"


def test_a_word_behind_a_comma_says_nothing_of_the_name(gazetteer):
    purola = gazetteer.resolve("Dewal gaon, Purola", 12, 18)
    assert purola.kind == "block"


@pytest.mark.parametrize(
    ("name", "urban_body"),
    [
        ("Rishikesh", "Rishikesh town"),
        ("Tallital", "Nainital town"),
        ("पटेल नगर", "Dehradun town"),
        ("Kashipur", "Kashipur town"),
        ("Bhilangna", None),
    ],
)
def test_a_town_and_its_quarters_know_their_urban_body(gazetteer, name, urban_body):
    assert gazetteer.named(name)[0].urban_body == urban_body


def test_a_post_office_called_by_a_quarter_and_its_district_lies_in_the_quarter_s_town(gazetteer):
    [office] = gazetteer.find("Patel Nagar Dehradun")[0].candidates
    assert (office.kind, office.urban_body) == ("post_office", "Dehradun town")


def test_the_block_around_an_urban_body_is_known(gazetteer):
    assert gazetteer.block_around("Rishikesh town") == "Doiwala"
    assert gazetteer.block_around("Doiwala") is None


def test_a_pin_code_leads_to_its_post_offices(gazetteer):
    assert {office.district for office in gazetteer.by_pincode("२४९१५५")} == {"Tehri Garhwal"}
    assert gazetteer.by_pincode("110001") == []


@pytest.mark.parametrize(
    ("spot", "name_en", "name_hi", "is_there", "area"),
    [
        ((30.3165, 78.0322), "Dehradun town", "देहरादून शहर", True, "Dehradun town"),
        ((30.1037, 78.2945), "Rishikesh town", "ऋषिकेश शहर", True, "Rishikesh town"),
        ((29.5971, 79.6591), "Almora town", "अल्मोड़ा शहर", True, "Almora town"),
        ((30.4306, 78.6556), "Ghansali town", "घनसाली शहर", True, "Ghansali town"),
        # Miles up the valley.
        ((30.5000, 78.7000), "Ghansali", "घनसाली", False, "Bhilangna"),
    ],
)
def test_a_spot_leads_to_a_town_known_in_both_languages(
    gazetteer, spot, name_en, name_hi, is_there, area
):
    near = gazetteer.nearest(*spot)
    assert (near.place.name_en, near.place.name_hi) == (name_en, name_hi)
    assert (near.is_there, near.area) == (is_there, area)


def test_every_place_a_spot_can_be_named_after_has_a_hindi_name(gazetteer):
    spots = [(28.9 + step * 0.07, 78.0 + step * 0.07) for step in range(30)]
    named = [near.place for near in (gazetteer.nearest(*spot) for spot in spots) if near]
    assert named
    assert all(place.name_hi for place in named)


def test_a_spot_outside_the_state_is_nowhere(gazetteer):
    assert gazetteer.nearest(28.6139, 77.2090) is None


def test_a_very_long_text_is_searched_too(gazetteer):
    [match] = gazetteer.find("bijli nahi hai " * 300 + "ghansali")
    assert match.name_en == "Ghansali"
