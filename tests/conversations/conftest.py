"""Talking to the real model with the real actions, in one process and without WhatsApp."""

import asyncio
import itertools
from collections.abc import Callable, Iterator
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
from helpline import clock
from helpline.channels import rasa_patches, replies
from helpline.channels.understanding import understand
from helpline.services import citizens, inbox, media
from helpline.settings import PROJECT_ROOT
from helpline.store.base import make_engine, make_sessions, transaction
from helpline.store.complaints import Complaint
from helpline.store.media import CitizenFile
from helpline.store.messages import DONE, Citizen, Inbox
from helpline.store.migrate import upgrade
from helpline.store.seed import seed
from helpline.text.language import language_of
from helpline.whatsapp import content

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
        """Tap the button with this title under the latest answers."""
        button = next(b for b in self.buttons() if b["title"] == title)
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
            citizens.note_language(citizen, language_of(content.words(row.kind, row.payload)))
            key, language = citizen.key, citizen.language
        self.received = row
        asyncio.run(self._turn(key, language, row.id, row.kind, row.payload))
        return "\n".join(answer["text"] for answer in self.answers)

    async def _turn(
        self, key: str, language: str, inbox_id: int, kind: str, payload: dict[str, Any]
    ) -> None:
        parsed = await understand(self._agent, kind, payload, language, fallback_confidence())
        channel = replies.CollectingChannel()
        message = UserMessage(
            text=parsed["text"],
            output_channel=channel,
            sender_id=key,
            parse_data=parsed,
            input_channel=channel.name(),
            metadata={"inbox_id": inbox_id},
        )
        await self._agent.handle_message(message)
        self.answers = channel.messages
        assert replies.payloads(self.answers), "a turn without an answer WhatsApp can carry"


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
def talk(agent: Agent, sessions: sessionmaker) -> Callable[[], Conversation]:
    """Return a function that begins a chat with a new citizen."""
    return lambda: Conversation(agent, sessions, f"91900000{next(NEW_PHONES):04}")
