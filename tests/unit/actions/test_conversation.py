"""How a parse becomes a message in the helpline's terms."""

import pytest
from rasa_sdk import Tracker

from actions.conversation import answers_before, message_in, times_in_a_row, words_before


def parsed(text="…", intent="report_complaint", entities=(), **more):
    return {"text": text, "intent": {"name": intent}, "entities": list(entities), **more}


def named(*entities):
    """Return what is understood of a message that names these, one after the other."""
    text, found = "", []
    for entity in entities:
        words = entity.pop("words")
        found.append({**entity, "start": len(text), "end": len(text) + len(words)})
        text += f"{words}, "
    return parsed(text, entities=found)


def place(words, *candidates, kind="post_office", area=None):
    """`candidates` are the districts in which there is a place of the name."""
    places = [
        {"name": words, "kind": kind, "district": d, "block": area, "urban_body": None}
        for d in candidates
    ]
    return {"entity": "place", "words": words, "value": words, "kind": kind, "candidates": places}


def district(words):
    return {**place(words, words, kind="district"), "entity": "district"}


def test_the_guess_becomes_category_kind_and_options():
    guess = {
        "category": "energy/power_outage",
        "confidence": 0.8,
        "alternatives": [
            {"value": "energy/power_outage", "confidence": 0.8},
            {"value": "energy/low_voltage", "confidence": 0.15},
            {"value": "vigilance/bribe", "confidence": 0.01},
        ],
        "kind": "demand",
    }
    facts = message_in(parsed(complaint_guess=guess)).facts
    assert (facts.category, facts.category_confidence, facts.kind) == (
        "energy/power_outage",
        0.8,
        "demand",
    )
    assert facts.category_options == ("energy/power_outage", "energy/low_voltage")


def test_who_writes_is_none_of_the_problems_of_a_message():
    text = "main gram pradhan hoon, nal me pani nahi aata, bijli bhi nahi hai"
    starts = {
        "panchayati_raj/panchayat_corruption": "main",
        "drinking_water/no_water_supply": "nal",
        "energy/power_outage": "bijli",
    }
    found = [
        {"category": code, "confidence": 0.95, "kind": "grievance", "start": text.index(word)}
        for code, word in starts.items()
    ]
    ends = [*(one["start"] for one in found[1:]), len(text)]
    problems = [{**one, "end": end} for one, end in zip(found, ends, strict=True)]
    told = message_in(parsed(text, problems=problems)).problems
    assert [one.facts.category for one in told] == [*starts][1:]
    assert told[0].text == "main gram pradhan hoon, nal me pani nahi aata,"


def test_several_places_are_joined_and_the_known_one_gives_district_and_block():
    ghansali = place("घनसाली", "Tehri Garhwal", kind="town", area="Bhilangna")
    facts = message_in(named(place("पिलखी"), ghansali)).facts
    assert facts.place == "पिलखी, घनसाली"
    assert (facts.district, facts.block) == ("Tehri Garhwal", "Bhilangna")


def test_a_name_borne_by_two_places_leaves_the_district_open():
    facts = message_in(named(place("Kotli", "Almora", "Nainital"))).facts
    assert facts.district is None
    assert facts.district_options == ("Almora", "Nainital")


@pytest.mark.parametrize(
    "beside",
    [lambda: district("Nainital"), lambda: place("Haldwani", "Nainital", kind="block")],
)
def test_what_stands_beside_it_decides(beside):
    facts = message_in(named(place("Kotli", "Almora", "Nainital"), beside())).facts
    assert (facts.district, facts.district_options) == ("Nainital", ())


@pytest.mark.parametrize("name", ["डांगी", "Dangi"])
def test_a_bare_name_that_a_yes_adds_is_a_place_though_the_model_missed_it(name):
    added = {"denied": None, "wanted": parsed(name), "adds": True}
    correction = message_in(parsed(f"haan, {name} bhi likho", correction=added)).correction
    assert correction.adds
    assert (correction.wanted.place, correction.wanted.district) == (name, "Tehri Garhwal")


@pytest.mark.parametrize("words", ["jaldi", "mera phone number", "naya transformer", "photo"])
def test_other_words_that_a_yes_adds_are_no_place(words):
    added = {"denied": None, "wanted": parsed(words), "adds": True}
    assert not message_in(parsed("haan, …", correction=added)).correction.wanted.locates


def test_a_denied_place_is_known_in_both_scripts():
    kashipur = place("Kashipur", "Udham Singh Nagar", kind="block")
    said = named(kashipur)
    said["text"] = "Kashipur nahi"
    facts = message_in(said).facts
    assert facts.place is None
    assert set(facts.denied) == {"Kashipur", "काशीपुर"}


