"""Rasa's memory of conversations, kept where the helpline's other tables are kept.

Its failures are loud: Rasa would go on with an empty conversation and store nothing. A turn reads
its session and nothing before it, so that a long conversation costs no more than a short one; of a
session that was read lately, only what came since.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SessionStarted, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import Index, bindparam, case, func, insert, inspect, select, text
from sqlalchemy.engine import Connection, Engine, Row
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.schema import CreateSchema

from helpline import settings
from helpline.channels.errors import TurnAbandoned
from helpline.channels.lately_read import LatelyRead, ReadSession
from helpline.store.base import make_engine, reading_connection
from helpline.store.conversations import SCHEMA

_EVENTS = SQLTrackerStore.SQLEvent.__table__
# Two servers that start at once must not both make the table; the number means nothing.
_MAKING_TABLES = 1905
# By which a conversation that was read remembers how many of its events are stored.
_STORED = "_stored_by_helpline"
# Finds where a session begins without a look at what was said before.
_BEGINNINGS = Index("ix_events_session", _EVENTS.c.sender_id, _EVENTS.c.type_name, _EVENTS.c.id)

# Asked at each turn, and put together once.
_OF_SENDER = _EVENTS.c.sender_id == bindparam("sender")
# By number where the latest session begins: times need not differ.
_SESSION_START = func.coalesce(
    select(func.max(_EVENTS.c.id))
    .where(_OF_SENDER, _EVENTS.c.type_name == SessionStarted.type_name)
    .scalar_subquery(),
    0,
)
_ALL = select(_EVENTS.c.data).where(_OF_SENDER).order_by(_EVENTS.c.id)
# From the last event that is known, if the session is still the one that is known.
_OF_SESSION = (
    select(_EVENTS.c.id, _EVENTS.c.data, _SESSION_START.label("start"))
    .where(
        _OF_SENDER,
        _EVENTS.c.id
        >= case(
            (bindparam("known_start") == _SESSION_START, bindparam("known_last")),
            else_=_SESSION_START,
        ),
    )
    .order_by(_EVENTS.c.id)
)
_HOW_MANY = (
    select(func.count()).select_from(_EVENTS).where(_OF_SENDER, _EVENTS.c.id >= _SESSION_START)
)
_ADD = insert(_EVENTS)


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
        self._lately_read = LatelyRead()

    async def _retrieve(
        self, sender_id: str, fetch_events_from_all_sessions: bool
    ) -> DialogueStateTracker | None:
        """Read a conversation, and remember how much of it is stored."""
        read = self._read_all if fetch_events_from_all_sessions else self._read_session
        with _ending_turns(), reading_connection(self.engine) as connection:
            events = read(connection, sender_id)
        if not events or not self.domain:
            return None
        tracker = DialogueStateTracker.from_events(sender_id, events, self.domain.slots)
        setattr(tracker, _STORED, len(tracker.events))
        return tracker

    def _read_all(self, connection: Connection, sender_id: str) -> list[Event]:
        return _parsed(connection.execute(_ALL, {"sender": sender_id}).scalars())

    def _read_session(self, connection: Connection, sender_id: str) -> list[Event]:
        known = self._lately_read.of(sender_id)
        rows = connection.execute(_OF_SESSION, _asked(sender_id, known)).all()
        if known is not None and not _goes_on(known, rows):
            known, rows = None, connection.execute(_OF_SESSION, _asked(sender_id)).all()
        before, new = (known.events, rows[1:]) if known else ([], rows)
        events = [*before, *_parsed(row.data for row in new)]
        if rows and rows[0].start:
            self._lately_read.keep(sender_id, ReadSession(rows[0].start, rows[-1].id, events))
        return events

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Add what is new since the conversation was read. Only one turn of it runs at a time."""
        await self.stream_events(tracker)
        events = list(tracker.events)
        with _ending_turns():
            new = events[self._stored(tracker) :]
            if new:
                rows = [_row(tracker.sender_id, event) for event in new]
                with self.engine.begin() as connection:
                    connection.execute(_ADD, rows)
        setattr(tracker, _STORED, len(events))

    def _stored(self, tracker: DialogueStateTracker) -> int:
        """Return how many events of the session are stored."""
        known = getattr(tracker, _STORED, None)
        if known is not None:
            return known
        # Made by Rasa for somebody who was not known, or by hand.
        with reading_connection(self.engine) as connection:
            return connection.execute(_HOW_MANY, {"sender": tracker.sender_id}).scalar_one()

    @contextmanager
    def session_scope(self) -> Iterator[Session]:
        """Open a session, for what Rasa itself asks."""
        with _ending_turns(), self.sessionmaker() as session:
            yield session


@contextmanager
def _ending_turns() -> Iterator[None]:
    """Let a database that fails end the turn."""
    try:
        yield
    except SQLAlchemyError as error:
        raise TurnAbandoned(f"tracker store: {type(error).__name__}") from error


def _asked(sender_id: str, known: ReadSession | None = None) -> dict[str, Any]:
    start, last = (known.start, known.last) if known else (None, None)
    return {"sender": sender_id, "known_start": start, "known_last": last}


def _goes_on(known: ReadSession, rows: Sequence[Row]) -> bool:
    """Tell whether what was read begins with the last event that is known, of the same session."""
    return bool(rows) and (rows[0].start, rows[0].id) == (known.start, known.last)


def _parsed(stored: Iterable[str]) -> list[Event]:
    return deserialise_events(map(json.loads, stored))


def _row(sender_id: str, event: Event) -> dict[str, Any]:
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


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
        _BEGINNINGS.create(connection, checkfirst=True)
    return engine
