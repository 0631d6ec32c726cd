"""Talking to the real model with the real actions, in one process and without WhatsApp."""

import asyncio
import datetime as dt
import itertools
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor
from sqlalchemy import select
from sqlalchemy.orm import sessionmaker

import actions
import actions.database
from helpline import clock, settings
from helpline.channels import besides, rasa_patches, replies
from helpline.channels.turns import Turns
from helpline.channels.understanding import understand
from helpline.services import citizens, emergencies, inbox, media, outbox
from helpline.services.complaints import may_hear_more
from helpline.settings import PROJECT_ROOT, HelpDesk
from helpline.store.base import make_engine, make_sessions, transaction
from helpline.store.complaints import Complaint
from helpline.store.media import CitizenFile
from helpline.store.messages import CLAIMED, DONE, WAITING, Citizen, Inbox, Outbox, Turn
from helpline.store.migrate import upgrade
from helpline.store.seed import seed
from helpline.whatsapp import content
from tests.conftest import FrozenClock
from tests.support import cast
from tests.support.dialogue import Dialogue

# What goes before an answer and is none.
BESIDES = (besides.PRIVACY_NOTICE, besides.PRIVATE_NUMBERS)
# Every chat has a number of its own, because all tests share one agent and its memory.
NEW_PHONES = itertools.count(1)


def fallback_confidence() -> float:
    """Return the threshold that the channel has."""
    credentials = yaml.safe_load((PROJECT_ROOT / "credentials.yml").read_text("utf-8"))
    return credentials["helpline.channels.whatsapp.WhatsAppChannel"]["fallback_confidence"]


class ActionsInProcess(EndpointConfig):
    """Runs the actions where Rasa would call the action server."""

    def __init__(self) -> None:
        super().__init__()
        self._executor = ActionExecutor()
        self._executor.register_package(actions)

    async def request(self, json: dict[str, Any], **_: Any) -> dict[str, Any]:
        return await self._executor.run(json)


