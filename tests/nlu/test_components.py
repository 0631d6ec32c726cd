"""Each component by itself, on a handful of examples."""

import json

import numpy as np
import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from helpline.nlu.clause_splitter import ClauseSplitter, clauses_of
from helpline.nlu.complaint_classifier import ComplaintClassifier, department_first
from helpline.nlu.dense_featurizer import SentenceFeaturizer
from helpline.nlu.duration_extractor import DurationExtractor
from helpline.nlu.intent_classifier import CitizenIntentClassifier
from helpline.nlu.key_featurizer import KeyFeaturizer
from helpline.nlu.number_extractor import NumberExtractor, find_numbers
from helpline.nlu.place_extractor import PlaceExtractor
from tests.nlu.conftest import training

POWER, WATER = "energy/power_outage", "drinking_water/no_water_supply"
EXAMPLES = [
    ("बिजली नहीं है", "report_complaint", POWER, "grievance"),
    ("रात से बिजली गुल है", "report_complaint", POWER, "grievance"),
    ("bijli chali gayi", "report_complaint", POWER, "grievance"),
    ("लाइट नहीं आ रही", "report_complaint", POWER, "grievance"),
    ("बिजली लगवा दो", "report_complaint", POWER, "demand"),
    ("गांव में बिजली चाहिए", "report_complaint", POWER, "demand"),
    ("पानी नहीं आ रहा", "report_complaint", WATER, "grievance"),
    ("नल सूखे हैं", "report_complaint", WATER, "grievance"),
    ("paani nahi hai", "report_complaint", WATER, "grievance"),
    ("पानी की सप्लाई बंद", "report_complaint", WATER, "grievance"),
    ("पानी का टैंकर चाहिए", "report_complaint", WATER, "demand"),
    ("हमें पानी दिलवा दो", "report_complaint", WATER, "demand"),
    ("पानी की टंकी बनवा दो", "report_complaint", WATER, "demand"),
    *[(text, "greet", None, None) for text in ("नमस्ते", "hello", "राम राम", "namaste ji", "hi")],
    *[
        (text, "report_emergency", None, None)
        for text in ("आग लगी है बचाओ", "log doob rahe hain", "बचाओ", "fase hain", "आग में फंसे हैं")
    ],
]
ODD_TEXTS = ["", " ", "👍", "।।।", "?", "बिजली " * 700, "x" * 4000, "\u200b", "१२३"]


@pytest.fixture
def featurized(build, tokenized):
    """Train both featurizers; return them as a function, and the featurised training data."""
    data = training(EXAMPLES)
    built = [build(KeyFeaturizer, min_count=1), build(SentenceFeaturizer)]
    for featurizer in built:
        featurizer.train(data)
        featurizer.process_training_data(data)
    loaded = [build(KeyFeaturizer, load=True, min_count=1), build(SentenceFeaturizer, load=True)]

    def features_of(text, **more):
        [message] = build(ClauseSplitter).process([tokenized(text, **more)])
        for featurizer in loaded:
            featurizer.process([message])
        return message

    return features_of, data


def test_one_word_in_two_scripts_has_the_same_sparse_features(featurized):
    features_of, _ = featurized
    rows = [features_of(text).get_sparse_features(TEXT)[1].features for text in ("बिजली", "bijlee")]
    assert rows[0].nnz > 0
    assert (rows[0] != rows[1]).nnz == 0


def test_roman_words_known_in_devanagari_mean_the_same(featurized):
    features_of, _ = featurized
    rows = [
        features_of(text).get_dense_features(TEXT)[1].features
        for text in ("बिजली नहीं है", "bijlee nahin hai")
    ]
    assert np.allclose(rows[0], rows[1])


@pytest.fixture
def classify(featurized, build):
    features_of, data = featurized
    for component in (CitizenIntentClassifier, ComplaintClassifier):
        build(component).train(data)
    chain = [build(c, load=True) for c in (CitizenIntentClassifier, ComplaintClassifier)]

    def read(text):
        message = features_of(text)
        for component in chain:
            component.process([message])
        return message.as_dict(only_output_properties=True)

    return read


def test_a_complaint_gets_category_and_kind_over_the_whole_text(classify):
    parsed = classify("hamare yahan bijli nahi hai")
    assert parsed["intent"]["name"] == "report_complaint"
    category, kind = parsed["entities"]
    assert (category["entity"], category["value"]) == ("category", POWER)
    assert (category["start"], category["end"]) == (0, 27)
    assert [guess["value"] for guess in category["alternatives"]] == [POWER, WATER]
    assert (kind["entity"], kind["value"]) == ("kind", "grievance")


def test_the_likeliest_department_gives_the_first_category():
    ranking = [("energy/a", 0.3), ("water/b", 0.25), ("water/c", 0.2), ("roads/d", 0.1)]
    assert department_first(ranking) == [
        ("water/b", 0.25),
        ("energy/a", 0.3),
        ("water/c", 0.2),
        ("roads/d", 0.1),
    ]
    assert department_first(ranking[:2]) == ranking[:2]


def test_another_message_gets_a_guess_but_no_category(classify):
    parsed = classify("नमस्ते")
    assert parsed["intent"]["name"] == "greet"
    assert parsed.get("entities", []) == []
    assert set(parsed["complaint_guess"]) == {"category", "confidence", "alternatives", "kind"}


