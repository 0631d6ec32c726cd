"""Databases for tests: empty, migrated or seeded; each test that asks runs on SQLite and PostgreSQL.

Migrating and seeding happen once for each kind of database; every test gets its own copy.
"""

import itertools
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.orm import sessionmaker

from helpline.store.base import make_engine, make_sessions, transaction
from helpline.store.migrate import upgrade
from helpline.store.seed import seed


class Server(Protocol):
    """What makes and drops databases, all known by their URL."""

    def create(self, copy_of: str | None = None) -> str: ...

    def drop(self, url: str) -> None: ...


class SQLite:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)

    def create(self, copy_of: str | None = None) -> str:
        path = self._folder / f"test_{next(self._numbers)}.db"
        if copy_of:
            shutil.copyfile(make_url(copy_of).database, path)
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        path = Path(make_url(url).database)
        for file in path.parent.glob(f"{path.name}*"):
            file.unlink()


class PostgreSQL:
    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._numbers = itertools.count(1)
        # Nobody mourns these data, and waiting for the disk takes most of a test's time.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._execute(f"ALTER SYSTEM SET {setting} = off")
        self._execute("SELECT pg_reload_conf()")

    def create(self, copy_of: str | None = None) -> str:
        name = f"test_{next(self._numbers)}"
        template = make_url(copy_of).database if copy_of else "template1"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return str(self._url.set(database=name))

    def drop(self, url: str) -> None:
        self._execute(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    def _execute(self, statement: str) -> None:
        engine = create_engine(self._url, future=True, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Run the tests that use a database on each kind of it."""
    if request.param == "sqlite":
        yield SQLite(tmp_path_factory.mktemp("databases"))
        return
    with warnings.catch_warnings():
        # It complains where a machine has no XDG_RUNTIME_DIR.
        warnings.simplefilter("ignore")
        import pgserver
    # Not in pytest's folder, which belongs to root alone where root runs the tests: PostgreSQL
    # never runs as root, pgserver starts it as a user of its own.
    server = pgserver.get_server(
        tempfile.mkdtemp(prefix="samadhan-test-postgresql-"), cleanup_mode="delete"
    )
    yield PostgreSQL(server.get_uri())
    server.cleanup()


@pytest.fixture(scope="session")
def migrated_template(database_server: Server) -> str:
    url = database_server.create()
    upgrade(url)
    return url


@pytest.fixture(scope="session")
def seeded_template(database_server: Server, migrated_template: str) -> str:
    url = database_server.create(copy_of=migrated_template)
    engine = make_engine(url)
    with transaction(make_sessions(engine)) as session:
        seed(session)
    engine.dispose()
    return url


@pytest.fixture
def database_url(database_server: Server) -> Iterator[str]:
    """Return the address of a database without any table."""
    url = database_server.create()
    yield url
    database_server.drop(url)


@pytest.fixture
def migrated_url(database_server: Server, migrated_template: str) -> Iterator[str]:
    """Return the address of a database with all tables, empty."""
    url = database_server.create(copy_of=migrated_template)
    yield url
    database_server.drop(url)


@pytest.fixture
def seeded_url(database_server: Server, seeded_template: str) -> Iterator[str]:
    """Return the address of a database with the reference data of the project."""
    url = database_server.create(copy_of=seeded_template)
    yield url
    database_server.drop(url)


@pytest.fixture
def engine(migrated_url: str) -> Iterator[Engine]:
    """Return an engine on a database with all tables, empty."""
    engine = make_engine(migrated_url)
    yield engine
    engine.dispose()


@pytest.fixture
def sessions(engine: Engine) -> sessionmaker:
    """Return the sessions on the database of `engine`."""
    return make_sessions(engine)


@pytest.fixture
def seeded(seeded_url: str) -> Iterator[sessionmaker]:
    """Return the sessions on a database with the reference data of the project."""
    engine = make_engine(seeded_url)
    yield make_sessions(engine)
    engine.dispose()
