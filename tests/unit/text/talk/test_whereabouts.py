"""Where the trouble is, among the places a message names. [Places] and {districts} are marked."""

import re

import pytest

from helpline.settings import REFERENCE_DIR
from helpline.text.gazetteer import Gazetteer
from helpline.text.talk.named import Named
from helpline.text.talk.whereabouts import whereabouts

MARKED = re.compile(r"[\[{](.*?)[\]}]")


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.load(REFERENCE_DIR)


@pytest.fixture
def find(gazetteer):
    def whereabouts_of(marked):
        text, named = "", []
        end = 0
        for found in MARKED.finditer(marked):
            text += marked[end : found.start()]
            start, end = len(text), found.end()
            text += found[1]
            match = gazetteer.resolve(text, start, len(text))
            places = match.candidates if match else ()
            named.append(Named(start, len(text), found[1], found[0][0] == "{", places=places))
        return whereabouts(text + marked[end:], named)

    return whereabouts_of


@pytest.mark.parametrize(
    ("text", "address", "district", "area"),
    [
        (
            "[mohalla Alli Khan], [Kashipur] me naali band",
            "mohalla Alli Khan, Kashipur",
            "Udham Singh Nagar",
            "Kashipur town",
        ),
        (
            "मोहल्ला [अल्ली खां], [काशीपुर]",
            "मोहल्ला अल्ली खां, काशीपुर",
            "Udham Singh Nagar",
            "Kashipur town",
        ),
        (
            "No water in [Alli Khan], [Kashipur]",
            "Alli Khan, Kashipur",
            "Udham Singh Nagar",
            "Kashipur town",
        ),
        # Ali is a village in Chamoli, too.
        ("[Ali] me pani nahi, [Kashipur]", "Ali, Kashipur", "Udham Singh Nagar", "Kashipur"),
        ("[Dewal] gaon, [Purola]", "Dewal, Purola", "Uttarkashi", "Purola"),
        ("[Toli] gaon {Pithoragarh} me", "Toli", "Pithoragarh", None),
    ],
)
def test_the_town_or_district_said_with_a_small_place_decides(find, text, address, district, area):
    found = find(text)
    assert (found.address, found.districts) == (address, (district,))
    assert area is None or found.area == area


@pytest.mark.parametrize(
    ("text", "address", "districts"),
    [
        (
            "main [Delhi] me rehta hu, gaon [Satpuli] me road tooti hai",
            "Satpuli",
            ("Pauri Garhwal",),
        ),
        ("main Delhi me rehta hu, mera gaon {Pauri} me hai", None, ("Pauri Garhwal",)),
        ("मैं {देहरादून} में रहता हूँ, गाँव [सतपुली] में सड़क टूटी है", "सतपुली", ("Pauri Garhwal",)),
        ("I live in [Haldwani] but the road in [Satpuli] is broken", "Satpuli", ("Pauri Garhwal",)),
        ("hum {Dehradun} me rehte hain, [Ghansali] me bijli nahi", "Ghansali", ("Tehri Garhwal",)),
        ("main [Kashipur] se bol raha hu, [Jaspur] me pani nahi", "Jaspur", ("Udham Singh Nagar",)),
        ("main [Noida] me job karta hu aur [Ghansali] me ghar hai", "Ghansali", ("Tehri Garhwal",)),
        ("main {Dehradun} me rehta hu, gaon [Basoli] me pani nahi", "Basoli", ("Almora",)),
    ],
)
def test_where_the_writer_only_lives_is_left_out(find, text, address, districts):
    found = find(text)
    assert (found.address, found.districts) == (address, districts)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("main [Kashipur] me rehta hu, yahan pani nahi aata", "Kashipur"),
        ("main [Kashipur] me rehta hu, [mohalla Katoratal]", "Kashipur, mohalla Katoratal"),
        ("mere papa [Ghansali] me rehte hain, unki pension nahi aayi", "Ghansali"),
    ],
)
def test_where_the_writer_lives_is_where_it_is_when_nothing_else_is_named(find, text, address):
    assert find(text).address == address


