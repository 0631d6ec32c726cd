"""Rasa's memory of conversations, seen from outside Rasa: only to forget."""

from datetime import datetime

from sqlalchemy import column, delete, inspect, table
from sqlalchemy.engine import Engine

# On PostgreSQL Rasa's table lives in the helpline's database, so it has a room of its own.
SCHEMA = "rasa"
_TABLE = "events"


def forget(engine: Engine, key: str, until: datetime) -> int:
    """Erase what a citizen with this key said and heard up to a moment; return how many events."""
    schema = SCHEMA if engine.dialect.name == "postgresql" else None
    if not inspect(engine).has_table(_TABLE, schema=schema):
        # No rasa server has ever run here.
        return 0
    events = table(_TABLE, column("sender_id"), column("timestamp"), schema=schema)
    with engine.begin() as connection:
        erased = connection.execute(
            delete(events).where(events.c.sender_id == key, events.c.timestamp <= until.timestamp())
        )
    return erased.rowcount
