"""Do one training that was asked for at the desk; the worker starts this in a process of its own."""

import argparse
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import sessionmaker

from helpline import clock, settings
from helpline.cli.environment import ONE_THREAD, load_environment
from helpline.cli.errors import CommandError
from helpline.cli.evaluate import FROZEN
from helpline.cli.measure import guard
from helpline.cli.measure.changes import changes
from helpline.cli.measure.dialogues import Dialogue, broken, read_dialogues, told
from helpline.cli.measure.examples import Example, read_sets
from helpline.cli.measure.known_answers import read_once
from helpline.cli.measure.stories import failed_stories
from helpline.cli.replay_dialogues import Played
from helpline.cli.training import ensure_model, fingerprint, train_model
from helpline.domain.labels import plain
from helpline.settings import PROJECT_ROOT
from helpline.store.base import make_engine, make_sessions, reading, transaction
from helpline.store.review import Label
from helpline.text.scripts import DEVANAGARI, MIXED, script_of
from helpline.workbench import labels, models, training
from helpline.workbench.examples import StrangeFile
from helpline.workbench.model_files import (
    answers_of_models,
    file_of_run,
    folder_of_run,
    log_of_run,
    model_id_of,
    name_of_model,
    remove_run,
    scratch_of_run,
)
from helpline.workbench.training_folder import Assembled, assemble, words_of

CONVERSATIONS = PROJECT_ROOT / "tests" / "conversations"
DIALOGUES = "dialogues.txt"
_RASA_CACHE = PROJECT_ROOT / ".rasa" / "cache"
_VECTORS = "sentence-vectors.npz"


@dataclass(frozen=True)
class Place:
    """Where a training finds what it needs; a test gives it less to do."""

    sessions: sessionmaker
    data_dir: Path
    root: Path = PROJECT_ROOT
    frozen: Path = FROZEN
    conversations: Path | None = CONVERSATIONS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the number of the training."""
    parser.add_argument("run", type=int, help="number of the training")


def execute(options: argparse.Namespace) -> None:
    """Do the training; how it went stands at the desk."""
    environment = load_environment()
    config = settings.load(environment)
    os.environ.update({**ONE_THREAD, "HELPLINE_DATA_DIR": str(config.data_dir)})
    sessions = make_sessions(make_engine(config.database_url))
    _keep_together(config.data_dir, options.run)
    train(Place(sessions, config.data_dir), options.run)


def _keep_together(data_dir: Path, run_id: int) -> None:
    """Let whatever is only for a while lie with the training, so that it goes with it."""
    scratch = scratch_of_run(data_dir, run_id)
    scratch.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["TMPDIR"] = tempfile.tempdir = str(scratch)


def train(place: Place, run_id: int) -> None:
    """Do one training from the first step to the verdict; whatever goes wrong ends it as failed."""
    with _alive(place, run_id):
        try:
            _train(place, run_id)
        except (CommandError, StrangeFile, OSError) as error:
            _end(place, training.fail, run_id, str(error))
            raise
        except KeyboardInterrupt:
            _end(place, training.break_off, run_id)
            raise
        except Exception as error:
            # The trainer waits for an end of it; what exactly broke stands in the worker's log.
            _end(place, training.fail, run_id, type(error).__name__)
            raise


def _train(place: Place, run_id: int) -> None:
    of_today = fingerprint(place.root)
    _clear(place, of_today)
    found, kept = _gather(place, run_id, of_today)
    live = _live_model(place, of_today)
    new = _learn(place, run_id, of_today)
    otherwise = _talk(place, run_id, new, live)
    _reach(place, run_id, training.READING, model_id=model_id_of(new))
    sets = {training.FROZEN: _frozen(place), training.KEPT: kept}
    before = {name: _read(place, live, messages) for name, messages in sets.items()}
    after = {name: _read(place, new, messages) for name, messages in sets.items()}
    surely = guard.contradictions(_read(place, live, _as_examples(found)), found.known)
    _reach(place, run_id, training.JUDGING, compared_with=model_id_of(live))
    reasons = _reasons(before, after)
    changed = [row for name in sets for row in changes(before[name], after[name], name)]
    figures = {name: [_figures(before[name]), _figures(after[name])] for name in sets}
    _end(place, training.judged, run_id, figures, [*otherwise, *surely, *reasons], changed)


def _reasons(before: dict[str, guard.Pairs], after: dict[str, guard.Pairs]) -> list[guard.Reason]:
    frozen, kept = training.FROZEN, training.KEPT
    return guard.judge(before[frozen], after[frozen], before[kept], after[kept])


def _clear(place: Place, of_today: str) -> None:
    """Make room: what earlier trainings left and nobody needs any more goes."""
    with reading(place.sessions) as session:
        for run in models.superseded(session, of_today, settings.models_kept()):
            remove_run(place.data_dir, run.id, run.model_file, run.model_id)


def _gather(place: Place, run_id: int, of_today: str) -> tuple[Assembled, list[Example]]:
    """Make the folder to train from; return what is new in it, and the labels kept apart."""
    folder = folder_of_run(place.data_dir, run_id) / "from"
    with reading(place.sessions) as session:
        kept = [_as_example(label) for label in labels.only_tests(session)]
        found = assemble(session, folder, clock.now(), place.root)
    counts = {"taught": len(found.taught), "kept": len(kept)}
    _reach(place, run_id, training.GATHERING, fingerprint=of_today, lessons=counts)
    return found, kept


def _learn(place: Place, run_id: int, of_today: str) -> Path:
    """Train the model from the folder of the run."""
    model = file_of_run(place.data_dir, name_of_model(of_today, run_id))
    model.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _reach(place, run_id, training.LEARNING)
    folder = folder_of_run(place.data_dir, run_id) / "from"
    cache = {"RASA_CACHE_DIRECTORY": str(_cache(place))}
    # It ends with the worker, however that one is ended.
    train_model(model, log_of_run(place.data_dir, run_id), folder, cache, is_apart=False)
    _reach(place, run_id, training.TALKING, model_file=model.name)
    return model


def _cache(place: Place) -> Path:
    """Return where sentence vectors are kept: with the repository's own, if we may write there."""
    if os.access(_RASA_CACHE, os.W_OK):
        return _RASA_CACHE
    ours = place.data_dir / "rasa-cache"
    ours.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (_RASA_CACHE / _VECTORS).exists() and not (ours / _VECTORS).exists():
        shutil.copy(_RASA_CACHE / _VECTORS, ours / _VECTORS)
    return ours