def test_an_emergency_goes_first_even_when_it_is_only_likely(classify, build):
    strict = build(CitizenIntentClassifier, load=True, emergency_with_signs_from=0.99)
    ranking = [("report_complaint", 0.9), ("report_emergency", 0.05), ("greet", 0.05)]
    eager = build(CitizenIntentClassifier, load=True)
    assert eager._first_emergencies(ranking, "आग लगी है")[0][0] == "report_emergency"
    assert eager._first_emergencies(ranking, "बिजली नहीं है")[0][0] == "report_complaint"
    assert strict._first_emergencies(ranking, "आग लगी है")[0][0] == "report_complaint"


def test_each_clause_is_read_like_a_message(featurized, classify, build):
    features_of, _ = featurized
    message = features_of("बिजली नहीं है, paani nahi aa raha hai")
    for component in (CitizenIntentClassifier, ComplaintClassifier):
        build(component, load=True).process([message])
    read = [clause.get("complaint_guess")["category"] for clause in clauses_of(message)]
    assert read == [POWER, WATER]


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_any_text_gets_an_answer_that_can_be_sent(classify, build, text):
    parsed = classify(text)
    message = Message({"text": text, "intent": parsed["intent"]})
    for extractor in (NumberExtractor, DurationExtractor):
        build(extractor).process([message])
    json.dumps([parsed, message.as_dict()])
    probabilities = [guess["confidence"] for guess in parsed["intent_ranking"]]
    assert sum(probabilities) == pytest.approx(1.0, abs=1e-3)


def test_an_example_of_a_complaint_without_labels_is_refused(featurized, build):
    _, data = featurized
    data.training_examples[0].data.pop("metadata")
    with pytest.raises(ValueError, match="without metadata category and kind"):
        build(ComplaintClassifier).train(data)


@pytest.mark.parametrize(
    ("text", "entity", "value"),
    [
        ("1000-0016 का क्या हुआ", "complaint_number", "10000016"),
        ("शिकायत १००० ००१६", "complaint_number", "10000016"),
        ("CMHL/2026/000123", "complaint_number", "CMHL/2026/000123"),
        ("cmhl 2026 000123 dekho", "complaint_number", "CMHL/2026/000123"),
        ("complaint no 315560", "complaint_number", "315560"),
        ("mera number 9000000012 hai", "phone", "9000000012"),
        ("फोन +91 90000 00012", "phone", "9000000012"),
        ("९००००००१२३को फोन करो", "phone", "9000000123"),
        ("पिन 249155", "pincode", "249155"),
        ("haldwani 263139", "pincode", "263139"),
    ],
)
def test_numbers_are_told_apart(text, entity, value):
    [number] = find_numbers(text)
    assert (number.entity, number.value) == (entity, value)
    assert any(char.isdigit() for char in text[number.start : number.end])


@pytest.mark.parametrize(
    "text", ["12/05/2026 को", "250000 rupay", "₹ 150000", "खाता 12345678901234", "5 din", "2026"]
)
def test_dates_money_and_accounts_are_none_of_these(text):
    assert find_numbers(text) == []


def test_a_complaint_number_says_whether_its_check_digit_fits():
    from helpline.domain import complaint_number

    right = complaint_number.for_id(16)
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)
    assert [number.valid for number in find_numbers(f"{right} {wrong}")] == [True, False]


def test_a_bare_six_digit_number_means_a_complaint_where_one_is_spoken_of():
    assert find_numbers("usme aur kya hua us 315560 wali fail me abhi tak batao") == []
    [number] = find_numbers(
        "usme aur kya hua us 315560 wali fail me abhi tak batao", about_a_complaint=True
    )
    assert number.entity == "complaint_number"


def test_durations_carry_their_days(build):
    [message] = build(DurationExtractor).process([Message({"text": "3 din se पानी नहीं"})])
    [duration] = message.get("entities")
    assert (duration["value"], duration["days"], duration["extractor"]) == (
        "3 din se",
        3,
        "DurationExtractor",
    )


PLACES = [
    "[घनसाली](place) में पानी नहीं",
    "[ward 14](place) me light nahi",
    "[haldwani](place) ki sadak kharab",
    "जिला [अल्मोड़ा](district) में बिजली नहीं",
    "gaon [Basoli](place) jila [almora](district)",
    "मेरे [वार्ड 7](place) की नाली",
    "pati ki pension nahi aayi",
    "पानी नहीं आ रहा है",
    "light nahi hai",
    "nali jam hai",
]


@pytest.fixture
def places(build):
    from rasa.shared.nlu.training_data.entities_parser import parse_training_example

    data = training([])
    data.training_examples = [
        parse_training_example(text, "report_complaint") for text in PLACES * 3
    ]
    build(PlaceExtractor).train(data)
    extractor = build(PlaceExtractor, load=True)

    def found(text):
        [message] = extractor.process([Message({"text": text})])
        return message.get("entities")

    return found


def test_a_district_has_its_normal_english_name(places):
    [district] = places("जिला अल्मोड़ा में पानी नहीं")
    assert (district["entity"], district["value"]) == ("district", "Almora")
    assert (district["start"], district["end"]) == (5, 13)


def test_a_known_place_brings_district_and_block(places):
    [place] = places("घनसाली में light nahi")
    assert (place["value"], place["district"], place["block"]) == (
        "घनसाली",
        "Tehri Garhwal",
        "Bhilangna",
    )


def test_a_place_nobody_lists_is_found_without_a_district(places):
    [place] = places("ward 14 me pani nahi")
    assert (place["value"], place["district"], place["block"]) == ("ward 14", None, None)


@pytest.mark.parametrize("text", ["", "👍", "pati ki pension nahi aayi", "पानी नहीं आ रहा है"])
def test_no_place_is_no_place(places, text):
    assert places(text) == []
