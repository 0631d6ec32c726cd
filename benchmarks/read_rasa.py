"""A Rasa model as a contestant, ours or stock: `python -m benchmarks.read_rasa FOLDER MODEL`."""

from benchmarks import reading  # isort: skip - it looks at the clock

import asyncio
import sys
from pathlib import Path

from rasa.core.agent import Agent

from helpline.cli.measure.answers import answer_of, be_quiet
from helpline.cli.measure.lessons import joined_label


def main(folder: str, model: str) -> None:
    """Load the model and read the folder's test messages."""
    be_quiet()
    agent = Agent.load(model)
    loop = asyncio.new_event_loop()

    def label_of(text: str) -> str:
        answer = answer_of(loop.run_until_complete(agent.parse_message(text)))
        category = answer.categories[0][0] if answer.categories else None
        return joined_label(answer.intent, category)

    reading.report(label_of, Path(folder) / "test.jsonl")


if __name__ == "__main__":
    main(*sys.argv[1:])
