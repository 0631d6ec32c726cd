import subprocess
import sys
import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, inspect, text

from helpline.settings import PROJECT_ROOT
from helpline.store.base import make_engine
from helpline.store.migrate import current, downgrade, upgrade
from helpline.store.tables import Base

HEAD = ScriptDirectory(str(PROJECT_ROOT / "migrations")).get_current_head()


@pytest.fixture
def tables(database_url):
    """Return a function that tells the names of our tables in the database."""
    engine = make_engine(database_url)
    yield lambda: set(inspect(engine).get_table_names()) - {"alembic_version"}
    engine.dispose()


def test_a_new_database_is_at_no_revision(database_url):
    assert current(database_url) is None


def test_upgrading_makes_all_tables_of_the_models(database_url, tables):
    upgrade(database_url)

    assert tables() == set(Base.metadata.tables)
    assert current(database_url) == HEAD


def test_the_way_down_and_up_again_is_open_at_every_revision(database_url, tables):
    upgrade(database_url)
    made = tables()
    revisions = list(ScriptDirectory(str(PROJECT_ROOT / "migrations")).walk_revisions())
    for revision in revisions:
        downgrade(database_url, revision.down_revision or "base")

    assert tables() == set()
    for revision in reversed(revisions):
        upgrade(database_url, revision.revision)
    assert tables() == made


def test_upgrading_twice_changes_nothing(database_url, tables):
    upgrade(database_url)
    upgrade(database_url)

    assert tables() == set(Base.metadata.tables)


def test_the_migrations_and_the_models_say_the_same(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_migrated_table_has_the_names_and_checks_of_its_model(engine):
    """What the comparison above leaves out: check constraints and the names of keys."""
    found = MetaData()
    found.reflect(engine)
    for name, table in Base.metadata.tables.items():
        wanted = {constraint.name for constraint in table.constraints}
        assert wanted == {constraint.name for constraint in found.tables[name].constraints}


def test_two_processes_may_migrate_at_once(database_url, tables):
    failures = []

    def migrate():
        # In processes of their own, as in life: Alembic keeps its state in module globals.
        code = f"from helpline.store.migrate import upgrade; upgrade({database_url!r})"
        done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT_ROOT, capture_output=True)
        if done.returncode:
            failures.append(done.stderr.decode())

    threads = [threading.Thread(target=migrate) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert tables() == set(Base.metadata.tables)


def test_a_migration_that_fails_leaves_nothing_behind(database_url, tables):
    engine = make_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE complaint_event (id INTEGER)"))
    engine.dispose()

    with pytest.raises(Exception, match="complaint_event"):
        upgrade(database_url)

    assert tables() == {"complaint_event"}
    assert current(database_url) is None
