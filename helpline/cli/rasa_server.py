"""Run the rasa server on the model chosen at the desk, else on the one that fits today's files."""

import argparse
import os
import sys
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from helpline import settings
from helpline.cli import programs
from helpline.cli.database import unit_of_work
from helpline.cli.environment import load_environment
from helpline.cli.errors import CommandError
from helpline.cli.training import fingerprint, fitting_model
from helpline.workbench import models


def execute(_: argparse.Namespace) -> None:
    """Become `rasa run`. Raises CommandError where no trained model fits."""
    environment = load_environment()
    config = settings.load(environment)
    own = fitting_model()
    if not own:
        raise CommandError("No model fits the present configuration and data: run `make train`.")
    model = chosen_model(config) or own
    os.chdir(settings.PROJECT_ROOT)
    # The channel and endpoints.yml look into the environment of this process.
    os.environ.update(programs.environment_for(config, environment))
    sys.argv = ["rasa", *rasa_arguments(config, model)]
    # Called in this process: as arguments of a command, the token would stand in `ps`.
    from rasa.__main__ import main

    main()


def chosen_model(config: settings.Settings) -> Path | None:
    """Return the model that was chosen at the desk for today's files; None where there is none.

    Nor where the database is away: the server starts, and takes the chosen one when it is there.
    """
    try:
        with unit_of_work(config, only_reads=True) as session:
            file = models.chosen(session, config.data_dir, fingerprint()).file
    except (SQLAlchemyError, CommandError) as error:
        print(f"Which model was chosen cannot be read: {error}", file=sys.stderr)
        return None
    return file if file is not None and file.exists() else None


def rasa_arguments(config: settings.Settings, model: Path) -> list[str]:
    """Return what `rasa` is told."""
    return [
        # In one argument, because a token may begin with a dash.
        *("run", "--model", str(model), "--enable-api", f"--auth-token={config.rasa_token}"),
        *("--interface", "127.0.0.1", "--port", str(config.rasa_port)),
        *("--endpoints", "endpoints.yml", "--credentials", "credentials.yml"),
    ]
