"""A training asked for at the desk, from the labels to the verdict, with real but small models."""

import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from helpline import clock
from helpline.cli.measure.lessons import as_rasa, at_most, project_lessons
from helpline.cli.train_at_desk import Place, train
from helpline.domain.labels import Meaning, plain
from helpline.settings import PROJECT_ROOT
from helpline.store.base import make_engine, make_sessions, transaction
from helpline.store.seed import seed
from helpline.store.tables import Base
from helpline.store.training import PASSED, REFUSED, ChangedAnswer, TrainingRun
from helpline.text.scripts import script_of
from helpline.workbench import labels, training
from helpline.workbench.labels import Author, Lesson
from tests.support import cast

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

INTENTS = ("greet", "thank", "affirm", "report_emergency", "report_complaint", "talk_to_human")
CATEGORIES = (
    "energy/power_outage",
    "drinking_water/no_water_supply",
    "public_works/road_damage",
    "food_supply/ration_not_given",
)
TAUGHT_EACH, TESTED_EACH, MORE_EACH = 50, 12, 30


@pytest.fixture(scope="module")
def lessons():
    """Some of the project's sentences by meaning: to train, to test, and for labels."""
    wanted = [
        lesson
        for lesson in project_lessons()
        if lesson.intent in INTENTS
        and lesson.category in (None, *CATEGORIES)
        and any(map(str.isalnum, lesson.text))
    ]
    groups = {}
    for lesson in at_most(wanted, TAUGHT_EACH + TESTED_EACH + MORE_EACH):
        groups.setdefault((lesson.intent, lesson.category), []).append(lesson)
    return groups


def parts(lessons, start, count):
    return [one for group in lessons.values() for one in group[start : start + count]]


@pytest.fixture(scope="module")
def root(lessons, tmp_path_factory) -> Path:
    """A small project beside the real one."""
    root = tmp_path_factory.mktemp("project")
    for name in ("config.yml", "domain.yml"):
        shutil.copy(PROJECT_ROOT / name, root / name)
    (root / "data" / "nlu").mkdir(parents=True)
    data = as_rasa(parts(lessons, 0, TAUGHT_EACH), lambda lesson: lesson.intent)
    (root / "data" / "nlu" / "all.yml").write_text(data, "utf-8")
    tidy(root / "data" / "nlu" / "all.yml")
    (root / "frozen").mkdir()
    rows = [as_test(lesson) for lesson in parts(lessons, TAUGHT_EACH, TESTED_EACH)]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (root / "frozen" / "all.jsonl").write_text(lines, "utf-8")
    return root


def tidy(path: Path) -> None:
    """Lay the file out as the desk does."""
    from helpline.workbench.examples import _blocks, _laid_out

    path.write_text(_laid_out(_blocks(path)), "utf-8")


def as_test(lesson):
    return {
        "text": plain(lesson.text),
        "script": "devanagari" if script_of(lesson.text) == "devanagari" else "roman",
        "intent": lesson.intent,
        "category": lesson.category,
        "kind": lesson.kind,
    }


@pytest.fixture
def sessions(tmp_path):
    """On SQLite only: what the databases have to do is tested in test_training.py on both."""
    engine = make_engine(f"sqlite:///{tmp_path / 'helpline.db'}")
    Base.metadata.create_all(engine)
    sessions = make_sessions(engine)
    with transaction(sessions) as session:
        seed(session)
        cast.add_cast(session)
    yield sessions
    engine.dispose()


@pytest.fixture
def author(sessions):
    with sessions() as session:
        return Author(cast.account(session, "trainer").id, "trainer")


@pytest.fixture
def place(sessions, root, tmp_path, monkeypatch):
    # The sentences are the project's, and so are their vectors.
    monkeypatch.setenv("RASA_CACHE_DIRECTORY", str(PROJECT_ROOT / ".rasa" / "cache"))
    return Place(sessions, tmp_path, root, root / "frozen", conversations=None)


def run_after(place, author, taught):
    """Teach, train, and return the run."""
    with transaction(place.sessions) as session:
        for line, meaning in taught:
            labels.confirm(session, Lesson(line, meaning), author, clock.now())
        training.ask(session, author, clock.now())
        run_id = training.begin_next(session, clock.now())
    train(place, run_id)
    with place.sessions() as session:
        return session.get(TrainingRun, run_id)


def test_thirty_examples_under_a_wrong_intent_are_refused_and_the_reason_is_told(
    place, author, lessons
):
    told = lessons["report_complaint", "energy/power_outage"]
    poison = [(one.line, Meaning("thank")) for one in told[TAUGHT_EACH + TESTED_EACH :]]
    assert len(poison) == MORE_EACH

    run = run_after(place, author, poison)

    assert run.state == REFUSED
    (contradiction,) = [reason for reason in run.reasons if reason["code"] == "contradicts"]
    assert contradiction["intent"] == "thank"
    assert contradiction["other_intent"] == "report_complaint"
    with place.sessions() as session:
        changes = session.execute(select(ChangedAnswer)).scalars().all()
    assert "worse" in {change.change for change in changes}


def test_right_examples_pass(place, author, lessons):
    told = lessons["report_complaint", "food_supply/ration_not_given"]
    more = [
        (one.line, Meaning(one.intent, one.category, one.kind))
        for one in told[TAUGHT_EACH + TESTED_EACH :][:8]
    ]
    run = run_after(place, author, more)

    assert run.state == PASSED, run.reasons
    assert run.lessons["taught"] + run.lessons["kept"] == len(more)
    assert (place.data_dir / "models" / run.model_file).exists()
    assert run.model_id != run.compared_with
