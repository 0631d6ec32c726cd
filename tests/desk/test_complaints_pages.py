"""Every address of the desk and every role: who finds a page there, and who finds nothing."""

import re
from datetime import time, timedelta

import pytest

from helpline import clock
from helpline.domain import roles
from helpline.services import canned_replies, emergencies, handover
from helpline.settings import HelpDesk
from helpline.store import attachment_files
from helpline.store.base import transaction
from helpline.store.helpdesk import CannedReply
from helpline.workbench import topics, training
from helpline.workbench.labels import Author
from tests.desk.conftest import Visitor
from tests.support.cast import (
    CAST,
    account,
    citizen_file,
    filed,
    misunderstood,
    proof,
    review_case,
)

pytestmark = pytest.mark.usefixtures("frozen_clock")

EVERYBODY = frozenset(CAST)
ADMINISTRATOR = frozenset({"administrator"})
HELPDESK = frozenset({"helpdesk"})
TRAINER = frozenset({"trainer"})
REVIEWERS = HELPDESK | TRAINER
MODEL_KEEPERS = TRAINER | ADMINISTRATOR
# Who may know of a complaint about electricity in Bhilangna.
CONCERNED = frozenset(
    {"engineer", "executive", "director", "secretary", "magistrate", "helpdesk", "cm_office"}
)
ABOVE = frozenset({"executive", "director", "secretary"})
SUPERVISORS = ABOVE | {"strange_executive", "magistrate", "strange_magistrate"}
OFFICERS = frozenset(login for login, member in CAST.items() if member.role == roles.OFFICER)
MAGISTRATES = frozenset({"magistrate", "strange_magistrate"})
# The engineer's post: its holder, those above, whose district it is, who fills it.
POST = ABOVE | ADMINISTRATOR | {"engineer", "magistrate"}

