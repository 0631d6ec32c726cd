"""Let the desk follow what developers changed of what it taught: labels, replies and the like."""

import argparse

from helpline import clock, settings
from helpline.cli.database import unit_of_work
from helpline.cli.environment import load_environment
from helpline.cli.errors import CommandError
from helpline.workbench import additions, examples, exchange
from helpline.workbench.examples import StrangeFile


def execute(_: argparse.Namespace) -> None:
    """Take the changes over and say how many. Raises CommandError where a file cannot be read."""
    config = settings.load(load_environment())
    try:
        with unit_of_work(config) as session:
            now = clock.now()
            taken = len(exchange.bring_in(session, examples.read(), now).taken)
            taken += additions.bring_in(session, now)
    except StrangeFile as error:
        raise CommandError(str(error)) from error
    print(f"Taken over from the files: {taken}.")
