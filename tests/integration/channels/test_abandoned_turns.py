"""An action that fails at any place of a turn: Rasa itself keeps nothing of the turn and goes on."""

import asyncio

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import BotUttered, UserUttered

from helpline.channels.errors import TurnAbandoned
from helpline.channels.replies import CollectingChannel
from tests.support.rasa_agent import table_agent

# Rasa's lock polls each second; who waits for a lock that was never released waits longer.
LOCK_SECONDS = 0.9


def message(wamid):
    return UserMessage(
        text="light nahi hai",
        output_channel=CollectingChannel(),
        sender_id="key",
        message_id=wamid,
        parse_data={
            "text": "light nahi hai",
            "intent": {"name": "report_complaint", "confidence": 1.0},
            "entities": [],
        },
    )


@pytest.mark.parametrize(
    ("failing", "answer"),
    [
        ("action_file", "action_file"),
        ("action_session_start", "utter_greet"),
        ("action_validate_slot_mappings", "utter_greet"),
        ("validate_complaint_form", "complaint_form"),
        ("action_ask_complaint_form_place", "complaint_form"),
        ("complaint_form", "complaint_form"),
    ],
)
async def test_nothing_is_kept_and_the_next_try_succeeds(
    monkeypatch, tracker_store, actions, failing, answer
):
    agent = table_agent(
        monkeypatch, tracker_store, actions.url, {"report_complaint": answer}, (failing,)
    )
    actions.up = False
    with pytest.raises(TurnAbandoned, match=failing):
        await agent.handle_message(message("wamid.1"))
    tracker = await agent.tracker_store.retrieve("key")
    assert tracker is None or not tracker.get_last_event_for(UserUttered)

    actions.up = True
    again = message("wamid.1")
    await asyncio.wait_for(agent.handle_message(again), LOCK_SECONDS)
    tracker = await agent.tracker_store.retrieve("key")
    assert len([e for e in tracker.events if isinstance(e, UserUttered)]) == 1
    said = [e for e in tracker.events if isinstance(e, BotUttered)]
    assert len(said) == len(again.output_channel.messages) > 0
