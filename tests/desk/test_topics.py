"""Topics: questions with their replies and categories, made and changed in the browser."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from helpline.desk.tried_models import NoModel, Understood
from helpline.store import additions
from helpline.store.base import transaction
from helpline.store.review import Label
from tests.support import cast
from tests.support.cast import NOW
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
    - dhanyavad
"""
QUESTION = {
    "name_hi": "राशन कार्ड",
    "name_en": "Ration card",
    "hi": "राशन कार्ड के लिए तहसील जाइए।",
    "en": "For a ration card go to the tehsil.",
    "examples": "ration card kaise banega\nराशन कार्ड कैसे बनता है\nhow to get a ration card",
    "why": "asked every day",
}
CODE = "faq_ration_card"
POWER = "energy/power_outage"
SUBJECT = {"department": "energy", "name_hi": "मीटर खराब", "name_en": "Broken meter", "why": "new"}


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


def count(sessions, table):
    with sessions() as session:
        return len(session.execute(select(table)).scalars().all())


def newest(sessions, kind, code):
    with sessions() as session:
        return additions.newest_of(session, kind, code)


def test_a_question_is_made_with_its_answer_and_its_examples(trainer, sessions):
    answer = trainer.submit("/topics/questions", QUESTION)
    assert answer.location == f"/topics/intents/{CODE}"
    page = trainer.open(answer.location).text
    assert "राशन कार्ड" in page
    assert QUESTION["en"] in page
    assert "asked every day" in page
    assert count(sessions, Label) == 3
    assert "ration card kaise banega" in trainer.open(f"/examples?intent={CODE}").text
    assert f"/topics/intents/{CODE}" in trainer.open("/topics").text
    assert "राशन कार्ड" in trainer.open("/examples/new").text


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"hi": ""}, "कृपया इसे भरिए"),
        ({"hi": "Ration"}, "देवनागरी में होना चाहिए"),
        ({"en": "x" * 1025}, "बहुत लंबा"),
        ({"name_en": "राशन"}, "अंग्रेज़ी में होना चाहिए"),
        ({"why": " "}, "कृपया इसे भरिए"),
        ({"examples": "Namaste!"}, "पहले से दूसरा मतलब है"),
        ({"examples": "!"}, "कम से कम एक शब्द"),
    ],
)
def test_a_question_that_cannot_be_made_is_refused_whole(trainer, sessions, change, told):
    answer = trainer.submit("/topics/questions", {**QUESTION, **change})
    assert answer.status_code == 400
    assert told in answer.text
    assert "Ration card" in answer.text or "राशन" in answer.text
    assert count(sessions, additions.Addition) == count(sessions, Label) == 0


def test_the_same_question_twice_is_made_once(trainer, sessions):
    trainer.submit("/topics/questions", QUESTION)
    assert trainer.submit("/topics/questions", QUESTION).status_code == 400
    assert count(sessions, additions.Addition) == 2


def test_a_reply_is_changed_and_its_history_shown(trainer, sessions):
    texts = {"hi": "नमस्ते जी।", "en": "Hello.", "why": "shorter"}
    answer = trainer.submit(
        "/topics/replies/utter_greet", {**texts, "next": "/topics/intents/greet"}
    )
    assert answer.location == "/topics/intents/greet"
    assert "नमस्ते जी।" in trainer.open("/topics/intents/greet").text
    assert "shorter" in trainer.open("/topics/replies/utter_greet").text
    assert newest(sessions, "reply", "utter_greet").content == {"hi": "नमस्ते जी।", "en": "Hello."}
    assert trainer.submit("/topics/replies/utter_no_such", texts).status_code in (400, 404)
    strange = {**texts, "next": "//evil.example"}
    assert trainer.submit("/topics/replies/utter_greet", strange).location == "/"


def test_a_reply_with_facts_keeps_them(trainer):
    answer = trainer.submit(
        "/topics/replies/utter_contact_phone", {"hi": "फ़ोन कीजिए।", "en": "Call.", "why": "x"}
    )
    assert answer.status_code == 400
    assert "{office}" in answer.text


def test_replies_are_found_by_words_in_any_script(trainer):
    page = trainer.open("/topics/replies?q=muft").text
    assert "/topics/replies/utter_free" in page
    assert "/topics/replies/utter_greet" not in page


def test_a_question_is_named_merged_and_retired(trainer, sessions):
    trainer.submit("/topics/questions", QUESTION)
    names = {"name_hi": "राशन", "name_en": "Rations", "why": "short"}
    trainer.submit(f"/topics/intents/{CODE}/name", names)
    assert "राशन</a>" in trainer.open("/topics").text
    assert (
        trainer.submit(f"/topics/intents/{CODE}/merge", {"into": "no", "why": "x"}).status_code
        == 400
    )
    trainer.submit(f"/topics/intents/{CODE}/merge", {"into": "thank", "why": "same"})
    assert "ration card kaise banega" in trainer.open("/examples?intent=thank").text
    assert trainer.open(f"/topics/intents/{CODE}").status_code == 404
    trainer.submit("/topics/intents/greet/retire", {"why": "unused"})
    assert newest(sessions, "intent", "greet").content["state"] == "retired"
    assert "namaste</span>" not in trainer.open("/examples?script=latin").text