@pytest.mark.parametrize(
    ("text", "address", "denied"),
    [
        ("hum [Kashipur] me nahi rehte, [Jaspur] me rehte hain", "Jaspur", ("Kashipur",)),
        ("[Kashipur] nahi, [Jaspur]", "Jaspur", ("Kashipur",)),
        ("[Kashipur] nahi [Jaspur] likho", "Jaspur", ("Kashipur",)),
        ("[काशीपुर] नहीं, [जसपुर] में", "जसपुर", ("काशीपुर",)),
        ("[Kashipur] galat hai, [Jaspur] hai", "Jaspur", ("Kashipur",)),
        ("not [Kashipur], [Jaspur]", "Jaspur", ("Kashipur",)),
        ("not in [Kashipur] but in [Jaspur]", "Jaspur", ("Kashipur",)),
        ("I don't live in [Kashipur], the road is in [Jaspur]", "Jaspur", ("Kashipur",)),
        ("hum [Kashipur] me nahi rehte", None, ("Kashipur",)),
        ("[Kashipur] galat hai", None, ("Kashipur",)),
    ],
)
def test_a_place_that_is_denied_is_left_out(find, text, address, denied):
    found = find(text)
    assert (found.address, found.denied) == (address, denied)


@pytest.mark.parametrize(
    "text",
    [
        "[Kashipur] me nahi aa rahi bijli",
        "bijli [Kashipur] me nahi hai",
        "[Kashipur] me bijli nahi, pani bhi nahi",
        "light [Kashipur] me nahi, [Jaspur] me bhi nahi",
    ],
)
def test_a_no_about_something_else_denies_no_place(find, text):
    assert "Kashipur" in find(text).address


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("[Rishikesh] me kooda nahi uthta", "Rishikesh town"),
        ("[तल्लीताल] में नाली बंद है", "Nainital town"),
        ("[Patel Nagar], {Dehradun}", "Dehradun town"),
        ("ward 12, {Dehradun}", "Dehradun town"),
        ("[Kashipur] me light nahi", "Kashipur town"),
        ("gaon [Kunda], [Kashipur] me light nahi", "Kashipur"),
        ("[Kunda], [Kashipur] me light nahi", "Kashipur"),
        ("[Kashipur] block ka rasta", "Kashipur"),
        ("[Kashipur] me naali block hai", "Kashipur town"),
        ("hamare gaon me light nahi, [Ghansali]", "Bhilangna"),
        ("nagar panchayat [Ghansali] me kooda", "Ghansali town"),
        ("{Dehradun} me light nahi", None),
    ],
)
def test_a_street_belongs_to_the_town_and_a_village_to_the_block(find, text, area):
    assert find(text).area == area


def test_places_of_one_name_are_all_possible(find):
    assert find("gaon [Toli]").districts == ("Pauri Garhwal", "Tehri Garhwal", "Pithoragarh")
    assert find("[Tapovan] me pani nahi").districts == ("Chamoli", "Tehri Garhwal")


def test_a_village_named_after_a_town_is_asked_about(find):
    assert set(find("gaon [Rampur]").districts) == {"Haridwar", "Rudraprayag", "Dehradun", "Almora"}


def test_a_ward_and_a_landmark_belong_to_the_address(find):
    found = find("[Haldwani], ward no 12, Shiv mandir ke paas street light kharab hai")
    assert found.address == "Haldwani, ward no 12, Shiv mandir ke paas"


def test_a_landmark_alone_is_no_place(find):
    found = find("Shiv mandir ke paas")
    assert (found.address, found.beside) == (None, "Shiv mandir ke paas")


