"""Whatever the summary shows is corrected in words or by a tap, and seen at once in the next one."""

import pytest
from sqlalchemy import select

from helpline.store.base import transaction
from helpline.store.complaints import Complaint

pytestmark = pytest.mark.slow

YES = {"hi": "हाँ, दर्ज करें", "en": "Yes, file it"}
CHANGE = {"hi": "कुछ बदलना है", "en": "Change something"}
PENSION = {
    "roman": "meri pension 3 mahine se nahi aayi, Ghansali",
    "hi": "मेरी पेंशन तीन महीने से नहीं आई, घनसाली",
    "en": "My pension has not come for 3 months, Ghansali",
}
ROAD = {
    "roman": "hamare gaon ki sadak toot gayi hai, Ghansali",
    "hi": "हमारे गाँव की सड़क टूट गई है, घनसाली",
    "en": "The road to our village is broken, Ghansali",
}
DRAIN = {
    "roman": "naali ka ganda pani sadak par beh raha hai, Haldwani",
    "hi": "नाली का गंदा पानी सड़क पर बह रहा है, हल्द्वानी",
    "en": "The sewer in our street is overflowing, Haldwani",
}


def of(spoken):
    return "en" if spoken == "en" else "hi"


def begin(talk, words):
    """Tell a trouble up to its summary; of what is offered the first is taken."""
    chat = talk()
    chat.say(words)
    if chat.names()[-1] == "utter_ask_category":
        chat.tap(chat.buttons()[0]["title"])
    assert chat.names()[-1] == "utter_confirm_grievance", chat.answers
    return chat


def summary(chat):
    """The lines of the summary shown last, by what stands before the colon."""
    assert chat.names()[-1] == "utter_confirm_grievance", chat.answers
    shown = [line for line in chat.answers[-1]["text"].split("\n") if line.startswith("*")]
    return dict(line.removeprefix("*").split(":* ", 1) for line in shown)


def file(chat):
    """File what the summary shows; return the complaint."""
    chat.tap(chat.buttons()[0]["title"])
    (complaint,) = chat.complaints()
    return complaint


# --- since when, and for whom -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoken", "words"),
    [
        ("roman", "nahi, teen mahine nahi, chhe mahine se"),
        ("roman", "3 mahine nahi 2 hafte"),
        ("roman", "asal me 1 saal se hai"),
        ("roman", "meri nahi, maa ki pension"),
        ("roman", "ye pension meri dadi ki hai"),
        ("hi", "तीन महीने नहीं, छह महीने से"),
        ("hi", "छह महीने हो गए हैं"),
        ("hi", "मेरी नहीं, माँ की"),
        ("en", "not 3 months, 6 months"),
        ("en", "it has been 6 months"),
        ("en", "not for me, my neighbour"),
    ],
)
def test_it_is_set_right_in_the_words_and_shown(talk, spoken, words):
    chat = begin(talk, PENSION[spoken])
    before = summary(chat)
    chat.say(words)
    assert words in chat.answers[-1]["text"]
    shown = "Your words" if spoken == "en" else "आपके शब्द"
    assert {**summary(chat), shown: before[shown]} == before
    assert file(chat).text == f"{PENSION[spoken]}\n{words}"


@pytest.mark.parametrize(
    ("spoken", "words"),
    [("hi", "हाँ, यह मेरे पिताजी के लिए है"), ("en", "yes it is for my mother")],
)
def test_what_is_heard_as_a_yes_and_says_more_is_in_the_words(talk, spoken, words):
    chat = begin(talk, PENSION[spoken])
    chat.say(words)
    (complaint,) = chat.complaints()
    assert complaint.text == f"{PENSION[spoken]}\n{words}"


# --- the district ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "words", "district"),
    [
        ("hamare gaon Kotli me bijli nahi hai, zila Tehri", "Tehri nahi Pauri jila", "पौड़ी गढ़वाल"),
        ("hamare gaon Kotli me bijli nahi hai, zila Tehri", "zila Almora hai", "अल्मोड़ा"),
        ("हमारे गाँव कोटली में बिजली नहीं है, ज़िला टिहरी", "ये नैनीताल ज़िले में है", "नैनीताल"),
        (
            "No electricity in village Kotli, district Tehri",
            "it's in Nainital district",
            "Nainital",
        ),
        ("No electricity in village Kotli, district Tehri", "the district is Almora", "Almora"),
    ],
)
def test_the_district_is_set_right_and_shown(talk, told, words, district):
    chat = begin(talk, told)
    chat.say(words)
    shown = summary(chat)
    place = shown.get("जगह", shown.get("Place"))
    assert place.endswith(district)
    assert "Tehri" not in place
    assert "टिहरी" not in place
    assert "otli" in place or "कोटली" in place


