"""What is said while filing is in the complaint: the place as written, the words from first to yes."""

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture
def filed(talk):
    """Say messages; return the one complaint that they file."""

    def play(*messages):
        chat = talk()
        for message in messages:
            chat.say(message)
        (complaint,) = chat.complaints()
        return complaint

    return play


# --- places ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "kept", "shown"),
    [
        ("गांव सल्ला, तहसील द्वाराहाट", "सल्ला, द्वाराहाट", "अल्मोड़ा"),
        ("asgoli, dwarahat", "asgoli, dwarahat", "अल्मोड़ा"),
        ("village Asgoli near Dwarahat", "Asgoli, near Dwarahat", "अल्मोड़ा"),
        ("gaon Fortee, lohaghat", "Fortee, lohaghat", "चंपावत"),
        ("Ghes", "Ghes", "चमोली"),
        ("chakalua", "chakalua", "नैनीताल"),
    ],
)
def test_a_village_is_kept_as_written_and_asked_no_further(talk, place, kept, shown):
    chat = talk()
    chat.say("hamare yahan nal me 5 din se pani nahi aa raha hai")
    assert shown in chat.say(place)
    assert chat.names() == ["utter_confirm_grievance"]
    chat.say("haan")
    (complaint,) = chat.complaints()
    assert complaint.place == kept


@pytest.mark.parametrize(
    ("problem", "village", "district"),
    [
        ("do din se bijli nahi hai", "asgoli gaon", "almora"),
        ("दो दिन से बिजली नहीं है", "गाँव कोटखर्क", "अल्मोड़ा"),
        ("There has been no electricity for two days", "asgoli", "Almora"),
    ],
)
def test_of_an_unknown_village_only_the_district_is_asked(talk, problem, village, district):
    chat = talk()
    chat.say(problem)
    chat.say(village)
    assert chat.names() == ["utter_ask_district"]
    chat.say(district)
    assert chat.names() == ["utter_confirm_grievance"]
    chat.say("haan")
    (complaint,) = chat.complaints()
    assert complaint.place == village


@pytest.mark.parametrize(
    ("first", "correction", "place"),
    [
        (
            "Purola Barkot sadak tuti hai, Uttarkashi",
            "Purola nahi, Barkot-Dharasu road",
            "Barkot-Dharasu road",
        ),
        (
            "pirumadara ramnagar me sadak tuti padi hai",
            "Pirumadara nahi, Pirumadara-Chhoi road",
            "Pirumadara-Chhoi road, ramnagar",
        ),
        (
            "haldwani mukhani me street light band h 10 din se",
            "mukhani nahi kusumkheda aur mukhani ke beech",
            "kusumkheda aur mukhani ke beech, haldwani",
        ),
        (
            "The street lights in Mukhani, Haldwani have been off for ten days",
            "not Mukhani, Kusumkheda",
            "Kusumkheda, Haldwani",
        ),
        (
            "हल्द्वानी के मुखानी में दस दिन से स्ट्रीट लाइट बंद है",
            "मुखानी नहीं, कुसुमखेड़ा",
            "कुसुमखेड़ा, हल्द्वानी",
        ),
    ],
)
def test_a_correction_puts_right_one_name_and_leaves_the_rest(filed, first, correction, place):
    assert filed(first, correction, "haan").place == place


@pytest.mark.parametrize(
    ("first", "then", "place"),
    [
        ("haldwani me bijli nahi hai 2 din se", "patel nagar me", "patel nagar, haldwani"),
        ("हल्द्वानी में दो दिन से बिजली नहीं है", "पटेल नगर में", "पटेल नगर, हल्द्वानी"),
        (
            "No electricity in Haldwani for two days",
            "I wrote to the office in Dehradun too and nobody listens",
            "Haldwani",
        ),
        ("Lohaghat me pani nahi aa raha", "gaon Fortee", "Fortee, Lohaghat"),
    ],
)
def test_a_district_once_known_stays(filed, first, then, place):
    assert filed(first, then, "haan").place == place


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("ताकुला में पानी नहीं आ रहा है, ताकुला ब्लॉक", "*जगह:* ताकुला, अल्मोड़ा"),
        ("PATEL NAGAR DEHRADUN ME KUDA NAHI UTH RAHA", "*जगह:* पटेल नगर, देहरादून"),
        ("GARBAGE IS NOT COLLECTED IN PATEL NAGAR DEHRADUN", "*Place:* Patel Nagar, Dehradun"),
    ],
)
def test_a_place_is_shown_once_and_quietly(talk, message, shown):
    assert shown in talk().say(message)


