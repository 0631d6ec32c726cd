"""How every table is made and how a session is opened."""

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from typing import Any, TypeVar

from sqlalchemy import DateTime, MetaData, create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session, declarative_base, sessionmaker
from sqlalchemy.pool import QueuePool
from sqlalchemy.types import TypeDecorator

SQLITE_BUSY_SECONDS = 15
# Between two tries for SQLite's write lock: a transaction takes some milliseconds.
_ASK_AGAIN_SECONDS = 0.001
# As many as threads of one process use at once: a connection beyond them reads the schema anew.
SQLITE_CONNECTIONS = 24
# The execution option of a transaction that only reads; on a connection: what its last one did.
_READING = "helpline_reading"
# What SQLite says where such a transaction writes, and where somebody else is writing.
_READONLY, _LOCKED = "attempt to write a readonly database", "database is locked"

Result = TypeVar("Result")

Base = declarative_base(
    metadata=MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
)


class UTCDateTime(TypeDecorator):
    """An aware datetime, kept as UTC. SQLite forgets zones, so they are put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        """Turn an aware datetime into UTC; refuse a naive one with ValueError."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(timezone.utc)

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:
        """Return the stored moment in UTC."""
        if value is None:
            return None
        return (
            value.replace(tzinfo=timezone.utc)
            if value.tzinfo is None
            else value.astimezone(timezone.utc)
        )


def make_engine(database_url: str) -> Engine:
    """Open the database behind this URL; SQLite in WAL mode with foreign keys enforced.

    Its errors name no parameters: those are citizens' words, and errors land in logs.
    """
    if database_url.startswith("sqlite"):
        engine = create_engine(
            database_url,
            future=True,
            json_serializer=_json,
            hide_parameters=True,
            # Without it every transaction would open the file anew.
            poolclass=QueuePool,
            pool_size=SQLITE_CONNECTIONS,
            connect_args={"timeout": SQLITE_BUSY_SECONDS, "check_same_thread": False},
        )
        event.listen(engine, "connect", _sqlite_pragmas)
        one_writer = _OneWriter()
        event.listen(engine, "begin", one_writer.begin)
        event.listen(engine, "checkin", one_writer.end)
        return engine
    return create_engine(
        database_url, future=True, json_serializer=_json, hide_parameters=True, pool_pre_ping=True
    )


def make_sessions(engine: Engine) -> sessionmaker:
    """Return the factory of sessions on this engine."""
    return sessionmaker(engine, future=True, expire_on_commit=False)


@contextmanager
def transaction(sessions: sessionmaker) -> Iterator[Session]:
    """Open one unit of work: committed when the block ends, rolled back when it raises."""
    with sessions() as session, session.begin():
        yield session


@contextmanager
def reading(sessions: sessionmaker) -> Iterator[Session]:
    """Open a transaction that reads, and on SQLite holds up nobody who writes.

    Writing in it fails there, since it would have to wait for a lock it cannot get.
    """
    with sessions() as session, session.begin():
        session.connection(execution_options={_READING: True})
        yield session


def reading_if_possible(sessions: sessionmaker, work: Callable[[Session], Result]) -> Result:
    """Do work that seldom writes in a transaction that reads; only where it has to write, in another."""
    try:
        with reading(sessions) as session:
            return work(session)
    except OperationalError as error:
        if _READONLY not in str(error.orig):
            raise
    with transaction(sessions) as session:
        return work(session)


@contextmanager
def reading_connection(database: Engine | sessionmaker) -> Iterator[Connection]:
    """Open a connection whose transaction reads, see `reading`; for a short look, it costs far less."""
    engine = database.kw["bind"] if isinstance(database, sessionmaker) else database
    with engine.connect() as connection:
        yield connection.execution_options(**{_READING: True})


def _json(value: object) -> str:
    """Keep Hindi readable and searchable in JSON columns."""
    return json.dumps(value, ensure_ascii=False)


def _sqlite_pragmas(connection: object, _record: object) -> None:
    # pysqlite would begin late and break SERIALIZABLE; `_OneWriter` begins by itself.
    connection.isolation_level = None
    cursor = connection.cursor()
    # Where several programs open a new file at once, SQLite does not wait for the one that makes it.
    _ask_until_free(lambda: cursor.execute("PRAGMA journal_mode=WAL"))
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


class _OneWriter:
    """Lets the threads of a process write to SQLite one after the other.

    It has one writer at a time anyway, but whoever waits for its lock asks again after ever
    longer rests, up to a tenth of a second. Here the next one begins when the one before has
    ended, and the one of another process soon after.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def begin(self, connection: Connection) -> None:
        """Begin a transaction, with the write lock unless it only reads.

        One that reads first and writes later fails at once with "database is locked" when another
        writer came between; taking the write lock up front waits instead.
        """
        only_reads = connection.get_execution_options().get(_READING, False)
        if not only_reads and not connection.info.get(self):
            # Who waits in vain is told so by SQLite.
            connection.info[self] = self._lock.acquire(timeout=SQLITE_BUSY_SECONDS)
        if connection.info.get(_READING) != only_reads:
            _run(connection, f"PRAGMA query_only = {int(only_reads)}")
            connection.info[_READING] = only_reads
        if only_reads:
            _run(connection, "BEGIN")
        else:
            _take_write_lock(connection)

    def end(self, _connection: object, record: Any) -> None:
        """Let the next one write: a connection goes back to the pool when its transaction is over."""
        if record.info.pop(self, False):
            self._lock.release()


def _take_write_lock(connection: Connection) -> None:
    """Begin a transaction that writes; while another process has the lock, ask again soon."""
    _run(connection, "PRAGMA busy_timeout = 0")
    try:
        _ask_until_free(lambda: _run(connection, "BEGIN IMMEDIATE"))
    finally:
        # Who reads has to wait for somebody else so seldom that SQLite's own way will do.
        _run(connection, f"PRAGMA busy_timeout = {int(SQLITE_BUSY_SECONDS * 1000)}")


def _ask_until_free(ask: Callable[[], object]) -> None:
    """Ask for a lock of SQLite's; while somebody else has it, soon again, for as long as anybody waits."""
    give_up_at = time.monotonic() + SQLITE_BUSY_SECONDS
    while True:
        try:
            ask()
            return
        except (sqlite3.OperationalError, OperationalError) as error:
            if _LOCKED not in str(error) or time.monotonic() > give_up_at:
                raise
        time.sleep(_ASK_AGAIN_SECONDS)


def _run(connection: Connection, statement: str) -> None:
    """Run what every transaction begins with past SQLAlchemy, whose preparations take far longer."""
    try:
        connection.connection.cursor().execute(statement)
    except sqlite3.Error as error:
        raise DBAPIError.instance(
            statement, None, error, sqlite3.Error, dialect=connection.dialect
        ) from error
