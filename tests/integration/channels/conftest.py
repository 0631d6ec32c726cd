import pytest

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
