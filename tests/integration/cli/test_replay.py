"""Reading stored messages again with another model: what is shown, and that nothing changes."""

from datetime import datetime, timezone
from types import SimpleNamespace

import pytest
from sqlalchemy import MetaData, select

from helpline.cli import replay
from helpline.services import inbox
from helpline.services.inbox import Understood
from helpline.store.base import make_engine, make_sessions, transaction
from helpline.store.messages import Inbox
from tests.support.claims import claim_next
from tests.support.messages import SECRET, inbound_message

CAME = datetime(2026, 3, 10, 6, 0, tzinfo=timezone.utc)
WATER = {"entity": "category", "value": "water/no_supply"}
POWER = {"entity": "category", "value": "energy/power_outage"}


class Model:
    """Takes everything for a complaint about water, and what says "help" for an emergency."""

    def __init__(self):
        self.domain = SimpleNamespace(intents=["report_complaint", "report_emergency"])
        self.processor = self

    async def parse_message(self, message):
        intent = "report_emergency" if "help" in message.text else "report_complaint"
        found = {"name": intent, "confidence": 0.9}
        return {"text": message.text, "intent": found, "entities": [dict(WATER)]}


@pytest.fixture
def sessions(seeded_url):
    engine = make_engine(seeded_url)
    yield make_sessions(engine)
    engine.dispose()


@pytest.fixture
def answered(sessions):
    """Let a message come and be understood as told, at a moment."""

    def answered(message, intent, *entities, at=CAME):
        with transaction(sessions) as session:
            inbox.receive(session, SECRET, [message], at)
            row = claim_next(session, Inbox, "server", at, inbox.LEASE)
            understood = Understood("…", intent, 0.9, [], list(entities))
            assert inbox.finish_turn(session, row, understood, "old-model", [], [], at)

    return answered


@pytest.fixture
def run(command, monkeypatch, tmp_path, capsys):
    model = tmp_path / "new.tar.gz"
    model.touch()
    monkeypatch.setattr(replay, "agent_of", lambda path: Model() if path == model else None)

    def run(*words):
        code = command("replay", "--model", str(model), *words)
        shown = capsys.readouterr()
        return code, shown.out if code == 0 else shown.err

    return run


def everything(sessions):
    """Return every row of every table."""
    with sessions() as session:
        metadata = MetaData()
        metadata.reflect(session.connection())
        return {
            name: [tuple(map(str, row)) for row in session.execute(select(table))]
            for name, table in metadata.tables.items()
        }


def test_what_a_new_model_understands_otherwise_is_shown_without_the_words(run, answered):
    answered(inbound_message("paani nahi, Ghansali"), "report_complaint", WATER)
    answered(inbound_message("secretword light"), "report_complaint", POWER)
    answered(inbound_message("help us"), "greet", WATER)
    code, shown = run()
    assert code == 0
    assert "secretword" not in shown and "Ghansali" not in shown
    assert "3 messages read again by new.tar.gz; 2 understood otherwise." in shown
    assert "category: energy/power_outage → water/no_supply" in shown
    assert "intent: greet → report_emergency" in shown
    assert "emergencies: 0 → 1" in shown
    assert shown.count("message ") == 2


def test_the_words_are_shown_on_request(run, answered):
    answered(inbound_message("secretword light"), "report_complaint", POWER)
    assert "secretword light" in run("--texts")[1]


def test_of_places_and_numbers_only_that_they_changed_is_shown(run, answered):
    place = {"entity": "place", "value": "Ghansali"}
    answered(inbound_message("paani nahi, Ghansali"), "report_complaint", WATER, place)
    shown = run()[1]
    assert "place: another one" in shown and "Ghansali" not in shown
    assert "place: Ghansali → –" in run("--texts")[1]


def test_taps_pins_and_photos_mean_the_same_to_every_model(run, answered):
    reply = {"type": "button_reply", "button_reply": {"id": "/affirm", "title": "हाँ"}}
    answered(inbound_message(type="interactive", interactive=reply), "affirm")
    answered(inbound_message(type="image", image={"id": "1"}), "share_media")
    pin = {"latitude": 30.4, "longitude": 78.6}
    answered(inbound_message(type="location", location=pin), "inform")
    assert run() == (1, "No stored message has words.\n")


def test_only_the_newest_or_those_since_a_day_are_read(run, answered):
    answered(inbound_message("first"), "greet", at=CAME)
    answered(inbound_message("second"), "greet", at=CAME.replace(day=12))
    assert "1 messages read again" in run("--since", "2026-03-12")[1]
    assert "1 messages read again" in run("--most", "1")[1]
    assert "2 messages read again" in run("--since", "2026-03-10")[1]


def test_nothing_is_written_and_nothing_is_sent(run, answered, sessions):
    answered(inbound_message("light"), "report_complaint", POWER)
    before = everything(sessions)
    assert run()[0] == 0
    assert everything(sessions) == before


def test_without_a_model_it_says_so(command, capsys, tmp_path):
    assert command("replay", "--model", str(tmp_path / "none.tar.gz")) == 1
    assert "There is no such model" in capsys.readouterr().err
