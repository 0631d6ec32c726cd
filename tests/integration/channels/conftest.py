from contextlib import suppress

import pytest
from sanic.touchup import TouchUp

from helpline.channels import rasa_patches
from helpline.channels.tracker_store import HelplineTrackerStore
from tests.support.fake_actions import FakeActions


@pytest.fixture(autouse=True)
def patched_rasa():
    """What the channel does to Rasa when the server starts."""
    rasa_patches.apply()


@pytest.fixture
def tracker_url(sessions, tmp_path):
    """The place of Rasa's own table: the same database on PostgreSQL, a file beside it on SQLite."""
    url = sessions.kw["bind"].url
    if url.drivername == "sqlite":
        return f"sqlite:///{tmp_path / 'tracker.db'}"
    return url.render_as_string(hide_password=False)


@pytest.fixture
def tracker_store(tracker_url):
    store = HelplineTrackerStore(host=tracker_url)
    yield store
    store.engine.dispose()


@pytest.fixture
async def actions():
    async with FakeActions() as actions:
        yield actions


@pytest.fixture
def start_again(monkeypatch):
    """Sanic rewrites its own methods at a start; at a second one in a process it trips over that."""
    rewrite = TouchUp.run

    def rewrite_once(app):
        with suppress(KeyError):
            rewrite(app)

    monkeypatch.setattr(TouchUp, "run", rewrite_once)