@pytest.mark.parametrize(
    ("spot", "language", "place"),
    [
        ((30.4306, 78.6556), "hi", "घनसाली शहर"),
        ((30.4306, 78.6556), "en", "Ghansali town"),
        ((30.5000, 78.7000), "hi", "घनसाली के पास"),
        ((30.5000, 78.7000), "en", "near Ghansali"),
    ],
)
def test_a_location_pin_is_the_nearest_town_in_the_reply_s_language(spot, language, place):
    pin = {"latitude": spot[0], "longitude": spot[1], "language": language}
    found = [{"entity": name, "value": value} for name, value in pin.items()]
    facts = message_in(parsed("📍", "inform", found)).facts
    assert (facts.place, facts.district) == (place, "Tehri Garhwal")
    assert (facts.latitude, facts.longitude) == spot


def test_a_pin_outside_the_state_says_nothing():
    pin = [{"entity": "latitude", "value": 12.97}, {"entity": "longitude", "value": 77.59}]
    assert not message_in(parsed("📍", "inform", pin)).facts.locates


def test_a_pin_code_locates():
    facts = message_in(parsed(entities=[{"entity": "pincode", "value": "249155"}])).facts
    assert facts.district == "Tehri Garhwal"


def test_only_a_tapped_button_carries_a_choice():
    change = [{"entity": "change", "value": "place"}]
    assert message_in(parsed(entities=change, tapped=True)).chosen == {"change": "place"}
    assert message_in(parsed(entities=change)).chosen == {}


def conversation(*parses):
    events = [{"event": "user", "parse_data": parse} for parse in parses]
    return Tracker("sita", {}, parses[-1], events, False, None, {}, "action_listen")


def test_it_is_a_complaint_means_the_words_before_it():
    tapped = parsed("हाँ, शिकायत है", "start_complaint", tapped=True)
    message = words_before(conversation(parsed("kuch gadbad", "nlu_fallback"), tapped))
    assert (message.text, message.intent) == ("kuch gadbad", "report_complaint")


def test_there_may_be_no_words_before_it():
    assert words_before(conversation(parsed("…", tapped=True))) is None


def heard(intent):
    return {"event": "user", "parse_data": parsed(intent=intent)}


def said(name):
    return {"event": "bot", "metadata": {"utter_action": name}}


def talk(*events):
    return Tracker("key", {}, {}, list(events), False, None, {}, "action_listen")


def test_the_latest_messages_of_one_kind_are_counted():
    events = [heard(i) for i in ("nlu_fallback", "greet", "nlu_fallback", "out_of_scope")]
    assert times_in_a_row(talk(*events), "nlu_fallback", "out_of_scope") == 2
    assert times_in_a_row(talk(*events), "nlu_fallback") == 0


def test_the_answers_before_are_those_to_the_message_before_the_latest():
    events = [heard("greet"), said("utter_a"), said("utter_b"), heard("thank"), said("utter_c")]
    assert answers_before(talk(*events)) == {"utter_a", "utter_b"}
    assert answers_before(talk(heard("greet"))) == frozenset()


@pytest.mark.parametrize("text", ["ramnagar me sadak kharab hai", "रामनगर में सड़क खराब है"])
def test_a_town_in_which_something_is_wrong_is_known_though_the_model_missed_it(text):
    facts = message_in(parsed(text)).facts
    assert (facts.place, facts.district) == (text.split()[0], "Nainital")


@pytest.mark.parametrize(
    "text", ["pati me aur mujhme jhagda hai", "ghat me kooda hai", "Ramnagar ko likha tha"]
)
def test_other_words_before_in_are_no_town(text):
    assert not message_in(parsed(text)).facts.locates


def test_a_village_beside_a_known_town_is_said_by_its_name():
    facts = message_in(parsed("gaon Fortee", "inform")).facts
    assert (facts.beside, facts.written) == ("Fortee", "gaon Fortee")


@pytest.mark.parametrize(
    ("place", "is_called_place", "is_place"),
    [
        ("damuadhunga haldwani", False, True),
        ("Ghingrankhal", True, True),
        ("Ghingrankhal", False, False),
    ],
)
def test_a_dictated_place_is_called_one_or_known(place, is_called_place, is_place):
    wanted = {"text": place, "entities": []}
    kinds = {"is_place": True, "is_called_place": is_called_place}
    said = parsed("…", correction={"denied": None, "wanted": wanted, **kinds})
    assert (message_in(said).correction is not None) == is_place
