"""Play stored dialogues again with a model and all actions, and show what is answered otherwise.

They are played in a database that is thrown away afterwards, by citizens made up for it, who come
by a door from which nobody fetches the answers: nothing is sent. What differs are the names of the
answers; citizens' words are not shown.

What was filed before a dialogue, or happened between two of its messages, is not there: answers
that speak of it differ. Between two messages no time passes.
"""

import asyncio
import socket
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from helpline import clock, settings
from helpline.cli import database, health, programs
from helpline.cli.environment import load_environment
from helpline.cli.measure.answers import be_quiet
from helpline.cli.measure.tables import table
from helpline.cli.run import READY_SECONDS
from helpline.cli.supervisor import Supervisor
from helpline.domain.review import BESIDES
from helpline.services import inbox
from helpline.services.citizens import meet
from helpline.settings import PROJECT_ROOT, Settings
from helpline.store.base import make_engine, make_sessions, reading, transaction
from helpline.store.messages import CLAIMED, WAITING, Inbox, Turn

# The door of the made-up citizens.
DOOR = "replay"
# After so long a silence a new dialogue begins, as it does at Rasa's.
SILENCE = timedelta(hours=1)
LOOK_EVERY_SECONDS = 0.2
MOST_KINDS = 20
FILED = "filed_"
NO_ANSWER = "no answer"
_DATABASE = ("DATABASE_URL", "DATABASE_URL_FILE", "ACTIONS_URL")


