"""The review at the desk: a case on one page, taught, put off, skipped; the citizen put right."""

import re

import pytest
from sqlalchemy import event, select

from helpline.store.base import transaction
from helpline.store.complaints import Complaint
from helpline.store.helpdesk import HandoverWord
from helpline.store.messages import Outbox
from helpline.store.review import Label, ReviewCase
from tests.support.cast import filed, message, review_case

pytestmark = pytest.mark.usefixtures("frozen_clock")

WORDS = "mera naam Suresh hai Ghansali me ujala gayab 9812345678"
LIGHT = {"intent": "report_complaint", "category": "energy/power_outage", "kind": "grievance"}


@pytest.fixture
def template(cast_template):
    return cast_template


@pytest.fixture
def desk(sign_in):
    return sign_in("helpdesk")


@pytest.fixture
def case(sessions) -> int:
    """A case about a power cut that was not understood."""
    start = WORDS.index("Ghansali")
    entities = [
        {"entity": "place", "start": start, "end": start + 8, "value": "Ghansali"},
        {"entity": "district", "value": "Tehri Garhwal"},
    ]
    ranking = [{"name": "check_status", "confidence": 0.2}, {"name": "thank", "confidence": 0.1}]
    with transaction(sessions) as session:
        return review_case(session, WORDS, entities=entities, intent_ranking=ranking)


def rows(sessions, table):
    with sessions() as session:
        return session.execute(select(table).order_by(table.id)).scalars().all()


def turn_of(sessions, case):
    with sessions() as session:
        return session.get(ReviewCase, case).last_turn_id


def sent(sessions):
    return [str(row.payload) for row in rows(sessions, Outbox)]


# --- looking ------------------------------------------------------------------------------------


def test_the_list_shows_words_and_reasons_and_leads_to_the_first_case(desk, case):
    page = desk.open("/review").text
    assert "ujala gayab" in page
    assert "समझ नहीं आया" in page
    assert f'href="/review/{case}" data-key="j"' in page
    assert desk.open("/review?list=lost&page=0").status_code == 200
    assert "ujala gayab" not in desk.open("/review?list=done").text


def test_the_page_has_the_conversation_and_the_sentence_without_name_and_number(desk, case):
    page = desk.open(f"/review/{case}").text
    assert "मैं समझ नहीं पाया" in page
    assert "said-marked" in page
    sentence = re.search(r'<textarea id="label-words"[^>]*>([^<]*)<', page)[1]
    assert sentence == (
        "mera naam Ram Kumar hai [Ghansali](place) me ujala gayab [9000000001](phone)"
    )


def test_each_guess_is_one_key_away(desk, case):
    page = desk.open(f"/review/{case}?guess=2").text
    assert re.search(r'data-key="2" aria-current="true">धन्यवाद', page)
    assert '<option value="thank" selected>' in page


def test_a_trainer_teaches_and_does_not_act_for_the_citizen(sign_in, case):
    page = sign_in("trainer").open(f"/review/{case}").text
    assert 'id="label-words"' in page
    assert 'id="file-words"' not in page


# --- teaching -----------------------------------------------------------------------------------


def test_one_act_gives_a_label_and_the_next_case(desk, case, sessions):
    with transaction(sessions) as session:
        following = review_case(session, "दूसरी कोई बात है", key="ram")
    words = "mera naam Ram Kumar hai [Ghansali](place) me ujala gayab"
    form = {"act": "teach", "words": words, "is_example": "on", **LIGHT}
    assert desk.submit(f"/review/{case}/teach", form).location == f"/review/{following}"

    page = desk.open(f"/review/{case}").text
    assert "पूरा</span> Helpdesk" in page and 'name="act"' not in page
    (label,) = rows(sessions, Label)
    assert (label.text, label.intent, label.category) == (
        words,
        "report_complaint",
        "energy/power_outage",
    )
    assert (label.is_example, label.is_test) == (True, False)
    assert label.turn_id == turn_of(sessions, case)
    assert "ujala gayab" in desk.open("/review?list=done").text


def test_a_number_that_is_left_in_the_form_does_not_become_a_label(desk, case, sessions):
    form = {"act": "teach", "words": WORDS, "is_example": "on", **LIGHT}
    desk.submit(f"/review/{case}/teach", form)
    assert "9812345678" not in rows(sessions, Label)[0].text


