"""The templates of the project: complete, within Meta's limits, and filled with a notice's facts."""

import re
from string import Formatter

import pytest
import yaml

from helpline.settings import PROJECT_ROOT
from helpline.whatsapp.outbound import (
    BODY,
    BUTTON_ID,
    TEMPLATE_BUTTON_TITLE,
    TEMPLATE_BUTTONS,
    PayloadError,
    length,
    one_line,
    template_message,
)
from helpline.whatsapp.templates import LONGEST_PARAMETER, as_seen, instead_of, templates

NOTICES = yaml.safe_load((PROJECT_ROOT / "data/responses/notices.yml").read_text("utf-8"))
INTENTS = yaml.safe_load((PROJECT_ROOT / "domain.yml").read_text("utf-8"))["intents"]
# As long as the columns behind them.
LONGEST = {"number": 9, "category": 24, "post": 120, "place": 250, "due": 20, "words": 2000}
WORDINGS = [
    pytest.param(template, language, id=f"{template.name}-{language}")
    for template in templates().values()
    for language in template.wordings
]


def facts(template, language):
    examples = dict(zip(template.parameters, template.wordings[language].example, strict=True))
    return {"number": "4821-3307", **examples}


@pytest.mark.parametrize(("template", "language"), WORDINGS)
def test_a_template_keeps_metas_rules(template, language):
    wording = template.wordings[language]
    numbers = [int(number) for number in re.findall(r"{{(\d+)}}", wording.body)]
    assert numbers == list(range(1, len(template.parameters) + 1))
    assert len(wording.example) == len(template.parameters)
    assert not re.search(r"^{{|}}$|}}\s*{{", wording.body)
    assert len(wording.buttons) == len(template.payloads) <= TEMPLATE_BUTTONS
    assert all(length(title) <= TEMPLATE_BUTTON_TITLE for title in wording.buttons)
    assert re.fullmatch(r"[a-z_]+", template.name)


@pytest.mark.parametrize(("template", "language"), WORDINGS)
def test_the_longest_facts_fit(template, language):
    given = facts(template, language)
    longest = {name: "न" * LONGEST.get(name, len(value)) for name, value in given.items()}
    text, taps = as_seen(template.filled(language, longest))
    assert length(text) <= BODY
    assert all(length(tap.id) <= BUTTON_ID for tap in taps)


@pytest.mark.parametrize(("template", "language"), WORDINGS)
def test_the_reader_sees_the_facts(template, language):
    given = facts(template, language)
    text, taps = as_seen(template.filled(language, given))
    assert "{{" not in text
    assert all(given[name] in text for name in template.parameters)
    assert [tap.title for tap in taps] == list(template.wordings[language].buttons)


def test_buttons_mean_what_those_of_the_notices_mean():
    for template in templates().values():
        for notice in template.instead_of:
            buttons = NOTICES["responses"][f"utter_notice_{notice}"][0].get("buttons")
            if buttons:
                assert [button["payload"] for button in buttons] == list(template.payloads)
        for payload in template.payloads:
            assert payload[1:].partition("{")[0] in INTENTS
            assert {field for _, field, _, _ in Formatter().parse(payload) if field} == {"number"}


def test_every_notice_of_an_act_has_one_template():
    named = [notice for template in templates().values() for notice in template.instead_of]
    assert len(set(named)) == len(named)
    acts = {name.removeprefix("utter_notice_") for name in NOTICES["responses"]}
    # What people write in their own words is no template's.
    in_own_words = {"message", "message_from_helpline", "only_your_answer"}
    with_a_person = {"person_writes", "person_says", "assistant_writes", "file_put_aside"}
    assert acts - set(named) == in_own_words | with_a_person


def test_another_act_has_none():
    assert instead_of("message") is None


def test_words_go_on_one_line_and_are_cut():
    assert one_line("ज़मीन\n\n  वन\tविभाग की", 100) == "ज़मीन वन विभाग की"
    cut = one_line("क्षेत्र " * 200, LONGEST_PARAMETER)
    assert length(cut) <= LONGEST_PARAMETER
    assert cut.endswith("क्षेत्र…")


@pytest.mark.parametrize("value", ["", "two\nlines", "a\ttab", "five     spaces", "x" * (BODY + 1)])
def test_what_meta_would_refuse_is_refused_here(value):
    with pytest.raises(PayloadError):
        template_message("complaint_news", "hi", [value])


def test_a_payload_names_template_language_and_parameters():
    payload = template_message("solution_question", "en", ["4821-3307"], ["/a", "/b"])
    part = payload["template"]
    assert payload["type"] == "template"
    assert (part["name"], part["language"]) == ("solution_question", {"code": "en"})
    assert part["components"][0] == {
        "type": "body",
        "parameters": [{"type": "text", "text": "4821-3307"}],
    }
    assert [(one["index"], one["parameters"][0]["payload"]) for one in part["components"][1:]] == [
        ("0", "/a"),
        ("1", "/b"),
    ]
