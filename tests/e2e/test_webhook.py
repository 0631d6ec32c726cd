"""What WhatsApp, or somebody who is not WhatsApp, posts to the webhook."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from helpline.store.messages import Inbox
from tests.e2e.citizen import Citizen
from tests.e2e.system import System
from tests.support.fake_graph import FakeGraph

pytestmark = pytest.mark.slow


def test_a_webhook_delivered_five_times_is_answered_once(system: System, graph: FakeGraph):
    citizen = Citizen(system, "919876500021")
    message = citizen.message(type="text", text={"body": "namaste"})
    body = system.notification(message)

    with ThreadPoolExecutor(5) as senders:
        statuses = list(senders.map(system.post_webhook, [body] * 5))
    system.replies_to(message["id"])

    assert statuses == [200] * 5
    # What happens with the words, and the answer.
    assert len(graph.messages_to(citizen.phone)) == 2


@pytest.mark.parametrize("secret", ["not-the-secret", None], ids=["wrong", "missing"])
def test_without_a_right_signature_nothing_is_stored(system: System, secret):
    before = system.count(Inbox)
    message = Citizen(system, "919876500022").message(type="text", text={"body": "namaste"})

    assert system.post_webhook(system.notification(message), signed_with=secret) == 403
    assert system.count(Inbox) == before


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b"null", b""])
def test_a_signed_body_that_is_no_notification_is_refused(system: System, body):
    before = system.count(Inbox)

    assert 400 <= system.post_webhook(body) < 500
    assert system.count(Inbox) == before


def test_the_servers_own_interface_asks_for_the_token(system: System):
    import requests

    url = f"http://127.0.0.1:{system.settings.rasa_port}/model/parse"
    assert requests.post(url, json={"text": "namaste"}, timeout=10).status_code == 401