# Who finds something at each address; the others find nothing. An address that is missing here
# fails the test: whoever adds a page says for whom it is.
FOUND = {
    "GET /": EVERYBODY,
    "GET /complaints/<number>": CONCERNED,
    "POST /complaints/<number>/phone": CONCERNED,
    "GET /complaints/<number>/moves/<act>": CONCERNED,
    "POST /complaints/<number>/moves/<act>": CONCERNED,
    "POST /complaints/<number>/calls": CONCERNED,
    "POST /complaints/<number>/messages": CONCERNED - {"magistrate", "cm_office"},
    "POST /complaints/<number>/word": frozenset({"helpdesk"}),
    "POST /complaints/<number>/proof": frozenset({"engineer"}),
    "GET /complaints/<number>/proof/<int:attachment_id>": CONCERNED,
    "GET /complaints/<number>/proof/<int:attachment_id>/thumbnail": CONCERNED,
    "GET /complaints/<number>/files/<int:file_id>": CONCERNED,
    "GET /complaints/<number>/files/<int:file_id>/thumbnail": CONCERNED,
    "GET /files": HELPDESK,
    "GET /files/<int:file_id>": HELPDESK,
    "GET /files/<int:file_id>/thumbnail": HELPDESK,
    "POST /files/<int:file_id>/words": HELPDESK,
    "POST /files/<int:file_id>/aside": HELPDESK,
    "GET /approvals": SUPERVISORS | {"cm_office"},
    "GET /call-list": frozenset({"helpdesk"}),
    "GET /conversations": HELPDESK,
    "GET /conversations/<int:citizen_id>": HELPDESK,
    "POST /conversations/<int:citizen_id>/take": HELPDESK,
    "POST /conversations/<int:citizen_id>/messages": HELPDESK,
    "POST /conversations/<int:citizen_id>/notes": HELPDESK,
    "POST /conversations/<int:citizen_id>/back": HELPDESK,
    "POST /conversations/<int:citizen_id>/phone": HELPDESK,
    "GET /conversations/replies": HELPDESK,
    "POST /conversations/replies": HELPDESK,
    "GET /conversations/replies/<int:reply_id>": HELPDESK,
    "POST /conversations/replies/<int:reply_id>": HELPDESK,
    "POST /conversations/replies/<int:reply_id>/retire": HELPDESK,
    "GET /suggestions": HELPDESK,
    "GET /emergencies": HELPDESK,
    "POST /emergencies/<int:emergency_id>": HELPDESK,
    "GET /unfinished": HELPDESK,
    "GET /review": REVIEWERS,
    "GET /review/<int:case_id>": REVIEWERS,
    "POST /review/<int:case_id>/teach": REVIEWERS,
    "POST /review/<int:case_id>/take": REVIEWERS,
    "POST /review/<int:case_id>/later": REVIEWERS,
    "POST /review/<int:case_id>/give": REVIEWERS,
    "POST /review/<int:case_id>/skip": REVIEWERS,
    "POST /review/<int:case_id>/open": REVIEWERS,
    "POST /review/<int:case_id>/file": HELPDESK,
    "POST /review/<int:case_id>/add": HELPDESK,
    "POST /review/<int:case_id>/answer": HELPDESK,
    "GET /examples": REVIEWERS,
    "GET /examples/new": frozenset({"trainer"}),
    "POST /examples": frozenset({"trainer"}),
    "POST /examples/change": frozenset({"trainer"}),
    "POST /examples/merge": frozenset({"trainer"}),
    "POST /examples/concerns": REVIEWERS,
    "GET /topics": REVIEWERS,
    "GET /topics/questions/new": TRAINER,
    "POST /topics/questions": TRAINER,
    "GET /topics/categories/new": TRAINER,
    "POST /topics/categories": TRAINER,
    "GET /topics/intents/<code>": REVIEWERS,
    "POST /topics/intents/<code>/<any(name, merge, retire, bring_back):change>": TRAINER,
    "GET /topics/categories/<path:code>": REVIEWERS,
    "POST /topics/categories/<path:code>/<any(name, move, merge, retire, bring_back):change>": TRAINER,
    "GET /topics/replies": REVIEWERS,
    "GET /topics/replies/<name>": REVIEWERS,
    "POST /topics/replies/<name>": TRAINER,
    "GET /topics/try": REVIEWERS,
    "POST /topics/try": REVIEWERS,
    "GET /insight": REVIEWERS,
    "GET /training": MODEL_KEEPERS,
    "POST /training": MODEL_KEEPERS,
    "GET /training/<int:run_id>": MODEL_KEEPERS,
    "GET /training/<int:run_id>/changes": MODEL_KEEPERS,
    "POST /training/<int:run_id>/stop": MODEL_KEEPERS,
    "POST /training/<int:run_id>/deploy": MODEL_KEEPERS,
    "POST /training/<int:run_id>/override": MODEL_KEEPERS,
    "POST /training/back": MODEL_KEEPERS,
    "GET /alarms": SUPERVISORS | {"cm_office", "administrator"},
    "GET /contact": OFFICERS | MAGISTRATES | {"cm_office"},
    "GET /reassign": SUPERVISORS,
    "POST /reassign": SUPERVISORS,
    "POST /views": EVERYBODY,
    "POST /views/<int:view_id>/delete": EVERYBODY,
    "GET /account": EVERYBODY,
    "GET /account/password": EVERYBODY,
    "POST /account/password": EVERYBODY,
    "POST /account/whatsapp": EVERYBODY,
    "GET /account/second-factor": EVERYBODY,
    "POST /account/second-factor": EVERYBODY,
    "POST /account/second-factor/off": EVERYBODY,
    "GET /operation": ADMINISTRATOR,
    "POST /operation/<queue>/<int:row_id>": ADMINISTRATOR,
    "GET /accounts": ADMINISTRATOR,
    "POST /accounts": ADMINISTRATOR,
    "GET /accounts/new": ADMINISTRATOR,
    "GET /accounts/import": ADMINISTRATOR,
    "POST /accounts/import": ADMINISTRATOR,
    "GET /accounts/<int:account_id>": ADMINISTRATOR,
    "POST /accounts/<int:account_id>": ADMINISTRATOR,
    "GET /accounts/<int:account_id>/edit": ADMINISTRATOR,
    "POST /accounts/<int:account_id>/password": ADMINISTRATOR,
    "POST /accounts/<int:account_id>/second-factor": ADMINISTRATOR,
    "POST /accounts/<int:account_id>/close": ADMINISTRATOR,
    "POST /accounts/<int:account_id>/reopen": ADMINISTRATOR,
    "GET /posts": OFFICERS | MAGISTRATES | ADMINISTRATOR,
    "GET /posts/<int:post_id>": POST,
    "GET /posts/<int:post_id>/hand-over": POST,
    "GET /posts/<int:post_id>/leave/new": ABOVE | ADMINISTRATOR,
    "POST /posts/<int:post_id>/leave": ABOVE | ADMINISTRATOR,
    "POST /posts/<int:post_id>/leave/<int:leave_id>/end": ABOVE | ADMINISTRATOR,
    "GET /posts/<int:post_id>/postings/new": ADMINISTRATOR,
    "POST /posts/<int:post_id>/postings": ADMINISTRATOR,
    "POST /posts/<int:post_id>/postings/<int:posting_id>/end": ADMINISTRATOR,
}
# Of somebody else, as citizens write it into a message.
NUMBER = "9876543210"
# Open to all, signed in or not.
OPEN_TO_ALL = (
    "/sign-in",
    "/sign-out",
    "/health",
    "/language/",
    "/static/",
    "/simulator",
)


@pytest.fixture
def template(cast_template):
    return cast_template


