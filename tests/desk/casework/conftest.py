"""The desk of a whole state, with the cast at it and one complaint of a citizen in Bhilangna."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import sessionmaker

from helpline.services.moves import Actor, at_the_desk
from helpline.store.base import transaction
from helpline.store.complaints import Complaint
from tests.desk.conftest import PASSWORD, Visitor
from tests.support import cast


@pytest.fixture
def template(cast_template: Path) -> Path:
    """A database with the state and an account for everybody of the cast."""
    return cast_template


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
