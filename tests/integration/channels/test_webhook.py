"""The webhook on a real connection: what is let in, what is refused, what stands in the database."""

import asyncio
import itertools
import socket
from types import SimpleNamespace

import aiohttp
import pytest
from rasa.core.channels.channel import register
from sanic import Sanic
from sqlalchemy import func, select, text

from helpline import settings
from helpline.channels.whatsapp import FORGED_EVERY, MOST_BYTES, WhatsAppChannel
from helpline.store import base
from helpline.store.messages import DONE, WAITING, Citizen, DeliveryStatus, Inbox
from helpline.store.operations import Trouble
from helpline.whatsapp.signature import HEADER, sign
from tests.support.messages import message_object, webhook_body

APP_SECRET, VERIFY_TOKEN = "app-secret", "verify-token"
_numbers = itertools.count(1)


class Webhook:
    """Speaks to the webhook as WhatsApp does."""

    def __init__(self, client, port, sessions):
        self.port = port
        self.sessions = sessions
        self._client = client
        self._url = f"http://127.0.0.1:{port}/webhooks/whatsapp/webhook"

    async def post(self, body, secret=APP_SECRET, **headers):
        if secret is not None:
            headers[HEADER] = sign(secret, body)
        async with self._client.post(self._url, data=body, headers=headers) as response:
            return response.status

    async def get(self, **parameters):
        query = {f"hub.{name}": value for name, value in parameters.items()}
        async with self._client.get(self._url, params=query) as response:
            return response.status, await response.text()

    def troubles(self):
        with self.sessions() as session:
            found = session.execute(select(Trouble)).scalars()
            return [(trouble.place, trouble.code, trouble.times) for trouble in found]

    def count(self, table):
        with self.sessions() as session:
            return session.execute(select(func.count()).select_from(table)).scalar_one()


@pytest.fixture
async def webhook(sessions, tmp_path, start_again):
    read = settings.load(
        {
            "HELPLINE_DATA_DIR": str(tmp_path),
            "CITIZEN_KEY_SECRET": "key",
            "DESK_SECRET_KEY": "unused",
            "WHATSAPP_VERIFY_TOKEN": VERIFY_TOKEN,
            "WHATSAPP_APP_SECRET": APP_SECRET,
            "RASA_TOKEN": "unused",
        }
    )
    app = Sanic(f"webhook_{next(_numbers)}", configure_logging=False)
    app.config.ACCESS_LOG = False
    app.ctx.agent = SimpleNamespace(is_ready=lambda: False)
    register([WhatsAppChannel(read, sessions, 0.4)], app, route="/webhooks/")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = await app.create_server(sock=listener, return_asyncio_server=True)
        await server.startup()
        await server.after_start()
        async with aiohttp.ClientSession() as client:
            yield Webhook(client, listener.getsockname()[1], sessions)
        await server.before_stop()
        await server.close()


async def test_whatsapp_is_told_that_the_webhook_is_ours(webhook):
    answer = await webhook.get(mode="subscribe", challenge="1158201444", verify_token=VERIFY_TOKEN)
    assert answer == (200, "1158201444")


@pytest.mark.parametrize(
    "question",
    [
        {"mode": "subscribe", "challenge": "1", "verify_token": "wrong"},
        {"mode": "subscribe", "challenge": "1", "verify_token": "ग़लत"},
        {"mode": "subscribe", "challenge": "1"},
        {"mode": "unsubscribe", "challenge": "1", "verify_token": VERIFY_TOKEN},
        {},
    ],
)
async def test_others_are_not(webhook, question):
    status, body = await webhook.get(**question)
    assert (status, body) == (403, "wrong verify token")


async def test_messages_and_reports_are_stored(webhook):
    report = {"id": "wamid.out", "status": "delivered", "timestamp": "1749416383"}
    body = webhook_body(message_object(), message_object(phone="918888888888"), statuses=[report])
    assert await webhook.post(body) == 200
    assert webhook.count(Inbox) == webhook.count(Citizen) == 2
    assert webhook.count(DeliveryStatus) == 1


