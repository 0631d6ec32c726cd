"""The models to compare: ours and the one `rasa init` gives, each taught what one likes.

A model is trained by a child process and kept in models/ under a name made of all it was
made from, so that a second run only measures.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from helpline.cli.environment import QUIET
from helpline.cli.errors import CommandError
from helpline.cli.measure.lessons import Lesson, as_rasa
from helpline.cli.training import MODELS_DIR, fingerprint
from helpline.settings import PROJECT_ROOT

STOCK_EPOCHS = 100
# What `rasa init` gives a project (Rasa 3.6), but for the ResponseSelector, which has nothing
# to select here, and the FallbackClassifier, which would only hide right answers.
_STOCK_PIPELINE = """
recipe: default.v1
language: hi
assistant_id: stock
pipeline:
- name: WhitespaceTokenizer
- name: RegexFeaturizer
- name: LexicalSyntacticFeaturizer
- name: CountVectorsFeaturizer
- name: CountVectorsFeaturizer
  analyzer: char_wb
  min_ngram: 1
  max_ngram: 4
- name: DIETClassifier
  epochs: {epochs}
  constrain_similarities: true
  random_seed: 1905
- name: EntitySynonymMapper
"""


@dataclass(frozen=True)
class Recipe:
    """All that a model is made from: Rasa's configuration and its training data."""

    name: str
    config: str
    data: str
    code: str  # a fingerprint of what else matters

    @property
    def title(self) -> str:
        """The name of the model's file, another one whenever anything in the recipe changes."""
        whole = "\0".join([self.config, self.data, self.code, version("rasa")])
        return f"{self.name}-{hashlib.sha256(whole.encode()).hexdigest()[:12]}"


def our_whole(lessons: Sequence[Lesson]) -> Recipe:
    """Return the recipe of our whole pipeline."""
    return _ours(_our_config(), lessons)


def ours(lessons: Sequence[Lesson]) -> Recipe:
    """Return the recipe of our classifiers, without what finds places and numbers."""
    config = _our_config()
    wanted = [part for part in config["pipeline"] if not part["name"].endswith("Extractor")]
    if not any(lesson.category for lesson in lessons):
        wanted = [part for part in wanted if not part["name"].endswith("ComplaintClassifier")]
    return _ours({**config, "pipeline": wanted}, lessons)


def _our_config() -> dict[str, Any]:
    return yaml.safe_load((PROJECT_ROOT / "config.yml").read_text(encoding="utf-8"))


def _ours(config: dict[str, Any], lessons: Sequence[Lesson]) -> Recipe:
    data = as_rasa(lessons, lambda lesson: lesson.intent)
    return Recipe("ours", yaml.safe_dump(config), data, fingerprint())


def stock(lessons: Sequence[Lesson], epochs: int = STOCK_EPOCHS) -> Recipe:
    """Return the recipe of the stock model, whose labels are intent and category in one."""
    data = as_rasa(lessons, lambda lesson: lesson.joined_label)
    return Recipe("stock", _STOCK_PIPELINE.format(epochs=epochs), data, "")


def trained(recipe: Recipe) -> Path:
    """Return the model of this recipe, trained first if need be. Raises CommandError."""
    folder = PROJECT_ROOT / MODELS_DIR
    model = folder / f"{recipe.title}.tar.gz"
    if not model.exists():
        print(f"Training {recipe.title} …", file=sys.stderr, flush=True)
        train(recipe, folder)
    return model


def train(recipe: Recipe, folder: Path, before: Sequence[str] = (), **environment: str) -> Path:
    """Train the recipe's model into a folder by a child process. Raises CommandError.

    `before` is put before the command, `environment` added to that of the child.
    """
    with tempfile.TemporaryDirectory() as made:
        data, config = Path(made) / "nlu.yml", Path(made) / "config.yml"
        config.write_text(recipe.config, encoding="utf-8")
        data.write_text(recipe.data, encoding="utf-8")
        command = [
            *(*before, sys.executable, "-m", "rasa", "train", "nlu", "--config", str(config)),
            *("--nlu", str(data), "--out", str(folder), "--fixed-model-name", recipe.title),
        ]
        done = subprocess.run(
            command,
            cwd=PROJECT_ROOT,
            env={**os.environ, **QUIET, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise CommandError(f"Training {recipe.title} failed:\n{done.stderr[-2000:]}")
    return folder / f"{recipe.title}.tar.gz"
