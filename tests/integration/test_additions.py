"""Questions, replies and categories made at the desk: into training folders and the repository."""

import shutil
from datetime import timedelta

import pytest
import yaml
from sqlalchemy import select

from helpline.domain.labels import Meaning
from helpline.domain.topics import NotATopic
from helpline.settings import PROJECT_ROOT
from helpline.store import additions as rows
from helpline.store.audit import AuditEntry
from helpline.store.reference import Category, TimeLimit
from helpline.store.seed import seed
from helpline.workbench import additions, examples, labels, taxonomy, topics
from helpline.workbench.examples import Examples, StrangeFile
from helpline.workbench.labels import Author, Lesson, UnknownMeaning
from helpline.workbench.topics import Signed, StillNeeded
from tests.support import cast
from tests.support.cast import NOW

LATER = NOW + timedelta(days=1)
RATION = (
    "राशन कार्ड",
    "Ration card",
    "राशन कार्ड के लिए तहसील जाइए।",
    "For a ration card go to the tehsil.",
)
CODE, ANSWER = "faq_ration_card", "utter_faq_ration_card"
POWER, VOLTAGE = "energy/power_outage", "energy/low_voltage"


@pytest.fixture
def signed(session):
    return Signed(Author(cast.account(session, "trainer").id, "trainer"), "citizens ask", NOW)


@pytest.fixture
def root(tmp_path):
    """A copy of what a model is made from, with few examples."""
    for name in ("data/rules", "data/responses", "reference"):
        shutil.copytree(PROJECT_ROOT / name, tmp_path / name)
    shutil.copyfile(PROJECT_ROOT / "domain.yml", tmp_path / "domain.yml")
    (tmp_path / "data/nlu").mkdir()
    (tmp_path / "data/nlu/thanks.yml").write_text(
        'version: "3.1"\nnlu:\n- intent: thank\n  examples: |\n    - shukriya ji\n', "utf-8"
    )
    return tmp_path


def lines_of(*wanted: tuple[str, Meaning]) -> Examples:
    files: dict[Meaning, list[str]] = {}
    for text, meaning in wanted:
        files.setdefault(meaning, []).append(text)
    return Examples(PROJECT_ROOT, {PROJECT_ROOT / "none.yml": files})


def responses(root, name="questions"):
    return yaml.safe_load((root / f"data/responses/{name}.yml").read_text("utf-8"))["responses"]


def changed_lines(root, name):
    """The lines of a file that differ from the repository's."""
    before = (PROJECT_ROOT / name).read_text("utf-8").splitlines()
    return [line for line in (root / name).read_text("utf-8").splitlines() if line not in before]


def test_a_question_is_written_with_examples_rule_and_reply_in_both_languages(
    session, signed, root
):
    assert topics.add_question(session, *RATION, signed) == CODE
    labels.add(
        session, lines_of(), Lesson("ration card kaise banega", Meaning(CODE)), signed.author, NOW
    )
    additions.write_additions(session, root)
    assert changed_lines(root, "domain.yml") == [f"  - {CODE}"]
    (rule,) = yaml.safe_load((root / "data/rules/questions.yml").read_text("utf-8"))["rules"]
    assert rule == {
        "rule": "Ration card · राशन कार्ड",
        "steps": [{"intent": CODE}, {"action": ANSWER}],
    }
    hindi, english = responses(root)[ANSWER]
    assert hindi == {"text": RATION[2]}
    assert english["text"] == RATION[3]
    assert english["condition"] == [{"type": "slot", "name": "language", "value": "en"}]
    line = examples.read(root / "data/nlu").find(examples.key_of("ration card kaise banega"))
    assert line.meaning == Meaning(CODE)


def test_writing_twice_changes_nothing_more(session, signed, root):
    topics.add_question(session, *RATION, signed)
    additions.write_additions(session, root)
    written = {path: path.read_text("utf-8") for path in root.rglob("*.yml")}
    additions.write_additions(session, root)
    assert {path: path.read_text("utf-8") for path in root.rglob("*.yml")} == written


def test_the_domain_keeps_its_intents_sorted(session, signed, root):
    topics.add_question(session, *RATION, signed)
    topics.add_question(session, "आय प्रमाण", "Income proof", "तहसील।", "The tehsil.", signed)
    additions.write_additions(session, root)
    intents = yaml.safe_load((root / "domain.yml").read_text("utf-8"))["intents"]
    learnt = intents[: intents.index("withdraw_complaint") + 1]
    assert learnt == sorted(learnt)
    assert {CODE, "faq_income_proof"} < set(learnt)


