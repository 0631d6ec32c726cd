"""The Cloud API's side of the simulator: what Meta would take, refuse and report."""

import json

import pytest

from helpline.desk.simulator.platform import Platform
from helpline.whatsapp.outbound import template_message
from tests.desk.conftest import Visitor, Webhook

RADHA = "919876543210"
MESSAGES = "/simulator/graph/1905/messages"
TOKEN = {"Authorization": "Bearer simulator"}


def text(body: str = "नमस्ते", **more) -> dict:
    return payload("text", {"body": body}, **more)


def payload(kind: str, part: dict, **more) -> dict:
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": f"+{RADHA}",
        "type": kind,
        kind: part,
        **more,
    }


def buttons(*titles: str, **reply) -> dict:
    rows = [
        {"type": "reply", "reply": {"id": f"/{number}", "title": title, **reply}}
        for number, title in enumerate(titles)
    ]
    return interactive("button", {"buttons": rows})


def sections(*sections: dict, button: str = "चुनिए") -> dict:
    return interactive("list", {"button": button, "sections": list(sections)})


def rows(count: int, first: int = 0, **more) -> list[dict]:
    return [
        {"id": f"/{number}", "title": f"पंक्ति {number}", **more}
        for number in range(first, first + count)
    ]


def interactive(kind: str, action: dict, body: str = "क्या?", **more) -> dict:
    part = {"type": kind, "body": {"text": body}, "action": action, **more}
    return payload("interactive", part)


LOCATION_REQUEST = interactive("location_request_message", {"name": "send_location"})


def template(parameters: int = 2, **more) -> dict:
    values = ["4821-3307", "बिजली नहीं है", "…"][:parameters]
    message = template_message("complaint_news", "hi", values, ["/check_status"])
    message["template"].update(more)
    return payload("template", message["template"])


@pytest.fixture
def send(visitor: Visitor):
    def send(payload, path: str = MESSAGES, headers: dict = TOKEN):
        return visitor.client.post(path, json=payload, headers=headers)

    return send


@pytest.fixture
def platform(app) -> Platform:
    return app.extensions["simulator"]


@pytest.mark.parametrize(
    "message",
    [
        text(),
        text("x" * 4096),
        text(biz_opaque_callback_data="x" * 512),
        buttons("हाँ", "नहीं", "x" * 20),
        sections({"rows": rows(10, description="x" * 72)}),
        sections({"title": "क", "rows": rows(5)}, {"title": "ख", "rows": rows(5, first=5)}),
        interactive(
            "button",
            {"buttons": [{"type": "reply", "reply": {"id": "x" * 256, "title": "हाँ"}}]},
            body="x" * 1024,
            footer={"text": "x" * 60},
        ),
        LOCATION_REQUEST,
        payload("image", {"link": "https://example.org/a.jpg", "caption": "x" * 1024}),
        payload("document", {"link": "https://example.org/a.pdf", "filename": "a.pdf"}),
    ],
    ids=range(10),
)
def test_what_meta_takes_is_taken_and_shown_to_the_citizen(send, platform, message):
    answer = send(message)

    assert answer.status_code == 200
    body = answer.get_json()
    assert body["messaging_product"] == "whatsapp"
    assert body["contacts"] == [{"input": f"+{RADHA}", "wa_id": RADHA}]
    wamid = body["messages"][0]["id"]
    assert platform.chats.message(RADHA, wamid).body == message


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (None, 100),
        ({"to": RADHA, "type": "text", "text": {"body": "x"}}, 100),
        (text(to=None), 131008),
        (text(to="12"), 100),
        (text(""), 131009),
        (text("x" * 4097), 131009),
        (payload("text", {}), 131008),
        (text(biz_opaque_callback_data="x" * 513), 131009),
        (payload("sticker", {"id": "1"}), 131051),
        (payload("image", {"link": "http://example.org/a.jpg"}), 131009),
        (payload("image", {"link": "https://example.org/a.jpg", "caption": "x" * 1025}), 131009),
        (payload("document", {"filename": "a.pdf"}), 131008),
        (payload("reaction", {"message_id": "wamid.1"}), 131008),
        (payload("reaction", {"message_id": "wamid.none", "emoji": "👍"}), 100),
        (interactive("flow", {}), 131009),
        (buttons(), 131009),
        (buttons("एक", "दो", "तीन", "चार"), 131009),
        (buttons("x" * 21), 131009),
        (buttons(""), 131009),
        (buttons("हाँ", "हाँ"), 131009),
        (buttons("हाँ", "नहीं", id="/same"), 131009),
        (buttons("हाँ", id=" /yes"), 131009),
        (buttons("हाँ", id="x" * 257), 131009),
        (interactive("button", {}), 131008),
        (interactive("button", {"buttons": ["x"]}), 131008),
        (interactive("location_request_message", {"name": "send_location"}, "x" * 1025), 131009),
        (interactive("location_request_message", {"name": "x"}), 131009),
        (interactive("request_contact_info", {"name": "x"}), 131009),
        (sections(), 131009),
        (sections({"rows": []}), 131009),
        (sections({"rows": rows(11)}), 131009),
        (sections({"title": "क", "rows": rows(6)}, {"title": "ख", "rows": rows(5, 6)}), 131009),
        (sections({"rows": rows(2)}, {"rows": rows(2, first=2)}), 131008),
        (sections({"rows": rows(1) * 2}), 131009),
        (sections({"title": "x" * 25, "rows": rows(1)}), 131009),
        (sections({"rows": rows(1)}, button="x" * 21), 131009),
        (sections({"rows": [{"id": "/1", "title": "x" * 25}]}), 131009),
        (sections({"rows": rows(1, description="x" * 73)}), 131009),
        (sections({"rows": [{"id": "x" * 201, "title": "क"}]}), 131009),
        (interactive("button", {}, header={"text": "x" * 61}), 131009),
        (template(name="not_approved"), 132001),
        (template(language={"code": "mr"}), 132001),
        (template(parameters=1), 132000),
        (template(parameters=3), 132000),
        (template(components=[]), 131009),
    ],
    ids=range(45),
)
def test_what_meta_refuses_is_refused_whole_in_metas_words(send, platform, message, code):
    answer = send(message)

    assert answer.status_code == 400
    error = answer.get_json()["error"]
    assert (error["code"], error["type"]) == (code, "OAuthException")
    assert error["message"].startswith(f"(#{code}) ")
    assert error["error_data"]["messaging_product"] == "whatsapp"
    assert error["error_data"]["details"]
    assert error["fbtrace_id"]
    assert platform.chats.all() == []