def test_what_was_retired_comes_back_with_its_examples(trainer, sessions):
    trainer.submit("/topics/questions", QUESTION)
    trainer.submit("/topics/categories", SUBJECT)
    meter = "/topics/categories/energy/broken_meter"
    taught = {"words": "meter band hai", "intent": "report_complaint", "kind": "grievance"}
    trainer.submit("/examples", {**taught, "category": "energy/broken_meter"})
    for address in (f"/topics/intents/{CODE}", meter):
        trainer.submit(f"{address}/retire", {"why": "out of season"})
        assert trainer.open(address).status_code == 404
    assert "ration card" not in trainer.open("/examples?script=latin").text

    page = trainer.open("/topics").text
    assert "out of season" in page
    assert f"/topics/intents/{CODE}/bring_back" in page
    assert f"{meter}/bring_back" in trainer.open("/topics?list=categories").text
    for address in (f"/topics/intents/{CODE}", meter):
        back = trainer.submit(f"{address}/bring_back", {"why": "asked again"})
        assert back.location == address
        assert "asked again" in trainer.open(address).text
        assert trainer.submit(f"{address}/bring_back", {"why": "twice"}).status_code == 400
    assert "ration card kaise banega" in trainer.open(f"/examples?intent={CODE}").text
    assert "meter band hai" in trainer.open("/examples?category=energy/broken_meter").text


def test_what_the_assistant_needs_cannot_be_retired(trainer, sessions):
    for address in (
        "/topics/intents/talk_to_human/retire",
        "/topics/categories/other/other/retire",
    ):
        answer = trainer.submit(address, {"why": "x"})
        assert answer.status_code == 400
        assert "सहायक को खुद इसकी ज़रूरत है" in answer.text
    assert count(sessions, additions.Addition) == 0


def test_a_subject_is_made_named_moved_and_merged(trainer, sessions):
    answer = trainer.submit("/topics/categories", SUBJECT)
    assert answer.location == "/topics/categories/energy/broken_meter"
    trainer.submit(
        "/topics/categories/energy/broken_meter/name",
        {"name_hi": "मीटर बंद", "name_en": "Dead meter", "why": "x"},
    )
    assert "मीटर बंद" in trainer.open("/topics?list=categories").text
    move = {"department": "urban_development", "why": "theirs"}
    trainer.submit("/topics/categories/energy/broken_meter/move", move)
    page = trainer.open("/topics?list=categories").text
    assert "/topics/categories/urban_development/dead_meter" in page
    assert "/topics/categories/energy/broken_meter" not in page
    merge = {"into": POWER, "why": "same"}
    trainer.submit("/topics/categories/urban_development/dead_meter/merge", merge)
    assert "dead_meter" not in trainer.open("/topics?list=categories").text


def test_a_subject_with_open_complaints_is_not_retired(trainer, sessions):
    with transaction(sessions) as session:
        cast.filed(session, NOW)
    answer = trainer.submit(f"/topics/categories/{POWER}/retire", {"why": "x"})
    assert answer.status_code == 400
    assert "1 शिकायत खुली है" in answer.text


def test_a_subject_that_fits_no_list_is_refused(trainer, sessions):
    long = {**SUBJECT, "name_en": "A much too long name for a list"}
    assert trainer.submit("/topics/categories", long).status_code == 400
    assert trainer.submit("/topics/categories", {**SUBJECT, "department": ""}).status_code == 400
    assert count(sessions, additions.Addition) == 0


def test_the_help_desk_looks_and_changes_nothing(sign_in, sessions):
    desk = sign_in("helpdesk")
    for path in ("/topics", "/topics?list=categories", "/topics/intents/greet", "/topics/replies"):
        assert desk.open(path).status_code == 200
    assert "<form" not in desk.open("/topics/intents/greet").text.split("<main")[1]
    assert desk.submit("/topics/questions", QUESTION).status_code == 404
    assert desk.submit("/topics/replies/utter_greet", {"hi": "न", "en": "x"}).status_code == 404
    assert sign_in("engineer").open("/topics").status_code == 404
    assert count(sessions, additions.Addition) == 0


def test_what_was_misheard_live_stands_first(trainer, sessions):
    with transaction(sessions) as session:
        case = cast.review_case(session, "shukriya bhai ji", intent="greet")
    trainer.submit(
        f"/review/{case}/teach",
        {"act": "teach", "words": "shukriya bhai ji", "is_example": "on", "intent": "thank"},
    )
    page = trainer.open("/topics").text
    assert page.index("/topics/intents/thank") < page.index("/topics/intents/greet")
    assert "ज़्यादातर यह समझा गया: नमस्ते कहते हैं" in page
    assert "1 बार" in trainer.open("/topics/intents/thank").text


class Model:
    """Answers as a test wants it."""

    def __init__(self, answer):
        self.answer = answer

    def understand(self, text, model=None):
        if self.answer is None:
            raise NoModel("down")
        return self.answer


def understood(intent, category=None, reply=()):
    kind = "grievance" if category else None
    facts, others = (("district", "Almora"),), (("greet", 0.1),)
    return Understood(intent, 0.9, category, 0.8 if category else None, kind, facts, others, reply)


def test_a_sentence_is_tried_on_both_models(app, trainer):
    app.extensions["live_model"] = Model(understood("report_complaint", POWER))
    app.extensions["candidate_model"] = Model(understood(CODE, reply=("तहसील जाइए।", "Go.")))
    page = trainer.submit("/topics/try", {"words": "light gul"}).text
    assert "बिजली नहीं आ रही" in page
    assert "अलग" in page
    assert "तहसील जाइए।" in page
    assert re.search(r"90\s*%", page)


def test_a_model_that_does_not_answer_is_told(app, trainer):
    app.extensions["live_model"] = Model(understood("greet"))
    app.extensions["candidate_model"] = Model(None)
    page = trainer.submit("/topics/try", {"words": "namaste"}).text
    assert "यह मॉडल अभी जवाब नहीं दे रहा है" in page
    assert "नमस्ते" in page