def _talk(place: Place, run_id: int, new: Path, live: Path) -> list[guard.Reason]:
    """Let the model go through the conversation tests; a broken one is a reason against it."""
    if place.conversations is None:
        return []
    out = folder_of_run(place.data_dir, run_id) / "conversations"
    failed = failed_stories(new, place.conversations, out)
    dialogues = read_dialogues(place.conversations / DIALOGUES)
    lost = _lost(new, live, dialogues)
    lines = [line for name in lost for line in told(name, lost[name])]
    with log_of_run(place.data_dir, run_id).open("a", encoding="utf-8") as log:
        log.writelines(f"{line}\n" for line in (failed, *lines) if line)
    return [*guard.stories(failed), *guard.dialogues(list(lost), len(dialogues))]


def _lost(new: Path, live: Path, dialogues: list[Dialogue]) -> dict[str, list[Played]]:
    """Return the dialogues that go otherwise; what the live model breaks as well is no fault."""
    lost = broken(new, dialogues)
    if not lost:
        return {}
    already = broken(live, [one for one in dialogues if one.name in lost])
    return {name: differing for name, differing in lost.items() if name not in already}


def _live_model(place: Place, of_today: str) -> Path:
    with reading(place.sessions) as session:
        chosen = models.chosen(session, place.data_dir, of_today)
    if chosen.file is not None and chosen.file.exists():
        return chosen.file
    return ensure_model(place.root)


def _frozen(place: Place) -> list[Example]:
    return read_sets(sorted(place.frozen.glob("*.jsonl")))


def _read(place: Place, model: Path, messages: list[Example]) -> guard.Pairs:
    name = f"{model_id_of(model)}-{fingerprint(place.root)}.json"
    return read_once(model, messages, answers_of_models(place.data_dir) / name)


def _figures(pairs: guard.Pairs) -> dict[str, Any]:
    return {
        "scores": guard.scores(pairs),
        "emergencies": guard.emergencies(pairs),
        "recalls": [[*meaning, *score] for meaning, score in guard.recalls(pairs).items()],
    }


def _as_examples(found: Assembled) -> list[Example]:
    return [
        _example(words_of(line), line.meaning.intent, line.meaning.category, line.meaning.kind)
        for line in found.taught
    ]


def _as_example(label: Label) -> Example:
    return _example(plain(label.text), label.intent, label.category, label.kind)


def _example(text: str, intent: str, category: str | None, kind: str | None) -> Example:
    script = script_of(text)
    named = script if script in (DEVANAGARI, MIXED) else "roman"
    return Example(text, named, intent, category, kind, frozenset(), False)


def _reach(place: Place, run_id: int, step: str, **found: Any) -> None:
    with transaction(place.sessions) as session:
        training.reach(session, run_id, step, clock.now(), **found)


def _end(place: Place, how: Any, run_id: int, *found: Any) -> None:
    with transaction(place.sessions) as session:
        how(session, run_id, *found, clock.now())


@contextmanager
def _alive(place: Place, run_id: int) -> Iterator[None]:
    """Show a sign of life while the block lasts."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(training.BEAT_EVERY.total_seconds()):
            try:
                with transaction(place.sessions) as session:
                    training.beat(session, run_id, clock.now())
            except SQLAlchemyError as error:
                print(f"No sign of life: {type(error).__name__}.", file=sys.stderr)

    thread = threading.Thread(target=beat, name="beat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
