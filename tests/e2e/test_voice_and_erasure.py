"""A voice note, and the wish to be forgotten, through all processes."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from helpline import clock
from helpline.services import media
from helpline.store.media import CitizenFile
from helpline.store.messages import Citizen as Known
from helpline.store.messages import Inbox, Turn
from tests.e2e.citizen import Citizen
from tests.e2e.system import System, eventually
from tests.support.fake_graph import FakeGraph
from tests.support.files import VOICE

pytestmark = pytest.mark.slow

SPOKEN = "hamare gaon me 3 din se light nahi hai, Ghansali"
# The worker looks once a minute.
UNTIL_FORGOTTEN = 150


def test_a_voice_note_is_kept_waits_to_be_heard_and_is_filed(system: System, graph: FakeGraph):
    citizen = Citizen(system, "919876500041")
    graph.files["voice-41"] = VOICE

    acknowledged = citizen.speaks("voice-41")
    assert "सुन" in acknowledged
    file = eventually(lambda: _waiting_file(system, citizen.phone), "the note waits at the desk")
    with system.session() as session:
        media.take_words(session, file.id, SPOKEN, "helpdesk", clock.now())

    citizen.hears(f"transcript.{file.id}")
    citizen.taps(citizen.yes)

    (complaint,) = system.complaints_of(citizen.phone)
    assert (complaint.text, complaint.category_code) == (SPOKEN, "energy/power_outage")
    with system.session() as session:
        assert session.get(CitizenFile, file.id).complaint_id == complaint.id


def test_who_asks_to_be_forgotten_is_forgotten(system: System):
    citizen = Citizen(system, "919876500042")
    citizen.says("namaste")
    with system.session() as session:
        known = session.execute(select(Known).where(Known.phone == citizen.phone)).scalar_one()

    citizen.says("मेरा डेटा")
    citizen.taps("/erase_my_data")
    citizen.taps('/erase_my_data{"sure": "yes"}')
    with system.session() as session:
        # Nobody is forgotten in the middle of a word.
        session.get(Known, known.id).last_message_at = clock.now() - timedelta(minutes=3)

    eventually(lambda: _is_forgotten(system, known.id), "the citizen is forgotten", UNTIL_FORGOTTEN)
    with system.session() as session:
        messages = session.execute(select(Inbox).where(Inbox.citizen_id == known.id)).scalars()
        assert {str(message.payload) for message in messages} == {"{}"}
        turns = session.execute(select(Turn).where(Turn.citizen_id == known.id)).scalars()
        assert {turn.text for turn in turns} == {""}


def _waiting_file(system: System, phone: str) -> CitizenFile | None:
    with system.session() as session:
        lines = media.waiting(session, 1, clock.now()).lines
        return next((line.file for line in lines if line.file.citizen.phone == phone), None)


def _is_forgotten(system: System, citizen_id: int) -> bool:
    with system.session() as session:
        known = session.get(Known, citizen_id)
        return known.phone is None and known.key.startswith("erased-")
