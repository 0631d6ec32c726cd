"""What the help desk files while its citizen tells it in the chat: it ends there, silently."""

import pytest
from sqlalchemy import select

from helpline import clock
from helpline.domain.draft import Draft
from helpline.services import repair
from helpline.store.base import transaction
from helpline.store.messages import Citizen, Inbox, Turn
from helpline.whatsapp.content import FROM_DESK

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("office_hours")]

TOLD = "bijli nahi aa rahi hai teen din se"
FILED = Draft(complaint_text=TOLD, category="energy/power_outage", district="Almora", place="")


@pytest.fixture
def chat(whole_way):
    """Each message takes its whole way, as the one from the desk does."""
    return whole_way()


def file_at_desk(chat, sessions, **more):
    """File what the citizen's latest message told; return the desk's message, where there is one."""
    with transaction(sessions) as session:
        turns = select(Turn).join(Citizen, Turn.citizen_id == Citizen.id)
        own = turns.where(Citizen.phone == chat.phone).order_by(Turn.id.desc()).limit(1)
        turn = session.execute(own).scalar_one()
        repair.file_for(session, turn, FILED, "helpdesk", clock.now(), **more)
        desk = select(Inbox).where(Inbox.kind == FROM_DESK)
        return session.execute(desk).scalar_one_or_none()


def test_the_assistant_asks_no_more_about_what_the_desk_has_filed(chat, sessions):
    chat.say(TOLD)
    assert chat.names() == ["utter_ask_place"]
    row = file_at_desk(chat, sessions)
    assert chat.hear(row) == ""
    assert len(chat.complaints()) == 1
    chat.say("dhanyavad")
    assert "utter_ask_place" not in " ".join(chat.names())
    chat.say("sadak tuti hui hai, bahut gaddhe hain")
    assert chat.names()[-1].startswith("utter_ask_place")


def test_what_else_is_being_told_goes_on(chat, sessions):
    chat.say(TOLD)
    assert file_at_desk(chat, sessions, ends_draft=False) is None
    chat.say("Almora")
    assert chat.names() == ["utter_ask_place_again"]


def test_where_nothing_is_being_told_nothing_is_ended(chat, sessions):
    chat.say("namaste")
    assert file_at_desk(chat, sessions) is None
