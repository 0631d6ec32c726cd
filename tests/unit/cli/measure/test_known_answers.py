"""What a model said is asked once."""

from dataclasses import replace

import pytest

from helpline.cli.measure import known_answers
from helpline.cli.measure.examples import Example
from helpline.cli.measure.figures import Answer
from helpline.cli.measure.known_answers import read_once

HELLO = Example("namaste Ram ji", "roman", "greet", None, None, frozenset(), False)
LIGHT = replace(HELLO, text="bijli nahi", intent="report_complaint")
SAID = Answer(
    "report_complaint",
    0.9,
    (("energy/power_outage", 0.8),),
    "grievance",
    frozenset({("place", "x")}),
)


@pytest.fixture
def asked(monkeypatch):
    """The texts that a model has read."""
    asked = []

    def answers(_model, texts):
        asked.extend(texts)
        return [SAID for _ in texts]

    monkeypatch.setattr(known_answers, "answers", answers)
    return asked


def test_each_message_is_read_once(asked, tmp_path):
    kept = tmp_path / "answers" / "model.json"
    first = read_once(tmp_path, [HELLO], kept)
    again = read_once(tmp_path, [HELLO, LIGHT], kept)
    assert asked == [HELLO.text, LIGHT.text]
    assert first == again[:1]
    assert again == [(HELLO, replace(SAID, entities=frozenset())), (LIGHT, again[1][1])]


def test_no_words_of_a_message_are_kept(asked, tmp_path):
    kept = tmp_path / "model.json"
    read_once(tmp_path, [HELLO], kept)
    assert "Ram" not in kept.read_text("utf-8")
    assert '"x"' not in kept.read_text("utf-8")
