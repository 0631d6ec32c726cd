"""Before filing: the kind, the subject, for whom, one of two problems: set right in words."""

import pytest

pytestmark = pytest.mark.slow

OUTAGE = "hamare gaon me 3 din se light nahi hai, Ghansali"


def code_and_kind(chat):
    chat.tap(chat.buttons()[0]["title"])
    return [(one.category_code, one.kind) for one in chat.complaints()]


@pytest.mark.parametrize(
    ("demand", "no_demand"),
    [
        ("hamare gaon me naya handpump chahiye, Ghansali", "mang nahi shikayat hai"),
        ("हमारे गाँव में नया हैंडपंप चाहिए, घनसाली", "माँग नहीं, शिकायत है"),
        ("We need a new handpump in our village, Ghansali", "it's not a demand, it's a complaint"),
    ],
)
def test_a_demand_becomes_a_complaint_by_a_word(talk, demand, no_demand):
    chat = talk()
    chat.say(demand)
    assert chat.names() == ["utter_confirm_demand"]
    chat.say(no_demand)
    assert chat.names() == ["utter_confirm_grievance"]
    assert code_and_kind(chat) == [("drinking_water/handpump_repair", "grievance")]


@pytest.mark.parametrize(
    ("complaint", "demand"),
    [
        ("पुल टूट गया है, घनसाली, टिहरी", "पुल है ही नहीं"),
        ("pul toot gaya hai, Ghansali", "pul hai hi nahi"),
        ("the bridge is broken, Ghansali", "there is no bridge at all"),
    ],
)
def test_what_is_not_there_at_all_is_a_demand(talk, complaint, demand):
    chat = talk()
    chat.say(complaint)
    assert chat.names() == ["utter_confirm_grievance"]
    chat.say(demand)
    assert chat.names() == ["utter_confirm_demand"]


@pytest.mark.parametrize(
    ("first", "right", "code"),
    [
        (
            "bijli nahi aa rahi, Ghansali",
            "bijli aati hai lekin voltage bahut kam hai",
            "energy/low_voltage",
        ),
        ("bijli nahi hai, Ghansali", "nahi, transformer jal gaya hai", "energy/transformer_fault"),
        (
            "दवा नहीं मिलती अस्पताल में, घनसाली",
            "दवा है पर डॉक्टर नहीं आते",
            "health/doctor_absent",
        ),
        (
            "हमारे गाँव में नई सड़क चाहिए, घनसाली",
            "माँग नहीं, शिकायत है, सड़क पहले से है पर टूटी है",
            "public_works/road_damage",
        ),
    ],
)
def test_the_subject_is_read_anew_within_a_department(talk, first, right, code):
    chat = talk()
    chat.say(first)
    chat.say(right)
    assert code_and_kind(chat) == [(code, "grievance")]


@pytest.mark.parametrize(
    ("first", "wrong"),
    [
        ("paani nahi aa raha, Ghansali", "galat vibhag hai"),
        ("no water in our taps, Ghansali", "wrong department"),
    ],
)
def test_the_wrong_department_is_asked_about(talk, first, wrong):
    chat = talk()
    chat.say(first)
    chat.say(wrong)
    assert chat.names() == ["utter_ask_department"]


@pytest.mark.parametrize(
    ("two", "leave", "code"),
    [
        (
            "पानी नहीं आ रहा और स्ट्रीट लाइट भी बंद है, हल्द्वानी",
            "छोड़िए उसे",
            "drinking_water/no_water_supply",
        ),
        (
            "pani nahi aa raha 5 din se, street light bhi kharab hai, Kashipur",
            "street light rehne do",
            "drinking_water/no_water_supply",
        ),
        (
            "no water for 3 days and street lights are off, Haldwani",
            "leave that one",
            "drinking_water/no_water_supply",
        ),
    ],
)
def test_one_of_two_problems_is_left(talk, two, leave, code):
    chat = talk()
    chat.say(two)
    assert chat.names()[0] == "utter_several_problems"
    chat.say(leave)
    assert chat.names()[0] == "utter_left_out"
    assert code_and_kind(chat) == [(code, "grievance")]
    assert chat.names() == ["utter_filed_grievance"]


def test_the_same_told_again_waits_once(talk):
    chat = talk()
    chat.say("sadak kharab hai, Ghansali")
    chat.say("paani bhi nahi aata")
    chat.say("paani bilkul nahi aa raha")
    chat.say("haan")
    chat.say("haan")
    assert [one.text for one in chat.complaints()] == [
        "sadak kharab hai, Ghansali",
        "paani bhi nahi aata\npaani bilkul nahi aa raha",
    ]


@pytest.mark.parametrize("words", ["yaha pe", "यहाँ पर", "right here"])
def test_pointing_is_no_problem(talk, words):
    chat = talk()
    chat.send_location(30.4306, 78.6556)
    chat.say(words)
    assert chat.names() in (["utter_ask_problem_there_again"], ["utter_ask_problem_there"])


@pytest.mark.parametrize(
    ("first", "joke"),
    [
        ("mere padosi ki billi meri billi se pyar karti hai, Kashipur", "haha mazak kar raha tha"),
        ("मेरी भैंस एलियन ले गए, काशीपुर", "हाहा मज़ाक था यार"),
        ("a ghost lives in my fridge, Haldwani", "haha just kidding bro"),
    ],
)
def test_a_joke_leaves_no_draft(talk, first, joke):
    chat = talk()
    chat.say(first)
    chat.say(joke)
    assert chat.names()[0].startswith("utter_cancel") or chat.names() == ["utter_nothing_to_cancel"]
    chat.say(OUTAGE)
    assert chat.names() == ["utter_confirm_grievance"]
    assert "Kashipur" not in "".join(answer["text"] for answer in chat.answers)
