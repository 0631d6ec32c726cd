"""When a session ends because it got long: what is under way in it goes on."""

from types import SimpleNamespace

import pytest
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import ActiveLoop, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from helpline import clock
from helpline.channels import rasa_patches
from helpline.channels.rasa_patches import LISTENING, MOST_EVENTS


@pytest.fixture
def has_ended():
    """Tell whether a session of so many messages, and what happened in it, is over."""
    rasa_patches.apply()
    minutes = SimpleNamespace(session_expiration_time=60)
    processor = SimpleNamespace(domain=SimpleNamespace(session_config=minutes))

    def has_ended(messages, *happened):
        now = clock.now().timestamp()
        said = [UserUttered("x", timestamp=now) for _ in range(messages)]
        slots = [AnySlot(LISTENING, mappings=[{}], influence_conversation=False)]
        tracker = DialogueStateTracker.from_events("s", [*happened, *said], slots)
        return MessageProcessor._has_session_expired(processor, tracker)

    return has_ended


def test_a_long_session_ends(has_ended):
    assert not has_ended(MOST_EVENTS - 1)
    assert has_ended(MOST_EVENTS + 1)


def test_a_form_goes_on(has_ended):
    assert not has_ended(3 * MOST_EVENTS, ActiveLoop("complaint_form"))


def test_a_question_may_still_be_answered_but_not_for_ever(has_ended):
    assert not has_ended(MOST_EVENTS + 1, SlotSet(LISTENING, True))
    assert has_ended(2 * MOST_EVENTS + 1, SlotSet(LISTENING, True))
