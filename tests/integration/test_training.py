"""Trainings asked for at the desk, and the choice of the model that answers."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from helpline.domain.labels import Meaning
from helpline.settings import PROJECT_ROOT
from helpline.store.accounts import Account
from helpline.store.audit import AuditEntry
from helpline.store.review import Label
from helpline.store.training import BROKEN_OFF, FAILED, PASSED, REFUSED, RUNNING, TrainingRun
from helpline.workbench import examples, labels, models, training
from helpline.workbench.examples import key_of
from helpline.workbench.labels import Author, Lesson
from helpline.workbench.model_files import fitting_model, remove_run
from helpline.workbench.models import NotDeployable
from helpline.workbench.training_folder import assemble
from tests.support import cast
from tests.support.cast import NOW

LIGHT = Meaning("report_complaint", "energy/power_outage", "grievance")
TODAY, OTHER_DAY = "0123456789ab", "ba9876543210"
REASON = "The two messages are wrong in the test set itself."
CHANGE = {
    "change": "worse",
    "test_set": "frozen",
    "text": "namaste",
    "script": "roman",
    "intent": "greet",
    "category": None,
    "before_intent": "greet",
    "before_category": None,
    "after_intent": "thank",
    "after_category": None,
}


@pytest.fixture
def trainer(session):
    return Author(cast.account(session, "trainer").id, "trainer")


@pytest.fixture
def other(session):
    return Author(cast.account(session, "helpdesk").id, "helpdesk")


def state_of(session, run_id):
    session.expire_all()
    return session.get(TrainingRun, run_id).state


def done(session, author, data_dir: Path, reasons=(), fingerprint=TODAY):
    """Let a training be over, with a model."""
    run_id = training.ask(session, author, NOW).id
    assert training.begin_next(session, NOW) == run_id
    name = f"desk-{run_id}.tar.gz"
    training.reach(session, run_id, training.TALKING, NOW, fingerprint=fingerprint, model_file=name)
    (data_dir / "models").mkdir(exist_ok=True)
    (data_dir / "models" / name).touch()
    training.judged(session, run_id, {}, list(reasons), [CHANGE], NOW)
    session.expire_all()
    return run_id


def live(session, data_dir):
    found = models.chosen(session, data_dir, TODAY).file
    return found and found.name


def deploy(session, run_id, author, data_dir):
    models.deploy(session, run_id, data_dir, TODAY, author, NOW)


# --- runs -------------------------------------------------------------------------------------


def test_one_training_at_a_time(session, trainer):
    run_id = training.ask(session, trainer, NOW).id
    with pytest.raises(training.AlreadyAtWork):
        training.ask(session, trainer, NOW)
    assert training.begin_next(session, NOW) == run_id
    assert training.begin_next(session, NOW) is None
    assert training.at_work(session).id == run_id


def test_a_run_without_a_sign_of_life_was_broken_off(session, trainer):
    run_id = training.ask(session, trainer, NOW).id
    training.begin_next(session, NOW)
    later = NOW + training.DEAD_AFTER
    training.beat(session, run_id, later)
    assert training.break_off_dead(session, later + timedelta(seconds=1)) == []
    dead = training.break_off_dead(session, later + training.DEAD_AFTER + timedelta(seconds=1))
    assert dead == [run_id]
    assert state_of(session, run_id) == BROKEN_OFF
    training.ask(session, trainer, later)


def test_how_a_run_ended_stays(session, trainer):
    run_id = training.ask(session, trainer, NOW).id
    training.begin_next(session, NOW)
    assert state_of(session, run_id) == RUNNING
    training.fail(session, run_id, "no room on the disk", NOW)
    training.break_off(session, run_id, NOW)
    assert state_of(session, run_id) == FAILED


def test_whoever_breaks_a_run_off_is_named_and_nothing_comes_of_it(session, trainer):
    run_id = training.ask(session, trainer, NOW).id
    training.begin_next(session, NOW)
    training.stop(session, run_id, trainer, NOW)
    training.reach(session, run_id, training.JUDGING, NOW)
    training.judged(session, run_id, {}, [], [CHANGE], NOW)
    session.expire_all()
    run = session.get(TrainingRun, run_id)
    assert (run.state, run.step) == (BROKEN_OFF, training.GATHERING)
    assert training.ended_by(session, run) == session.get(Account, trainer.account_id).name
    assert training.changed(session, run_id, 1).lines == []
    with pytest.raises(training.AlreadyOver):
        training.stop(session, run_id, trainer, NOW)


def test_a_run_that_waits_is_broken_off_before_it_begins(session, trainer):
    run_id = training.ask(session, trainer, NOW).id
    training.stop(session, run_id, trainer, NOW)
    assert training.begin_next(session, NOW) is None
    assert training.at_work(session) is None


def test_changed_answers_are_found_by_change_intent_and_script(session, trainer, tmp_path):
    run_id = done(session, trainer, tmp_path, [{"code": "conversations"}])
    assert state_of(session, run_id) == REFUSED
    assert training.count_changed(session, run_id) == {"worse": 1, "better": 0, "other": 0}
    for wanted, count in (
        ({"change": "worse", "intent": "greet", "script": "roman"}, 1),
        ({"change": "better"}, 0),
        ({"intent": "thank"}, 0),
        ({"script": "devanagari"}, 0),
    ):
        assert len(training.changed(session, run_id, 1, **wanted).lines) == count


# --- the folder -------------------------------------------------------------------------------


def test_what_was_taught_is_in_the_folder_and_the_repository_is_left_alone(
    session, trainer, tmp_path
):
    texts = [f"bijli gayab {word}" for word in ("kal", "parso", "subah", "raat", "dopahar", "ab")]
    apart = [text for text in texts if labels.is_kept_apart(key_of(text))]
    learnt = [text for text in texts if text not in apart]
    for text in texts:
        labels.confirm(session, Lesson(text, LIGHT), trainer, NOW)
    session.flush()
    before = {path: path.read_bytes() for path in (PROJECT_ROOT / "data" / "nlu").rglob("*.yml")}

    found = assemble(session, tmp_path / "from", NOW)

    assert {line.text for line in found.taught} == set(learnt)
    assert learnt and "energy/power_outage" in found.known
    lines = examples.read(tmp_path / "from" / "data" / "nlu")
    assert [text for text in texts if lines.find(key_of(text)) is None] == apart
    assert {path: path.read_bytes() for path in before} == before
    assert (tmp_path / "from" / "data" / "rules").exists()
    for label in session.execute(select(Label)).scalars():
        assert (label.base, label.exported_at) == (None, None)


def test_one_sentence_in_five_is_kept_apart_and_is_a_test(session, trainer):
    texts = [f"pani {number} din se nahi aaya" for number in range(100, 200)]
    for text in texts:
        labels.confirm(session, Lesson(text, LIGHT), trainer, NOW)
    apart = labels.only_tests(session)
    assert 8 <= len(apart) <= 35
    assert {label.text for label in apart} == {
        text for text in texts if labels.is_kept_apart(key_of(text))
    }


# --- the model that answers -------------------------------------------------------------------


def test_a_model_that_passed_goes_live_and_one_step_goes_back(session, trainer, tmp_path):
    first, second = (done(session, trainer, tmp_path) for _ in range(2))
    assert state_of(session, first) == PASSED
    assert live(session, tmp_path) is None
    deploy(session, first, trainer, tmp_path)
    deploy(session, second, trainer, tmp_path)
    assert live(session, tmp_path) == f"desk-{second}.tar.gz"

    assert models.model_before(session, TODAY).id == first
    models.roll_back(session, tmp_path, TODAY, trainer, NOW)
    assert live(session, tmp_path) == f"desk-{first}.tar.gz"
    assert models.model_before(session, TODAY) is None
    models.roll_back(session, tmp_path, TODAY, trainer, NOW)
    assert live(session, tmp_path) is None
    with pytest.raises(NotDeployable):
        models.roll_back(session, tmp_path, TODAY, trainer, NOW)


def test_a_refused_model_needs_a_reason_of_a_second_person(session, trainer, other, tmp_path):
    run_id = done(session, trainer, tmp_path, [{"code": "conversations"}])

    def refused(act, *arguments):
        with pytest.raises(NotDeployable) as error:
            act(session, run_id, *arguments, tmp_path, TODAY, who, NOW)
        return error.value.reason

    who = trainer
    assert refused(models.deploy) == "refused"
    assert refused(models.override, REASON) == "own"
    who = other
    assert refused(models.override, "   because       ") == "no_reason"
    models.override(session, run_id, REASON, tmp_path, TODAY, other, NOW)
    assert live(session, tmp_path) == f"desk-{run_id}.tar.gz"
    assert models.last_choice(session, TODAY).reason == REASON
    entry = session.execute(
        select(AuditEntry).where(AuditEntry.act == "model_override")
    ).scalar_one()
    assert (entry.actor, entry.subject) == ("helpdesk", f"training {run_id}")
    assert REASON not in str(entry.details)


def test_a_model_of_another_repository_never_answers(session, trainer, tmp_path):
    run_id = done(session, trainer, tmp_path, fingerprint=OTHER_DAY)
    with pytest.raises(NotDeployable, match="outdated"):
        deploy(session, run_id, trainer, tmp_path)
    models.deploy(session, run_id, tmp_path, OTHER_DAY, trainer, NOW)
    assert live(session, tmp_path) is None


def test_a_model_whose_file_is_gone_cannot_go_live(session, trainer, tmp_path):
    run_id = done(session, trainer, tmp_path)
    (tmp_path / "models" / f"desk-{run_id}.tar.gz").unlink()
    with pytest.raises(NotDeployable, match="no_model"):
        deploy(session, run_id, trainer, tmp_path)


def test_what_nobody_needs_is_superseded_and_the_live_model_never(session, trainer, tmp_path):
    first, second, third, *_, last = (done(session, trainer, tmp_path) for _ in range(6))
    for run_id in (first, second, third):
        deploy(session, run_id, trainer, tmp_path)

    def superseded(kept):
        return sorted(run.id for run in models.superseded(session, TODAY, kept))

    assert superseded(1) == [first, last - 2, last - 1]
    assert superseded(2) == [last - 2]
    models.roll_back(session, tmp_path, TODAY, trainer, NOW)
    assert superseded(1) == [third, last - 2, last - 1]
    assert training.ask(session, trainer, NOW).id not in superseded(1)


def test_the_way_back_ends_at_a_model_that_is_gone(session, trainer, tmp_path):
    first, second = (done(session, trainer, tmp_path) for _ in range(2))
    deploy(session, first, trainer, tmp_path)
    deploy(session, second, trainer, tmp_path)
    run = session.get(TrainingRun, first)
    remove_run(tmp_path, run.id, run.model_file, run.model_id)
    with pytest.raises(NotDeployable, match="no_model"):
        models.roll_back(session, tmp_path, TODAY, trainer, NOW)
    assert live(session, tmp_path) == f"desk-{second}.tar.gz"


def test_the_newest_model_is_the_one_that_was_trained_last(session, trainer, tmp_path):
    first, second = (done(session, trainer, tmp_path) for _ in range(2))
    (tmp_path / "models" / f"desk-{first}.tar.gz").touch()
    newest = models.newest_file(session, tmp_path, TODAY)
    assert newest.name == f"desk-{second}.tar.gz"
    assert models.newest_file(session, tmp_path, OTHER_DAY) == fitting_model()


def test_what_the_rasa_server_could_not_load_is_told(session, trainer, tmp_path):
    deploy(session, done(session, trainer, tmp_path), trainer, tmp_path)
    choice = models.last_choice(session, TODAY)
    models.could_not_load(session, choice.id, "ModelNotFound")
    assert (choice.live_at, choice.error) == (None, "ModelNotFound")
    models.went_live(session, choice.id, NOW)
    assert (choice.live_at, choice.error) == (NOW, None)
