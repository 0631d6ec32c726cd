"""With which model the rasa server starts."""

import pytest

from helpline import clock, settings
from helpline.cli.environment import TRIAL_SECRETS
from helpline.cli.rasa_server import chosen_model
from helpline.domain import roles
from helpline.store.base import transaction
from helpline.store.training import ModelChoice, TrainingRun
from helpline.workbench.model_files import file_of_run, fingerprint
from tests.support.people import add_person

NAME = "desk-1.tar.gz"


@pytest.fixture
def read(sessions, tmp_path):
    url = sessions.kw["bind"].url.render_as_string(hide_password=False)
    secrets = dict.fromkeys(TRIAL_SECRETS, "secret")
    return settings.load({**secrets, "DATABASE_URL": url, "HELPLINE_DATA_DIR": str(tmp_path)})


@pytest.fixture
def choose(sessions):
    with transaction(sessions) as session:
        account_id = add_person(session, "trainer", roles.TRAINER).id
        run = {"account_id": account_id, "asked_at": clock.now(), "state": "passed"}
        session.add(TrainingRun(**run, model_file=NAME))

    def choose(of):
        with transaction(sessions) as session:
            who = {"account_id": account_id, "act": "deploy"}
            session.add(ModelChoice(**who, at=clock.now(), fingerprint=of, run_id=1))

    return choose


@pytest.fixture
def file(tmp_path):
    file = file_of_run(tmp_path, NAME)
    file.parent.mkdir()
    file.touch()
    return file


def test_the_chosen_model_is_taken(read, choose, file):
    assert chosen_model(read) is None
    choose(fingerprint())
    assert chosen_model(read) == file


def test_not_one_that_was_chosen_before_an_update(read, choose, file):
    choose("ba9876543210")
    assert chosen_model(read) is None


def test_not_one_whose_file_is_gone(read, choose, file):
    choose(fingerprint())
    file.unlink()
    assert chosen_model(read) is None


def test_without_a_database_the_server_starts_all_the_same(tmp_path, capsys):
    secrets = dict.fromkeys(TRIAL_SECRETS, "secret")
    url = f"sqlite:///{tmp_path / 'not there' / 'helpline.db'}"
    read = settings.load({**secrets, "DATABASE_URL": url, "HELPLINE_DATA_DIR": str(tmp_path)})
    assert chosen_model(read) is None
    assert "cannot be read" in capsys.readouterr().err
