"""The client against a server that speaks like the Cloud API, on a real connection."""

import logging
import socket
from http.server import BaseHTTPRequestHandler

import pytest

from helpline.whatsapp import client as client_module
from helpline.whatsapp.client import Recipient, WhatsAppClient, WhatsAppError
from tests.support.fake_graph import LOST, Answer, FakeGraph

CITIZEN = Recipient("919876543210", "IN.1349")
PAYLOAD = {"type": "text", "text": {"body": "आपकी शिकायत दर्ज हो गई।"}}


@pytest.fixture
def graph():
    with FakeGraph() as graph:
        yield graph


@pytest.fixture
def client(graph):
    return WhatsAppClient(graph.url, "1905", "token-1")


def failure(client):
    with pytest.raises(WhatsAppError) as error:
        client.send(CITIZEN, PAYLOAD)
    return error.value


def test_a_message_goes_as_meta_wants_it_and_brings_its_id_back(client, graph):
    assert client.send(CITIZEN, PAYLOAD) == "wamid.fake-1"
    (sent,) = graph.messages
    assert sent.path == "/1905/messages"
    assert sent.headers["Authorization"] == "Bearer token-1"
    assert sent.body == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "+919876543210",
        **PAYLOAD,
    }


def test_one_message_leaves_nothing_in_the_next(client, graph):
    client.send(CITIZEN, PAYLOAD)
    client.show_reading("wamid.1")
    client.send(CITIZEN, {"type": "text", "text": {"body": "ठीक"}})
    first, second = graph.messages
    assert second.body["text"] == {"body": "ठीक"}
    assert {**first.headers, "Content-Length": ""} == {**second.headers, "Content-Length": ""}


def test_an_address_that_is_none_is_tried_again_like_any_that_does_not_answer():
    error = failure(WhatsAppClient("graph.facebook.com", "1905", "token-1"))
    assert (error.code, error.retry) == ("no_answer", True)


def test_who_hides_the_number_is_addressed_by_user_id(client, graph):
    client.send(Recipient(None, "IN.1349"), PAYLOAD)
    assert graph.messages[0].body["recipient"] == "IN.1349"
    assert "to" not in graph.messages[0].body


def test_a_message_is_shown_as_read_and_as_being_answered(client, graph):
    client.show_reading("wamid.1")
    assert (graph.read, graph.messages) == (["wamid.1"], [])


def test_what_cannot_be_shown_as_read_is_an_error(client, graph):
    graph.read_answers.extend([Answer.error(100), Answer(200, b'{"success": false}')])
    with pytest.raises(WhatsAppError):
        client.show_reading("wamid.1")
    client.show_reading("wamid.1")


def test_nobody_cannot_be_addressed(client):
    with pytest.raises(ValueError, match="neither"):
        client.send(Recipient(None, None), PAYLOAD)


def test_the_simulator_gets_no_token(graph):
    WhatsAppClient(graph.url, "1905", None).send(CITIZEN, PAYLOAD)
    assert "Authorization" not in graph.messages[0].headers


@pytest.mark.parametrize("code", [1, 2, 131000, 131016, 131057, 133004])
def test_temporary_trouble_is_worth_another_try(client, graph, code):
    graph.will_answer(Answer.error(code, 500))
    error = failure(client)
    assert (error.code, error.retry, error.pause) == (str(code), True, None)


@pytest.mark.parametrize("code", [4, 80007, 130429])
def test_too_fast_for_our_number_slows_everybody(client, graph, code):
    graph.will_answer(Answer.error(code))
    error = failure(client)
    assert error.retry
    assert error.pause == client_module.RATE_PAUSE


def test_too_fast_for_one_citizen_slows_only_that_one_but_more(client, graph):
    graph.will_answer(Answer.error(131056))
    error = failure(client)
    assert (error.retry, error.pause, error.backoff) == (True, None, 4)


@pytest.mark.parametrize("code", [0, 3, 10, 190, 200, 299, 131005, 131042, 368])
def test_trouble_with_token_or_account_stops_everybody(client, graph, code):
    graph.will_answer(Answer.error(code, 401))
    error = failure(client)
    assert error.retry
    assert error.pause == client_module.ACCOUNT_PAUSE


@pytest.mark.parametrize("code", [33, 100, 131008, 131009, 131026, 131047, 131049, 131021, 999999])
def test_a_refused_message_is_not_tried_again(client, graph, code):
    graph.will_answer(Answer.error(code))
    error = failure(client)
    assert (error.code, error.retry) == (str(code), False)


@pytest.mark.parametrize(
    ("answer", "code", "pauses"),
    [
        (Answer(502, b"<html>Bad gateway</html>"), "http_502", False),
        (Answer(200, b"<html>Please log in</html>"), "http_200", False),
        (Answer(200, b'{"messages": []}'), "http_200", False),
        (Answer(302, b""), "http_302", False),
        (Answer(404, b"not here"), "http_404", True),
        (Answer(429, b""), "http_429", True),
        (Answer(403, b"[]"), "http_403", True),
    ],
)
def test_an_answer_that_is_not_metas_never_refuses_a_message(client, graph, answer, code, pauses):
    graph.will_answer(answer)
    error = failure(client)
    assert (error.code, error.retry, error.pause is not None) == (code, True, pauses)


def test_a_lost_answer_is_ambiguous(client, graph):
    graph.will_answer(LOST)
    error = failure(client)
    assert (error.code, error.retry, error.pause) == ("no_answer", True, None)


def test_a_late_answer_is_ambiguous(graph, monkeypatch):
    monkeypatch.setattr(client_module, "READ_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        error = failure(WhatsAppClient(f"http://127.0.0.1:{port}", "1905", None))
    assert (error.code, error.retry, error.pause) == ("no_answer", True, None)


def test_where_nobody_listens_everybody_waits():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    error = failure(WhatsAppClient(f"http://127.0.0.1:{port}", "1905", None))
    assert (error.code, error.retry) == ("unreachable", True)
    assert error.pause == client_module.UNREACHABLE_PAUSE


def test_neither_words_nor_number_nor_token_are_logged(client, graph, caplog):
    graph.will_answer(Answer.error(131000), Answer(502, b"<html>"))
    with caplog.at_level(logging.DEBUG):
        errors = [repr(failure(client)) for _ in range(2)]
        client.send(CITIZEN, PAYLOAD)
    written = caplog.text + "".join(errors)
    assert not [secret for secret in ("शिकायत", "9876543210", "token-1") if secret in written]


def test_the_connection_is_kept(client, graph, monkeypatch):
    connections = []
    real_setup = BaseHTTPRequestHandler.setup
    monkeypatch.setattr(
        BaseHTTPRequestHandler, "setup", lambda self: connections.append(self) or real_setup(self)
    )
    for _ in range(3):
        client.send(CITIZEN, PAYLOAD)
    assert len(connections) == 1
