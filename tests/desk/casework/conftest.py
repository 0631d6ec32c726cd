"""The desk of a whole state, with the cast at it and one complaint of a citizen in Bhilangna."""

from collections.abc import Callable
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy.orm import sessionmaker

from helpline.services.moves import Actor, at_the_desk
from helpline.store.base import make_engine, make_sessions, transaction
from helpline.store.complaints import Complaint
from helpline.store.seed import seed
from helpline.store.tables import Base
from tests.desk.conftest import PASSWORD, Visitor
from tests.support import cast


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the state and an account for everybody of the cast."""
    path = tmp_path_factory.mktemp("casework") / "helpline.db"
    engine = make_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    with transaction(make_sessions(engine)) as session:
        seed(session)
        # As weak as it can be: everybody signs in in every test.
        hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        cast.add_cast(session, hasher.hash(PASSWORD))
    engine.dispose()
    return path


@pytest.fixture(autouse=True)
def today(frozen_clock) -> None:
    """It is the day on which the cast works."""


@pytest.fixture
def number(sessions: sessionmaker) -> str:
    """The number of a complaint that lies with the engineer."""
    with transaction(sessions) as session:
        return cast.filed(session).number


@pytest.fixture
def somebody(app: Flask) -> Callable[[str], Visitor]:
    """Let a member of the cast sign in."""

    def sign_in(login: str) -> Visitor:
        visitor = Visitor(app)
        assert visitor.sign_in(login, PASSWORD).status_code == 302
        return visitor.in_english()

    return sign_in


def complaint_of(session, number: str) -> Complaint:
    return session.query(Complaint).filter_by(number=number).one()


def acting(session, login: str, complaint: Complaint) -> Actor:
    return at_the_desk(session, cast.person(session, login), complaint, cast.NOW)
