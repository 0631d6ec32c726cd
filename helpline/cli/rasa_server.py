"""Run the rasa server on the model that fits today's files."""

import argparse
import os
import sys
from pathlib import Path

from helpline import settings
from helpline.cli import programs
from helpline.cli.environment import load_environment
from helpline.cli.errors import CommandError
from helpline.cli.training import fitting_model


def execute(_: argparse.Namespace) -> None:
    """Become `rasa run`. Raises CommandError where no trained model fits."""
    environment = load_environment()
    config = settings.load(environment)
    model = fitting_model()
    if not model:
        raise CommandError("No model fits the present configuration and data: run `make train`.")
    os.chdir(settings.PROJECT_ROOT)
    # The channel and endpoints.yml look into the environment of this process.
    os.environ.update(programs.environment_for(config, environment))
    sys.argv = ["rasa", *rasa_arguments(config, model)]
    # Called in this process: as arguments of a command, the token would stand in `ps`.
    from rasa.__main__ import main

    main()


def rasa_arguments(config: settings.Settings, model: Path) -> list[str]:
    """Return what `rasa` is told."""
    return [
        # In one argument, because a token may begin with a dash.
        *("run", "--model", str(model), "--enable-api", f"--auth-token={config.rasa_token}"),
        *("--interface", "127.0.0.1", "--port", str(config.rasa_port)),
        *("--endpoints", "endpoints.yml", "--credentials", "credentials.yml"),
    ]
