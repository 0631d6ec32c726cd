"""Conversation tests as a table: what a citizen writes, and by which texts the helpline answers.

    # एक संदेश में शिकायत · A complaint in one message
    hamare gaon me 3 din se light nahi hai, Ghansali → confirm_grievance
    haan → filed

A dialogue begins with its names behind a #, the Hindi one and the English one. The texts are named as in data/responses, without
`utter_`; so they stay right when somebody words a reply otherwise.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from helpline import clock
from helpline.cli.errors import CommandError
from helpline.cli.replay import fallback_confidence
from helpline.cli.replay_dialogues import Message, Played, play, stage

_NAME, _ARROW, _AND = "# ", " → ", ", "
_BETWEEN = timedelta(seconds=30)
_BEGAN = timedelta(minutes=30)


@dataclass(frozen=True)
class Dialogue:
    """A conversation that has to go as it is written."""

    name: str
    messages: list[Message]


def read_dialogues(path: Path) -> list[Dialogue]:
    """Return the dialogues of a file. Raises CommandError naming a line that is wrong."""
    began, found = clock.now() - _BEGAN, []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if line.startswith(_NAME):
            found.append(Dialogue(line.removeprefix(_NAME), []))
        elif line.strip():
            text, arrow, answers = line.partition(_ARROW)
            if not (found and arrow):
                raise CommandError(f"{path}, line {number} is no part of a dialogue.")
            at = began + len(found[-1].messages) * _BETWEEN
            found[-1].messages.append(_message(number, len(found), at, text, answers))
    return found


def broken(model: Path, dialogues: list[Dialogue]) -> dict[str, list[Played]]:
    """Play dialogues with all actions; return those that go otherwise, each with where it does."""
    with stage(model) as (sessions, agent):
        messages = [one.messages for one in dialogues]
        played = asyncio.run(play(sessions, agent, fallback_confidence(), messages))
    return {
        dialogue.name: differing
        for dialogue, now in zip(dialogues, played, strict=True)
        if (differing := [one for one in now if one.differs])
    }


def told(name: str, differing: list[Played]) -> Iterator[str]:
    """Yield in lines where a dialogue went otherwise."""
    yield f"Otherwise than written: {name}"
    for one in differing:
        written, now = (_AND.join(answers) for answers in (one.message.answers, one.answers))
        yield f"  {one.message.payload['text']['body']} → {now}, not {written}"


def _message(number: int, citizen_id: int, at: datetime, text: str, answers: str) -> Message:
    payload = {"text": {"body": text.strip()}}
    names = tuple(answers.strip().split(_AND))
    return Message(number, f"wamid.line.{number}", citizen_id, at, "text", payload, "", names)
