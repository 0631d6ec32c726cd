"""The action server's way to the database, opened at the first use."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy.orm import Session, sessionmaker

from helpline import settings
from helpline.store.base import make_engine, make_sessions, transaction


@contextmanager
def database() -> Iterator[Session]:
    """Open one transaction: committed when the block ends, rolled back when it raises."""
    with transaction(_sessions()) as session:
        yield session


@cache
def _sessions() -> sessionmaker:
    return make_sessions(make_engine(settings.load().database_url))
