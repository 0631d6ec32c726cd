"""What the guard of a training plays too: the stories and the dialogues of this folder."""

from pathlib import Path

import pytest

from helpline.cli.measure.dialogues import broken, read_dialogues, told
from helpline.cli.measure.stories import failed_stories
from helpline.cli.train_at_desk import CONVERSATIONS, DIALOGUES

pytestmark = pytest.mark.slow


def test_every_story_is_predicted_as_written(trained_model: Path, tmp_path: Path):
    assert failed_stories(trained_model, CONVERSATIONS, tmp_path) == ""
    texts = [path.read_text("utf-8") for path in CONVERSATIONS.glob("*.yml")]
    assert sum(text.count("- story:") for text in texts) > 10


def test_every_dialogue_goes_as_written(trained_model: Path):
    dialogues = read_dialogues(CONVERSATIONS / DIALOGUES)
    lost = broken(trained_model, dialogues)
    assert lost == {}, "\n".join(line for name in lost for line in told(name, lost[name]))
    assert sum(len(one.messages) for one in dialogues) > 50