MEDIA = {
    "id": "17",
    "mime_type": "image/jpeg",
    "sha256": "…",
    "url": "https://lookaside.fbsbx.com/",
}
TAP = {"id": "/affirm", "title": "हाँ"}
# Everything that WhatsApp documents of messages, by kind; and one thing more.
ASKING = {
    "text": {"body": "नमस्ते"},
    "image": {**MEDIA, "caption": "खंभा गिरा"},
    "video": MEDIA,
    "audio": {**MEDIA, "voice": True},
    "document": {**MEDIA, "filename": "patra.pdf"},
    "sticker": {**MEDIA, "animated": False},
    "location": {"latitude": 30.4, "longitude": 78.6, "name": "Ghansali"},
    "contacts": [{"name": {"formatted_name": "Lineman"}, "phones": [{"phone": "+91 98"}]}],
    "interactive": {"type": "button_reply", "button_reply": TAP},
    "button": {"payload": "/affirm", "text": "हाँ"},
    "order": {"catalog_id": "1", "product_items": []},
    "unsupported": {"type": "poll_creation"},
    "edit": {"original_message_id": "wamid.0", "message": {"type": "text", "text": {"body": "न"}}},
    "hologram": {"id": "of tomorrow"},
}
SILENT = {
    "reaction": {"message_id": "wamid.0", "emoji": "🙏"},
    "revoke": {"original_message_id": "wamid.0"},
    "system": {"type": "user_changed_number", "wa_id": "918888888888", "body": "…"},
    "request_welcome": {},
}
MORE_TAPS = (
    {"type": "list_reply", "list_reply": {**TAP, "description": "…"}},
    {"type": "nfm_reply", "nfm_reply": {"name": "flow", "response_json": "{}"}},
    {"type": "call_permission_reply"},
)


async def test_every_kind_is_stored_whole_and_waits_for_its_turn_unless_it_asks_nothing(webhook):
    asking = [
        *(message_object(type=kind, **{kind: part}) for kind, part in ASKING.items()),
        *(message_object(type="interactive", interactive=part) for part in MORE_TAPS),
        message_object(context={"from": "1905", "id": "wamid.0", "forwarded": True}),
        message_object(referral={"source_type": "ad", "source_id": "7"}),
    ]
    silent = [message_object(type=kind, **{kind: part}) for kind, part in SILENT.items()]
    assert await webhook.post(webhook_body(*asking, *silent)) == 200
    with webhook.sessions() as session:
        stored = {row.wamid: row for row in session.execute(select(Inbox)).scalars()}
    for sent in [*asking, *silent]:
        assert (stored[sent["id"]].kind, stored[sent["id"]].payload) == (sent["type"], sent)
    assert {stored[sent["id"]].state for sent in asking} == {WAITING}
    assert {stored[sent["id"]].state for sent in silent} == {DONE}


async def test_a_repeated_webhook_is_received_once(webhook):
    body = webhook_body(message_object())
    assert await asyncio.gather(*(webhook.post(body) for _ in range(5))) == [200] * 5
    assert webhook.count(Inbox) == 1


@pytest.mark.parametrize("secret", ["wrong", None])
async def test_without_a_right_signature_nothing_is_stored(webhook, secret):
    assert await webhook.post(webhook_body(message_object()), secret) == 403
    assert webhook.count(Inbox) == webhook.count(Citizen) == 0


async def test_forged_webhooks_are_counted_for_the_operator_a_few_at_a_time(webhook, frozen_clock):
    for _ in range(3):
        await webhook.post(webhook_body(message_object()), "wrong")
    assert webhook.troubles() == [("webhook", "forged", 1)]
    frozen_clock.advance(seconds=FORGED_EVERY.total_seconds())
    await webhook.post(webhook_body(message_object()), "wrong")
    assert webhook.troubles() == [("webhook", "forged", 4)]


async def test_the_old_signature_counts_for_nothing(webhook):
    body = webhook_body(message_object())
    old = {"X-Hub-Signature": sign(APP_SECRET, body)}
    assert await webhook.post(body, None, **old) == 403


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff"])
async def test_a_signed_body_that_is_no_notification_is_refused_and_breaks_nothing(
    webhook, body, caplog
):
    assert await webhook.post(body) == 400
    assert "A signed webhook was malformed" in caplog.text
    assert await webhook.post(webhook_body(message_object())) == 200