def test_a_subject_chosen_for_what_is_no_complaint_counts_for_nothing(desk, case, sessions):
    form = {**LIGHT, "act": "teach", "words": "धन्यवाद जी", "is_test": "on", "intent": "thank"}
    desk.submit(f"/review/{case}/teach", form)
    (label,) = rows(sessions, Label)
    assert (label.intent, label.category, label.kind) == ("thank", None, None)
    assert (label.is_example, label.is_test) == (False, True)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"intent": ""}, "क्या मतलब है"),
        ({"category": ""}, "विषय भी चाहिए"),
        ({"intent": "nlu_fallback"}, "क्या मतलब है"),
        ({"words": " ! "}, "कम से कम एक शब्द"),
        ({"words": "[Ghansali](gaon)"}, "कोष्ठक"),
    ],
)
def test_what_is_no_label_is_refused_with_the_reason(desk, case, sessions, change, said):
    form = {"act": "teach", "words": "ujala gayab", "is_example": "on", **LIGHT, **change}
    answer = desk.submit(f"/review/{case}/teach", form)
    assert answer.status_code == 400
    assert said in answer.text
    assert rows(sessions, Label) == []
    assert "ujala gayab" in desk.open("/review").text


def test_teaching_nothing_is_one_act(desk, case, sessions):
    assert desk.submit(f"/review/{case}/teach", {"act": "nothing"}).location == "/review"
    assert rows(sessions, Label) == []
    assert "ujala gayab" in desk.open("/review?list=done").text


def test_a_doubtful_one_is_taught_when_a_second_person_says_the_same(desk, sign_in, case, sessions):
    form = {"words": "ujala gayab", "is_example": "on", **LIGHT}
    desk.submit(f"/review/{case}/teach", {**form, "act": "second"})
    assert rows(sessions, Label) == []
    assert "आप अपनी राय दे चुके हैं" in desk.open(f"/review/{case}").text

    trainer = sign_in("trainer")
    page = trainer.open(f"/review/{case}").text
    assert "किसी और को संदेह था" in page
    assert "Helpdesk:" not in page
    trainer.submit(f"/review/{case}/teach", {**form, "act": "teach"})
    assert len(rows(sessions, Label)) == 1
    assert "1 में से 1 मामलों पर" in trainer.open("/review").text


@pytest.fixture
def told_twice(sessions) -> tuple[int, int]:
    """A case and the turn with its other words."""
    heard = [{"entity": "category", "value": "energy/power_outage", "confidence": 0.6}]
    more = {"intent": "report_complaint", "confidence": 0.9, "entities": heard}
    with transaction(sessions) as session:
        case = review_case(session, "mera naam Mohan Rawat hai, bijli gayab", key="ram", **more)
        other = session.get(ReviewCase, case).last_turn_id
        assert review_case(session, "light nahi aa rahi", **more) == case
    return case, other


def test_what_was_said_in_other_words_is_taught_along_without_its_names(desk, told_twice, sessions):
    case, other = told_twice
    assert 'बिजली नहीं आ रही <span class="under">54%</span>' in desk.open("/review").text
    page = desk.open(f"/review/{case}").text
    assert "मिलते-जुलते 2 संदेश" in page
    assert f'name="same" value="{other}" checked data-key="5"' in page
    assert "mera naam Ram Kumar hai, bijli gayab" in page
    shown = turn_of(sessions, case)
    form = {"act": "teach", "words": "light nahi aa rahi", "is_example": "on", **LIGHT}
    desk.submit(f"/review/{case}/teach", {**form, "turn": shown, "offered": other, "same": other})

    taught = {label.text: label for label in rows(sessions, Label)}
    assert set(taught) == {"light nahi aa rahi", "mera naam Ram Kumar hai, bijli gayab"}
    assert {label.category for label in taught.values()} == {"energy/power_outage"}
    assert taught["mera naam Ram Kumar hai, bijli gayab"].turn_id == other


@pytest.mark.parametrize("act", ["teach", "nothing"])
def test_what_means_something_else_becomes_a_case_of_its_own(desk, told_twice, sessions, act):
    case, other = told_twice
    form = {"act": act, "words": "light nahi aa rahi", "is_example": "on", **LIGHT}
    answer = desk.submit(f"/review/{case}/teach", {**form, "offered": other})

    decided, parted = rows(sessions, ReviewCase)
    assert (decided.state, parted.state, parted.last_turn_id) == ("done", "open", other)
    assert answer.location == f"/review/{parted.id}"
    assert len(rows(sessions, Label)) == (act == "teach")


