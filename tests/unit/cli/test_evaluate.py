"""What `make evaluate` measures with."""

import json

import pytest

from helpline.cli import evaluate
from helpline.cli.errors import CommandError
from helpline.cli.main import _parser


@pytest.fixture
def folder(tmp_path):
    def add(*names):
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(json.dumps({"text": "kal", "intent": "greet"}), encoding="utf-8")
        return tmp_path

    return add


def test_without_a_folder_it_measures_with_the_frozen_messages():
    sets, foreign = evaluate._test_sets(None)
    assert list(sets) == [evaluate.FROZEN_TITLE]
    assert len(sets[evaluate.FROZEN_TITLE]) > 1000
    assert foreign == []


def test_every_set_in_and_below_a_folder_is_found(folder):
    sets, foreign = evaluate._test_sets(folder("a.jsonl", "below/b.jsonl"))
    assert list(sets) == [evaluate.FROZEN_TITLE, "a.jsonl", "below/b.jsonl"]
    assert foreign == []


def test_a_folder_that_brings_training_data_is_learnt_anew(folder):
    given = folder("a.jsonl", "top/train.jsonl", "top/test.jsonl", "top/validation.jsonl")
    sets, foreign = evaluate._test_sets(given)
    assert list(sets) == [evaluate.FROZEN_TITLE, "a.jsonl"]
    assert foreign == [given / "top"]


def test_a_lone_train_file_is_a_set_like_any_other(folder):
    sets, foreign = evaluate._test_sets(folder("train.jsonl"))
    assert (list(sets), foreign) == ([evaluate.FROZEN_TITLE, "train.jsonl"], [])


def test_a_folder_without_sets_is_an_error(tmp_path):
    with pytest.raises(CommandError, match=r"no \.jsonl file"):
        evaluate._test_sets(tmp_path)


def test_stock_rasa_can_be_left_out():
    assert list(evaluate._learners(0)) == ["ours"]
    assert list(evaluate._learners(100)) == ["ours", "stock"]


def test_the_fallback_confidence_is_the_channel_s():
    assert 0.0 < evaluate.fallback_confidence() < 1.0


def test_its_options_are_those_of_the_command_line():
    options = _parser().parse_args(["evaluate", "--folder", "x", "--stock-epochs", "3"])
    assert (options.folder.name, options.stock_epochs, options.learning_curve) == ("x", 3, False)
