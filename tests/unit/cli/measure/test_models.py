"""From what models are made; that they can be trained, `make evaluate` shows."""

from dataclasses import replace

import pytest
import yaml

from helpline.cli.errors import CommandError
from helpline.cli.measure import models
from helpline.cli.measure.lessons import Lesson

LESSONS = [Lesson("बिजली नहीं है", "report_complaint", "energy/power_outage", "grievance")]


def parts(recipe):
    return [part["name"].rsplit(".", 1)[-1] for part in yaml.safe_load(recipe.config)["pipeline"]]


def intents(recipe):
    return [block["intent"] for block in yaml.safe_load(recipe.data)["nlu"]]


def test_our_classifiers_are_the_whole_pipeline_without_the_extractors():
    whole, classifiers = models.our_whole(LESSONS), models.ours(LESSONS)
    assert set(parts(whole)) > set(parts(classifiers)) >= {"ComplaintClassifier"}
    assert not any(name.endswith("Extractor") for name in parts(classifiers))
    assert intents(classifiers) == ["report_complaint"]


def test_where_nothing_has_a_category_none_is_taught():
    assert "ComplaintClassifier" not in parts(models.ours([Lesson("hello", "greet")]))


def test_stock_rasa_gets_intent_and_category_in_one():
    recipe = models.stock(LESSONS, epochs=7)
    assert intents(recipe) == ["report_complaint.energy.power_outage"]
    assert "epochs: 7" in recipe.config


@pytest.mark.parametrize("part", ["config", "data", "code"])
def test_another_recipe_has_another_title(part):
    recipe = models.stock(LESSONS)
    assert recipe.title == models.stock(LESSONS).title
    assert replace(recipe, **{part: "other"}).title != recipe.title


def test_a_training_that_fails_says_so(tmp_path):
    with pytest.raises(CommandError, match=r"Training stock-.* failed"):
        models.train(models.stock(LESSONS), tmp_path, before=["false"])
