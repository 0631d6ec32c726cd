"""Create an account for somebody who works at the desk; the password is asked for."""

import argparse
import getpass

from helpline import settings
from helpline.cli.database import unit_of_work
from helpline.cli.environment import load_environment
from helpline.cli.errors import CommandError
from helpline.services import accounts

SHORTEST_PASSWORD = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the login and the name."""
    parser.add_argument("login", help="what the person types to sign in")
    parser.add_argument("name", help="the person's name, as colleagues see it")


def execute(arguments: argparse.Namespace) -> None:
    """Create the account. Raises CommandError where the login is taken or the password weak."""
    config = settings.load(load_environment())
    password = _ask_password()
    try:
        with unit_of_work(config) as session:
            accounts.create_account(
                session, arguments.login, arguments.name, accounts.HELPDESK, password
            )
    except accounts.LoginTaken as error:
        raise CommandError(f"The login {arguments.login} is taken.") from error
    print(f"{arguments.name} can sign in as {arguments.login}.")


def _ask_password() -> str:
    password = getpass.getpass("Password: ")
    if len(password) < SHORTEST_PASSWORD:
        raise CommandError(f"A password has at least {SHORTEST_PASSWORD} characters.")
    if getpass.getpass("Once more: ") != password:
        raise CommandError("The two passwords differ.")
    return password
