"""Blue ticks and "typing…": shown beside a turn, and never in its way."""

import threading

import pytest

from helpline.channels.receipts import Receipts
from helpline.whatsapp import client as client_module
from tests.support.fake_graph import Answer, FakeGraph


@pytest.fixture
def graph():
    with FakeGraph() as graph:
        yield graph


@pytest.fixture
def receipts(graph):
    receipts = Receipts(graph.url, "1905", "token-1")
    yield receipts
    receipts.close()


def test_a_message_is_shown_as_read(receipts, graph):
    receipts.show("wamid.1").result(timeout=10)
    assert graph.read == ["wamid.1"]


def test_what_whatsapp_refuses_is_no_trouble_of_the_turn_and_names_nobody(receipts, graph, caplog):
    caplog.set_level("INFO")
    graph.read_answers.append(Answer.error(131009))
    assert receipts.show("wamid.secret").result(timeout=10) is None
    assert "was not shown that we read: 131009" in caplog.text
    assert "secret" not in caplog.text


def test_a_whatsapp_that_does_not_answer_is_given_up_soon(monkeypatch, caplog):
    caplog.set_level("INFO")
    monkeypatch.setattr(client_module, "RECEIPT_SECONDS", 0.2)
    silent = threading.Event()
    with FakeGraph() as graph:
        monkeypatch.setattr(graph, "_note_read", lambda _wamid: silent.wait(2) or Answer(200))
        receipts = Receipts(graph.url, "1905", None)
        receipts.show("wamid.1").result(timeout=1.5)
        silent.set()
        receipts.close()
    assert "no_answer" in caplog.text


def test_what_waits_when_the_answer_is_there_goes_no_more(receipts, graph, monkeypatch):
    go_on = threading.Event()
    real = graph._note_read
    monkeypatch.setattr(graph, "_note_read", lambda wamid: go_on.wait(10) and real(wamid))
    running = [receipts.show(f"wamid.{number}") for number in range(4)]
    late = receipts.show("wamid.late")
    assert late.cancel()
    go_on.set()
    for sign in running:
        sign.result(timeout=10)
    assert "wamid.late" not in graph.read
