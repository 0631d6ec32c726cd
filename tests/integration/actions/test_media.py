"""What is answered to what is no file and has no words, with the real actions, without a model."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.media import ReceiveFile
from helpline.services import inbox
from helpline.store.base import transaction
from tests.support.messages import SECRET, SENT_AT, inbound_message


@pytest.fixture
def answered(sessions, monkeypatch):
    """Return the names of the texts that are said to a message."""
    monkeypatch.setattr("actions.media.database", lambda: transaction(sessions))

    def answered(kind, **parts):
        with transaction(sessions) as session:
            message = inbound_message(type=kind, **parts)
            inbox.receive(session, SECRET, [message], SENT_AT)
            row = inbox.find(session, message.wamid)
            key = row.citizen.key
        heard = {"intent": {"name": "share_media"}, "entities": [], "text": ""}
        heard["metadata"] = {"inbox_id": row.id}
        tracker = Tracker(key, {}, heard, [], False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        ReceiveFile().run(dispatcher, tracker, {})
        return [answer["response"] for answer in dispatcher.messages]

    return answered


@pytest.mark.parametrize(
    ("kind", "parts", "said"),
    [
        ("contacts", {"contacts": [{"name": {"formatted_name": "Lineman"}}]}, "contacts"),
        ("unsupported", {"errors": [{"code": 131051}], "unsupported": {"type": "edit"}}, "edited"),
        ("unsupported", {"errors": [{"code": 131052}]}, "too_large"),
        ("unsupported", {"errors": [{"code": 131051}], "unsupported": {"type": "poll"}}, "unknown"),
        ("unsupported", {}, "unknown"),
        ("order", {"order": {"catalog_id": "1"}}, "unknown"),
        ("hologram", {"hologram": {"id": "1"}}, "unknown"),
        ("interactive", {"interactive": {"type": "call_permission_reply"}}, "unknown"),
    ],
)
def test_what_has_neither_words_nor_a_file_is_answered_by_its_kind(answered, kind, parts, said):
    assert answered(kind, **parts) == [f"utter_file_{said}"]


def test_a_number_that_was_asked_for_is_thanked_for_and_shown_masked(answered, sessions):
    card = {"origin": "contact_request", "phones": [{"wa_id": "919876543210"}]}
    assert answered("contacts", contacts=[card]) == ["utter_number_arrived"]
