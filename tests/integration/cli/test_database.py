import dataclasses
from pathlib import Path

import pytest
from sqlalchemy import select

from helpline import settings
from helpline.cli import database
from helpline.cli.environment import TRIAL_SECRETS
from helpline.cli.errors import CommandError
from helpline.settings import Settings
from helpline.store.reference import District


@pytest.fixture
def trial(tmp_path: Path) -> Settings:
    secrets = dict.fromkeys(TRIAL_SECRETS, "secret")
    return settings.load({**secrets, "HELPLINE_DATA_DIR": str(tmp_path / "new")})


def test_a_first_start_makes_folder_tables_and_reference_data(trial: Settings):
    database.prepare(trial)

    with database.unit_of_work(trial) as session:
        assert len(session.execute(select(District)).scalars().all()) == 13


def test_a_second_start_changes_nothing(trial: Settings):
    database.prepare(trial)
    database.prepare(trial)

    with database.unit_of_work(trial) as session:
        assert len(session.execute(select(District)).scalars().all()) == 13


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("postgresql://me:hush@127.0.0.1:1/x", r"The database of DATABASE_URL .*refused\.?"),
        ("hush", "DATABASE_URL is not the address of a database."),
        ("oracel://me:hush@127.0.0.1/x", "DATABASE_URL is not the address of a database."),
    ],
)
def test_a_wrong_address_is_told_in_one_line_without_the_password(trial, address, line):
    wrong = dataclasses.replace(trial, database_url=address)

    for use in (database.migrate, database.seed):
        with pytest.raises(CommandError, match=f"^{line}$") as error:
            use(wrong)
        assert "hush" not in str(error.value)
