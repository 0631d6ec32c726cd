"""The database that the settings name, as the commands use it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.orm import Session

from helpline.cli.errors import CommandError
from helpline.services import search
from helpline.settings import Settings
from helpline.store import migrate as migrations
from helpline.store import seed as seeds
from helpline.store.base import make_engine, make_sessions, reading, transaction
from helpline.store.reference_files import WrongReferenceFile


def prepare(settings: Settings) -> None:
    """Bring tables and reference data up to date."""
    migrate(settings)
    seed(settings)


def migrate(settings: Settings) -> None:
    """Bring the tables up to date. Raises CommandError where the database does not answer."""
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _told_clearly():
        migrations.upgrade(settings.database_url)
    # Complaints from before there was a search.
    with unit_of_work(settings) as session:
        search.index_missing(session)


def seed(settings: Settings) -> None:
    """Bring the reference data up to date. Raises CommandError where the database does not answer."""
    with unit_of_work(settings) as session:
        seeds.seed(session)


@contextmanager
def unit_of_work(settings: Settings, only_reads: bool = False) -> Iterator[Session]:
    """Open one transaction on a connection of its own."""
    begin = reading if only_reads else transaction
    with _told_clearly():
        engine = make_engine(settings.database_url)
        try:
            with begin(make_sessions(engine)) as session:
                yield session
        finally:
            engine.dispose()


@contextmanager
def _told_clearly() -> Iterator[None]:
    try:
        yield
    except ArgumentError:
        # Without the cause, whose message quotes the address and with it the password.
        raise CommandError("DATABASE_URL is not the address of a database.") from None
    except OperationalError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise CommandError(f"The database of DATABASE_URL does not work: {reason}.") from error
    except WrongReferenceFile as error:
        raise CommandError(str(error)) from error
