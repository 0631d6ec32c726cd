"""Runs migrations on the database that the caller named, else on the settings' one."""

from alembic import context
from sqlalchemy.engine import Connection

from helpline import settings
from helpline.cli.environment import load_environment
from helpline.store.base import UTCDateTime, make_engine
from helpline.store.migrate import DATABASE_URL
from helpline.store.tables import Base

ONE_AT_A_TIME = 1905  # the number of the lock: any, as long as all processes take the same


def migrate() -> None:
    """Run the wanted migrations in one transaction: all of them, or nothing happened."""
    engine = make_engine(database_url())
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                with_foreign_keys_off(connection)
            run_on(connection)
    finally:
        engine.dispose()


def run_on(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        # SQLite can change a table only by copying it; written so, a migration runs on both.
        render_as_batch=True,
        render_item=render_item,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})")
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            no_row_may_point_nowhere(connection)


def with_foreign_keys_off(connection: Connection) -> None:
    # SQLite changes a table by copying and dropping it, which must not touch the rows that
    # point to it. Inside a transaction the pragma does nothing, hence the bare connection.
    connection.connection.execute("PRAGMA foreign_keys=OFF")


def no_row_may_point_nowhere(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        tables = ", ".join(sorted({row[0] for row in broken}))
        raise RuntimeError(f"After the migration rows point nowhere in: {tables}")


def render_item(kind: str, item: object, _: object) -> str | bool:
    """Write our column type as what it is in the database: migrations outlive our code."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def database_url() -> str:
    named = context.config.attributes.get(DATABASE_URL)
    return named or settings.load(load_environment()).database_url


migrate()