@pytest.fixture
def samples(app, sessions) -> dict[str, object]:
    """What stands in the addresses: a complaint in Bhilangna with proof, and whose it is."""
    with transaction(sessions) as session:
        complaint = filed(session, complaint_text=f"बिजली नहीं है, फोन {NUMBER}")
        attachment = proof(session, complaint)
        file = citizen_file(session, complaint=complaint, token="file-0", media_type="image/jpeg")
        engineer = account(session, "engineer")
        found = {
            "number": complaint.number,
            "act": "start_work",
            "change": "name",
            "view_id": 1,
            "attachment_id": attachment.id,
            "file_id": file.id,
            "account_id": engineer.id,
            "post_id": complaint.post_id,
            "posting_id": engineer.postings[0].id,
            "leave_id": 1,
            "citizen_id": complaint.citizen_id,
            "emergency_id": 1,
            "case_id": review_case(session, f"जो समझ न आए वह बात {NUMBER}"),
            "queue": "outbox",
            "row_id": 1,
            "code": question(session),
            "category": complaint.category_code,
            "name": "utter_greet",
            "reply_id": reply_at_hand(session).id,
            "run_id": training.ask(session, trainer(session), clock.now()).id,
        }
    for token in (attachment.token, file.token):
        for path_of in (attachment_files.original_path, attachment_files.thumbnail_path):
            path = path_of(app.config["ATTACHMENTS_DIR"], token)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"a photo")
    return found


@pytest.fixture
def addresses(app, samples) -> dict[str, str]:
    """Every address that needs a sign-in, filled in."""
    found = {}
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(OPEN_TO_ALL):
            continue
        named = samples | ({"code": samples["category"]} if "categor" in rule.rule else {})
        path = rule.build({name: named[name] for name in rule.arguments})[1]
        for method in rule.methods & {"GET", "POST"}:
            found[f"{method} {rule.rule}"] = path
    return found


def test_every_address_says_for_whom_it_is(addresses):
    assert set(addresses) == set(FOUND)


@pytest.mark.parametrize("login", sorted(CAST))
def test_each_finds_their_own_pages_and_no_other(addresses, sign_in, login):
    visitor = sign_in(login)
    found = {
        address
        for address, path in addresses.items()
        if ask(visitor, address, path).status_code != 404
    }
    lawful = {address for address, whose in FOUND.items() if login in whose}
    assert (found - lawful, lawful - found) == (set(), set())


@pytest.mark.parametrize("login", ["engineer", "helpdesk", "trainer", "cm_office"])
def test_no_page_shows_a_number_that_stands_in_a_message(addresses, sessions, sign_in, login):
    with transaction(sessions) as session:
        review_case(session, f"सुझाव: {NUMBER} पर भी सुनें", intent="give_suggestion")
        turn = misunderstood(session, f"व्यक्ति से बात, {NUMBER}", intent="talk_to_human")
        desk = HelpDesk(time(9), time(18), timedelta(minutes=30))
        handover.ask(session, "sita", turn.inbox_id, desk, clock.now())
        emergencies.raise_alarm(session, "sita", turn.inbox_id, "fire", clock.now())
    visitor, hidden = sign_in(login), 0
    for address, path in addresses.items():
        if address.startswith("GET") and login in FOUND[address]:
            page = ask(visitor, address, path).get_data(as_text=True)
            assert NUMBER not in page, address
            hidden += "•••••••210" in page
    assert hidden


def test_nobody_gets_anywhere_without_signing_in(addresses, visitor: Visitor):
    for address, path in addresses.items():
        answer = ask(visitor, address, path)
        assert (answer.status_code, answer.location[:8]) == (302, "/sign-in"), address


@pytest.mark.parametrize("login", sorted(CAST))
def test_the_menu_names_exactly_the_pages_one_finds(addresses, sign_in, login):
    page = sign_in(login).open("/", follow_redirects=True).text
    for path in (
        "/approvals",
        "/conversations",
        "/call-list",
        "/files",
        "/review",
        "/unfinished",
        "/operation",
        "/alarms",
    ):
        assert (f'href="{path}"' in page) == (login in FOUND[f"GET {path}"]), path


@pytest.mark.parametrize(
    ("path", "entry", "mark"),
    [
        ("/conversations", "/conversations", "page"),
        ("/conversations/replies", "/conversations", "true"),
        ("/unfinished", "/unfinished", "page"),
        ("/review?list=done", "/review", "page"),
        ("/", "/", "page"),
    ],
)
def test_the_menu_marks_where_one_is(sign_in, path, entry, mark):
    page = sign_in("helpdesk").open(path).text
    marked = re.findall(r'<a href="([^"]+)" aria-current="(\w+)">', page.split("<main")[0])
    assert marked == [(entry, mark)]


def trainer(session) -> Author:
    return Author(account(session, "trainer").id, "trainer")


def question(session) -> str:
    """Return the code of a question that a trainer added."""
    signed = topics.Signed(trainer(session), "often asked", clock.now())
    return topics.add_question(session, "राशन", "Ration", "दुकान पर।", "At the shop.", signed)


def reply_at_hand(session) -> CannedReply:
    helpdesk = account(session, "helpdesk")
    return canned_replies.put(
        session, None, "Wait", "रुकिए।", "Wait.", helpdesk.id, "helpdesk", clock.now()
    )


def ask(visitor: Visitor, address: str, path: str):
    if address.startswith("GET"):
        return visitor.open(path)
    return visitor.submit(path)