@dataclass(frozen=True)
class Message:
    """A stored message, and by which texts it was answered when it came."""

    inbox_id: int
    wamid: str
    citizen_id: int
    at: datetime
    kind: str
    payload: dict[str, Any]
    intent: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Played:
    """A stored message, and what the model made of it now."""

    message: Message
    intent: str
    answers: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether the citizen would have been answered otherwise."""
        return self.answers != self.message.answers


def stored(session: Session, since: datetime | None, most: int) -> list[list[Message]]:
    """Return the newest messages that the assistant answered, as dialogues, oldest first."""
    wanted = select(Inbox, Turn).join(Turn, Turn.inbox_id == Inbox.id).order_by(Inbox.id.desc())
    if since is not None:
        wanted = wanted.where(Inbox.received_at >= since)
    # Where a person wrote with the citizen there is no answer of the assistant's.
    rows = [row for row in session.execute(wanted.limit(most)) if row.Turn.replies]
    messages = sorted(
        (_message(row.Inbox, row.Turn) for row in rows),
        key=lambda one: (one.citizen_id, one.inbox_id),
    )
    by_citizen = (list(theirs) for _, theirs in groupby(messages, lambda one: one.citizen_id))
    return [dialogue for theirs in by_citizen for dialogue in _dialogues(theirs)]


@contextmanager
def stage(model: Path) -> Iterator[tuple[sessionmaker, Any]]:
    """Open a database to be thrown away, and a model whose actions work in it."""
    with tempfile.TemporaryDirectory(prefix="samadhan-replay-") as folder:
        given = load_environment()
        environment = {name: value for name, value in given.items() if name not in _DATABASE}
        environment |= {"HELPLINE_DATA_DIR": folder, "ACTIONS_PORT": str(_free_port())}
        config = settings.load(environment)
        database.prepare(config)
        engine = make_engine(config.database_url)
        for_actions = programs.environment_for(config, environment)
        try:
            with Supervisor(for_actions, PROJECT_ROOT, Path(folder) / "logs") as supervisor:
                supervisor.start("actions", programs.commands()["actions"])
                ready = {"actions": health.probes(config, clock.now())["actions"]}
                supervisor.await_ready(ready, READY_SECONDS)
                with supervisor.interruptible():
                    yield make_sessions(engine), _agent(model, config)
        finally:
            engine.dispose()


async def play(
    sessions: sessionmaker,
    agent: Any,
    fallback_confidence: float,
    dialogues: Sequence[Sequence[Message]],
) -> list[list[Played]]:
    """Let the inbox run every turn again, as it does with what comes; return what came of them."""
    # Rasa takes seconds to import, and every command would wait for it.
    from helpline.channels import rasa_patches
    from helpline.channels.turns import Turns

    with transaction(sessions) as session:
        for number, dialogue in enumerate(dialogues):
            _put(session, number, dialogue)
    turns = Turns(sessions, lambda: agent, fallback_confidence)
    turns.start()
    try:
        while await asyncio.to_thread(_anything_open, sessions):
            await asyncio.sleep(LOOK_EVERY_SECONDS)
    finally:
        await turns.stop()
        await rasa_patches.close_connections()
    with reading(sessions) as session:
        return [[_played(session, message) for message in one] for one in dialogues]


def report(dialogues: Sequence[Sequence[Played]], model: str) -> Iterator[str]:
    """Yield what is answered otherwise: each message, then how often what."""
    played = [one for dialogue in dialogues for one in dialogue]
    changed = [dialogue for dialogue in dialogues if any(one.differs for one in dialogue)]
    rows = [row for dialogue in changed for row in _rows(dialogue)]
    if rows:
        yield table(["message", "understood", "answered then", "answered now"], rows)
    kinds = Counter(_answers(one) for one in played if one.differs)
    if kinds:
        counted = [[str(count), *kind] for kind, count in kinds.most_common(MOST_KINDS)]
        yield "\n" + table(["times", "answered then", "answered now"], counted)
    yield (
        f"\n{len(dialogues)} dialogues of {len(played)} messages played again by {model}; "
        f"{len(changed)} go otherwise, in {kinds.total()} answers."
    )
    then, now = (
        sum(any(name.startswith(FILED) for name in answers) for answers in all_answers)
        for all_answers in ([p.message.answers for p in played], [p.answers for p in played])
    )
    yield f"Complaints filed: {then} → {now}."


def _message(row: Inbox, turn: Turn) -> Message:
    given = (row.id, row.wamid, row.citizen_id, row.received_at, row.kind, row.payload)
    return Message(*given, turn.intent, _names(turn.replies))


def _names(replies: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    names = [reply.get("response") or "" for reply in replies]
    return tuple(name.removeprefix("utter_") for name in names if name not in BESIDES)


def _dialogues(messages: Sequence[Message]) -> Iterator[list[Message]]:
    dialogue: list[Message] = []
    for message in messages:
        if dialogue and message.at - dialogue[-1].at > SILENCE:
            yield dialogue
            dialogue = []
        dialogue.append(message)
    yield dialogue


def _put(session: Session, number: int, dialogue: Sequence[Message]) -> None:
    name, began = f"{DOOR}:{number}", clock.now()
    citizen = meet(session, DOOR, None, name, began, DOOR)
    session.flush()
    for message in dialogue:
        # At its own time, so that nobody is slowed for having written long ago what is read now.
        inbox.put(session, citizen.id, message.wamid, message.kind, message.payload, message.at)


def _anything_open(sessions: sessionmaker) -> bool:
    with reading(sessions) as session:
        unfinished = select(Inbox.id).where(Inbox.state.in_((WAITING, CLAIMED))).limit(1)
        return session.execute(unfinished).first() is not None


def _played(session: Session, message: Message) -> Played:
    turn = session.execute(
        select(Turn).join(Inbox, Inbox.id == Turn.inbox_id).where(Inbox.wamid == message.wamid)
    ).scalar_one_or_none()
    if turn is None:
        return Played(message, NO_ANSWER, ())
    return Played(message, turn.intent, _names(turn.replies))


def _rows(dialogue: Sequence[Played]) -> Iterator[list[str]]:
    is_first = True
    for one in dialogue:
        if one.differs:
            # What comes after the first difference may only follow from it.
            number = str(one.message.inbox_id)
            yield [number if is_first else f"↳ {number}", _intents(one), *_answers(one)]
            is_first = False


def _intents(one: Played) -> str:
    before = one.message.intent
    return before if before == one.intent else f"{before} → {one.intent}"


def _answers(one: Played) -> tuple[str, str]:
    then, now = (", ".join(answers) or NO_ANSWER for answers in (one.message.answers, one.answers))
    return then, now


def _agent(model: Path, config: Settings) -> Any:
    be_quiet()
    from rasa.core.agent import Agent
    from rasa.utils.endpoints import EndpointConfig

    from helpline.channels import rasa_patches

    rasa_patches.apply()
    actions = EndpointConfig(f"{config.actions_url}/webhook", enable_selective_domain=True)
    return Agent.load(str(model), action_endpoint=actions)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]
