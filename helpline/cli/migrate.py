"""Bring the database's tables up to date."""

import argparse

from helpline import settings
from helpline.cli import database
from helpline.cli.environment import load_environment


def execute(_: argparse.Namespace) -> None:
    """Migrate the database of the settings."""
    database.migrate(settings.load(load_environment()))
