"""Let a model read stored messages again, and show what it would understand otherwise.

Nothing is sent and nothing is written. Only words are read again; a tapped button, a pin and a
photo mean the same to every model. Texts are not shown unless asked for. With `--dialogues` whole
conversations are played again, see `replay_dialogues`.
"""

import argparse
import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline import settings
from helpline.channels.intents import EMERGENCY, FALLBACK
from helpline.cli import database, replay_dialogues
from helpline.cli.environment import load_environment
from helpline.cli.errors import CommandError
from helpline.cli.evaluate import fallback_confidence
from helpline.cli.measure.answers import agent_of
from helpline.cli.training import fitting_model
from helpline.clock import INDIA
from helpline.settings import Settings
from helpline.store.messages import Citizen, Inbox, Turn
from helpline.whatsapp import content

MOST = 1000
MOST_KINDS = 10
# What is compared beside the intent.
ENTITIES = ("category", "kind", "place", "district", "duration", "complaint_number")
# These name no person and no place.
SHOWN = ("intent", "category", "kind")
NONE = "–"


@dataclass(frozen=True)
class Stored:
    """A message with words as it was understood when it came."""

    inbox_id: int
    at: datetime
    kind: str
    payload: dict[str, Any]
    language: str
    model_id: str
    understood: dict[str, str]

    @property
    def words(self) -> str:
        """What the citizen wrote."""
        return content.words(self.kind, self.payload)


@dataclass(frozen=True)
class Replayed:
    """A stored message and what another model understands of it."""

    stored: Stored
    now: dict[str, str]

    @property
    def changes(self) -> dict[str, tuple[str, str]]:
        """What was understood before and now, by its name, where it differs."""
        before = self.stored.understood
        return {
            name: (before.get(name, NONE), self.now.get(name, NONE))
            for name in ("intent", *ENTITIES)
            if before.get(name) != self.now.get(name)
        }


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command may be told."""
    parser.add_argument(
        "--since", type=date.fromisoformat, help="only messages from this day on, as 2026-11-24"
    )
    parser.add_argument(
        "--model", type=Path, help="the model's file (default: the one of today's data)"
    )
    parser.add_argument(
        "--most", type=int, default=MOST, help="the newest so many messages (default: %(default)s)"
    )
    parser.add_argument(
        "--texts",
        action="store_true",
        help="show what citizens wrote: only where nobody else looks",
    )
    parser.add_argument(
        "--dialogues",
        action="store_true",
        help="play whole conversations again, with all actions, in a database that is thrown away",
    )


def execute(options: argparse.Namespace) -> None:
    """Read, compare and print. Raises CommandError where there is no model or no message."""
    model = options.model or fitting_model()
    if model is None or not model.exists():
        raise CommandError("There is no such model: train one with `make train`, or name its file.")
    config = settings.load(load_environment())
    if options.dialogues:
        _play_dialogues(config, options.since, options.most, model)
        return
    with database.unit_of_work(config, only_reads=True) as session:
        messages = stored_messages(session, options.since, options.most)
    if not messages:
        raise CommandError("No stored message has words.")
    replayed = asyncio.run(replay(agent_of(model), messages, fallback_confidence()))
    for one in replayed:
        for line in lines_of(one, options.texts):
            print(line)
    print("\n".join(summary(replayed, model.name)))


def _play_dialogues(config: Settings, since: date | None, most: int, model: Path) -> None:
    began = since and datetime.combine(since, time(), INDIA)
    with database.unit_of_work(config, only_reads=True) as session:
        dialogues = replay_dialogues.stored(session, began, most)
    if not dialogues:
        raise CommandError("No stored message was answered by the assistant.")
    with replay_dialogues.stage(model) as (sessions, agent):
        playing = replay_dialogues.play(sessions, agent, fallback_confidence(), dialogues)
        played = asyncio.run(playing)
    print("\n".join(replay_dialogues.report(played, model.name)))


def stored_messages(session: Session, since: date | None, most: int) -> list[Stored]:
    """Return the newest messages with words that had a turn, oldest first."""
    wanted = select(Inbox, Turn, Citizen.language).join(Turn, Turn.inbox_id == Inbox.id)
    wanted = wanted.join(Citizen, Citizen.id == Inbox.citizen_id).order_by(Inbox.id.desc())
    if since is not None:
        wanted = wanted.where(Inbox.received_at >= datetime.combine(since, time(), INDIA))
    found = []
    for inbox, turn, language in session.execute(wanted).yield_per(most):
        if content.tap(inbox.kind, inbox.payload) or not content.words(inbox.kind, inbox.payload):
            continue
        found.append(_stored(inbox, turn, language))
        if len(found) == most:
            break
    return found[::-1]


async def replay(
    agent: Any, messages: Iterable[Stored], fallback_confidence: float
) -> list[Replayed]:
    """Let a model understand messages as the channel would, none of them in a conversation."""
    # Rasa takes seconds to import, and every command would wait for it.
    from helpline.channels.understanding import understand

    return [
        Replayed(
            one,
            _understood(
                await understand(agent, one.kind, one.payload, one.language, fallback_confidence)
            ),
        )
        for one in messages
    ]


def lines_of(one: Replayed, with_texts: bool) -> Iterator[str]:
    """Yield what changed for a message; nothing where nothing did."""
    if not one.changes:
        return
    stored = one.stored
    at = stored.at.astimezone(INDIA).strftime("%Y-%m-%d %H:%M")
    words = stored.words if with_texts else f"{len(stored.words.split())} words"
    yield f"message {stored.inbox_id} · {at} · {words}"
    for name, (before, now) in one.changes.items():
        is_shown = with_texts or name in SHOWN
        yield f"    {name}: {before} → {now}" if is_shown else f"    {name}: another one"


def summary(replayed: list[Replayed], model: str) -> Iterator[str]:
    """Yield how many messages are understood otherwise, and how."""
    changed = [one for one in replayed if one.changes]
    models = Counter(one.stored.model_id for one in replayed)
    yield f"\n{len(replayed)} messages read again by {model}; {len(changed)} understood otherwise."
    yield f"When they came they were read by {len(models)} models."
    for name in ("intent", *ENTITIES):
        kinds = Counter(one.changes[name] for one in changed if name in one.changes)
        if kinds:
            yield f"{name}: {kinds.total()} changed"
        for (before, now), count in kinds.most_common(MOST_KINDS if name in SHOWN else 0):
            yield f"    {count:4}  {before} → {now}"
    for what, intent in (("not understood", FALLBACK), ("emergencies", EMERGENCY)):
        before = sum(one.stored.understood["intent"] == intent for one in replayed)
        now = sum(one.now["intent"] == intent for one in replayed)
        yield f"{what}: {before} → {now}"


def _stored(inbox: Inbox, turn: Turn, language: str) -> Stored:
    understood = _understood({"intent": {"name": turn.intent}, "entities": turn.entities})
    return Stored(
        inbox.id,
        inbox.received_at,
        inbox.kind,
        inbox.payload,
        language,
        turn.model_id,
        understood,
    )


def _understood(parsed: dict[str, Any]) -> dict[str, str]:
    """Return intent and entities; several of one name in one string."""
    found: dict[str, list[str]] = {}
    for entity in parsed["entities"]:
        if entity["entity"] in ENTITIES:
            found.setdefault(entity["entity"], []).append(str(entity["value"]))
    joined = {name: ", ".join(sorted(values)) for name, values in found.items()}
    return {"intent": parsed["intent"]["name"], **joined}
