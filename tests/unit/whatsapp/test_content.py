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


@given(st.sampled_from(["text", "interactive", "button", "location", "image"]), STRANGE)
def test_no_payload_whatever_breaks_the_reader(kind, part):
    payload = {kind: part}
    assert isinstance(content.words(kind, payload), str)
    content.tap(kind, payload)
    content.location(kind, payload)
    content.tap("interactive", {"interactive": {"type": "list_reply", "list_reply": part}})
