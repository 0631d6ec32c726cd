"""The browser's side of the simulator, and the notifications that come of it."""

import base64
import hashlib
import io
import json
import re
import zlib
from pathlib import Path

import pytest

from helpline.desk.simulator.platform import Platform
from tests.desk.conftest import Visitor, Webhook
from tests.desk.test_simulator_graph import LOCATION_REQUEST, TOKEN, buttons, rows, sections
from tests.support.files import PROGRAM, VOICE
from tests.support.photos import PDF

RADHA = "919876543210"
CHAT = f"/simulator/chats/{RADHA}"
PNG = b"\x89PNG\r\n\x1a\n" + zlib.crc32(b"a photo").to_bytes(4, "big")


@pytest.fixture
def platform(app) -> Platform:
    return app.extensions["simulator"]


@pytest.fixture
def citizen(visitor: Visitor, platform: Platform) -> Visitor:
    """Radha, with an empty chat."""
    platform.chats.add_chat(RADHA, "राधा देवी")
    return visitor


@pytest.fixture
def send(citizen: Visitor, platform: Platform):
    """Send something as Radha and let it be delivered."""

    def send(**asked):
        answer = citizen.call(f"{CHAT}/messages", asked)
        platform.postman.wait_until_idle()
        return answer

    return send


# Pages


def test_at_the_first_visit_there_is_a_citizen_to_begin_with(visitor: Visitor):
    page = visitor.open("/simulator", follow_redirects=True).text

    assert "राधा देवी" in page
    assert "मुख्यमंत्री हेल्पलाइन 1905" in page


def test_the_latest_chat_opens(visitor: Visitor, platform: Platform):
    platform.chats.add_chat(RADHA, "राधा देवी")
    visitor.submit("/simulator/chats", {"phone": "98765 43211", "name": "मोहन"})

    assert visitor.open("/simulator").location == "/simulator/chats/919876543211"


@pytest.mark.parametrize(
    ("phone", "known_as"),
    [
        ("98765 43211", "919876543211"),
        ("+91 98765-43211", "919876543211"),
        ("919876543211", "919876543211"),
        ("०९८७६५४३२११", "919876543211"),
        ("+977 981-2345678", "9779812345678"),
    ],
)
def test_a_citizen_is_added_by_any_way_of_writing_the_number(visitor: Visitor, phone, known_as):
    answer = visitor.submit("/simulator/chats", {"phone": phone, "name": ""})

    assert answer.location == f"/simulator/chats/{known_as}"


@pytest.mark.parametrize("phone", ["", "12345", "रमेश", "+91 12345 67890", "9" * 21])
def test_a_number_that_cannot_be_is_refused(visitor: Visitor, platform, phone):
    answer = visitor.submit("/simulator/chats", {"phone": phone, "name": "मोहन"})

    assert answer.status_code == 400
    assert "field-error" in answer.text
    assert [chat.name for chat in platform.chats.all()] == ["राधा देवी"]


@pytest.mark.parametrize(
    "path", ["", "/messages", "/messages/wamid.X/wire", "/../../media/1"], ids=str
)
def test_what_is_not_there_is_not_found(visitor: Visitor, path):
    assert visitor.open(f"/simulator/chats/919999999999{path}").status_code == 404


def test_the_page_is_light(app, visitor: Visitor):
    page = visitor.open("/simulator", follow_redirects=True)
    files = list((Path(app.static_folder) / "simulator").iterdir())

    # The files come once and are kept by the browser; the page comes each time.
    assert len(page.data) < 20_000
    assert sum(file.stat().st_size for file in files) < 55_000


# What is sent


def test_a_text_is_notified_exactly_as_meta_does(send, webhook: Webhook, frozen_clock):
    answer = send(type="text", body=" नमस्ते @ 1/2 🙏 ", client_id="0123456789abcdef" * 2)

    wamid = "wamid.SIM" + "0123456789ABCDEF" * 2
    assert answer.status_code == 201
    assert answer.get_json()["wamid"] == wamid
    [notification] = webhook.received
    stamp = int(frozen_clock().timestamp())
    user = notification.value["contacts"][0]["user_id"]
    assert re.fullmatch(r"IN\.\d+", user)
    assert notification.body.decode("ascii") == (
        '{"object":"whatsapp_business_account","entry":[{"id":"105190519051905","changes":'
        '[{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":'
        '"911905000000","phone_number_id":"1905"},"contacts":[{"profile":{"name":'
        r'"\u0930\u093e\u0927\u093e \u0926\u0947\u0935\u0940"},"wa_id":"919876543210",'
        f'"user_id":"{user}"}}],"messages":[{{"from":"919876543210","from_user_id":"{user}",'
        f'"id":"{wamid}","timestamp":"{stamp}","type":"text","text":{{"body":'
        r'"\u0928\u092e\u0938\u094d\u0924\u0947 \u0040 1\/2 \ud83d\ude4f"}}]},"field":"messages"}]}]}'
    )


