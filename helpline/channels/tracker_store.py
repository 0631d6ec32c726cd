"""Rasa's memory of conversations, kept where the helpline's other tables are kept.

Its failures are loud: Rasa would go on with an empty conversation and store nothing. A turn reads
its session and nothing before it, so that a long conversation costs no more than a short one.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import Index, func, insert, inspect, select, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.schema import CreateSchema
from sqlalchemy.sql.functions import Function

from helpline import settings
from helpline.channels.errors import TurnAbandoned
from helpline.store.base import make_engine, only_reads
from helpline.store.conversations import SCHEMA

_EVENTS = SQLTrackerStore.SQLEvent.__table__
# Two servers that start at once must not both make the table; the number means nothing.
_MAKING_TABLES = 1905
# By which a conversation that was read remembers how many of its events are stored.
_STORED = "_stored_by_helpline"
# Finds where a session begins without a look at what was said before.
_BEGINNINGS = Index("ix_events_session", _EVENTS.c.sender_id, _EVENTS.c.type_name, _EVENTS.c.id)


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

    async def _retrieve(
        self, sender_id: str, fetch_events_from_all_sessions: bool
    ) -> DialogueStateTracker | None:
        """Read a conversation, and remember how much of it is stored."""
        columns = _EVENTS.c
        wanted = select(columns.data).where(columns.sender_id == sender_id).order_by(columns.id)
        if not fetch_events_from_all_sessions:
            wanted = wanted.where(columns.id >= _session_start(sender_id))
        with self.session_scope() as session:
            only_reads(session)
            events = [json.loads(data) for data in session.execute(wanted).scalars()]
        if not events or not self.domain:
            return None
        tracker = DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)
        setattr(tracker, _STORED, len(tracker.events))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Add what is new since the conversation was read. Only one turn of it runs at a time."""
        await self.stream_events(tracker)
        events = list(tracker.events)
        with self.session_scope() as session:
            stored = getattr(tracker, _STORED, None)
            if stored is None:
                # Made by Rasa for somebody who was not known, or by hand.
                stored = self._count(session, tracker.sender_id)
            rows = [_row(tracker.sender_id, event) for event in events[stored:]]
            if rows:
                session.execute(insert(_EVENTS), rows)
                session.commit()
        setattr(tracker, _STORED, len(events))

    def _count(self, session: Session, sender_id: str) -> int:
        of_session = (_EVENTS.c.sender_id == sender_id) & (
            _EVENTS.c.id >= _session_start(sender_id)
        )
        return session.execute(select(func.count()).where(of_session)).scalar_one()

    @contextmanager
    def session_scope(self) -> Iterator[Session]:
        """Open a session; a database that fails ends the turn."""
        try:
            with self.sessionmaker() as session:
                yield session
        except SQLAlchemyError as error:
            raise TurnAbandoned(f"tracker store: {type(error).__name__}") from error


def _session_start(sender_id: str) -> Function:
    """Where the latest session begins, by number: times need not differ."""
    started = select(func.max(_EVENTS.c.id)).where(
        _EVENTS.c.sender_id == sender_id, _EVENTS.c.type_name == SessionStarted.type_name
    )
    return func.coalesce(started.scalar_subquery(), 0)


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
