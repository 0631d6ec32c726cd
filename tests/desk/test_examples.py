"""The trainer's workbench: examples looked through, added, moved, merged, retired."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from helpline.store.base import transaction
from helpline.store.review import Label
from tests.support.cast import review_case
from tests.support.few_examples import use_few_examples

pytestmark = pytest.mark.usefixtures("frozen_clock")

LINES = """version: "3.1"
nlu:
- intent: greet
  examples: |
    - namaste
    - नमस्ते जी

- intent: thank
  examples: |
    - bahut bahut dhanyavad ji
    - dhanyavad
"""
LIGHT = {"intent": "report_complaint", "category": "energy/power_outage", "kind": "grievance"}


@pytest.fixture
def template(cast_template):
    return cast_template


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch) -> Path:
    """Few examples in place of the project's."""
    return use_few_examples(tmp_path, monkeypatch, LINES)


@pytest.fixture
def trainer(sign_in):
    return sign_in("trainer")


def labels(sessions):
    with sessions() as session:
        rows = session.execute(select(Label).order_by(Label.id)).scalars()
        return [(row.text, row.intent) for row in rows]


def shown(page):
    return re.findall(r"<span>([^<]+)</span></label>", page.text)


def test_each_meaning_is_shown_with_its_scripts_the_rarest_first(trainer):
    page = trainer.open("/examples").text
    assert page.index("बिजली नहीं आ रही</a>") < page.index("नमस्ते कहते हैं</a>")
    assert "कुल 5।" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=बिजली", ["bijli gul hai [Ghansali](place) me"]),
        ("intent=thank", ["bahut bahut dhanyavad ji", "dhanyavad"]),
        ("intent=greet&script=devanagari", ["नमस्ते जी"]),
        ("category=energy/power_outage&kind=demand", []),
    ],
)
def test_examples_are_found_by_words_in_any_script_meaning_and_script(trainer, asked, found):
    assert shown(trainer.open(f"/examples?{asked}")) == found


def test_an_example_is_added_and_shown_at_once(trainer, sessions):
    form = {"words": "Chamba me ujala nahi", **LIGHT}
    answer = trainer.submit("/examples", form)
    assert answer.location.startswith("/examples/new?intent=report_complaint")
    assert labels(sessions) == [("Chamba me ujala nahi", "report_complaint")]
    assert shown(trainer.open("/examples?q=ujala")) == ["Chamba me ujala nahi"]
    assert "1 बदलाव अभी भंडार में नहीं गया" in trainer.open("/examples").text


def test_words_with_another_meaning_are_moved_only_when_that_is_meant(trainer, sessions):
    form = {"words": "Dhanyavad!", "intent": "greet"}
    answer = trainer.submit("/examples", form)
    assert answer.status_code == 400
    assert "टकराव" in answer.text
    assert labels(sessions) == []
    trainer.submit("/examples", {**form, "moves": "on"})
    assert shown(trainer.open("/examples?intent=thank")) == ["bahut bahut dhanyavad ji"]


@pytest.mark.parametrize("change", [{"words": "!"}, {"intent": ""}, {"category": ""}])
def test_what_is_no_example_is_refused(trainer, sessions, change):
    answer = trainer.submit("/examples", {"words": "light nahi", **LIGHT, **change})
    assert answer.status_code == 400
    assert labels(sessions) == []


def test_while_somebody_types_the_desk_says_what_speaks_against_it(trainer, helpdesk):
    def said(words, **meaning):
        return trainer.submit("/examples/concerns", {"words": words, **meaning}).text

    assert "पहले से है" in said("dhanyavad", intent="thank")
    assert "टकराव" in said("dhanyavad", intent="greet")
    near = said("बहुत बहुत धन्यवाद", intent="greet")
    assert "लगभग वही" in near
    assert "bahut bahut dhanyavad ji" in near
    assert "इस लिपि में इस मतलब के 0 उदाहरण" in said("बत्ती नहीं", **LIGHT)


def test_what_was_ticked_is_moved_and_retired(trainer, sessions):
    form = {"key": ["namaste"], "act": "move", "intent": "thank", "from": "/examples?intent=thank"}
    assert trainer.submit("/examples/change", form).location == "/examples?intent=thank"
    assert "namaste" in shown(trainer.open("/examples?intent=thank"))
    form = {"key": ["namaste", "dhanyavad"], "act": "retire"}
    retired = trainer.submit("/examples/change", form, follow_redirects=True)
    assert "2 उदाहरण हटाए।" in retired.text
    assert shown(trainer.open("/examples?intent=thank")) == ["bahut bahut dhanyavad ji"]
    assert trainer.submit("/examples/change", {"act": "lose"}).status_code == 400
    strange = trainer.submit("/examples/change", {"act": "retire", "from": "//evil.example"})
    assert strange.location == "/"


def test_a_meaning_is_merged_into_another_one_by_who_knows_how_many_it_has(trainer, sessions):
    form = {"of_intent": "greet", "intent": "thank"}
    trainer.submit("/examples/merge", {**form, "count": "9"})
    assert labels(sessions) == []
    answer = trainer.submit("/examples/merge", {**form, "count": "2"})
    assert answer.location == "/examples?intent=thank"
    assert len(shown(trainer.open("/examples?intent=thank"))) == 4
    assert "नमस्ते कहते हैं</a>" not in trainer.open("/examples").text


def test_what_the_review_taught_is_among_the_examples(sign_in, trainer, sessions):
    with transaction(sessions) as session:
        case = review_case(session, "batti gul pahadi par")
    form = {"act": "teach", "words": "batti gul pahadi par", "is_example": "on", **LIGHT}
    sign_in("helpdesk").submit(f"/review/{case}/teach", form)
    assert shown(trainer.open("/examples?q=batti")) == ["batti gul pahadi par"]


def test_the_help_desk_looks_and_changes_nothing(sign_in):
    desk = sign_in("helpdesk")
    page = desk.open("/examples?intent=thank").text
    assert "dhanyavad" in page
    assert 'name="key"' not in page
    assert desk.submit("/examples/change", {"act": "retire", "key": "x"}).status_code == 404


def test_while_somebody_types_it_says_for_what_the_meaning_was_taken_live(trainer, sessions):
    with transaction(sessions) as session:
        case = review_case(session, "shukriya bhai ji", intent="greet")
    form = {"act": "teach", "words": "shukriya bhai ji", "is_example": "on", "intent": "thank"}
    trainer.submit(f"/review/{case}/teach", form)
    page = trainer.submit("/examples/concerns", {"words": "bahut aabhar", "intent": "thank"}).text
    assert "चालू मॉडल से चूक" in page
    assert "नमस्ते कहते हैं" in page
