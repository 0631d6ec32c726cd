"""Stories: which action follows which message, as the rules of a model have it."""

import asyncio
from pathlib import Path

from helpline.cli.errors import CommandError
from helpline.cli.measure.answers import agent_of


def failed_stories(model: Path, folder: Path, out: Path) -> str:
    """Let a model predict the stories of a folder; return those that it predicts otherwise.

    They come as Rasa writes them, with what was predicted; nothing where all are right. Raises
    CommandError where the folder has none.
    """
    agent = agent_of(model)
    from rasa.core.test import FAILED_STORIES_FILE, test  # takes seconds to import

    out.mkdir(parents=True, exist_ok=True)
    options = {"disable_plotting": True, "warnings": False}
    told = asyncio.run(test(str(folder), agent, out_directory=str(out), **options))
    outcome = told["report"].get("conversation_accuracy")
    if outcome is None:
        raise CommandError(f"{folder} has no stories.")
    if outcome["correct"] == outcome["total"]:
        return ""
    return (out / FAILED_STORIES_FILE).read_text("utf-8")
