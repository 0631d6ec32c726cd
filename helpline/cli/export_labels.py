"""Write what people taught at the desk into the files, as a diff to be reviewed and committed."""

import argparse

from helpline import clock, settings
from helpline.cli.database import unit_of_work
from helpline.cli.environment import load_environment
from helpline.cli.errors import CommandError
from helpline.settings import PROJECT_ROOT
from helpline.workbench import additions, examples, exchange
from helpline.workbench.examples import StrangeFile
from helpline.workbench.exchange import Report


def execute(_: argparse.Namespace) -> None:
    """Take over what developers changed, write labels, intents, replies and categories.

    Says what was refused.

    Raises CommandError where a training file cannot be read.
    """
    config = settings.load(load_environment())
    try:
        with unit_of_work(config) as session:
            found, now = examples.read(), clock.now()
            taken = len(exchange.bring_in(session, found, now).taken)
            taken += additions.bring_in(session, now)
            report = exchange.bring_out(session, found, exchange.frozen_keys(), now)
            report.add(additions.bring_out(session, now))
            tests = exchange.write_tests(session)
    except StrangeFile as error:
        raise CommandError(str(error)) from error
    _tell(report, taken, tests)


def _tell(report: Report, taken: int, tests: int) -> None:
    print(
        f"Written: {len(report.written)}. Removed: {len(report.removed)}. "
        f"Taken over from the files: {taken}. Tests: {tests}. Refused: {len(report.refused)}."
    )
    for path in report.files:
        print(f"  {path.relative_to(PROJECT_ROOT) if path.is_relative_to(PROJECT_ROOT) else path}")
    for refused in report.refused:
        # The words themselves are for the desk: a terminal's history is nobody's secret.
        print(f"Refused: {refused.name}: {refused.why}.")
