"""Train the model, unless one fits today's configuration and data already."""

import argparse

from helpline.cli.training import ensure_model


def execute(_: argparse.Namespace) -> None:
    """Train if need be, and print where the model lies."""
    print(ensure_model())