async def test_a_body_beyond_metas_size_is_refused(webhook):
    assert await webhook.post(b"x" * (MOST_BYTES + 1)) == 413
    body = webhook_body(message_object("x" * (MOST_BYTES - 1000)))
    assert len(body) <= MOST_BYTES
    assert await webhook.post(body) == 200


async def test_a_body_in_pieces_is_measured_too(webhook):
    reader, writer = await asyncio.open_connection("127.0.0.1", webhook.port)
    writer.write(
        b"POST /webhooks/whatsapp/webhook HTTP/1.1\r\nHost: localhost\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n"
    )
    for size in (MOST_BYTES, 1):
        writer.write(b"%x\r\n%s\r\n" % (size, b"x" * size))
    assert (await reader.readline()).startswith(b"HTTP/1.1 413 ")
    writer.close()


async def test_messages_for_another_number_are_acknowledged_and_left(webhook, caplog):
    assert await webhook.post(webhook_body(message_object(), number="another")) == 200
    assert webhook.count(Inbox) == 0
    assert "1 parts of a webhook were not for our number but for another" in caplog.text
    assert webhook.troubles() == [("webhook", "foreign", 1)]


async def test_what_lacks_what_every_message_has_is_counted(webhook):
    nobodys = message_object()
    del nobodys["from"]
    assert await webhook.post(webhook_body(nobodys, message_object())) == 200
    assert webhook.count(Inbox) == 1
    assert webhook.troubles() == [("webhook", "unreadable", 1)]


async def test_whatsapp_is_asked_to_repeat_what_could_not_be_stored(webhook):
    with webhook.sessions() as session, session.begin():
        session.execute(text("ALTER TABLE inbox RENAME TO elsewhere"))
    body = webhook_body(message_object())
    assert await webhook.post(body) == 503
    assert webhook.count(Citizen) == 0
    with webhook.sessions() as session, session.begin():
        session.execute(text("ALTER TABLE elsewhere RENAME TO inbox"))
    assert await webhook.post(body) == 200
    assert webhook.count(Inbox) == 1


async def test_on_a_full_disk_nothing_is_half_stored_and_whatsapp_repeats_it(webhook, monkeypatch):
    if webhook.sessions.kw["bind"].dialect.name != "sqlite":
        pytest.skip("SQLite can be told how large it may get")
    begin = base._run

    def let_grow_to(pages):
        def begin_with_limit(connection, statement):
            begin(connection, f"PRAGMA max_page_count = {pages}")
            begin(connection, statement)

        # By no listener: the threads of the turns go through the engine's meanwhile.
        monkeypatch.setattr(base, "_run", begin_with_limit)

    let_grow_to(1)
    body = webhook_body(message_object("x" * 200_000))
    assert await webhook.post(body) == 503
    assert (webhook.count(Inbox), webhook.count(Citizen)) == (0, 0)
    let_grow_to(1_000_000)
    assert await webhook.post(body) == 200
    assert webhook.count(Inbox) == 1


async def test_a_database_locked_for_a_while_delays_a_webhook_and_loses_nothing(webhook):
    with webhook.sessions() as session, session.begin():
        session.execute(text("INSERT INTO heartbeat VALUES ('somebody', '2026-01-01')"))
        waiting = asyncio.create_task(webhook.post(webhook_body(message_object())))
        await asyncio.sleep(0.5)
    assert await waiting == 200
    assert webhook.count(Inbox) == 1


async def test_troubles_of_the_account_are_logged_and_counted(webhook, caplog):
    await webhook.post(webhook_body(errors=[{"code": 131031}]))
    assert "WhatsApp reports error 131031 about our account" in caplog.text
    with webhook.sessions() as session:
        (trouble,) = session.execute(select(Trouble)).scalars()
    assert (trouble.place, trouble.code) == ("webhook", "131031")


async def test_no_words_and_no_number_are_logged(webhook, caplog):
    broken = {**message_object("secretword", phone="919999999999"), "id": None}
    await webhook.post(webhook_body(broken, message_object("secretword", phone="919999999999")))
    await webhook.post(b'{"secretword": 919999999999')
    await webhook.post(webhook_body(message_object("secretword")), "wrong")
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("helpline")]
    assert len(ours) >= 3
    assert not [line for line in ours if "secretword" in line or "9999" in line]
