"""Migrations: the way from one shape of the tables to the next, and back."""

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext

from helpline.settings import PROJECT_ROOT
from helpline.store.base import make_engine

DATABASE_URL = "database_url"
HEAD = "head"


def upgrade(database_url: str, revision: str = HEAD) -> None:
    """Bring the tables up to a revision, the newest where none is named."""
    command.upgrade(_config(database_url), revision)


def downgrade(database_url: str, revision: str) -> None:
    """Bring the tables back to an earlier revision, "base" being no tables at all."""
    command.downgrade(_config(database_url), revision)


def current(database_url: str) -> str | None:
    """Return the revision the tables are at, None where no migration has run."""
    engine = make_engine(database_url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def _config(database_url: str) -> Config:
    config = Config(PROJECT_ROOT / "alembic.ini")
    config.attributes[DATABASE_URL] = database_url
    return config
