"""Transactions that only read: they see what is committed, wait for nobody and change nothing."""

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError, OperationalError

from helpline.services.citizens import meet
from helpline.store.base import reading, reading_if_possible, transaction
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


def test_what_seldom_writes_waits_for_nobody_where_it_only_reads(citizens):
    with transaction(citizens) as writing:
        writing.execute(update(Citizen).values(language="en"))
        assert reading_if_possible(citizens, languages) == ["hi"]


def test_what_seldom_writes_is_begun_anew_where_it_has_to(citizens, engine):
    begun = []

    def work(session):
        begun.append(languages(session))
        session.execute(select(Citizen)).scalar_one().language = "en"
        return "done"

    assert reading_if_possible(citizens, work) == "done"
    assert begun == [["hi"]] * (2 if engine.dialect.name == "sqlite" else 1)
    with reading(citizens) as session:
        assert languages(session) == ["en"]


def test_whatever_else_fails_in_it_is_told(citizens):
    with pytest.raises(DBAPIError):
        reading_if_possible(
            citizens, lambda session: session.execute(text("SELECT * FROM nothing"))
        )
