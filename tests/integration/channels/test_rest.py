"""Rasa's REST channel as a second door to the inbox: what is answered, to whom, and how a tap works."""

import itertools
import socket

import aiohttp
import pytest
from rasa.core.channels.channel import register
from sanic import Sanic
from sqlalchemy import select

from helpline import clock, settings
from helpline.channels.rest import RestChannel
from helpline.channels.whatsapp import WhatsAppChannel
from helpline.services import outbox
from helpline.store.base import transaction
from helpline.store.messages import DONE, Citizen, Inbox, Outbox
from helpline.whatsapp.signature import HEADER, sign
from tests.support import rasa_agent
from tests.support.messages import message_object, webhook_body
from tests.support.rasa_agent import table_agent
from tests.unit.test_settings import REQUIRED

ANSWERS = {"greet": "utter_offer", "report_complaint": "action_file", "nlu_fallback": "utter_greet"}
OFFER = """
  utter_offer:
    - text: क्या करें?
      buttons: [{title: शिकायत, payload: /report_complaint}, {title: नमस्ते, payload: /greet}]
session_config:"""
_numbers = itertools.count(1)


class Server:
    """A rasa server with two doors."""

    def __init__(self, client, port, sessions):
        self.sessions = sessions
        self._client = client
        self._url = f"http://127.0.0.1:{port}/webhooks"

    async def say(self, message, sender="sita", **token):
        """Write as a client of Rasa's REST channel does; return the answers."""
        status, answers = await self.post({"sender": sender, "message": message}, **token)
        assert status == 200, answers
        return answers

    async def post(self, body, token=REQUIRED["RASA_TOKEN"]):
        url = f"{self._url}/rest/webhook"
        async with self._client.post(url, json=body, params={"token": token}) as response:
            is_json = response.content_type == "application/json"
            return response.status, await (response.json() if is_json else response.text())

    async def post_to_whatsapp(self, body):
        headers = {HEADER: sign(REQUIRED["WHATSAPP_APP_SECRET"], body)}
        url = f"{self._url}/whatsapp/webhook"
        async with self._client.post(url, data=body, headers=headers) as response:
            return response.status

    def all(self, table):
        with self.sessions() as session:
            return session.execute(select(table).order_by(table.id)).scalars().all()


@pytest.fixture
async def server(sessions, monkeypatch, tracker_store, actions, tmp_path, start_again):
    domain = rasa_agent.DOMAIN.replace("session_config:", OFFER.lstrip("\n"))
    monkeypatch.setattr(rasa_agent, "DOMAIN", domain)
    read = settings.load({**REQUIRED, "HELPLINE_DATA_DIR": str(tmp_path)})
    app = Sanic(f"doors_{next(_numbers)}", configure_logging=False)
    app.config.ACCESS_LOG = False
    app.ctx.agent = table_agent(monkeypatch, tracker_store, actions.url, ANSWERS)
    doors = [door(read, sessions, 0.4) for door in (WhatsAppChannel, RestChannel)]
    register(doors, app, route="/webhooks/")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        started = await app.create_server(sock=listener, return_asyncio_server=True)
        await started.startup()
        await started.after_start()
        async with aiohttp.ClientSession() as client:
            yield Server(client, listener.getsockname()[1], sessions)
        await started.before_stop()
        await started.close()


async def test_a_message_is_answered_in_the_form_of_rasas_own_channel(server):
    buttons = [
        {"title": "शिकायत", "payload": "/report_complaint"},
        {"title": "नमस्ते", "payload": "/greet"},
    ]
    answer = {"recipient_id": "sita", "text": "क्या करें?", "buttons": buttons}
    assert await server.say("greet") == [answer]
    (row,) = server.all(Inbox)
    assert (row.kind, row.payload["text"], row.state) == ("text", {"body": "greet"}, DONE)
    assert {out.state for out in server.all(Outbox)} == {DONE}


async def test_the_payload_of_a_button_offered_last_is_a_tap_and_else_only_text(server, actions):
    await server.say("/report_complaint")
    assert actions.calls == []
    await server.say("greet")
    assert await server.say("/report_complaint") == [{"recipient_id": "sita", "text": "दर्ज हो गई"}]
    assert actions.calls == ["action_file"]


async def test_each_sender_has_a_conversation_of_their_own(server):
    await server.say("greet")
    await server.say("greet", sender="ram")
    assert [citizen.door for citizen in server.all(Citizen)] == ["rest", "rest"]
    assert len({citizen.key for citizen in server.all(Citizen)}) == 2


async def test_what_is_told_without_being_asked_comes_with_the_next_answer(server):
    await server.say("greet")
    (citizen,) = server.all(Citizen)
    with transaction(server.sessions) as session:
        news = {"type": "text", "text": {"body": "काम शुरू हो गया"}}
        outbox.enqueue(session, citizen.id, [news], clock.now())
    assert [answer["text"] for answer in await server.say("greet")] == [
        "काम शुरू हो गया",
        "क्या करें?",
    ]


async def test_beside_it_whatsapp_s_answers_are_left_to_the_worker(server):
    assert await server.post_to_whatsapp(webhook_body(message_object("greet"))) == 200
    assert len(await server.say("greet")) == 1
    assert {citizen.door for citizen in server.all(Citizen)} == {"rest", "whatsapp"}


@pytest.mark.parametrize("token", ["wrong", "", "ग़लत"])
async def test_without_the_token_nobody_gets_in(server, token):
    status, _ = await server.post({"sender": "sita", "message": "greet"}, token)
    assert (status, server.all(Inbox)) == (401, [])


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {"sender": "sita"},
        {"sender": "", "message": "x"},
        {"sender": "x" * 101, "message": "x"},
        {"sender": "sita", "message": {"a": 1}},
    ],
)
async def test_what_is_no_message_is_refused(server, body):
    status, _ = await server.post(body)
    assert (status, server.all(Inbox)) == (400, [])
