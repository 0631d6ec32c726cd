"""Train the model, unless the one in models/ was trained from exactly today's files."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from helpline.cli.environment import QUIET
from helpline.cli.errors import CommandError
from helpline.settings import PROJECT_ROOT
from helpline.workbench.model_files import MODELS_DIR, fingerprint, fitting_model, model_path

__all__ = ["MODELS_DIR", "ensure_model", "fingerprint", "fitting_model", "train_model"]

SHOWN_LINES = 15


def ensure_model(root: Path = PROJECT_ROOT) -> Path:
    """Return the fitting model, trained first if need be; training.log beside it tells how.

    Several processes may ask at once: one trains, the others wait for its model. Raises
    CommandError with the last lines of the log where training fails.
    """
    model = model_path(root)
    with _one_at_a_time(model.parent):
        if not model.exists():
            print("Training the model (a few minutes) …", flush=True)
            train_model(model, model.with_name("training.log"), root)
    return model


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    with (folder / "training.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # given back when the file is closed
        yield


def train_model(
    model: Path,
    log: Path,
    folder: Path,
    environment: Mapping[str, str] | None = None,
    is_apart: bool = True,
) -> None:
    """Train a model from the configuration and data of a folder; its log tells how.

    A training that `is_apart` from us does not hear what ends our process group. Raises
    CommandError with the last lines of the log where that fails.
    """
    command = [
        # `make lint` validates the files; here it would only cost time and fill the log.
        *(sys.executable, "-m", "rasa", "train", "--skip-validation"),
        *("--fixed-model-name", model.name.removesuffix(".tar.gz"), "--out", str(model.parent)),
    ]
    with log.open("wb") as output:
        # A session of its own: Ctrl-C reaches us alone, and `run` then ends the training.
        training = subprocess.run(
            command,
            cwd=folder,
            # The folder may be elsewhere; the components are here.
            env={**QUIET, **os.environ, "PYTHONPATH": str(PROJECT_ROOT), **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=is_apart,
            check=False,
        )
    if training.returncode or not model.exists():
        raise CommandError(f"The training failed. Its last lines, from {log}:\n{_tail(log)}")


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-SHOWN_LINES:])
