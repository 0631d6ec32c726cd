"""The swap: the chosen model takes the place of the one that answers, or nothing changes."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from helpline import clock
from helpline.channels import model_swap
from helpline.channels.model_swap import ModelSwap
from helpline.domain import roles
from helpline.store.base import transaction
from helpline.store.training import ModelChoice, TrainingRun
from helpline.workbench.model_files import fingerprint, model_path
from tests.support.people import add_person

NEW = "desk-1.tar.gz"


class Server:
    """What a rasa server has of it: the agent that answers."""

    def __init__(self, sessions, data_dir):
        self.agent = agent_of(model_path())
        self.loaded = []
        self.swap = ModelSwap(sessions, data_dir, lambda: self.agent, self.put)

    def put(self, agent):
        self.agent = agent

    @property
    def answers(self):
        return self.agent.processor.model_path.name


def agent_of(path):
    return SimpleNamespace(processor=SimpleNamespace(model_path=Path(path)), model_id=path.name)


@pytest.fixture
def server(sessions, tmp_path, monkeypatch):
    server = Server(sessions, tmp_path)

    def load(_old, path):
        server.loaded.append(path.name)
        if not path.exists() and path != model_path():
            raise FileNotFoundError(path)
        return agent_of(path)

    monkeypatch.setattr(model_swap, "beside", load)
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / NEW).touch()
    return server


@pytest.fixture
def choose(sessions):
    """Choose the model of the first training, or with None the repository's."""
    with transaction(sessions) as session:
        account_id = add_person(session, "trainer", roles.TRAINER).id
        session.add(
            TrainingRun(account_id=account_id, asked_at=clock.now(), state="passed", model_file=NEW)
        )

    def choose(run_id, of=None):
        with transaction(sessions) as session:
            choice = ModelChoice(
                at=clock.now(),
                fingerprint=of or fingerprint(),
                run_id=run_id,
                account_id=account_id,
                act="deploy",
            )
            session.add(choice)
            session.flush()
            return choice.id

    return choose


def choice(sessions, choice_id):
    with sessions() as session:
        return session.get(ModelChoice, choice_id)


async def test_without_a_choice_the_model_of_the_repository_answers(server):
    await server.swap.look()
    assert (server.answers, server.loaded) == (model_path().name, [])


async def test_the_chosen_model_is_loaded_once_and_is_live(server, sessions, choose):
    choice_id = choose(1)
    await server.swap.look()
    await server.swap.look()
    assert (server.answers, server.loaded) == (NEW, [NEW])
    assert choice(sessions, choice_id).live_at is not None


async def test_a_step_back_brings_the_model_of_the_repository(server, choose):
    choose(1)
    await server.swap.look()
    choose(None)
    await server.swap.look()
    assert server.answers == model_path().name


async def test_a_server_that_began_with_the_chosen_model_only_says_so(server, sessions, choose):
    choice_id = choose(1)
    server.agent = agent_of(server.swap._data_dir / "models" / NEW)
    await server.swap.look()
    assert server.loaded == []
    assert choice(sessions, choice_id).live_at is not None


async def test_a_model_that_cannot_be_loaded_changes_nothing(server, sessions, choose, tmp_path):
    (tmp_path / "models" / NEW).unlink()
    choice_id = choose(1)
    await server.swap.look()
    await server.swap.look()
    assert (server.answers, server.loaded) == (model_path().name, [NEW])
    found = choice(sessions, choice_id)
    assert (found.live_at, found.error) == (None, "FileNotFoundError")


async def test_a_choice_for_another_repository_is_none(server, choose):
    choose(1, of="ba9876543210")
    await server.swap.look()
    assert server.loaded == []