def test_the_same_request_again_sends_nothing_twice(send, webhook: Webhook):
    once = send(type="text", body="नमस्ते", client_id="a" * 32)
    again = send(type="text", body="नमस्ते", client_id="a" * 32)

    assert once.get_json()["id"] == again.get_json()["id"]
    assert len(webhook.received) == 1


def test_every_message_has_an_id_of_its_own(send, webhook: Webhook):
    send(type="text", body="एक")
    send(type="text", body="एक")

    first, second = webhook.messages()
    assert first["id"] != second["id"]
    assert first["id"].startswith("wamid.SIM")


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"type": "dance"},
        {"type": "text"},
        {"type": "text", "body": " \n"},
        {"type": "text", "body": 5},
        {"type": "text", "body": "x" * 4097},
        {"type": "text", "body": "x", "client_id": "../../x"},
        {"type": "button", "reply_to": "wamid.X", "id": "/yes"},
        {"type": "list"},
        {"type": "location"},
        {"type": "location", "latitude": 91, "longitude": 0},
        {"type": "location", "latitude": "30", "longitude": "78"},
        {"type": "location", "latitude": True, "longitude": None},
    ],
    ids=str,
)
def test_what_a_phone_would_not_send_is_refused(send, webhook: Webhook, asked):
    answer = send(**asked)

    assert answer.status_code == 400
    assert answer.get_json()["error"]
    assert webhook.received == []


def test_without_the_pages_token_nothing_is_sent(citizen: Visitor, webhook: Webhook):
    answer = citizen.client.post(f"{CHAT}/messages", json={"type": "text", "body": "नमस्ते"})

    assert answer.status_code == 400
    assert webhook.received == []


def test_a_tapped_button_is_notified_with_what_it_answers(send, citizen, webhook: Webhook):
    question = _offer(citizen, buttons("हाँ", "नहीं"))

    send(type="button", reply_to=question, id="/1")

    message = webhook.messages()[-1]
    assert message["type"] == "interactive"
    assert message["interactive"] == {
        "type": "button_reply",
        "button_reply": {"id": "/1", "title": "नहीं"},
    }
    assert message["context"] == {"from": "911905000000", "id": question}


def test_a_chosen_row_is_notified_with_its_description(send, citizen, webhook: Webhook):
    question = _offer(citizen, sections({"rows": rows(3, description="विभाग")}))

    send(type="list", reply_to=question, id="/2")

    assert webhook.messages()[-1]["interactive"] == {
        "type": "list_reply",
        "list_reply": {"id": "/2", "title": "पंक्ति 2", "description": "विभाग"},
    }


@pytest.mark.parametrize(("kind", "chosen"), [("button", "/9"), ("list", "/0")])
def test_only_what_was_offered_can_be_tapped(send, citizen, kind, chosen):
    question = _offer(citizen, buttons("हाँ", "नहीं"))

    assert send(type=kind, reply_to=question, id=chosen).status_code == 400


def test_nothing_can_be_tapped_in_another_citizens_chat(citizen, platform):
    question = _offer(citizen, buttons("हाँ", "नहीं"))
    platform.chats.add_chat("919876543211", "मोहन")

    answer = citizen.call(
        "/simulator/chats/919876543211/messages",
        {"type": "button", "reply_to": question, "id": "/1"},
    )

    assert answer.status_code == 400


def test_a_location_is_notified_with_numbers(send, citizen, webhook: Webhook):
    _offer(citizen, LOCATION_REQUEST)

    send(type="location", latitude=30.3245, longitude=78, name="घंटाघर", address="")

    assert webhook.messages()[-1]["location"] == {
        "latitude": 30.3245,
        "longitude": 78.0,
        "name": "घंटाघर",
    }


def test_a_photo_is_notified_and_can_be_fetched_with_the_token(
    citizen: Visitor, platform, webhook: Webhook, settings
):
    answer = _send_photo(citizen, PNG, caption=" यह देखिए ")
    platform.postman.wait_until_idle()

    assert answer.status_code == 201
    image = webhook.messages()[-1]["image"]
    digest = hashlib.sha256(PNG)
    assert image["caption"] == "यह देखिए"
    assert image["mime_type"] == "image/png"
    assert base64.b64decode(image["sha256"]) == digest.digest()

    described = citizen.open(f"/simulator/graph/{image['id']}", headers=TOKEN).get_json()
    assert described == {
        "messaging_product": "whatsapp",
        "url": image["url"],
        "mime_type": "image/png",
        "sha256": digest.hexdigest(),
        "file_size": len(PNG),
        "id": image["id"],
    }
    path = image["url"].removeprefix(settings.whatsapp_graph_url)
    assert citizen.open(f"/simulator/graph{path}", headers=TOKEN).data == PNG
    assert citizen.open(f"/simulator/media/{image['id']}").mimetype == "image/png"


