"""The commands on a database of their own."""

from collections.abc import Callable

import pytest

from helpline.cli.environment import TRIAL_SECRETS
from helpline.cli.main import main


@pytest.fixture
def command(monkeypatch, seeded_url, tmp_path) -> Callable[..., int]:
    """Run `python -m helpline.cli …` on a seeded database."""
    for name in TRIAL_SECRETS:
        monkeypatch.setenv(name, "secret")
    monkeypatch.setenv("DATABASE_URL", seeded_url)
    monkeypatch.setenv("HELPLINE_DATA_DIR", str(tmp_path))
    monkeypatch.setattr("helpline.cli.main.signal.signal", lambda *_: None)
    return lambda *words: main(words)
