"""Make a year of a helpline in an empty database, for trials and measurements, and check it."""

import argparse
import time
from dataclasses import replace
from datetime import date, timedelta

from argon2 import PasswordHasher
from sqlalchemy import select

from helpline import clock, settings
from helpline.cli import check_year, database
from helpline.cli.environment import load_environment
from helpline.cli.errors import CommandError
from helpline.cli.year.simulation import simulate
from helpline.cli.year.world import india_day, india_moment
from helpline.settings import Settings
from helpline.store.accounts import Account
from helpline.store.complaints import Complaint

COMPLAINTS = 200_000
# Not random, so that the same seed gives the same rows.
_SALT = b"simulated year.."
# A well-formed hash to which nobody knows a password.
_NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$c2ltdWxhdGVkIHllYXIuLg$" + "A" * 43
SHORTEST_PASSWORD = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the size and the seed of the year, its last day, and where it goes."""
    parser.add_argument("--complaints", type=int, default=COMPLAINTS, help="how many are filed")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same year")
    parser.add_argument("--database", help="an empty database; else the one of DATABASE_URL")
    parser.add_argument(
        "--last-day", type=date.fromisoformat, help="of the year, as 2026-12-31; else yesterday"
    )
    parser.add_argument(
        "--password", help="with which all its officers may sign in; else nobody may"
    )


def execute(options: argparse.Namespace) -> None:
    """Make the year and check it. Raises CommandError where the database is not empty."""
    if options.complaints < 1:
        raise CommandError("A year has at least one complaint.")
    config = settings.load(load_environment())
    config = replace(config, database_url=options.database or config.database_url)
    last = options.last_day or india_day(clock.now()) - timedelta(days=1)
    _make(config, options, last)
    check_year.check(config, india_moment(last + timedelta(days=1), 0))


def _make(config: Settings, options: argparse.Namespace, last: date) -> None:
    database.prepare(config)
    began = time.monotonic()
    with database.unit_of_work(config) as session:
        for table in (Complaint, Account):
            if session.execute(select(table.id).limit(1)).first() is not None:
                raise CommandError("The database is not empty: a year needs one of its own.")
        ledger = simulate(
            session.connection(), options.complaints, last, options.seed, _hash(options.password)
        )
    seconds = time.monotonic() - began
    print(
        f"{len(ledger.cases):,} complaints, {len(ledger.events):,} steps, until {last}, "
        f"in {seconds:.0f} seconds."
    )


def _hash(password: str | None) -> str:
    if password is None:
        return _NOBODYS
    if len(password) < SHORTEST_PASSWORD:
        raise CommandError(f"A password has at least {SHORTEST_PASSWORD} characters.")
    return PasswordHasher().hash(password, salt=_SALT)
