"""Dialogues kept as a table, and what of them a new model may not lose."""

import pytest

from helpline.cli import train_at_desk
from helpline.cli.errors import CommandError
from helpline.cli.measure.dialogues import read_dialogues, told
from helpline.cli.replay_dialogues import Played
from helpline.cli.train_at_desk import CONVERSATIONS, DIALOGUES, Place
from helpline.text.scripts import DEVANAGARI, LATIN, script_of
from helpline.workbench.training import name_in

TABLE = """# A greeting
namaste → greet

# A complaint
bijli nahi hai, Ghansali → confirm_grievance
haan → filed_grievance, next_news
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / DIALOGUES
    path.write_text(TABLE, "utf-8")
    return path


def test_a_dialogue_is_read_with_its_name_its_messages_and_their_answers(path):
    greeting, complaint = read_dialogues(path)
    assert (greeting.name, complaint.name) == ("A greeting", "A complaint")
    assert complaint.messages[0].payload == {"text": {"body": "bijli nahi hai, Ghansali"}}
    assert complaint.messages[1].answers == ("filed_grievance", "next_news")
    assert complaint.messages[0].citizen_id != greeting.messages[0].citizen_id
    assert complaint.messages[0].at < complaint.messages[1].at


def test_every_dialogue_of_the_guard_has_a_hindi_and_an_english_name():
    for dialogue in read_dialogues(CONVERSATIONS / DIALOGUES):
        hindi, english = (name_in(dialogue.name, language) for language in ("hi", "en"))
        assert script_of(hindi) == DEVANAGARI, dialogue.name
        assert script_of(english) == LATIN, dialogue.name


@pytest.mark.parametrize("line", ["namaste → greet", "# A greeting\nnamaste"])
def test_a_line_that_belongs_to_no_dialogue_is_named(path, line):
    path.write_text(line, "utf-8")
    with pytest.raises(CommandError, match="line"):
        read_dialogues(path)


def played(dialogue, *answers):
    return [Played(dialogue.messages[-1], "greet", answers)]


def test_only_what_the_live_model_plays_right_speaks_against_the_new_one(path, monkeypatch):
    def broken(model, dialogues):
        names = {"new": ("A greeting", "A complaint"), "live": ("A greeting",)}[model]
        return {one.name: played(one, "help") for one in dialogues if one.name in names}

    (path.parent / "trainings" / "1").mkdir(parents=True)
    monkeypatch.setattr(train_at_desk, "broken", broken)
    monkeypatch.setattr(train_at_desk, "failed_stories", lambda *_: "")
    place = Place(None, path.parent, conversations=path.parent)

    reasons = train_at_desk._talk(place, 1, "new", "live")

    assert reasons == [{"code": "dialogues", "lost": ["A complaint"], "of": 2}]
    log = (path.parent / "trainings" / "1" / "log.txt").read_text("utf-8")
    assert "haan → help, not filed_grievance, next_news" in log
    assert "namaste" not in log
    monkeypatch.setattr(train_at_desk, "broken", lambda *_: {})
    assert train_at_desk._talk(place, 1, "new", "live") == []


def test_where_a_dialogue_went_otherwise_is_told(path):
    _, complaint = read_dialogues(path)
    lines = list(told("A complaint", played(complaint, "ask_place")))
    assert lines == [
        "Otherwise than written: A complaint",
        "  haan → ask_place, not filed_grievance, next_news",
    ]
