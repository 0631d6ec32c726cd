"""Every text the assistant says: in both languages, with the same facts, within WhatsApp's limits."""

import csv
import re
from string import Formatter

import pytest
import yaml

from helpline.settings import PROJECT_ROOT
from helpline.whatsapp.outbound import Choice, choices, contact_request, location_request, texts

ENGLISH = [{"type": "slot", "name": "language", "value": "en"}]
# These say in one language which language it is.
ONE_LANGUAGE = {
    "utter_ask_language", "utter_language_hi", "utter_language_en",
    "utter_language_roman", "utter_language_roman_again",
}  # fmt: skip
DEVANAGARI = re.compile("[\u0900-\u097f]")


def responses():
    found = {}
    for path in sorted((PROJECT_ROOT / "data/responses").glob("*.yml")):
        for name, variations in yaml.safe_load(path.read_text("utf-8"))["responses"].items():
            assert name not in found, f"{name} is defined twice"
            found[name] = variations
    return found


RESPONSES = responses()
BOTH = sorted(RESPONSES.keys() - ONE_LANGUAGE)
VARIATIONS = [
    pytest.param(variation, id=f"{name}-{index}")
    for name, variations in RESPONSES.items()
    for index, variation in enumerate(variations)
]


def placeholders(variation):
    written = [variation["text"], *(b["payload"] for b in variation.get("buttons", ()))]
    return {field for text in written for _, field, _, _ in Formatter().parse(text) if field}


def intents(variation):
    """What the buttons mean, without the values: the greeting offers the other language each time."""
    return [button["payload"].split("{")[0] for button in variation.get("buttons", ())]


@pytest.mark.parametrize("name", BOTH)
def test_hindi_is_the_default_and_english_stands_beside_it(name):
    hindi, english = RESPONSES[name]
    assert "condition" not in hindi
    assert english["condition"] == ENGLISH
    assert DEVANAGARI.search(hindi["text"])
    assert DEVANAGARI.sub("", english["text"].replace("हिन्दी", "")) == english["text"].replace(
        "हिन्दी", ""
    )


@pytest.mark.parametrize("name", BOTH)
def test_both_languages_say_the_same_facts_and_offer_the_same_buttons(name):
    hindi, english = RESPONSES[name]
    assert placeholders(hindi) == placeholders(english)
    assert intents(hindi) == intents(english)
    assert hindi.get("custom", {}).keys() == english.get("custom", {}).keys()


@pytest.mark.parametrize("variation", VARIATIONS)
def test_it_fits_whatsapp_s_limits(variation):
    custom = variation.get("custom", {})
    buttons = [Choice(b["payload"], b["title"]) for b in variation.get("buttons", ())]
    if custom.get("location_request"):
        assert len(location_request(variation["text"])) == 1
    elif custom.get("contact_request"):
        assert len(contact_request(variation["text"])) == 1
    elif "list_button" in custom:
        rows = [Choice(str(row), str(row), "…") for row in range(10)]
        assert len(choices(variation["text"], rows, custom["list_button"])) == 1
    elif buttons:
        assert len(choices(variation["text"], buttons)) == 1
    else:
        assert len(texts(variation["text"])) == 1


@pytest.mark.parametrize("variation", VARIATIONS)
def test_no_channel_condition_outranks_the_language(variation):
    assert "channel" not in variation


def test_the_question_for_the_district_names_every_district_as_the_reference_does():
    with (PROJECT_ROOT / "reference/districts.csv").open(encoding="utf-8", newline="") as file:
        districts = list(csv.DictReader(file))
    hindi, english = RESPONSES["utter_ask_district"]
    assert [row["name_hi"] for row in districts if row["name_hi"] not in hindi["text"]] == []
    assert [row["name_en"] for row in districts if row["name_en"] not in english["text"]] == []


def test_every_text_is_said_somewhere():
    code = "".join(
        path.read_text("utf-8")
        for folder in ("actions", "helpline")
        for path in (PROJECT_ROOT / folder).rglob("*.py")
    )
    rules = "".join(path.read_text("utf-8") for path in (PROJECT_ROOT / "data/rules").glob("*.yml"))
    by_fact = re.compile(
        r"utter_(status|state|last|next|level|day|row|noted|sure|done|filed|language|notice"
        r"|emergency|danger|violence|desk_is|elsewhere|opens|sorry|advice|summary|confirm|change|welcome_back)_"
        r"|utter_call$|utter_(human|human_still|call_promised|call_noted)_closed$|utter_(no_words|other_script)$"
    )
    unsaid = [
        name
        for name in RESPONSES
        if name.removesuffix("_again") not in code and name not in rules
        and not by_fact.match(name)
    ]  # fmt: skip
    assert unsaid == []