@pytest.mark.parametrize(
    ("kind", "content", "part", "more"),
    [
        ("voice", VOICE, "audio", {"mime_type": "audio/ogg", "voice": True}),
        ("document", PDF, "document", {"mime_type": "application/pdf", "filename": "पर्ची.pdf"}),
    ],
)
def test_a_voice_note_and_a_document_are_notified_and_can_be_fetched(
    citizen: Visitor, platform, webhook: Webhook, settings, kind, content, part, more
):
    answer = _send_photo(citizen, content, kind=kind, name="पर्ची.pdf")
    platform.postman.wait_until_idle()

    assert answer.status_code == 201
    told = webhook.messages()[-1][part]
    assert told.items() >= more.items()
    path = told["url"].removeprefix(settings.whatsapp_graph_url)
    assert citizen.open(f"/simulator/graph{path}", headers=TOKEN).data == content


@pytest.mark.parametrize(
    ("kind", "content"),
    [("voice", PDF), ("voice", b""), ("document", PROGRAM), ("document", b""), ("video", VOICE)],
)
def test_what_is_none_of_its_kind_is_not_sent(citizen: Visitor, webhook: Webhook, kind, content):
    answer = _send_photo(citizen, content, kind=kind)

    assert answer.status_code == 400
    assert answer.get_json()["error"]
    assert webhook.received == []


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"<svg onload=alert(1)>", PNG + b"x" * (5 * 1024 * 1024)]
)
def test_only_photos_of_a_fair_size_are_sent(citizen: Visitor, webhook: Webhook, content):
    answer = _send_photo(citizen, content)

    assert answer.status_code == 400
    assert answer.get_json()["error"]
    assert webhook.received == []


# What becomes of it


def test_a_message_the_helpline_takes_is_delivered(send, citizen: Visitor):
    send(type="text", body="नमस्ते")

    [message] = citizen.open(f"{CHAT}/messages").get_json()["messages"]
    assert (message["status"], message["answer"]) == ("delivered", "200")


def test_a_helpline_that_fails_is_tried_again(send, citizen: Visitor, webhook: Webhook):
    webhook.answers = [503]

    send(type="text", body="नमस्ते")

    assert [message["text"]["body"] for message in webhook.messages()] == ["नमस्ते"] * 2
    assert citizen.open(f"{CHAT}/messages").get_json()["messages"][0]["status"] == "delivered"


def test_a_message_given_up_can_be_sent_again(send, citizen: Visitor, platform, webhook: Webhook):
    wamid = send(type="text", body="नमस्ते").get_json()["wamid"]
    platform.chats.set_status(wamid, "failed")

    assert citizen.call(f"{CHAT}/messages/{wamid}/retry").status_code == 204
    platform.postman.wait_until_idle()

    first, second = webhook.received
    assert second.body == first.body
    assert platform.chats.find(wamid).status == "delivered"


def test_a_delivered_message_is_not_sent_again(send, citizen: Visitor, platform, webhook: Webhook):
    wamid = send(type="text", body="नमस्ते").get_json()["wamid"]

    citizen.call(f"{CHAT}/messages/{wamid}/retry")
    platform.postman.wait_until_idle()

    assert len(webhook.received) == 1


def test_the_browser_is_told_only_what_it_does_not_know(send, citizen: Visitor):
    send(type="text", body="एक")
    known = citizen.open(f"{CHAT}/messages").get_json()
    assert known["chats"][0]["last"]["body"]["text"]["body"] == "एक"

    nothing = citizen.open(f"{CHAT}/messages?after={known['version']}").get_json()
    assert nothing == {
        "version": known["version"],
        "cleared_id": 0,
        "typing": False,
        "messages": [],
    }


def test_clearing_empties_the_chat(send, citizen: Visitor):
    message = send(type="text", body="एक").get_json()

    assert citizen.submit(f"{CHAT}/clear").location == CHAT

    left = citizen.open(f"{CHAT}/messages").get_json()
    assert (left["messages"], left["cleared_id"]) == ([], message["id"])


def test_developers_see_what_went_over_the_wire(send, citizen: Visitor, webhook: Webhook):
    wamid = send(type="text", body="नमस्ते").get_json()["wamid"]
    question = _offer(citizen, buttons("हाँ"))

    sent = citizen.open(f"{CHAT}/messages/{wamid}/wire")
    assert json.loads(sent.data) == json.loads(webhook.received[0].body)
    assert json.loads(citizen.open(f"{CHAT}/messages/{question}/wire").data) == buttons("हाँ")


def _offer(visitor: Visitor, payload: dict) -> str:
    """Send Radha a message of the helpline; return its id."""
    answer = visitor.client.post("/simulator/graph/1905/messages", json=payload, headers=TOKEN)
    return answer.get_json()["messages"][0]["id"]


def _send_photo(
    visitor: Visitor, content: bytes, caption: str = "", kind: str = "image", name: str = "photo"
):
    data = {"file": (io.BytesIO(content), name), "caption": caption, "kind": kind}
    return visitor.submit(f"{CHAT}/messages", data, content_type="multipart/form-data")
