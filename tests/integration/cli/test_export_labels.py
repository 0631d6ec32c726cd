import pytest

from helpline.domain.labels import Meaning
from helpline.store.base import transaction
from helpline.workbench import examples, exchange, labels
from helpline.workbench.labels import Author, Lesson
from tests.support import cast
from tests.support.cast import NOW

LINES = 'version: "3.1"\nnlu:\n- intent: thank\n  examples: |\n    - dhanyavad\n'


@pytest.fixture
def file(tmp_path, monkeypatch):
    folder = tmp_path / "nlu"
    folder.mkdir()
    monkeypatch.setattr(examples.read, "__defaults__", (folder,))
    monkeypatch.setattr(exchange.write_tests, "__defaults__", (tmp_path / "taught.jsonl",))
    path = folder / "conversation.yml"
    path.write_text(LINES, "utf-8")
    return path


def teach(seeded, *texts):
    with transaction(seeded) as session:
        cast.add_cast(session)
        author = Author(cast.account(session, "trainer").id, "trainer")
        for text in texts:
            labels.confirm(session, Lesson(text, Meaning("thank")), author, NOW)


def test_what_was_taught_is_written_and_what_was_refused_is_told(command, seeded, file, capsys):
    teach(seeded, "bahut dhanyavad ji")
    assert command("export-labels") == 0
    assert file.read_text("utf-8") == LINES.replace(
        "    - dh", "    - bahut dhanyavad ji\n    - dh"
    )
    said = capsys.readouterr().out
    assert said.startswith("Written: 1. Removed: 0. Taken over from the files: 0. Tests: 0.")
    assert "bahut" not in said

    file.write_text(LINES, "utf-8")
    assert command("import-labels") == 0
    assert capsys.readouterr().out == "Taken over from the files: 1.\n"
    assert command("export-labels") == 0
    assert file.read_text("utf-8") == LINES


def test_a_file_that_cannot_be_read_is_named_and_nothing_is_written(command, seeded, file, capsys):
    teach(seeded, "bahut dhanyavad ji")
    file.write_text(LINES + "    - aabhar\n", "utf-8")
    assert command("export-labels") == 1
    assert "conversation.yml" in capsys.readouterr().err
