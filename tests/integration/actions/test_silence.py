"""What is answered to STOP and START, with the real actions and a database, without a model."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.privacy import ResumeMessages, StopMessages
from helpline.services.citizens import by_key, meet
from helpline.store.base import transaction
from tests.support.messages import SECRET, SENT_AT


@pytest.fixture
def citizen(sessions, monkeypatch):
    monkeypatch.setattr("actions.privacy.database", lambda: transaction(sessions))
    with transaction(sessions) as session:
        return meet(session, SECRET, "919000000001", None, SENT_AT).key


def said(action, citizen, loop=None, tapped=False):
    """Run an action right after a message; return the names of the texts it said."""
    message = {
        "intent": {"name": "stop_messages"},
        "entities": [],
        "text": "STOP",
        "tapped": tapped,
    }
    active_loop = {"name": loop} if loop else {}
    tracker = Tracker(citizen, {}, message, [], False, None, active_loop, "action_listen")
    dispatcher = CollectingDispatcher()
    action.run(dispatcher, tracker, {})
    return [answer["response"] for answer in dispatcher.messages]


def is_silent(sessions, key):
    with sessions() as session:
        return by_key(session, key).wants_silence_since is not None


def test_stop_stops_and_start_starts_again(sessions, citizen):
    assert said(StopMessages(), citizen) == ["utter_messages_stopped"]
    assert is_silent(sessions, citizen)
    assert said(ResumeMessages(), citizen) == ["utter_messages_resumed"]
    assert not is_silent(sessions, citizen)


def test_start_is_a_greeting_for_who_never_stopped_anything(sessions, citizen):
    assert said(ResumeMessages(), citizen) == ["utter_greet"]


def test_in_the_middle_of_filing_it_is_asked_what_is_to_stop(sessions, citizen):
    assert said(StopMessages(), citizen, "complaint_form") == ["utter_stop_what"]
    assert not is_silent(sessions, citizen)
    assert said(StopMessages(), citizen, "complaint_form", True) == ["utter_messages_stopped"]
    assert is_silent(sessions, citizen)
