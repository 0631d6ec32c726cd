"""The commands of `python -m helpline.cli`."""

import argparse
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from helpline.cli import (
    check_templates,
    check_year,
    create_account,
    evaluate,
    export_labels,
    import_labels,
    import_officers,
    migrate,
    rasa_server,
    replay,
    run,
    seed,
    simulate_year,
    start,
    train,
    train_at_desk,
    understand,
    verify_audit,
)
from helpline.cli.errors import CommandError
from helpline.settings import SettingsError

COMMANDS = {
    "run": run,
    "train": train,
    "understand": understand,
    "train-at-desk": train_at_desk,
    "evaluate": evaluate,
    "migrate": migrate,
    "seed": seed,
    "create-account": create_account,
    "import-officers": import_officers,
    "export-labels": export_labels,
    "import-labels": import_labels,
    "verify-audit": verify_audit,
    "check-templates": check_templates,
    "replay": replay,
    "simulate-year": simulate_year,
    "check-year": check_year,
    "start": start,
    "rasa": rasa_server,
}
INTERRUPTED = 128 + signal.SIGINT
_TOLD_TO_END = (signal.SIGTERM, signal.SIGHUP)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code; what went wrong is told in one clear line."""
    options = _parser().parse_args(arguments)
    listen()
    try:
        options.execute(options)
    except (CommandError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def listen() -> None:
    """Let being told to end, or losing the terminal, end a command as tidily as Ctrl-C does."""
    for number in _TOLD_TO_END:
        signal.signal(number, _end)


def _end(_number: int, _frame: FrameType | None) -> None:
    """Interrupt the command once: whoever is told again is ending already."""
    for number in _TOLD_TO_END:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m helpline.cli", description=__doc__)
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, module in COMMANDS.items():
        summary = (module.__doc__ or "").splitlines()[0]
        command = subparsers.add_parser(name, help=summary, description=summary)
        if hasattr(module, "add_arguments"):
            module.add_arguments(command)
        command.set_defaults(execute=module.execute)
    return parser