class Conversation:
    """One citizen's chat with the assistant."""

    def __init__(self, agent: Agent, sessions: sessionmaker, phone: str) -> None:
        self.phone = phone
        self._agent = agent
        self._sessions = sessions
        self._wamids = itertools.count()
        self.answers: list[dict[str, Any]] = []
        self.received: Inbox | None = None

    def say(self, text: str) -> str:
        """Type a message; return all that is answered, as one text."""
        return self._send("text", {"text": {"body": text}})

    def tap(self, title: str) -> str:
        """Tap the button with this title under the latest answers, or under the latest notice."""
        offered = [*self.buttons(), *self._buttons_of_notice()]
        button = next((b for b in offered if b["title"] == title), None)
        assert button is not None, f"no button {title!r} in {[b['title'] for b in offered]}"
        reply = {"id": button["payload"], "title": title}
        return self._send(
            "interactive", {"interactive": {"type": "button_reply", "button_reply": reply}}
        )

    def send_location(self, latitude: float, longitude: float) -> str:
        """Send a location pin."""
        return self._send("location", {"location": {"latitude": latitude, "longitude": longitude}})

    def send_file(self, kind: str, caption: str = "") -> str:
        """Send a file (voice, image, video, document, sticker), which is with us at once."""
        whatsapp_kind = "audio" if kind == "voice" else kind
        part = {"id": f"media-{next(self._wamids)}", "voice": kind == "voice"}
        if caption:
            part["caption"] = caption
        answer = self._send(whatsapp_kind, {whatsapp_kind: part})
        with transaction(self._sessions) as session:
            media.of_message(session, self.received.id).state = DONE
        return answer

    def write_down(self, words: str, by: str = "helpdesk") -> str:
        """Let the oldest waiting file of anybody be written down; return what the citizen hears."""
        with transaction(self._sessions) as session:
            file = media.waiting(session, 1, clock.now()).lines[0].file
            media.take_words(session, file.id, words, by, clock.now())
            heard = session.get(Inbox, file.transcript_inbox_id)
        return self._hear(heard)

    def files(self) -> list[CitizenFile]:
        """Return the citizen's files, oldest first."""
        with transaction(self._sessions) as session:
            rows = select(CitizenFile).join(Citizen).where(Citizen.phone == self.phone)
            return list(session.execute(rows.order_by(CitizenFile.id)).scalars())

    def citizen(self) -> Citizen:
        """Return the citizen as the database knows them."""
        with transaction(self._sessions) as session:
            return session.execute(select(Citizen).where(Citizen.phone == self.phone)).scalar_one()

    def buttons(self) -> list[dict[str, str]]:
        """Return the buttons of the latest answers."""
        return [button for answer in self.answers for button in answer.get("buttons") or ()]

    def names(self) -> list[str]:
        """Return the names of the latest answers' texts in data/responses."""
        return [answer["utter_action"] for answer in self.answers]

    def complaints(self) -> list[Complaint]:
        """Return what is filed in the database for this citizen."""
        with transaction(self._sessions) as session:
            rows = select(Complaint).join(Citizen).where(Citizen.phone == self.phone)
            return list(session.execute(rows.order_by(Complaint.id)).scalars())

    def events(self) -> int:
        """Return how many events Rasa reads for the next turn."""
        with transaction(self._sessions) as session:
            citizen = select(Citizen.key).where(Citizen.phone == self.phone)
            key = session.execute(citizen).scalar_one()
        return len(asyncio.run(self._agent.tracker_store.retrieve(key)).events)

    def _buttons_of_notice(self) -> list[dict[str, str]]:
        with transaction(self._sessions) as session:
            notices = (
                select(Outbox)
                .join(Citizen)
                .where(Citizen.phone == self.phone, Outbox.complaint_id.is_not(None))
                .order_by(Outbox.id.desc())
            )
            last = session.execute(notices.limit(1)).scalar_one_or_none()
        interactive = last.payload.get("interactive", {}) if last is not None else {}
        return [
            {"title": button["reply"]["title"], "payload": button["reply"]["id"]}
            for button in interactive.get("action", {}).get("buttons", ())
        ]

    def _send(self, kind: str, payload: dict[str, Any]) -> str:
        return self._hear(self._receive(kind, payload))

    def _receive(self, kind: str, payload: dict[str, Any]) -> Inbox:
        now, wamid = clock.now(), f"wamid.{self.phone}.{next(self._wamids)}"
        with transaction(self._sessions) as session:
            citizen = citizens.meet(session, "secret", self.phone, None, now)
            inbox.put(session, citizen.id, wamid, kind, payload, now)
            return inbox.find(session, wamid)

    def _hear(self, row: Inbox) -> str:
        """Run the turn of a message in the inbox; return all that is answered, as one text."""
        with transaction(self._sessions) as session:
            citizen = session.get(Citizen, row.citizen_id)
            citizens.note_language(citizen, content.words(row.kind, row.payload))
            key, language = citizen.key, citizen.language
            was_asked = may_hear_more(session, key, clock.now(), row.id)
            in_danger = emergencies.going_on(session, citizen.id, clock.now()) is not None
        self.received = row
        asyncio.run(self._turn(key, language, was_asked, in_danger, row))
        payloads = replies.payloads(self.answers)
        assert payloads, "a turn without an answer WhatsApp can carry"
        with transaction(self._sessions) as session:
            outbox.enqueue(session, row.citizen_id, payloads, clock.now())
        return "\n".join(answer["text"] for answer in self.answers)

    async def _turn(
        self, key: str, language: str, was_asked: bool, in_danger: bool, row: Inbox
    ) -> None:
        parsed = await understand(
            *(self._agent, row.kind, row.payload, language, fallback_confidence()),
            was_asked=was_asked,
            in_danger=in_danger,
        )
        channel = replies.CollectingChannel()
        message = UserMessage(
            text=parsed["text"],
            output_channel=channel,
            sender_id=key,
            parse_data=parsed,
            input_channel=channel.name(),
            metadata={"inbox_id": row.id},
        )
        await self._agent.handle_message(message)
        self.answers = channel.messages