@pytest.mark.parametrize(
    ("home", "college", "shown"),
    [
        (
            "main Pithoragarh ki hoon, scholarship nahi aayi",
            "main Pithoragarh ki hoon, college Almora me hai",
            "अल्मोड़ा",
        ),
        (
            "मैं पिथौरागढ़ की हूँ, छात्रवृत्ति नहीं आई",
            "मैं पिथौरागढ़ की हूँ, कॉलेज अल्मोड़ा में है",
            "अल्मोड़ा",
        ),
        (
            "I am from Pithoragarh, my scholarship has not come",
            "I'm from Pithoragarh, my college is in Almora",
            "Almora",
        ),
    ],
)
def test_the_district_of_the_trouble_replaces_that_of_the_home(talk, home, college, shown):
    chat = talk()
    chat.say(home)
    chat.say("I do not know" if shown == "Almora" else "पता नहीं")
    assert summary(chat)
    chat.say(college)
    place = summary(chat).get("जगह", summary(chat).get("Place"))
    assert shown in place
    assert "Pithoragarh" not in place
    assert "पिथौरागढ़" not in place


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("main Pithoragarh ki hoon, college Almora me hai, scholarship nahi aayi", "अल्मोड़ा"),
        ("मैं पिथौरागढ़ की हूँ, कॉलेज अल्मोड़ा में है, छात्रवृत्ति नहीं आई", "अल्मोड़ा"),
        ("I'm from Pithoragarh, my college is in Almora, the scholarship has not come", "Almora"),
    ],
)
def test_of_home_and_college_the_college_counts(talk, told, shown):
    chat = talk()
    chat.say(told)
    if chat.names()[-1] == "utter_ask_place":
        chat.say("I do not know" if shown == "Almora" else "पता नहीं")
    assert summary(chat).get("जगह", summary(chat).get("Place")).endswith(shown)


# --- the department -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "words", "code", "department"),
    [
        (ROAD["roman"], "ye PMGSY ki sadak hai, PWD ki nahi", "public_works/road_damage", "rural_development"),
        (ROAD["hi"], "यह पीएमजीएसवाई की सड़क है, पीडब्ल्यूडी की नहीं", "public_works/road_damage", "rural_development"),
        (ROAD["en"], "this is a PMGSY road, not PWD", "public_works/road_damage", "rural_development"),
        (DRAIN["roman"], "nagar nigam ka nahi, jal sansthan ka hai", "urban_development/sewer_or_drain", "drinking_water"),
        (DRAIN["hi"], "नगर निगम नहीं, जल संस्थान", "urban_development/sewer_or_drain", "drinking_water"),
        (DRAIN["en"], "not the municipality, it is Jal Sansthan's", "urban_development/sewer_or_drain", "drinking_water"),
    ],
)  # fmt: skip
def test_the_same_trouble_goes_to_the_department_named(
    talk, sessions, told, words, code, department
):
    chat = begin(talk, told)
    before = summary(chat)
    chat.say(words)
    after = summary(chat)
    name = "Department" if "Department" in after else "विभाग"
    assert after[name] != before[name]
    complaint = file(chat)
    assert (complaint.category_code, complaint.department_code) == (code, department)
    with transaction(sessions) as session:
        (filed,) = session.execute(select(Complaint)).scalars()
        assert filed.post.department_code == department


@pytest.mark.parametrize(
    "words",
    [
        "PMGSY ki sadak toot gayi hai, Ghansali",
        "पीएमजीएसवाई की सड़क टूट गई है, घनसाली",
        "The PMGSY road to our village is broken, Ghansali",
    ],
)
def test_a_road_told_with_its_owner_goes_there_and_back_by_a_word(talk, words):
    chat = begin(talk, words)
    shown = summary(chat)
    assert shown.get("विभाग", shown.get("Department")) in ("ग्राम्य विकास विभाग", "Rural Development")
    chat.say("PMGSY ki nahi, PWD ki sadak hai")
    assert file(chat).department_code == "public_works"


