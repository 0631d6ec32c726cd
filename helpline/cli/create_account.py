"""Create an account for somebody who works at the desk; the password is asked for."""

import argparse
import getpass

from helpline import clock, settings
from helpline.cli.database import unit_of_work
from helpline.cli.environment import load_environment
from helpline.cli.errors import CommandError
from helpline.domain import roles
from helpline.domain.password_rules import SHORTEST, TooCommon, TooShort, check_password
from helpline.services import accounts
from helpline.services.accounts import Particulars
from helpline.services.passwords import hash_password

# Officers and magistrates belong to a post or a district, which the desk or a file gives them.
ROLES = [role for role in roles.ROLES if role not in (roles.OFFICER, roles.DISTRICT_MAGISTRATE)]
ACTOR = "console"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the login, the name and the role."""
    parser.add_argument("login", help="what the person types to sign in")
    parser.add_argument("name", help="the person's name, as colleagues see it")
    parser.add_argument("--role", choices=ROLES, default=roles.ADMINISTRATOR)


def execute(arguments: argparse.Namespace) -> None:
    """Create the account. Raises CommandError where the login is taken, or the password weak or not typed."""
    config = settings.load(load_environment())
    password_hash = hash_password(_ask_password(arguments.login))
    particulars = Particulars(arguments.name, arguments.role)
    try:
        with unit_of_work(config) as session:
            accounts.create_account(
                *(session, arguments.login, particulars, password_hash, ACTOR, clock.now()),
                must_change_password=False,
            )
    except accounts.LoginTaken as error:
        raise CommandError(f"The login {arguments.login} is taken.") from error
    except accounts.WrongLogin as error:
        raise CommandError(
            f"A login has no spaces and at most {accounts.LONGEST_LOGIN} characters."
        ) from error
    print(f"{arguments.name} can sign in as {arguments.login}.")


def _ask_password(login: str) -> str:
    password = _typed("Password: ")
    try:
        check_password(password, login)
    except TooShort as error:
        raise CommandError(f"A password has at least {SHORTEST} characters.") from error
    except TooCommon as error:
        raise CommandError("This password is easy to guess.") from error
    if _typed("Once more: ") != password:
        raise CommandError("The two passwords differ.")
    return password


def _typed(question: str) -> str:
    try:
        return getpass.getpass(question)
    except EOFError as error:
        raise CommandError("Nobody typed a password; run this in a terminal.") from error