@pytest.mark.parametrize(
    ("problem", "plea"),
    [
        ("bijli nahi hai", "bahut pareshan hu sir"),
        ("बिजली नहीं है", "बहुत परेशान हूँ सर"),
        ("there is no electricity", "please help me I am very worried"),
        ("bijli nahi hai", "sir please mera ladka bimar hai"),
    ],
)
def test_a_plea_is_no_place(talk, problem, plea):
    chat = talk()
    chat.say(problem)
    chat.say(plea)
    chat.say("Ghansali")
    chat.say("haan")
    (complaint,) = chat.complaints()
    assert complaint.place == "Ghansali"


def test_an_address_with_english_words_changes_no_language(talk):
    chat = talk()
    chat.say("PENSION NHI AAYI 4 MAHINE SE MERI MAA KI")
    assert "*जगह:*" in chat.say("village dhaulkanda post kanda bageshwar")


def test_an_unknown_name_after_a_no_is_put_before_the_place(filed):
    place = filed(
        "kathgodam me kuda nahi uthaya jata", "nahi dampudhunga bithoria no 1", "haan"
    ).place
    assert place == "dampudhunga bithoria no 1, kathgodam"


def test_where_the_writer_only_lives_is_no_part_of_the_place(filed):
    home = "mai delhi me rehta hu, gaon khirsu pauri me"
    assert filed("pani nahi aa rha 2 din se", home, "haan").place == "khirsu"


def test_a_wrong_reading_corrects_no_category(filed):
    complaint = filed(
        "bijli ka bill 15000 aa gya galat, rudrapur", "nahi galat meter reading bhi galat li", "ok"
    )
    assert complaint.category_code == "energy/electricity_bill"


# --- words ----------------------------------------------------------------------------------------

WIRE = "school ke raste me bijli ka taar gira hai, bachhe ja rahe hai"


@pytest.mark.parametrize(
    ("told", "wish", "yes"),
    [
        ([WIRE, "dwarahat me asgoli gaon"], "shikayat bhi likh lo", "haan"),
        (
            ["स्कूल के रास्ते में बिजली का तार गिरा है, बच्चे जा रहे हैं", "द्वाराहाट"],
            "शिकायत भी लिख लीजिए",
            "हाँ",
        ),
        (
            ["A live wire has fallen on the path to our school", "Dwarahat"],
            "I want to file a complaint too",
            "yes",
        ),
    ],
)
def test_an_emergency_is_told_once_with_its_place(talk, told, wish, yes):
    chat = talk()
    for message in [*told, wish]:
        chat.say(message)
    assert chat.names() == ["utter_confirm_grievance"]
    chat.say(yes)
    (complaint,) = chat.complaints()
    assert complaint.text == told[0]
    assert complaint.category_code == "energy/dangerous_power_line"


@pytest.mark.parametrize(
    ("first", "danger"),
    [
        ("ghansali me bijli nahi hai", "taar school ke upar latak raha hai koi mar jayega"),
        ("घनसाली में बिजली नहीं है", "तार स्कूल के ऊपर लटक रहा है, करंट लग जाएगा, बचाओ"),
        ("no electricity in Ghansali", "a live wire has fallen on a child, help us"),
    ],
)
def test_an_emergency_in_the_middle_is_in_the_complaint(talk, first, danger):
    chat = talk()
    chat.say(first)
    chat.say(danger)
    chat.say("haan")
    (complaint,) = chat.complaints()
    assert complaint.text == f"{first}\n{danger}"


@pytest.mark.parametrize(
    ("first", "more", "yes"),
    [
        (
            "bijli nahi hai lohaghat me",
            "ghar me budhi maa akeli hai andhere me girti hai",
            "haan",
        ),
        ("लोहाघाट में बिजली नहीं है", "घर में बूढ़ी माँ अकेली है, अँधेरे में गिरती है", "हाँ"),
        ("no electricity in Lohaghat", "my mother sits alone without a light at night", "yes"),
    ],
)
def test_words_at_the_summary_are_added_whatever_the_model_makes_of_them(talk, first, more, yes):
    chat = talk()
    chat.say(first)
    chat.say(more)
    chat.say(yes)
    (complaint,) = chat.complaints()
    assert complaint.text == f"{first}\n{more}"


def test_what_a_yes_tells_is_in_the_complaint(filed):
    complaint = filed("bijli nahi hai ghansali me", "ha kr do, parso rat se bnd h", "haan")
    assert complaint.text == "bijli nahi hai ghansali me\nha kr do, parso rat se bnd h"


def test_a_joke_before_the_trouble_is_not(filed):
    complaint = filed(
        "ek chutkula sunao", "hamare yahan nal me pani nahi aa raha", "lohaghat", "haan"
    )
    assert complaint.text == "hamare yahan nal me pani nahi aa raha"