class WholeWay(Conversation):
    """A chat whose messages take their whole way, but for WhatsApp: inbox, turn, outbox."""

    def send(self, kind: str, payload: dict[str, Any]) -> str:
        """Send a message of any kind; return all that is answered, as one text."""
        return self._send(kind, payload)

    def tap_button(self, identifier: str, title: str) -> str:
        """Tap a button that was offered earlier."""
        reply = {"id": identifier, "title": title}
        return self._send(
            "interactive", {"interactive": {"type": "button_reply", "button_reply": reply}}
        )

    def burst(self, *texts: str) -> str:
        """Type several messages before anything is answered; return what is answered to the last."""
        rows = [self._receive("text", {"text": {"body": text}}) for text in texts]
        for row in rows[:-1]:
            asyncio.run(self._through_the_turns(row.id))
        return self._hear(rows[-1])

    def hear(self, row: Inbox) -> str:
        """Let a message be heard that lies in the inbox; return all that is answered."""
        return self._hear(row)

    def sent(self) -> list[str]:
        """Return the texts of all that went out to the citizen, in order."""
        citizen_id = self.citizen().id
        with transaction(self._sessions) as session:
            rows = select(Outbox).where(Outbox.citizen_id == citizen_id).order_by(Outbox.id)
            payloads = [row.payload for row in session.execute(rows).scalars()]
        return [
            part["text"]["body"] if "text" in part else part["interactive"]["body"]["text"]
            for part in payloads
        ]

    def _hear(self, row: Inbox) -> str:
        asyncio.run(self._through_the_turns(row.id))
        self.received = row
        with transaction(self._sessions) as session:
            turn = session.execute(select(Turn).where(Turn.inbox_id == row.id)).scalar_one()
        self.answers = [
            {**answer, "utter_action": answer["response"]}
            for answer in turn.replies
            if answer["response"] not in BESIDES
        ]
        self._deliver()
        return "\n".join(answer["text"] for answer in self.answers)

    def _deliver(self) -> None:
        """Let all that waits go out, as the worker does."""
        with transaction(self._sessions) as session:
            session.query(Outbox).filter_by(state=WAITING).update({"state": DONE})

    async def _through_the_turns(self, inbox_id: int) -> None:
        turns = Turns(self._sessions, lambda: self._agent, fallback_confidence())
        turns.start()
        try:
            while (row := self._row(inbox_id)).state in (WAITING, CLAIMED):
                assert not row.error, row.error
                await asyncio.sleep(0.01)
        finally:
            await turns.stop()
        assert row.state == DONE, row.error

    def _row(self, inbox_id: int) -> Inbox:
        with transaction(self._sessions) as session:
            return session.get(Inbox, inbox_id)


@pytest.fixture(scope="session")
def agent(trained_model: Path) -> Agent:
    rasa_patches.apply()
    return Agent.load(str(trained_model), action_endpoint=ActionsInProcess())


@pytest.fixture
def sessions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sessionmaker]:
    """A seeded database of the test's own, which the actions use."""
    url = f"sqlite:///{tmp_path / 'helpline.db'}"
    upgrade(url)
    engine = make_engine(url)
    sessions = make_sessions(engine)
    with transaction(sessions) as session:
        seed(session)
    monkeypatch.setattr(actions.database, "_sessions", lambda: sessions)
    yield sessions
    engine.dispose()


@pytest.fixture
def office_hours(monkeypatch: pytest.MonkeyPatch, frozen_clock: FrozenClock) -> FrozenClock:
    """It is a Tuesday noon, and the help desk is there from nine to six; time passes on demand."""
    desk = HelpDesk(dt.time(9), dt.time(18), timedelta(minutes=30))
    monkeypatch.setattr(settings, "help_desk", lambda: desk)
    # The actions know the function by its name alone.
    for name, module in list(sys.modules.items()):
        if name.startswith("actions.") and hasattr(module, "now"):
            monkeypatch.setattr(module, "now", frozen_clock)
    return frozen_clock


@pytest.fixture
def time_passes(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that lets time go by, for us and for Rasa: `time_passes(hours=20)`."""
    real_now, real_time, passed = clock.now, time.time, timedelta(0)

    def pass_by(**span: float) -> None:
        nonlocal passed
        passed += timedelta(**span)

    monkeypatch.setattr(clock, "now", lambda: real_now() + passed)
    monkeypatch.setattr(time, "time", lambda: real_time() + passed.total_seconds())
    return pass_by


@pytest.fixture
def talk(agent: Agent, sessions: sessionmaker) -> Callable[[], Conversation]:
    """Return a function that begins a chat with a new citizen."""
    return lambda: Conversation(agent, sessions, f"91900000{next(NEW_PHONES):04}")


@pytest.fixture
def whole_way(talk: Callable[[], Conversation], agent: Agent, sessions: sessionmaker):
    """Return a function that begins a chat whose messages take their whole way."""
    return lambda: WholeWay(agent, sessions, talk().phone)


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that lets time pass: `pass_time(days=2)`."""
    real_now, passed = clock.now, [timedelta()]
    monkeypatch.setattr(clock, "now", lambda: real_now() + passed[0])

    def pass_time(**span: float) -> None:
        passed[0] += timedelta(**span)

    return pass_time


@pytest.fixture
def dialogue(
    talk: Callable[[], Conversation], sessions: sessionmaker, pass_time: Callable[..., None]
) -> Dialogue:
    """Return a citizen whose complaint about the electricity is with the cast's engineer."""
    with transaction(sessions) as session:
        cast.add_cast(session)
    dialogue = Dialogue(talk(), sessions, pass_time)
    dialogue.file()
    return dialogue
