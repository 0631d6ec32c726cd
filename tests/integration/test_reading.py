"""Transactions that only read: they see what is committed, wait for nobody and change nothing."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from helpline.services.citizens import meet
from helpline.store.base import reading, transaction
from helpline.store.messages import Citizen
from tests.support.messages import SECRET, SENT_AT


@pytest.fixture
def citizens(sessions):
    with transaction(sessions) as session:
        meet(session, SECRET, "919876543210", None, SENT_AT)
    return sessions


def languages(session):
    return session.execute(select(Citizen.language)).scalars().all()


def test_it_reads_while_somebody_else_writes(citizens):
    with transaction(citizens) as writing:
        writing.execute(update(Citizen).values(language="en"))
        with reading(citizens) as session:
            assert languages(session) == ["hi"]
    with reading(citizens) as session:
        assert languages(session) == ["en"]


def test_somebody_else_writes_while_it_reads(citizens):
    with reading(citizens) as session:
        assert languages(session) == ["hi"]
        with transaction(citizens) as writing:
            writing.execute(update(Citizen).values(language="en"))


def test_on_sqlite_it_cannot_write_and_the_next_transaction_can(citizens, engine):
    if engine.dialect.name != "sqlite":
        pytest.skip("only SQLite locks the whole database")
    with pytest.raises(OperationalError, match="readonly"), reading(citizens) as session:
        session.execute(update(Citizen).values(language="en"))
    with transaction(citizens) as session:
        session.execute(update(Citizen).values(language="en"))
