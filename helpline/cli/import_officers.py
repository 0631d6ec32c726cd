"""Take officers and their posts over from a CSV file, or tell every mistake in it."""

import argparse
from pathlib import Path

from helpline import clock, settings
from helpline.cli.database import unit_of_work
from helpline.cli.environment import load_environment
from helpline.cli.errors import CommandError
from helpline.services.hand_outs import FOLDER, write_hand_out
from helpline.services.officer_import import COLUMNS, Mistake, WrongFile, import_officers

ACTOR = "console"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file."""
    parser.add_argument("file", type=Path, help=f"with the columns {','.join(COLUMNS)}")


def execute(arguments: argparse.Namespace) -> None:
    """Import all or nothing. Raises CommandError with the mistakes."""
    config = settings.load(load_environment())
    now = clock.now()
    try:
        content = arguments.file.read_bytes()
        with unit_of_work(config) as session:
            report = import_officers(session, content, ACTOR, now)
            # Inside the transaction: without the file nobody would know the passwords.
            hand_out = write_hand_out(config.data_dir / FOLDER, report.created, now)
    except WrongFile as error:
        lines = [f"{arguments.file}, {_told(mistake)}" for mistake in error.mistakes]
        raise CommandError("\n".join([*lines, "Nothing was taken over."])) from error
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}.") from error
    print(
        f"New accounts: {len(report.created)}, changed: {report.changed}, "
        f"new postings: {report.postings}."
    )
    if hand_out:
        print(f"The one-time passwords are in {hand_out}. Hand them out, then delete the file.")


def _told(mistake: Mistake) -> str:
    place = f"line {mistake.line}" + (f", column {mistake.column}" if mistake.column else "")
    value = f" ({mistake.value})" if mistake.value else ""
    return f"{place}: {mistake.reason.value}{value}"
