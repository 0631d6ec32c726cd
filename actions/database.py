"""The action server's way to the database, opened at the first use."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TypeVar

from sqlalchemy.orm import Session, sessionmaker

from helpline import settings
from helpline.store import base
from helpline.store.base import make_engine, make_sessions, transaction

Result = TypeVar("Result")


@contextmanager
def database() -> Iterator[Session]:
    """Open one transaction: committed when the block ends, rolled back when it raises."""
    with transaction(_sessions()) as session:
        yield session


def reading_if_possible(work: Callable[[Session], Result]) -> Result:
    """Do work that seldom writes, and that may be begun anew where it does; nobody waits for it."""
    return base.reading_if_possible(_sessions(), work)


@cache
def _sessions() -> sessionmaker:
    return make_sessions(make_engine(settings.load().database_url))
