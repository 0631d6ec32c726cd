import pytest

from helpline.text.talk.addresses import (
    address_of,
    is_called_a_place,
    names_more,
    without_district,
    without_village,
)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("asgoli", "asgoli"),
        ("gaon Fortee", "gaon Fortee"),
        ("गांव सल्ला, तहसील द्वाराहाट", "गांव सल्ला, तहसील द्वाराहाट"),
        ("mera gaon kotli hai", "gaon kotli"),
        ("मेरा गाँव कोटली है", "गाँव कोटली"),
        ("hamare gaon ka naam Chopta hai", "Chopta"),
        ("Ghansali me", "Ghansali"),
        ("gaon kotli, pani ki tanki ke paas", "gaon kotli, pani ki tanki ke paas"),
        ("near the Shiva temple, Kotli", "near the Shiva temple, Kotli"),
        ("kusumkheda aur mukhani ke beech", "kusumkheda aur mukhani ke beech"),
        ("Diwali khal", "Diwali khal"),
        ("ward 5", "ward 5"),
        ("bithoria no 1", "bithoria no 1"),
        ("it should be Mallital", "Mallital"),
        ("लिखना है रुद्रपुर, भूतबंगला", "रुद्रपुर, भूतबंगला"),
        ("wahi Haldwani, Kusumkhera chauraha", "Haldwani, Kusumkhera chauraha"),
        ("yaha Kashipur me manpur road pe hai", "Kashipur me manpur road"),
        ("हम भवाली में श्यामखेत के पास रहते हैं", "भवाली में श्यामखेत के पास"),
        ("gaon simalta hai, Gangolihat", "gaon simalta, Gangolihat"),
        ("Ghansali hai, main bazar", "Ghansali, main bazar"),
        ("main bazar, Ghansali", "main bazar, Ghansali"),
        ("Jaspur me nai basti", "Jaspur me nai basti"),
        ("Jaspur, mohalla Alli Khan", "Jaspur, mohalla Alli Khan"),
    ],
)
def test_an_address_is_taken_as_written_without_the_half_sentence_around_it(text, address):
    assert address_of(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "bahut pareshan hu sir",
        "sir please mera ladka dhundh do",
        "मेरा बेटा कहाँ है",
        "pata nahi",
        "bachon ke piche bhagte hain. Haldwani, Damuadhunga",
        "photo me board pe likha to hai",
        "Already told you, mothers village. PHC is at Deghat",
        "Same as before, Vasant Vihar",
        "itna kaafi h",
        "च",
        "chha",
        "hamro",
        "haan",
        "ji sir",
        "hmm",
        "gaon",
        "thank you",
        "what is this?",
        "/restart",
        "call me on 9876543210",
        "Kashipur nahi, Jaspur",
        "mai delhi me rehta hu, gaon khirsu pauri me",
        "",
    ],
)
def test_a_plea_a_no_or_a_question_is_no_address(text):
    assert address_of(text) is None


def test_a_name_beside_the_known_ones_is_noticed():
    assert names_more("gaon asgoli, block dwarahat", ["dwarahat"])
    assert not names_more("block dwarahat me", ["Dwarahat"])


def test_the_district_at_the_end_is_left_out():
    assert without_district("asgoli, dwarahat, zila almora", ["Almora"]) == "asgoli, dwarahat"
    assert without_district("सल्ला, ज़िला अल्मोड़ा", ["अल्मोड़ा"]) == "सल्ला"
    assert without_district("almora", ["Almora"]) == "almora"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("gaon Fortee", "Fortee"),
        ("गांव सल्ला", "सल्ला"),
        ("village Asgoli, ward 3", "Asgoli, ward 3"),
        ("Fortee gaon", "Fortee gaon"),
        ("gaon", "gaon"),
    ],
)
def test_the_word_before_a_village_is_left_out(address, name):
    assert without_village(address) == name


def test_an_address_may_say_what_it_is():
    assert is_called_a_place("gaon Kotli")
    assert not is_called_a_place("Kotli")
