"""From Rasa's bot messages to WhatsApp's."""

import pytest
from rasa.core.actions.action import create_bot_utterance
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered

from helpline.channels.replies import CollectingChannel, payloads, summary, turn_in
from helpline.whatsapp.outbound import PayloadError

BUTTONS = [{"title": "हाँ", "payload": "/affirm"}, {"title": "नहीं", "payload": "/deny"}]


def uttered(**message):
    return create_bot_utterance({"utter_action": "utter_something", **message})


def built(**message):
    return payloads([uttered(**message).message()])


def test_a_text_is_a_text():
    assert built(text="नमस्ते") == [{"type": "text", "text": {"body": "नमस्ते"}}]


def test_a_text_with_empty_lines_stays_one_message():
    assert built(text="एक\n\nदो") == [{"type": "text", "text": {"body": "एक\n\nदो"}}]


def test_buttons_carry_their_payload_as_id():
    (message,) = built(text="दर्ज करें?", buttons=BUTTONS)
    buttons = message["interactive"]["action"]["buttons"]
    assert [button["reply"]["id"] for button in buttons] == ["/affirm", "/deny"]


def test_many_buttons_are_a_list_with_descriptions():
    offered = [
        {"title": f"विभाग {n}", "payload": f"/inform{n}", "description": "…"} for n in range(5)
    ]
    (message,) = built(text="कौन सा?", buttons=offered, custom={"list_button": "चुनें"})
    rows = message["interactive"]["action"]["sections"][0]["rows"]
    assert rows[4] == {"id": "/inform4", "title": "विभाग 4", "description": "…"}


def test_a_location_request_is_one():
    (message,) = built(text="कहाँ?", custom={"location_request": True})
    assert message["interactive"]["type"] == "location_request_message"


def test_a_request_for_the_phone_number_is_one():
    (message,) = built(text="नंबर?", custom={"contact_request": True})
    assert message["interactive"]["type"] == "request_contact_info"


def test_an_image_goes_before_its_text():
    picture, text = built(text="ऐसे", image="https://example.org/a.jpg")
    assert (picture["type"], text["type"]) == ("image", "text")
    assert len(built(image="https://example.org/a.jpg")) == 1


def test_a_document_goes_before_its_text():
    asked = {"link": "https://example.org/a.pdf", "filename": "a.pdf", "caption": "फ़ॉर्म"}
    file, text = built(text="इसे भरिए", custom={"document": asked})
    assert (file["document"], text["type"]) == (asked, "text")


def test_a_reaction_goes_onto_the_message_that_is_answered():
    message = uttered(text="मिल गया", custom={"reaction": "👍"}).message()
    seen, text = payloads([message], "wamid.1")
    assert seen["reaction"] == {"message_id": "wamid.1", "emoji": "👍"}
    assert payloads([message]) == [text]


@pytest.mark.parametrize(
    "message", [{}, {"text": ""}, {"buttons": BUTTONS}, {"text": "x", "buttons": BUTTONS * 2}]
)
def test_what_cannot_be_sent_is_an_error(message):
    with pytest.raises(PayloadError):
        built(**message)


async def test_live_replies_and_stored_ones_have_one_form():
    said = [
        uttered(text="दर्ज करें?", buttons=BUTTONS, custom={"list_button": "चुनें"}),
        uttered(image="https://example.org/a.jpg"),
    ]
    channel = CollectingChannel()
    for event in said:
        await channel.send_response("key", event.message())
    stored = [Event.from_parameters(event.as_dict()) for event in said]
    heard = UserUttered("x", {"name": "inform"}, message_id="wamid.1")

    _, read = turn_in([heard, *stored], "wamid.1")

    assert payloads(read) == payloads(channel.messages)
    assert [summary(m) for m in read] == [summary(m) for m in channel.messages]


def test_a_turn_is_found_among_others():
    def heard(message_id):
        return UserUttered(message_id, {"name": "inform"}, message_id=message_id)

    events = [
        heard("wamid.1"),
        BotUttered("one"),
        heard("wamid.2"),
        ActionExecuted("action_file"),
        SlotSet("place", "x"),
        BotUttered("two"),
        BotUttered("and more"),
        heard("wamid.3"),
        BotUttered("three"),
    ]
    message, said = turn_in(events, "wamid.2")
    assert message.text == "wamid.2"
    assert [m["text"] for m in said] == ["two", "and more"]
    assert [m["text"] for m in turn_in(events, "wamid.3")[1]] == ["three"]
    assert turn_in(events, "wamid.4") is None


def test_the_record_of_a_turn_names_the_response_and_what_was_seen():
    message = uttered(text="दर्ज करें?", buttons=BUTTONS).message()
    assert summary(message) == {
        "response": "utter_something",
        "text": "दर्ज करें?",
        "buttons": BUTTONS,
    }
