"""The desk's way to the helpline's tables."""

from contextlib import AbstractContextManager

from flask import Flask, current_app, request
from sqlalchemy.orm import Session

from helpline.settings import Settings
from helpline.store.base import make_engine, make_sessions, reading, transaction

_READING_METHODS = frozenset({"GET", "HEAD"})


def init_app(app: Flask, settings: Settings) -> None:
    """Prepare the sessions; the database is opened with the first of them."""
    app.extensions["sessions"] = make_sessions(make_engine(settings.database_url))


def unit_of_work() -> AbstractContextManager[Session]:
    """Open a transaction: one that only reads where a page is asked for.

    Keep others short: SQLite lets nobody else write meanwhile.
    """
    sessions = current_app.extensions["sessions"]
    return reading(sessions) if request.method in _READING_METHODS else transaction(sessions)


def only_reading() -> AbstractContextManager[Session]:
    """Open a transaction that reads, also while another one of this request writes."""
    return reading(current_app.extensions["sessions"])