def test_a_form_that_is_refused_parts_nothing_and_keeps_the_ticks(desk, told_twice, sessions):
    case, other = told_twice
    form = {"act": "teach", "words": " ! ", "is_example": "on", **LIGHT, "offered": other}
    answer = desk.submit(f"/review/{case}/teach", form)
    assert answer.status_code == 400
    assert f'name="same" value="{other}" data-key="5"' in answer.text
    assert len(rows(sessions, ReviewCase)) == 1


def test_a_case_is_given_to_a_colleague_and_the_list_says_with_whom_it_is(desk, sign_in, case):
    page = desk.open(f"/review/{case}").text
    trainer = re.search(r'<option value="(\d+)">Trainer</option>', page)[1]
    assert ">Helpdesk</option>" not in page
    answer = desk.submit(f"/review/{case}/give", {"to": trainer}, follow_redirects=True)
    assert "यह अब Trainer के पास है।" in answer.text
    assert '<td data-label="किसके पास">Trainer' in desk.open("/review").text
    assert "ujala gayab" in sign_in("trainer").open("/review?list=mine").text
    assert desk.submit(f"/review/{case}/give", {"to": "0"}).status_code == 400
    desk.submit(f"/review/{case}/teach", {"act": "nothing"})
    answer = desk.submit(f"/review/{case}/give", {"to": trainer}, follow_redirects=True)
    assert "कोई और पहले कर चुके हैं" in answer.text


def test_who_is_slower_is_told_and_changes_nothing(desk, case, sessions):
    desk.submit(f"/review/{case}/teach", {"act": "nothing"})
    form = {"act": "teach", "words": "ujala gayab", "is_example": "on", **LIGHT}
    answer = desk.submit(f"/review/{case}/teach", form, follow_redirects=True)
    assert "कोई और पहले कर चुके हैं" in answer.text
    assert rows(sessions, Label) == []


def test_words_that_are_taught_already_with_another_meaning_are_named(desk, sessions):
    with transaction(sessions) as session:
        case = review_case(session, "delete my data")
    assert "ये शब्द पहले से सिखाए गए हैं, पर इस मतलब से" in desk.open(f"/review/{case}").text


def test_later_taken_skipped_and_open_again(desk, case, sessions):
    assert desk.submit(f"/review/{case}/take").location == f"/review/{case}"
    assert "Helpdesk के पास" in desk.open(f"/review/{case}").text
    assert "यह कल फिर आएगा।" in desk.submit(f"/review/{case}/later", follow_redirects=True).text
    assert "ujala gayab" in desk.open("/review?list=later").text
    assert desk.submit(f"/review/{case}/skip", {"reason": "tired"}).status_code == 400
    skipped = desk.submit(f"/review/{case}/skip", {"reason": "private"}, follow_redirects=True)
    assert "छोड़ दिया।" in skipped.text
    assert "सिखाने के लिए बहुत निजी" in desk.open("/review?list=skipped").text
    assert "सिखाने के लिए बहुत निजी" in desk.open(f"/review/{case}").text
    desk.submit(f"/review/{case}/open")
    assert rows(sessions, ReviewCase)[0].state == "open"


@pytest.mark.parametrize(
    "act", ["teach", "take", "give", "later", "skip", "open", "file", "add", "answer"]
)
def test_what_is_not_there_is_not_found_and_no_link_acts(desk, case, act):
    form = {
        **LIGHT,
        "act": "nothing",
        "reason": "other",
        "turn": "1",
        "words": "x",
        "answer": "x",
        "number": "10000010",
        "district": "Almora",
    }
    assert desk.submit(f"/review/999/{act}", form).status_code == 404
    assert desk.open(f"/review/{case}/{act}").status_code == 405
    assert desk.open("/review/999").status_code == 404


# --- putting right ------------------------------------------------------------------------------


