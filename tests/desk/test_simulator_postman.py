import threading

import pytest

from helpline.desk.simulator.postman import Attempt, Postman
from tests.desk.conftest import SECRETS, Webhook

BODY = b'{"entry":[{"changes":[{"value":{}}]}]}'
SECRET = SECRETS["WHATSAPP_APP_SECRET"]


def post(postman: Postman, body: bytes = BODY) -> list[Attempt]:
    """Post one notification, wait, and return every try."""
    attempts: list[Attempt] = []
    postman.post(body, attempts.append)
    postman.wait_until_idle()
    return attempts


def test_a_notification_is_signed_and_delivered_once(webhook: Webhook):
    assert post(Postman(webhook.url, SECRET)) == [Attempt("200", accepted=True, is_last=True)]
    assert [notification.body for notification in webhook.received] == [BODY]


def test_what_is_not_accepted_is_tried_again(webhook: Webhook):
    webhook.answers = [500, 404]

    attempts = post(Postman(webhook.url, SECRET, gaps=(0, 0, 0)))

    assert [attempt.answer for attempt in attempts] == ["500", "404", "200"]
    assert [attempt.is_last for attempt in attempts] == [False, False, True]


def test_at_last_it_is_given_up(webhook: Webhook):
    attempts = post(Postman(webhook.url, "wrong secret", gaps=(0, 0)))

    assert [attempt.answer for attempt in attempts] == ["403"] * 3
    assert attempts[-1] == Attempt("403", accepted=False, is_last=True)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9"])
def test_a_helpline_that_is_down_is_a_failed_try(url):
    assert post(Postman(url, SECRET, gaps=())) == [
        Attempt("ConnectionError", accepted=False, is_last=True)
    ]


def test_the_order_is_kept_while_the_first_is_tried_again(webhook: Webhook):
    webhook.answers = [503, 503]
    postman = Postman(webhook.url, SECRET, gaps=(0, 0))
    bodies = [BODY.replace(b"{}", b'{"n":%d}' % number) for number in range(3)]

    for body in bodies:
        postman.post(body)
    postman.wait_until_idle()

    assert [notification.body for notification in webhook.received] == [bodies[0]] * 2 + bodies


def test_a_failing_listener_does_not_stop_the_next(webhook: Webhook, caplog):
    postman = Postman(webhook.url, SECRET)

    def fail(_attempt: Attempt) -> None:
        raise RuntimeError("listener")

    postman.post(BODY, fail)
    assert post(postman)[0].accepted
    assert "could not be carried" in caplog.text


def test_posting_never_waits_for_the_helpline(webhook: Webhook):
    holding = threading.Event()
    postman = Postman(webhook.url, SECRET)
    postman.post(BODY, lambda _attempt: holding.wait(10))

    postman.post(BODY)
    assert not holding.is_set()

    holding.set()
    postman.wait_until_idle()
    assert len(webhook.received) == 2
