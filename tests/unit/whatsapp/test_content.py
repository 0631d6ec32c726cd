import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.whatsapp import content
from helpline.whatsapp.content import Location, Tap


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("interactive", {"interactive": {"type": "button_reply", "button_reply": {"id": "/affirm", "title": "हाँ"}}}),
        (
            "interactive",
            {"interactive": {"type": "list_reply", "list_reply": {"id": "/affirm", "title": "हाँ", "description": "…"}}},
        ),
        ("button", {"button": {"payload": "/affirm", "text": "हाँ"}}),
    ],
)  # fmt: skip
def test_whatever_was_tapped_has_an_id_and_a_title(kind, payload):
    assert content.tap(kind, payload) == Tap("/affirm", "हाँ")


def test_a_form_sent_back_is_no_tap():
    payload = {"interactive": {"type": "nfm_reply", "nfm_reply": {"name": "flow", "body": "Sent"}}}
    assert content.tap("interactive", payload) is None


FORM = {
    "interactive": {
        "type": "nfm_reply",
        "nfm_reply": {
            "name": "flow",
            "body": "Sent",
            "response_json": json.dumps(
                {"flow_token": "t-1", "problem": "पानी नहीं है", "place": "घनसाली", "days": 3, "agreed": True}
            ),
        },
    }
}  # fmt: skip


def test_what_was_filled_into_a_form_is_what_the_citizen_wrote():
    assert content.words("interactive", FORM) == "पानी नहीं है\nघनसाली"


@pytest.mark.parametrize("sent", ["", "{", "[]", "7", '"पानी"', None, "[" * 100_000])
def test_a_form_that_sends_nothing_readable_back_has_no_words(sent):
    reply = {"type": "nfm_reply", "nfm_reply": {"response_json": sent}}
    assert content.words("interactive", {"interactive": reply}) == ""


def test_what_no_database_stores_is_replaced_inside_a_form_too():
    reply = {"type": "nfm_reply", "nfm_reply": {"response_json": '{"a": "x\\u0000y"}'}}
    assert content.words("interactive", {"interactive": reply}) == "xy"


def test_an_edited_message_has_its_new_words():
    now = {"type": "text", "text": {"body": "घनसाली में"}}
    edit = {"edit": {"original_message_id": "wamid.0", "message": now}}
    assert content.words("edit", edit) == "घनसाली में"
    caption = {"type": "image", "image": {"id": "1", "caption": "यह सड़क"}}
    assert content.words("edit", {"edit": {"message": caption}}) == "यह सड़क"
    assert content.media("edit", {"edit": {"message": caption}}) is None


def test_a_contact_card_is_name_and_numbers():
    card = {
        "name": {"formatted_name": "Lineman"},
        "phones": [{"phone": "+91 90"}, {"phone": "100"}],
    }
    assert content.words("contacts", {"contacts": [card, {"name": 7}]}) == "Lineman, +91 90, 100"


def test_a_reaction_is_an_emoji_or_none():
    assert content.words("reaction", {"reaction": {"message_id": "wamid.0", "emoji": "👍"}}) == "👍"
    assert content.words("reaction", {"reaction": {"message_id": "wamid.0"}}) == ""


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("text", {"text": {"body": "secret"}}),
        ("image", {"image": {"id": "1", "caption": "secret"}}),
        ("edit", {"edit": {"message": {"type": "text", "text": {"body": "secret"}}}}),
        (
            "interactive",
            {"interactive": {"nfm_reply": {"response_json": '{"flow_token": "t", "a": "secret"}'}}},
        ),
    ],
    ids=["text", "caption", "edit", "form"],
)
def test_everything_the_citizen_wrote_can_be_changed_and_nothing_else(kind, payload):
    changed = content.with_words(kind, payload, lambda words: "hidden")
    assert content.words(kind, changed) == "hidden"
    assert "secret" not in json.dumps(changed)
    assert json.loads(json.dumps(changed).replace("hidden", "secret")) == payload


def test_of_a_tap_nothing_is_changed():
    tapped = {
        "interactive": {"type": "button_reply", "button_reply": {"id": "/affirm", "title": "हाँ"}}
    }
    assert content.with_words("interactive", tapped, str.upper) is tapped


def test_a_reply_and_a_deletion_name_their_message():
    assert content.replied_to({"context": {"from": "911905", "id": "wamid.0"}}) == "wamid.0"
    assert content.replied_to({"context": {"forwarded": True}}) is None
    assert content.taken_back({"revoke": {"original_message_id": "wamid.0"}}) == "wamid.0"
    assert content.taken_back({"revoke": 7}) is None


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        ({"errors": [{"code": 131051}], "unsupported": {"type": "edit"}}, "edit"),
        ({"errors": [{"code": 131052}]}, "too_large"),
        ({"errors": [{"code": 131051}]}, ""),
        ({}, ""),
    ],
)
def test_what_whatsapp_could_not_pass_on_is_named(payload, why):
    assert content.why_unreadable(payload) == why


def test_a_typed_text_is_no_tap_even_with_a_buttons_id_in_it():
    assert content.tap("text", {"text": {"body": "/affirm"}}) is None


def test_words_are_a_text_or_a_caption():
    assert content.words("text", {"text": {"body": "पानी नहीं है"}}) == "पानी नहीं है"
    assert content.words("image", {"image": {"id": "1", "caption": "टूटी सड़क"}}) == "टूटी सड़क"
    assert content.words("audio", {"audio": {"id": "1", "voice": True}}) == ""


def test_a_location_has_degrees_and_the_name_whatsapp_knows():
    pin = {
        "location": {
            "latitude": 30.3,
            "longitude": 78.03,
            "name": "Clock Tower",
            "address": "Dehradun",
        }
    }
    assert content.location("location", pin) == Location(30.3, 78.03, "Clock Tower, Dehradun")


@pytest.mark.parametrize(
    "part",
    [{}, {"latitude": 91, "longitude": 0}, {"latitude": "x", "longitude": 0}, {"latitude": float("nan"), "longitude": 1}],
)  # fmt: skip
def test_an_impossible_location_is_none(part):
    assert content.location("location", {"location": part}) is None


STRANGE = st.recursive(
    st.none() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


KINDS = ["text", "interactive", "button", "location", "image", "edit", "contacts", "reaction"]


@given(st.sampled_from([*KINDS, "unsupported", "revoke", "system", "context"]), STRANGE)
def test_no_payload_whatever_breaks_the_reader(kind, part):
    payload = {kind: part}
    assert isinstance(content.words(kind, payload), str)
    assert content.with_words(kind, payload, str.upper).keys() == payload.keys()
    content.tap(kind, payload)
    content.location(kind, payload)
    content.media(kind, payload)
    content.replied_to(payload)
    content.taken_back(payload)
    content.why_unreadable({**payload, "errors": part})
    content.words("edit", {"edit": {"message": part}})
    content.words("edit", {"edit": {"message": {"type": kind, kind: part}}})
    content.words("interactive", {"interactive": {"nfm_reply": part}})
    content.tap("interactive", {"interactive": {"type": "list_reply", "list_reply": part}})