def test_a_complaint_is_filed_once_and_the_citizen_gets_the_number(desk, case, sessions):
    form = {
        **LIGHT,
        "turn": turn_of(sessions, case),
        "words": "उजाला नहीं है",
        "district": "Tehri Garhwal",
        "place": "Ghansali",
    }
    for _ in range(2):
        answer = desk.submit(f"/review/{case}/file", form)
        assert answer.status_code == 302
    (complaint,) = rows(sessions, Complaint)
    assert (complaint.text, complaint.place) == ("उजाला नहीं है", "Ghansali")
    (told,) = sent(sessions)
    assert f"{complaint.number[:4]}-{complaint.number[4:]}" in told
    page = desk.open(f"/review/{case}").text
    assert f'href="/complaints/{complaint.number}"' in page
    assert 'id="file-words"' not in page


def test_a_number_hidden_on_the_page_is_whole_in_what_is_filed(desk, sessions):
    words = "ujala gayab, 9876543210 pe batao"
    with transaction(sessions) as session:
        case = review_case(session, words)
    page = desk.open(f"/review/{case}").text
    assert "9876543210" not in page
    shown = re.search(r'<textarea id="file-words"[^>]*>([^<]*)', page)[1]
    form = {**LIGHT, "turn": turn_of(sessions, case), "district": "Tehri Garhwal"}
    desk.submit(f"/review/{case}/file", {**form, "words": f"{shown} ji"})
    assert [row.text for row in rows(sessions, Complaint)] == [f"{words} ji"]


@pytest.mark.parametrize("lack", ["words", "category", "district"])
def test_what_is_incomplete_is_not_filed(desk, case, sessions, lack):
    form = {
        **LIGHT,
        "turn": turn_of(sessions, case),
        "words": "उजाला",
        "district": "Tehri Garhwal",
        lack: "",
    }
    answer = desk.submit(f"/review/{case}/file", form)
    assert answer.status_code == 400
    assert "ज़िम्मेदार कार्यालय" in answer.text
    assert rows(sessions, Complaint) == []


def test_a_message_is_added_to_a_complaint_of_its_citizen_once(desk, case, sessions):
    with transaction(sessions) as session:
        number = filed(session).number
        stranger = message(session, key="ram")
        other = filed(session)
        other.citizen_id = stranger.citizen_id
        foreign = other.number
    form = {"turn": turn_of(sessions, case), "number": number}
    for _ in range(2):
        assert desk.submit(f"/review/{case}/add", form).status_code == 302
    assert len([text for text in sent(sessions) if "जोड़ दिया है" in text]) == 1
    assert "ujala gayab" in desk.open(f"/complaints/{number}").text
    answer = desk.submit(f"/review/{case}/add", {**form, "number": foreign})
    assert answer.status_code == 400


def test_the_citizen_is_answered_while_the_assistant_stays(desk, case, sessions):
    turn = turn_of(sessions, case)
    desk.submit(f"/review/{case}/answer", {"turn": turn, "answer": "लाइनमैन आ रहा है"})
    assert "लाइनमैन आ रहा है" in sent(sessions)[0]
    assert [row.words for row in rows(sessions, HandoverWord)] == ["लाइनमैन आ रहा है"]
    assert desk.submit(f"/review/{case}/answer", {"turn": turn, "answer": " "}).status_code == 400


def test_after_a_day_the_citizen_is_called_and_not_written_to(
    desk, sign_in, case, sessions, frozen_clock
):
    frozen_clock.advance(hours=25)
    desk = sign_in("helpdesk")
    form = {"turn": turn_of(sessions, case), "answer": "नमस्ते"}
    assert desk.submit(f"/review/{case}/answer", form).status_code == 400
    assert sent(sessions) == []


def test_the_list_asks_no_more_questions_for_more_cases(desk, app, sessions):
    def questions() -> int:
        statements = []
        engine = app.extensions["sessions"].kw["bind"]
        listener = lambda *args: statements.append(args[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", listener)
        assert desk.open("/review").status_code == 200
        event.remove(engine, "before_cursor_execute", listener)
        return len(statements)

    with transaction(sessions) as session:
        review_case(session, "एक अनजान बात", key="one")
    # Once before: the first page of a process looks some things up for all.
    questions()
    few = questions()
    with transaction(sessions) as session:
        for number in range(20):
            review_case(session, f"अनजान{number} शब्द{number} बात{number}", key=f"k{number}")
    assert questions() == few
