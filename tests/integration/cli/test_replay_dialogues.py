"""Playing stored dialogues again: the real turns, a model that is a table, a throw-away database."""

import re
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import select

from helpline.channels import rasa_patches
from helpline.cli import replay_dialogues
from helpline.cli.replay_dialogues import play, report, stored
from helpline.services import inbox
from helpline.services.inbox import Understood
from helpline.store.base import make_engine, make_sessions, transaction
from helpline.store.messages import HELD, Inbox, Outbox
from tests.support.claims import claim_next
from tests.support.fake_actions import FakeActions
from tests.support.messages import SECRET, inbound_message
from tests.support.rasa_agent import table_agent

CAME = datetime(2026, 3, 10, 6, 0, tzinfo=timezone.utc)
SITA, RAM = "919000000001", "919000000002"


@pytest.fixture
def answered(sessions):
    """Let a message come that was understood and answered as told."""

    def answered(text, intent, *names, phone=SITA, at=CAME):
        message = inbound_message(text, phone=phone, sent_at=at)
        with transaction(sessions) as session:
            inbox.receive(session, SECRET, [message], at)
            row = claim_next(session, Inbox, "server", at, inbox.LEASE)
            replies = [{"response": f"utter_{name}", "text": "…"} for name in names]
            understood = Understood(text, intent, 0.9, [], [])
            assert inbox.finish_turn(session, row, understood, "old", replies, [], at)

    return answered


@pytest.fixture
def aside(database_server, migrated_template):
    """Another database, to be thrown away."""
    url = database_server.create(copy_of=migrated_template)
    engine = make_engine(url)
    yield make_sessions(engine)
    engine.dispose()
    database_server.drop(url)


@pytest.fixture
async def agent(monkeypatch):
    rasa_patches.apply()
    monkeypatch.setattr(replay_dialogues, "LOOK_EVERY_SECONDS", 0.01)
    answers = {"greet": "utter_greet", "report_complaint": "action_file"}
    async with FakeActions() as actions:
        yield table_agent(monkeypatch, None, actions.url, answers)


def dialogues(sessions, most=100):
    with sessions() as session:
        return stored(session, None, most)


def test_a_long_silence_and_another_citizen_make_another_dialogue(sessions, answered):
    answered("greet", "greet", "greet")
    answered("greet", "greet", "greet", phone=RAM)
    answered("greet again", "greet", "greet", at=CAME + timedelta(minutes=50))
    answered("greet later", "greet", "greet", at=CAME + timedelta(hours=3))
    assert [len(dialogue) for dialogue in dialogues(sessions)] == [2, 1, 1]


def test_what_a_person_answered_is_not_played(sessions, answered):
    answered("greet", "greet")
    assert dialogues(sessions) == []


async def test_only_what_is_answered_otherwise_is_shown(sessions, answered, aside, agent):
    answered("greet", "greet", "privacy_notice", "greet")
    answered("greet all", "greet", "status_none", at=CAME + timedelta(minutes=1))
    answered("greet", "greet", "greet", phone=RAM)
    played = await play(aside, agent, 0.4, dialogues(sessions))
    shown = "\n".join(report(played, "new"))
    assert re.search(r"^\| 2 +\| +greet \| +status_none \| +greet \|$", shown, re.MULTILINE)
    assert "2 dialogues of 3 messages played again by new; 1 go otherwise, in 1 answers." in shown


async def test_nothing_is_sent_and_the_stored_dialogues_stay_as_they_are(
    sessions, answered, aside, agent
):
    answered("greet", "greet", "greet")
    with sessions() as session:
        before = session.execute(select(Outbox.id)).all()
    await play(aside, agent, 0.4, dialogues(sessions))
    with sessions() as session:
        assert session.execute(select(Outbox.id)).all() == before
    with aside() as session:
        assert set(session.execute(select(Outbox.state)).scalars()) == {HELD}