def test_only_a_mohalla_or_village_is_small(find):
    assert find("mohalla [Alli Khan]").is_small
    assert find("gaon [Dangi]").is_small
    assert not find("[Kashipur]").is_small
    assert not find("gaon [Toli] {Pithoragarh}").is_small


@pytest.mark.parametrize(
    ("text", "address", "districts"),
    [
        ("[Haldwani] se {Almora} wali bus", "Haldwani se Almora", ("Nainital",)),
        ("the road from [Haldwani] to {Almora}", "Haldwani to Almora", ("Nainital",)),
        ("[Haldwani]-{Almora} marg", "Haldwani-Almora marg", ("Nainital",)),
        ("[Haldwani] se, {Almora} me", "Haldwani", ("Almora",)),
    ],
)
def test_a_way_is_one_place_and_begins_where_it_is(find, text, address, districts):
    found = find(text)
    assert (found.address, found.districts) == (address, districts)


@pytest.mark.parametrize(
    ("text", "address", "district"),
    [
        ("Base hospital [Haldwani] me dawai nahi", "Base hospital, Haldwani", "Nainital"),
        (
            "[Haldwani] me Mangal Padav ke paas naali band",
            "Haldwani, Mangal Padav ke paas",
            "Nainital",
        ),
        ("Triveni [Ghat], [Rishikesh] me kooda", "Triveni Ghat, Rishikesh", "Dehradun"),
        ("{Pauri} bus adde par gandagi", "bus adde", "Pauri Garhwal"),
        ("main {Dehradun} ke [Clement Town] se hun, yaha kooda hai", "Clement Town", "Dehradun"),
        ("[Barkot], ward 2 me naali band", "Barkot, ward 2", "Uttarkashi"),
        ("gaon [Naugaon] block [Dhari] me bijli nahi", "Naugaon, Dhari", "Nainital"),
        ("[Haldwani] me doctor ke paas gaye the", "Haldwani", "Nainital"),
    ],
)
def test_a_spot_is_shown_with_its_place_and_moves_no_district(find, text, address, district):
    found = find(text)
    assert (found.address, found.districts) == (address, (district,))


@pytest.mark.parametrize("text", ["[Herbertpur] ke paas", "near [Herbertpur]"])
def test_what_it_is_near_to_moves_nothing(find, text):
    assert find(text).is_small
    assert not find(text.replace("ke paas", "me").replace("near", "in")).is_small


@pytest.mark.parametrize(
    "text",
    [
        "main {Pithoragarh} ki hoon, college {Almora} me hai",
        "मैं {पिथौरागढ़} की हूँ, कॉलेज {अल्मोड़ा} में है",
        "I'm from {Pithoragarh}, my college is in {Almora}",
        "I belong to {Pithoragarh} and study in {Almora}",
        "I am a student from {Pithoragarh} studying in {Almora}",
        "mera ghar {Pithoragarh} me hai par college {Almora} me",
        "My home is in {Pithoragarh}, but I study in {Almora}",
    ],
)
def test_the_district_of_the_home_is_not_that_of_the_trouble(find, text):
    found = find(text)
    assert (found.districts, found.leaves_home) == (("Almora",), True)


@pytest.mark.parametrize(
    "text", ["mera ghar [Haldwani] {Nainital} me hai", "my house is in [Haldwani], {Nainital}"]
)
def test_a_house_within_the_district_named_is_where_it_is(find, text):
    found = find(text)
    assert (found.address, found.leaves_home) == ("Haldwani", False)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("[Gopeshwar] ke paas [Ghingran] me", "Ghingran, Gopeshwar ke paas"),
        ("[Haldwani], Shiv mandir ke paas", "Haldwani, Shiv mandir ke paas"),
    ],
)
def test_what_a_village_is_near_to_comes_behind_it(find, text, address):
    assert find(text).address == address


def test_whom_it_runs_after_is_no_landmark(find):
    assert find("bachon ke piche bhagte hain. [Haldwani]").address == "Haldwani"