def test_a_changed_reply_changes_its_lines_and_nothing_else(session, signed, root):
    words = 'नमस्ते जी।\n\nबताइए "क्या" हुआ।'
    topics.change_reply(session, "utter_greet", words, "Hello.", signed)
    topics.change_reply(session, "utter_free", "मुफ़्त है।", "Free: it costs \\ nothing.", signed)
    additions.write_additions(session, root)
    hindi, english = responses(root, "conversation")["utter_greet"]
    assert (hindi["text"], english["text"]) == (words, "Hello.")
    assert len(hindi["buttons"]) == len(english["buttons"]) == 3
    assert responses(root, "conversation")["utter_free"][1]["text"] == "Free: it costs \\ nothing."
    before = yaml.safe_load((PROJECT_ROOT / "data/responses/conversation.yml").read_text("utf-8"))
    after = responses(root, "conversation")
    assert {name for name, one in before["responses"].items() if after[name] != one} == {
        "utter_greet", "utter_free",
    }  # fmt: skip
    assert len(changed_lines(root, "data/responses/conversation.yml")) == 5


@pytest.mark.parametrize(
    ("hi", "en", "part", "reason"),
    [
        ("", "Hello.", "hi", "missing"),
        ("नमस्ते", "", "en", "missing"),
        ("Namaste", "Hello.", "hi", "not_hindi"),
        ("नमस्ते", "नमस्ते", "en", "not_english"),
        ("नमस्ते {name}", "Hello.", "hi", "other_facts"),
        ("नमस्ते", "Hello {", "en", "other_facts"),
        ("क्षि" * 257, "Hello.", "hi", "too_long"),
    ],
)
def test_a_reply_that_cannot_be_sent_is_refused(session, signed, hi, en, part, reason):
    with pytest.raises(NotATopic) as refused:
        topics.change_reply(session, "utter_greet", hi, en, signed)
    assert (refused.value.part, refused.value.reason) == (part, reason)


def test_a_reply_keeps_its_facts(session, signed):
    known = topics.replies(session)["utter_contact_phone"]
    assert known.facts == {"office", "phone"}
    with pytest.raises(NotATopic):
        topics.change_reply(session, known.name, "फ़ोन कीजिए।", "Call.", signed)
    topics.change_reply(session, known.name, "{office}: {phone} पर।", "{office}: {phone}.", signed)
    assert topics.replies(session)[known.name].hi == "{office}: {phone} पर।"


def test_the_same_question_is_made_once(session, signed):
    topics.add_question(session, *RATION, signed)
    with pytest.raises(NotATopic) as refused:
        topics.add_question(session, *RATION, signed)
    assert refused.value.reason == "there_already"


def test_a_retired_question_leaves_the_files_and_keeps_its_history(session, signed, root):
    topics.add_question(session, *RATION, signed)
    lesson = Lesson("ration card kaise banega", Meaning(CODE))
    labels.add(session, lines_of(), lesson, signed.author, NOW)
    additions.write_additions(session, root)
    assert topics.retire_intent(session, lines_of(), CODE, signed) == 1
    additions.write_additions(session, root)
    assert changed_lines(root, "domain.yml") == []
    assert not list(root.rglob("questions.yml"))
    assert examples.read(root / "data/nlu").find(examples.key_of(lesson.text)) is None
    assert not taxonomy.known(session).is_known(Meaning(CODE))
    states = [row.content["state"] for row in rows.history(session, rows.INTENT, CODE)]
    assert states == [rows.RETIRED, rows.LIVE]
    acts = session.execute(select(AuditEntry.act).where(AuditEntry.subject == CODE)).scalars()
    assert list(acts) == ["live_intent", "retired_intent"]


def test_a_merged_question_gives_its_examples_away(session, signed):
    topics.add_question(session, *RATION, signed)
    labels.add(
        session, lines_of(), Lesson("ration card kaise banega", Meaning(CODE)), signed.author, NOW
    )
    assert topics.merge_intent(session, lines_of(), CODE, "ask_help", signed) == 1
    (label,) = labels.all_by_key(session).values()
    assert label.intent == "ask_help"
    assert not taxonomy.known(session).is_known(Meaning(CODE))


def test_what_an_action_answers_is_not_retired(session, signed):
    for intent in ("report_emergency", "report_complaint", "affirm"):
        with pytest.raises(StillNeeded):
            topics.retire_intent(session, lines_of(), intent, signed)


def test_a_category_is_known_to_the_offices_at_once(session, signed, root):
    code = topics.add_category(session, "energy", "मीटर खराब है", "Meter broken today", signed)
    assert code == "energy/meter_broken_today"
    assert session.get(Category, code).name_hi == "मीटर खराब है"
    limits = session.execute(select(TimeLimit).where(TimeLimit.category_code == code)).scalars()
    assert sorted(one.level for one in limits) == [1, 2, 3, 4]
    assert taxonomy.known(session).is_known(Meaning("report_complaint", code, "grievance"))
    report = additions.bring_out(session, NOW, root)
    assert report.written == [code]
    assert changed_lines(root, "reference/categories.csv") == [
        "energy/meter_broken_today,मीटर खराब है,Meter broken today"
    ]


