"""Become one program of the Procfile, for a service manager."""

import argparse
import os

from helpline import settings
from helpline.cli import programs
from helpline.cli.environment import load_environment


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the program's name."""
    parser.add_argument("program", choices=programs.commands(programs.MOST_RASA_SERVERS))


def execute(arguments: argparse.Namespace) -> None:
    """Put the program in the place of this process."""
    environment = load_environment()
    complete = programs.environment_for(settings.load(environment), environment)
    command = programs.commands(programs.MOST_RASA_SERVERS)[arguments.program]
    os.chdir(settings.PROJECT_ROOT)
    # A shell, because that is what the lines of a Procfile are written for.
    os.execve("/bin/sh", ["sh", "-c", command], complete)  # noqa: S606
