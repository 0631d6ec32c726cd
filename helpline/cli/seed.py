"""Bring departments, places, posts, time limits and holidays in the database up to date."""

import argparse

from helpline import settings
from helpline.cli import database
from helpline.cli.environment import load_environment


def execute(_: argparse.Namespace) -> None:
    """Seed the database of the settings from reference/."""
    database.seed(settings.load(load_environment()))
