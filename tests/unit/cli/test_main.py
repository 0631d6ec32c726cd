import re

import pytest

from helpline.cli import main as main_module
from helpline.cli import train
from helpline.cli.errors import CommandError
from helpline.cli.main import COMMANDS, main
from helpline.settings import SettingsError


@pytest.fixture
def train_raises(monkeypatch):
    # Signal handlers belong to the test runner.
    monkeypatch.setattr(main_module.signal, "signal", lambda *_: None)

    def prepare(error: BaseException) -> None:
        def execute(_: object) -> None:
            raise error

        monkeypatch.setattr(train, "execute", execute)

    return prepare


@pytest.mark.parametrize("error", [CommandError, SettingsError])
def test_what_went_wrong_is_told_in_one_line(train_raises, capsys, error):
    train_raises(error("RASA_PORT must be a port."))

    assert main(["train"]) == 1
    assert capsys.readouterr().err == "RASA_PORT must be a port.\n"


def test_an_interrupted_command_says_so_by_its_code(train_raises):
    train_raises(KeyboardInterrupt())

    assert main(["train"]) == 130


def test_an_error_of_ours_is_not_hidden(train_raises):
    train_raises(ZeroDivisionError())

    with pytest.raises(ZeroDivisionError):
        main(["train"])


def test_the_help_has_a_line_for_every_command(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])

    shown = capsys.readouterr().out
    assert [name for name in COMMANDS if not re.search(rf"^ +{name}\b", shown, re.M)] == []


def test_without_a_command_the_usage_is_shown(capsys):
    with pytest.raises(SystemExit) as exit_:
        main([])

    assert exit_.value.code == 2
    assert "usage:" in capsys.readouterr().err
