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
from helpline.services import citizens
from helpline.settings import PROJECT_ROOT
from helpline.store.base import make_engine, make_sessions, transaction
from helpline.store.complaints import Complaint
from helpline.store.messages import Citizen, Inbox
from helpline.store.migrate import upgrade
from helpline.store.seed import seed
from helpline.text.language import language_of

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
        key, language, inbox_id = self._receive(kind, payload)
        asyncio.run(self._turn(key, language, inbox_id, kind, payload))
        return "\n".join(answer["text"] for answer in self.answers)

    def _receive(self, kind: str, payload: dict[str, Any]) -> tuple[str, str, int]:
        now = clock.now()
        with transaction(self._sessions) as session:
            citizen = citizens.meet(session, "secret", self.phone, None, now)
            typed = payload.get("text", {}).get("body", "")
            citizens.note_language(citizen, language_of(typed))
            inbox = Inbox(
                wamid=f"wamid.{self.phone}.{next(self._wamids)}",
                citizen=citizen,
                kind=kind,
                payload=payload,
                received_at=now,
                not_before=now,
            )
            session.add(inbox)
            session.flush()
            return citizen.key, citizen.language, inbox.id

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
