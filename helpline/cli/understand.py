"""Understand sentences with a model: each line in is a sentence in JSON, each line out its meaning."""

import argparse
import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any, TextIO

from helpline.cli.environment import ONE_THREAD, QUIET
from helpline.cli.errors import CommandError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the model's file."""
    parser.add_argument("model", type=Path)


def execute(options: argparse.Namespace) -> None:
    """Load the model, then answer until the input ends. Raises CommandError without a model."""
    if not options.model.is_file():
        raise CommandError(f"There is no model {options.model}.")
    os.environ.update({**QUIET, **ONE_THREAD})
    # The libraries print what they like; the answers go out by a way of their own.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    from rasa.core.agent import Agent  # takes seconds

    asyncio.run(_answer(Agent.load(str(options.model)), sys.stdin, answers))


async def _answer(agent: Any, sentences: TextIO, answers: TextIO) -> None:
    for line in sentences:
        parsed = await agent.parse_message(json.loads(line))
        said = agent.domain.responses.get(f"utter_{parsed['intent']['name']}", ())
        answers.write(json.dumps({**parsed, "reply": [one["text"] for one in said]}) + "\n")
        answers.flush()
