"""Rasa's memory of conversations, kept where the helpline's other tables are kept.

Its failures are loud: Rasa would go on with an empty conversation and store nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from sqlalchemy import inspect, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.schema import CreateSchema

from helpline import settings
from helpline.channels.errors import TurnAbandoned
from helpline.store.base import make_engine
from helpline.store.conversations import SCHEMA

_EVENTS = SQLTrackerStore.SQLEvent.__table__
# Two servers that start at once must not both make the table; the number means nothing.
_MAKING_TABLES = 1905


class HelplineTrackerStore(SQLTrackerStore):
    """Rasa's SQL tracker store on the helpline's kind of engine."""

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        """Open the store at `host`, a database URL, by default the one of the settings."""
        # Past SQLTrackerStore, which would make an engine of its own: without WAL, and waiting
        # for ever for a database that is not there.
        TrackerStore.__init__(self, domain, event_broker, **kwargs)
        self.engine = open_tracker_database(host or settings.load().tracker_database_url)
        self.sessionmaker = sessionmaker(bind=self.engine, future=True)

    @contextmanager
    def session_scope(self) -> Iterator[Session]:
        """Open a session; a database that fails ends the turn."""
        try:
            with self.sessionmaker() as session:
                yield session
        except SQLAlchemyError as error:
            raise TurnAbandoned(f"tracker store: {type(error).__name__}") from error


def open_tracker_database(url: str) -> Engine:
    """Return an engine on the tracker database, its table and index made if need be."""
    engine = make_engine(url)
    on_postgresql = engine.dialect.name == "postgresql"
    if on_postgresql:
        engine = engine.execution_options(schema_translate_map={None: SCHEMA})
    with engine.begin() as connection:
        if on_postgresql:
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _MAKING_TABLES})
            if SCHEMA not in inspect(connection).get_schema_names():
                connection.execute(CreateSchema(SCHEMA))
        _EVENTS.create(connection, checkfirst=True)
    return engine
