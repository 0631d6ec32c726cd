"""Models at the desk: training asked for, the verdict shown, the choice of what answers."""

import pytest
from sqlalchemy import select

from helpline import clock
from helpline.desk.training import fingerprint
from helpline.store.base import transaction
from helpline.store.messages import Turn
from helpline.store.training import ModelChoice, TrainingRun
from helpline.workbench import model_files, training
from tests.support import cast
from tests.support.cast import review_case

REASON = "The two messages are wrong in the test set itself."
ROMAN = {"intent": [9, 10], "category": [4, 5], "department": [5, 5]}
FIGURES = {
    "frozen": [
        {
            "scores": {"all": ROMAN, "roman": ROMAN},
            "emergencies": {"count": 4, "missed": missed, "false": 0},
            "recalls": [
                ["greet", None, right, 10],
                ["report_complaint", "energy/power_outage", 5, 5],
            ],
        }
        for missed, right in ((0, 10), (1, 7))
    ],
    "kept": [{"scores": {}, "emergencies": {"count": 0, "missed": 0, "false": 0}, "recalls": []}]
    * 2,
}
REASONS = [
    {"code": "emergency_missed", "count": 1},
    {"code": "falls", "measure": "intent", "script": "roman", "before": 0.9, "after": 0.8},
    {"code": "recall", "intent": "greet", "category": None, "before": 1.0, "after": 0.7},
    {
        "code": "contradicts",
        "intent": "thank",
        "category": None,
        "count": 28,
        "of": 30,
        "other_intent": "report_complaint",
        "other_category": "energy/power_outage",
    },
    {"code": "dialogues", "lost": ["नमस्ते · A greeting", "धन्यवाद · Thanks"], "of": 27},
    {"code": "conversations"},
]
WORSE = {
    "change": "worse",
    "test_set": "frozen",
    "text": "namaste ji kaise ho",
    "script": "roman",
    "intent": "greet",
    "category": None,
    "before_intent": "greet",
    "before_category": None,
    "after_intent": "thank",
    "after_category": None,
}


@pytest.fixture
def template(cast_template):
    return cast_template


@pytest.fixture
def trainer(sign_in):
    return sign_in("trainer").in_english()


@pytest.fixture
def administrator(sign_in):
    return sign_in("administrator").in_english()


@pytest.fixture
def trained(sessions, settings):
    """Let a training of the trainer's be over; return its number."""

    def trained(reasons=(), changes=(WORSE,)):
        now = clock.now()
        with transaction(sessions) as session:
            author = training.Author(cast.account(session, "trainer").id, "trainer")
            run_id = training.ask(session, author, now).id
            training.begin_next(session, now)
            name = f"desk-{run_id}.tar.gz"
            training.reach(
                session,
                run_id,
                training.TALKING,
                now,
                fingerprint=fingerprint(),
                model_file=name,
                lessons={"taught": 3, "kept": 1},
                model_id=f"model-{run_id}",
            )
            training.judged(session, run_id, FIGURES, list(reasons), changes, now)
        file = model_files.file_of_run(settings.data_dir, name)
        file.parent.mkdir(exist_ok=True)
        file.touch()
        return run_id

    return trained


def choices(sessions):
    with sessions() as session:
        rows = session.execute(select(ModelChoice).order_by(ModelChoice.id)).scalars()
        return [(row.run_id, row.act, row.reason) for row in rows]


def test_others_find_no_models(helpdesk):
    assert helpdesk.open("/training").status_code == 404
    assert helpdesk.submit("/training").status_code == 404


def test_a_training_is_asked_for_once(trainer, sessions):
    answer = trainer.submit("/training")
    assert answer.location == "/training/1"
    assert "It begins as soon as the worker has time" in trainer.open("/training/1").text
    again = trainer.submit("/training", follow_redirects=True)
    assert "A training is at work already." in again.text
    with sessions() as session:
        assert len(session.execute(select(TrainingRun)).all()) == 1


def test_progress_and_log_are_shown(trainer, sessions, settings):
    trainer.submit("/training")
    with transaction(sessions) as session:
        training.begin_next(session, clock.now())
        training.reach(session, 1, training.LEARNING, clock.now())
    log = model_files.log_of_run(settings.data_dir, 1)
    log.parent.mkdir(parents=True)
    log.write_bytes(b"first <line>\nRules: 0%\rRules: 50%\rRules: 100%\nEpoch 3\n")
    page = trainer.open("/training/1").text
    assert "data-at-work" in page
    assert 'aria-current="step" class="">Learn' in page
    assert "first &lt;line&gt;\nRules: 100%\nEpoch 3" in page