def test_a_template_is_shown_as_the_phone_shows_it(send, platform):
    wamid = send(template()).get_json()["messages"][0]["id"]

    seen = platform.chats.message(RADHA, wamid).body["seen"]
    assert "4821-3307" in seen["text"]
    assert seen["buttons"] == [{"id": "/check_status", "title": "जानकारी देखें"}]


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}])
def test_without_the_token_nothing_works(send, visitor: Visitor, headers):
    for answer in (
        send(text(), headers=headers),
        visitor.open("/simulator/graph/123", headers=headers),
        visitor.open("/simulator/graph/media/123", headers=headers),
    ):
        assert answer.status_code == 401
        assert answer.get_json()["error"]["code"] == 190


def test_another_phone_number_id_is_unknown(send):
    answer = send(text(), path="/simulator/graph/1906/messages")

    assert answer.get_json()["error"]["code"] == 100


def test_the_helpline_hears_that_its_message_was_sent_delivered_and_read(
    send, visitor: Visitor, platform, webhook: Webhook
):
    answer = send(text(biz_opaque_callback_data="outbox-7"))
    wamid = answer.get_json()["messages"][0]["id"]
    platform.postman.wait_until_idle()
    assert webhook.statuses() == [(wamid, "sent"), (wamid, "delivered")]

    visitor.call(f"/simulator/chats/{RADHA}/seen")
    visitor.call(f"/simulator/chats/{RADHA}/seen")
    platform.postman.wait_until_idle()

    assert webhook.statuses()[2:] == [(wamid, "read")]
    value = webhook.received[-1].value
    assert value["statuses"][0]["recipient_id"] == RADHA
    assert value["statuses"][0]["biz_opaque_callback_data"] == "outbox-7"
    assert value["metadata"]["phone_number_id"] == "1905"
    assert value["contacts"][0]["wa_id"] == RADHA


def test_the_helpline_marks_as_read_and_types(send, visitor: Visitor, platform):
    platform.chats.add_chat(RADHA, "राधा देवी")
    sent = visitor.call(
        f"/simulator/chats/{RADHA}/messages", {"type": "text", "body": "नमस्ते"}
    ).get_json()

    answer = send(
        {
            "messaging_product": "whatsapp",
            "status": "read",
            "message_id": sent["wamid"],
            "typing_indicator": {"type": "text"},
        }
    )

    assert answer.get_json() == {"success": True}
    assert platform.chats.find(sent["wamid"]).status == "read"
    assert platform.chats.chat(RADHA).typing
    send(text())
    assert not platform.chats.chat(RADHA).typing


def test_a_message_that_never_came_cannot_be_read(send):
    answer = send({"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.X"})

    assert json.loads(answer.data)["error"]["code"] == 100


def test_unknown_media_is_not_found(visitor: Visitor):
    assert visitor.open("/simulator/graph/123", headers=TOKEN).status_code == 400
    assert visitor.open("/simulator/graph/media/123", headers=TOKEN).status_code == 404


def test_the_helpline_s_emoji_is_seen_on_the_citizen_s_message(send, visitor: Visitor, platform):
    platform.chats.add_chat(RADHA, "राधा देवी")
    sent = visitor.call(
        f"/simulator/chats/{RADHA}/messages", {"type": "text", "body": "नमस्ते"}
    ).get_json()
    platform.postman.wait_until_idle()
    before = platform.chats.version()

    answer = send(payload("reaction", {"message_id": sent["wamid"], "emoji": "👍"}))

    assert answer.get_json()["messages"][0]["id"] != sent["wamid"]
    (changed,) = platform.chats.changes(RADHA, before)
    assert (changed.wamid, changed.body["reacted"]) == (sent["wamid"], "👍")
    assert b"reacted" not in platform.notification(changed)
