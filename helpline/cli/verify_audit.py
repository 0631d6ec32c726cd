"""Check the chain of the audit log, and print its head to be kept elsewhere."""

import argparse

from helpline import settings
from helpline.cli.database import unit_of_work
from helpline.cli.environment import load_environment
from helpline.cli.errors import CommandError
from helpline.services import audit


def execute(_: argparse.Namespace) -> None:
    """Print count and head. Raises CommandError with the first entry that does not fit."""
    config = settings.load(load_environment())
    with unit_of_work(config) as session:
        count, (last, head) = audit.count(session), audit.head(session)
        broken = audit.first_broken(session)
    if broken is not None:
        raise CommandError(
            f"The audit log was changed: entry {broken.id} of {broken.at.isoformat()} "
            f"({broken.actor}, {broken.act}, {broken.subject}) does not fit the one before."
        )
    print(f"Entries: {count}. Newest: {last}. Head: {head}")