def test_a_training_is_broken_off_by_a_click_and_the_page_says_by_whom(
    trainer, administrator, sessions
):
    trainer.submit("/training")
    with transaction(sessions) as session:
        training.begin_next(session, clock.now())
        training.reach(session, 1, training.TALKING, clock.now())
    assert "/training/1/stop" in trainer.open("/training/1").text
    page = administrator.submit("/training/1/stop", follow_redirects=True).text
    assert "Administrator broke it off. Nothing was changed." in page
    assert "data-at-work" not in page
    assert "/training/1/stop" not in page
    again = trainer.submit("/training/1/stop", follow_redirects=True)
    assert "This training is over already." in again.text
    assert trainer.submit("/training").location == "/training/2"
    assert trainer.submit("/training/9/stop").status_code == 404


def test_a_training_that_went_wrong_says_how(trainer, sessions):
    trainer.submit("/training")
    with transaction(sessions) as session:
        training.begin_next(session, clock.now())
        training.fail(session, 1, "No room on the disk.", clock.now())
    assert "No room on the disk." in trainer.open("/training/1").text


def test_every_reason_against_a_model_is_told(trainer, trained):
    page = trainer.open(f"/training/{trained(REASONS)}").text
    for told in (
        "1 emergency is missed that",
        "Intent, Roman: right in 90.0% before, in 80.0% now.",
        "recognised in 100.0% before, in 70.0% now.",
        "28 of 30 new examples of “Thanks” are surely “",
        "The model follows a rule otherwise",
        "2 of 27 conversations go otherwise than with the live model: A greeting; Thanks.",
        "3 newly taught sentences",
        "Only somebody else may do that: you trained this model.",
    ):
        assert told in page
    assert "/deploy" not in page


def test_what_became_worse_is_shown_message_by_message(trainer, trained):
    run_id = trained(changes=[WORSE, {**WORSE, "change": "better", "script": "devanagari"}])
    assert "1 worse, 1 better" in trainer.open(f"/training/{run_id}").text
    path = f"/training/{run_id}/changes"
    assert trainer.open(path).text.count("namaste ji kaise ho") == 2
    for wanted, count in (("change=worse", 1), ("script=devanagari", 1), ("intent=thank", 0)):
        assert trainer.open(f"{path}?{wanted}").text.count("namaste ji kaise ho") == count


def test_a_model_that_passed_goes_live_and_back_by_one_click(trainer, trained, sessions):
    run_id = trained()
    assert "Make it live" in trainer.open(f"/training/{run_id}").text
    answer = trainer.submit(f"/training/{run_id}/deploy", follow_redirects=True)
    assert "It goes live within seconds." in answer.text
    assert "Go back to: Model of the repository" in answer.text
    with transaction(sessions) as session:
        session.get(ModelChoice, 1).live_at = clock.now()
    back = trainer.submit("/training/back", follow_redirects=True)
    assert "Go back to" not in back.text
    assert choices(sessions) == [(run_id, "deploy", None), (None, "roll_back", None)]
    assert "There was no other model before." in (
        trainer.submit("/training/back", follow_redirects=True).text
    )


def test_a_refused_model_goes_live_only_by_a_second_persons_reason(
    trainer, administrator, trained, sessions
):
    run_id = trained(REASONS)
    refused = trainer.submit(f"/training/{run_id}/deploy", follow_redirects=True)
    assert "The guard refused this model." in refused.text
    own = trainer.submit(f"/training/{run_id}/override", {"words": REASON})
    assert own.status_code == 400
    short = administrator.submit(f"/training/{run_id}/override", {"words": "so"})
    assert short.status_code == 400
    assert "Please write down why, in a sentence." in short.text
    assert choices(sessions) == []
    administrator.submit(f"/training/{run_id}/override", {"words": REASON})
    assert choices(sessions) == [(run_id, "override", REASON)]
    assert REASON in administrator.open("/training").text


def test_whether_it_helped_is_shown_by_week_and_model(trainer, trained, sessions):
    run_id = trained()
    with transaction(sessions) as session:
        review_case(session, "bijli gul")
        turn = session.execute(select(Turn)).scalar_one()
        turn.model_id, turn.finished_at = f"model-{run_id}", clock.now()
    page = trainer.open("/training").text
    assert "<svg" in page
    assert f'<td data-label="Model">Training {run_id}</td>' in page
    assert '<td data-label="Share">100%</td>' in page


def test_in_hindi(sign_in, trained):
    trainer = sign_in("trainer")
    assert "नया मॉडल बनाएँ" in trainer.open("/training").text
    page = trainer.open(f"/training/{trained(REASONS)}").text
    assert "अस्वीकृत, क्योंकि" in page
    assert "28 चालू मॉडल के लिए पक्के तौर पर" in page
    assert "नमस्ते; धन्यवाद" in page