@pytest.mark.parametrize(
    ("spoken", "row", "department"),
    [("hi", "विभाग", "ग्राम्य विकास विभाग"), ("en", "The department", "Rural Development")],
)
def test_the_department_is_chosen_among_those_that_may_be_it(talk, spoken, row, department):
    chat = begin(talk, ROAD[spoken])
    chat.tap(CHANGE[spoken])
    chat.tap(row)
    assert chat.names() == ["utter_ask_department"]
    offered = [button["title"] for button in chat.buttons()]
    assert len(offered) == 3
    chat.tap(department)
    assert department in summary(chat).values()
    assert file(chat).department_code == "rural_development"


# --- one matter for another -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "words", "begun"),
    [
        (
            "ration nahi mil raha 2 mahine se, Kashipur",
            "ration wali baat rehne do, street light ka likho",
            "street light",
        ),
        (
            "राशन नहीं मिल रहा दो महीने से, काशीपुर",
            "राशन छोड़ो, स्ट्रीट लाइट ख़राब है वह लिखो",
            "स्ट्रीट लाइट ख़राब है वह",
        ),
        (
            "We have not received our ration for two months, Kashipur",
            "leave that, write about the street light",
            "street light",
        ),
    ],
)
def test_the_first_is_dropped_and_the_second_begun(talk, told, words, begun):
    chat = begin(talk, told)
    chat.say(words)
    assert chat.names() == ["utter_left_out", "utter_confirm_grievance"]
    shown = summary(chat)
    assert not {"कब से", "Since when"} & set(shown)
    assert shown.get("आपके शब्द", shown.get("Your words")) == begun
    complaint = file(chat)
    assert (complaint.category_code, complaint.text) == ("urban_development/street_light", begun)
    assert "ashipur" in complaint.place or "काशीपुर" in complaint.place


# --- what may be changed --------------------------------------------------------------------------


@pytest.mark.parametrize("spoken", ["hi", "en"])
def test_every_part_of_the_summary_can_be_chosen(talk, spoken):
    chat = begin(talk, PENSION[spoken])
    chat.send_file("image")
    chat.tap(CHANGE[spoken])
    assert chat.names() == ["utter_ask_change"]
    chosen = [button["payload"].split('"')[3] for button in chat.buttons()]
    assert chosen == [
        "place", "category", "department", "complaint_text", "photos",
    ]  # fmt: skip
    chat.tap(chat.buttons()[-1]["title"])
    assert not {"साथ में", "With"} & set(summary(chat))
    file(chat)
    assert [one.complaint_id for one in chat.files()] == [None]


@pytest.mark.parametrize(
    ("first", "correction"),
    [
        (PENSION["roman"], "teen mahine nahi, chhe mahine se"),
        (PENSION["hi"], "मेरी नहीं, मेरी माँ की पेंशन"),
        (PENSION["en"], "it's in Nainital district"),
    ],
)
def test_with_one_correction_it_takes_three_messages(talk, first, correction):
    chat = talk()
    for words in (first, correction, "haan"):
        chat.say(words)
    assert len(chat.complaints()) == 1


@pytest.mark.parametrize(
    ("told", "yes"),
    [
        (ROAD["hi"], "हाँ यही सही है, दर्ज कर दो"),
        (ROAD["roman"], "haan yahi sahi hai, file kr do"),
        (ROAD["roman"], "haan bhai file kar do, aur jaldi ho jaye to badhiya"),
        (DRAIN["en"], "yes this is right, file it"),
    ],
)
def test_a_yes_files_with_praise_or_a_wish_beside_it(talk, told, yes):
    chat = talk()
    chat.say(told)
    chat.say(yes)
    assert len(chat.complaints()) == 1


@pytest.mark.parametrize(
    ("spoken", "words"),
    [
        ("hi", "पेंशन नहीं है ये। सड़क टूट गई है"),
        ("roman", "pension nahi hai ye. sadak toot gayi hai"),
    ],
)
def test_a_subject_that_was_never_said_can_be_denied(talk, spoken, words):
    chat = talk()
    chat.say({"hi": "हमारा काम नहीं हुआ, घनसाली", "roman": "hamara kaam nahi hua, Ghansali"}[spoken])
    chat.say("ye samaj kalyan vibhag ka hai")
    chat.tap(CHANGE["hi"])
    chat.tap("विषय")
    assert "*समस्या:* पेंशन नहीं आ रही" in chat.tap("पेंशन नहीं आ रही")
    assert "सड़क" in chat.say(words)