def test_seeding_anew_keeps_what_trainers_made_of_categories(session, signed):
    code = topics.add_category(session, "energy", "मीटर खराब है", "Meter broken today", signed)
    topics.name_category(session, POWER, "लाइट नहीं है", "No electricity", signed)
    report = seed(session)
    assert (report.inserted, report.changed, report.removed) == (0, 0, 0)
    assert session.get(Category, POWER).name_en == "No electricity"
    assert session.get(Category, code) is not None


def test_a_category_with_open_complaints_is_not_retired_but_merged(session, signed, root):
    complaint = cast.filed(session, NOW)
    power = Meaning("report_complaint", POWER, "grievance")
    known = lines_of(("light nahi hai", power))
    with pytest.raises(StillNeeded) as refused:
        topics.retire_category(session, known, POWER, signed)
    assert refused.value.open_complaints == 1
    assert topics.merge_category(session, known, POWER, VOLTAGE, signed) == 1
    (label,) = labels.all_by_key(session).values()
    assert (label.category, label.kind) == (VOLTAGE, "grievance")
    assert POWER not in taxonomy.known(session).categories
    assert complaint.category_code == POWER
    assert session.get(Category, POWER) is not None


def test_a_category_moves_to_another_department_with_its_examples(session, signed):
    known = lines_of(("light nahi hai", Meaning("report_complaint", POWER, "grievance")))
    code = topics.move_category(session, known, POWER, "urban_development", signed)
    assert code == "urban_development/power_cut"
    (label,) = labels.all_by_key(session).values()
    assert label.category == code
    assert session.get(Category, code).name_hi == session.get(Category, POWER).name_hi


def test_a_retired_category_leaves_every_reference_file(session, signed, root):
    topics.retire_category(session, lines_of(), POWER, signed)
    report = additions.bring_out(session, NOW, root)
    assert report.removed == [POWER]
    for path in (root / "reference").glob("*.csv"):
        assert not any(
            line.startswith(f"{POWER},") or line == POWER
            for line in path.read_text("utf-8").splitlines()
        )
    assert seed(session, root / "reference").removed >= 0


def test_the_other_category_stays(session, signed):
    with pytest.raises(StillNeeded):
        topics.merge_category(session, lines_of(), "other/other", POWER, signed)


def test_what_is_exported_once_is_not_exported_again(session, signed, root):
    topics.add_question(session, *RATION, signed)
    assert additions.count_unexported(session) == 2
    first = additions.bring_out(session, NOW, root)
    assert first.written == [CODE, ANSWER]
    second = additions.bring_out(session, LATER, root)
    assert (second.written, second.files, second.refused) == ([], [], [])
    assert additions.count_unexported(session) == 0


def test_what_developers_changed_is_taken_over(session, signed, root):
    topics.add_question(session, *RATION, signed)
    additions.bring_out(session, NOW, root)
    path = root / "data/responses/questions.yml"
    path.write_text(
        path.read_text("utf-8").replace("go to the tehsil", "ask at the tehsil"), "utf-8"
    )
    assert additions.bring_in(session, LATER, root) == 1
    assert topics.replies(session)[ANSWER].en == "For a ration card ask at the tehsil."
    assert additions.bring_out(session, LATER, root).files == []


def test_what_both_changed_is_overwritten_by_neither(session, signed, root):
    topics.change_reply(session, "utter_free", "मुफ़्त है।", "It is free.", signed)
    path = root / "data/responses/conversation.yml"
    path.write_text(
        path.read_text("utf-8").replace("No, it costs nothing.", "It costs nothing."), "utf-8"
    )
    before = path.read_text("utf-8")
    assert additions.bring_in(session, LATER, root) == 0
    report = additions.bring_out(session, LATER, root)
    assert [refused.text for refused in report.refused] == ["utter_free"]
    assert path.read_text("utf-8") == before
    assert topics.replies(session)["utter_free"].en == "It is free."


def test_a_file_of_questions_that_developers_laid_out_otherwise_is_not_overwritten(
    session, signed, root
):
    topics.add_question(session, *RATION, signed)
    additions.bring_out(session, NOW, root)
    path = root / "data/rules/questions.yml"
    path.write_text(path.read_text("utf-8") + "# by hand\n", "utf-8")
    topics.add_question(session, "आय प्रमाण", "Income proof", "तहसील।", "The tehsil.", signed)
    with pytest.raises(StrangeFile):
        additions.bring_out(session, LATER, root)


def test_a_sentence_of_the_frozen_set_is_in_no_training_folder(session, signed, root, monkeypatch):
    lesson = Lesson("bahut shukriya", Meaning("thank"))
    labels.add(session, lines_of(), lesson, signed.author, NOW)
    key = examples.key_of(lesson.text)
    monkeypatch.setattr("helpline.workbench.exchange.frozen_keys", lambda: frozenset({key}))
    additions.write_additions(session, root)
    assert examples.read(root / "data/nlu").find(key) is None


def test_nothing_is_merged_into_what_there_is_not(session, signed):
    topics.add_question(session, *RATION, signed)
    with pytest.raises(UnknownMeaning):
        topics.merge_intent(session, lines_of(("a b", Meaning(CODE))), CODE, "no_such", signed)
