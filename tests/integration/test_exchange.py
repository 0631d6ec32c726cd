"""Labels and training files brought together: clean diffs, and neither overwrites the other."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from helpline.domain.labels import Meaning
from helpline.workbench import examples, exchange, labels
from helpline.workbench.examples import key_of
from helpline.workbench.labels import Author, Lesson
from tests.support import cast
from tests.support.cast import NOW

LIGHT = Meaning("report_complaint", "energy/power_outage", "grievance")
WATER = Meaning("report_complaint", "drinking_water/no_water_supply", "grievance")
THANKS = Meaning("thank")
CONVERSATION = """version: "3.1"
nlu:
- intent: greet
  examples: |
    - namaste
    - नमस्ते

- intent: thank
  examples: |
    - dhanyavad
    - shukriya ji
"""
ENERGY = """version: "3.1"
nlu:
- intent: report_complaint
  metadata:
    category: energy/power_outage
    kind: grievance
  examples: |
    - [Ghansali](place) me light nahi
    - bijli gul hai
"""


@pytest.fixture(autouse=True)
def all_are_learnt(monkeypatch):
    """Keep nothing apart; the test of that is in test_training_folder.py."""
    monkeypatch.setattr(labels, "is_kept_apart", lambda _key: False)


@pytest.fixture
def author(session):
    return Author(cast.account(session, "trainer").id, "trainer")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "report_complaint").mkdir()
    (tmp_path / "conversation.yml").write_text(CONVERSATION, "utf-8")
    (tmp_path / "report_complaint/energy.yml").write_text(ENERGY, "utf-8")
    return tmp_path


def text_of(folder, name="conversation"):
    return (folder / f"{name}.yml").read_text("utf-8")


def teach(session, author, text, meaning, now=NOW, **more):
    return labels.confirm(session, Lesson(text, meaning, **more), author, now)


def out(session, folder, frozen=(), now=NOW):
    return exchange.bring_out(session, examples.read(folder), frozenset(frozen), now)


def back(session, folder, now=NOW):
    return exchange.bring_in(session, examples.read(folder), now)


def test_a_label_becomes_one_line_in_its_place(session, author, folder):
    teach(session, author, "light chali gayi [Ghansali](place) me", LIGHT)
    report = out(session, folder)

    assert [path.name for path in report.files] == ["energy.yml"]
    wanted = ENERGY + "    - light chali gayi [Ghansali](place) me\n"
    assert text_of(folder, "report_complaint/energy") == wanted
    assert text_of(folder) == CONVERSATION
    assert out(session, folder).files == []


def test_a_meaning_that_had_no_line_gets_a_block_in_the_file_of_its_department(
    session, author, folder
):
    teach(session, author, "nal sookha pada", WATER)
    out(session, folder)
    assert text_of(folder, "report_complaint/drinking_water") == (
        'version: "3.1"\nnlu:\n- intent: report_complaint\n  metadata:\n'
        "    category: drinking_water/no_water_supply\n    kind: grievance\n  examples: |\n"
        "    - nal sookha pada\n"
    )


def test_a_sentence_of_the_frozen_set_is_refused(session, author, folder):
    teach(session, author, "Light chali gayi!", LIGHT)
    report = out(session, folder, {key_of("light chali gayi")})
    assert [refused.why for refused in report.refused] == [exchange.IS_FROZEN]
    assert report.files == []


def test_words_that_the_files_have_under_another_meaning_are_refused(session, author, folder):
    teach(session, author, "Namaste", THANKS)
    report = out(session, folder)
    assert [refused.why for refused in report.refused] == ["the files have these words as greet"]
    assert text_of(folder) == CONVERSATION


def test_what_a_trainer_moves_is_moved(session, author, folder):
    found = examples.read(folder)
    assert labels.move(session, found, [key_of("namaste")], THANKS, author, NOW) == 1
    out(session, folder)
    assert text_of(folder) == CONVERSATION.replace("    - namaste\n", "").replace(
        "    - dhanyavad\n", "    - dhanyavad\n    - namaste\n"
    )


def test_what_a_trainer_retires_is_gone_and_may_be_added_again(session, author, folder):
    found = examples.read(folder)
    assert labels.retire(session, found, [key_of("bijli gul hai"), "nothing"], author, NOW) == 1
    assert key_of("bijli gul hai") not in labels.overlaid(session, found)
    assert out(session, folder).removed == ["bijli gul hai"]
    assert "gul" not in text_of(folder, "report_complaint/energy")

    labels.add(session, examples.read(folder), Lesson("bijli gul hai", LIGHT), author, NOW)
    out(session, folder)
    assert text_of(folder, "report_complaint/energy") == ENERGY


def test_the_last_line_of_a_meaning_takes_its_block_along(session, author, folder):
    found = examples.read(folder)
    keys = [key_of("namaste"), key_of("नमस्ते")]
    labels.retire(session, found, keys, author, NOW)
    out(session, folder)
    assert "greet" not in text_of(folder)


def test_what_developers_changed_is_taken_over_and_not_written_back(session, author, folder):
    label = teach(session, author, "light chali gayi", LIGHT)
    out(session, folder)
    path = folder / "report_complaint/energy.yml"
    path.write_text(
        ENERGY.replace("    - bij", "    - [light](place) chali gayi\n    - bij"), "utf-8"
    )
    assert out(session, folder).files == []
    assert back(session, folder).taken == ["[light](place) chali gayi"]
    assert label.text == "[light](place) chali gayi"

    path.write_text(ENERGY, "utf-8")
    assert len(back(session, folder).taken) == 1
    assert labels.wanted(label) is None
    assert out(session, folder).files == []


def test_what_both_changed_is_left_alone_and_told(session, author, folder):
    label = teach(session, author, "light chali gayi", LIGHT)
    out(session, folder)
    (folder / "report_complaint/energy.yml").write_text(ENERGY, "utf-8")
    moved = CONVERSATION.replace("    - shu", "    - light chali gayi\n    - shu")
    (folder / "conversation.yml").write_text(moved, "utf-8")
    later = NOW + timedelta(hours=1)
    teach(session, author, "light chali gayi", WATER, later)

    assert back(session, folder).taken == []
    (refused,) = out(session, folder).refused
    assert refused.why == "changed at the desk and in the files, there to thank"
    assert labels.wanted(label).meaning == WATER


def test_the_same_words_with_the_same_meaning_are_the_files_own(session, author, folder):
    label = teach(session, author, "Ghansali me light nahi", LIGHT)
    report = out(session, folder)
    assert (report.files, report.refused) == ([], [])
    assert label.text == "[Ghansali](place) me light nahi"


def test_what_is_only_for_testing_is_no_training_line(session, author, folder, tmp_path):
    lesson = {"is_example": False, "is_test": True}
    label = teach(session, author, "[Chamba](place) me batti gul", LIGHT, **lesson)
    assert out(session, folder).files == []
    path = tmp_path / "taught" / "labels.jsonl"
    assert exchange.write_tests(session, path) == 1
    assert exchange.write_tests(session, path) == 0
    (line,) = path.read_text("utf-8").splitlines()
    assert json.loads(line) == {
        "text": "Chamba me batti gul",
        "script": "roman",
        "intent": "report_complaint",
        "category": "energy/power_outage",
        "kind": "grievance",
        "entities": [{"entity": "place", "value": "Chamba"}],
        "hard": False,
    }
    assert label.base is None
    assert back(session, folder).taken == []


def test_what_was_taught_waits_to_be_exported(session, author, folder):
    teach(session, author, "light chali gayi", LIGHT)
    assert labels.count_unexported(session) == 1
    out(session, folder)
    assert labels.count_unexported(session) == 0


def test_a_file_in_another_layout_is_read_and_never_written(session, author, folder):
    strange = CONVERSATION.replace("dhanyavad", "zz")
    (folder / "conversation.yml").write_text(strange, "utf-8")
    assert examples.read(folder).find("zz").meaning == THANKS
    teach(session, author, "bijli gayi", LIGHT)
    out(session, folder)
    teach(session, author, "bahut meherbani", THANKS)
    with pytest.raises(examples.StrangeFile, match=r"conversation\.yml"):
        out(session, folder)
    assert text_of(folder) == strange


def test_no_file_of_the_project_is_in_another_layout():
    found = examples.read()
    keys = [line.key for line in found.all()]
    for meaning in {line.meaning for line in found.all()}:
        found.put(examples.Example(f"ek naya vakya {meaning}", meaning))
    for key in set(found.by_key()) - set(keys):
        found.remove(key)
    assert found.write() == []


@pytest.mark.parametrize(
    "meaning",
    [
        Meaning("nlu_fallback"),
        Meaning("report_complaint"),
        replace(LIGHT, category="energy/nothing"),
        replace(LIGHT, kind="wish"),
        Meaning("thank", "energy/power_outage", "grievance"),
    ],
)
def test_what_is_no_meaning_is_refused(session, author, meaning):
    with pytest.raises(labels.UnknownMeaning):
        teach(session, author, "light chali gayi", meaning)
