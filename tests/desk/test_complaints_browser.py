"""The officers' pages in a real browser: no barrier for anybody, and nothing wider than a phone."""

import threading
from collections.abc import Iterator
from datetime import time, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import select
from werkzeug.serving import make_server

from helpline.services import emergencies, handover
from helpline.services.moves import ASSISTANT, Given, at_the_desk, citizen, perform
from helpline.settings import HelpDesk
from helpline.store import attachment_files
from helpline.store.base import transaction
from helpline.store.casework import Call, SavedView
from helpline.store.review import Label
from tests.desk.conftest import PASSWORD
from tests.support import cast
from tests.support.cast import NOW, citizen_file, filed, message, person, proof
from tests.support.photos import photo

SMALL_PHONE, DESKTOP = (360, 740), (1280, 900)
# Whose page, and where; {name} is the number of a complaint of `numbers`.
PAGES = [
    ("executive", "/"),
    ("executive", "/?group=open&late=overdue&q=bijli"),
    ("executive", "/reassign?number={late}&number={new}"),
    ("engineer", "/complaints/{new}"),
    ("engineer", "/complaints/{new}/moves/report_solution"),
    ("engineer", "/complaints/{new}/moves/transfer"),
    ("engineer", "/complaints/{new}/moves/join"),
    ("engineer", "/complaints/{waiting}/moves/start_work"),
    ("director", "/complaints/{wished}"),
    ("director", "/complaints/{demand}/moves/sanction_demand"),
    ("director", "/approvals"),
    ("helpdesk", "/call-list"),
    ("helpdesk", "/conversations"),
    ("helpdesk", "/conversations/{citizen}"),
    ("helpdesk", "/conversations/{other_citizen}"),
    ("helpdesk", "/emergencies"),
    ("helpdesk", "/suggestions"),
    ("helpdesk", "/review"),
    ("helpdesk", "/review?list=done"),
    ("helpdesk", "/review/{case}"),
    ("trainer", "/review/{case}"),
    ("trainer", "/examples"),
    ("trainer", "/examples?intent=thank"),
    ("trainer", "/examples/new?intent=thank"),
    ("helpdesk", "/examples?intent=greet"),
    ("helpdesk", "/files"),
    ("helpdesk", "/complaints/{waiting}/moves/confirm_resolved"),
    ("cm_office", "/alarms"),
    ("trainer", "/"),
    ("administrator", "/accounts"),
    ("administrator", "/accounts/new"),
    ("administrator", "/accounts/import"),
    ("executive", "/posts"),
    ("executive", "/contact"),
    ("engineer", "/account"),
    ("engineer", "/account/second-factor"),
]

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
def template(cast_template):
    return cast_template


@pytest.fixture
def desk(app: Flask) -> Iterator[str]:
    """The address of the desk, served by a thread."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def numbers(sessions, settings) -> dict[str, str]:
    """Complaints in all the situations that the pages show differently."""
    with transaction(sessions) as session:
        complaints = {
            "late": filed(session, NOW - timedelta(days=200)),
            "new": filed(session, latitude=30.4, longitude=78.6),
            "wished": filed(session),
            "demand": filed(session, kind="demand"),
            "waiting": filed(session, NOW - timedelta(days=9)),
            "solved": filed(session),
            "joined": filed(session),
            "nobodys": filed(session, block="Chamba", place="Chamba"),
        }
        helpdesk = cast.account(session, "helpdesk").id
        for name in ("waiting", "solved"):
            proof(session, complaints[name])
            do(session, complaints[name], "report_solution", words="तार जोड़ दिया")
        waiting = complaints["waiting"]
        waiting.state_since = NOW - timedelta(days=5)
        session.add(Call(complaint_id=waiting.id, account_id=helpdesk, at=NOW, outcome="reached"))
        asked = citizen(message(session).id)
        perform(session, complaints["solved"], "confirm_resolved", asked, NOW)
        perform(session, complaints["late"], "escalate", ASSISTANT, NOW - timedelta(days=190))
        do(session, complaints["wished"], "propose_cannot_be_done", words="निजी ज़मीन है")
        do(session, complaints["demand"], "propose_demand", words="200 मीटर लाइन")
        do(session, complaints["joined"], "join", words="वही", parent_id=complaints["new"].id)
        executive = cast.account(session, "executive").id
        citizen_file(
            session, "voice", complaint=complaints["new"], token="voice", transcript="लाइट"
        )
        small = photo(size=(640, 480))
        token = attachment_files.write(session, settings.attachments_dir, small, small)
        citizen_file(session, "image", key="gita", token=token, media_type="image/jpeg")
        citizen_file(session, "document", key="gita", fault="scanner")
        session.add(SavedView(account_id=executive, name="देर", filters={"group": "open"}))
        people = written_with_the_helpdesk(session)
        return {**{name: one.number for name, one in complaints.items()}, **people}


def written_with_the_helpdesk(session) -> dict[str, int]:
    """Two citizens who asked for a person, one of them in danger, and what is to be reviewed."""
    helpdesk = cast.account(session, "helpdesk").id
    desk = HelpDesk(time(9), time(18), timedelta(minutes=30))
    for key in ("sita", "ram"):
        said = message(session, key=key)
        said.citizen.last_message_at = NOW
        said.payload = {"text": {"body": "मुझे किसी व्यक्ति से बात करनी है, बहुत ज़रूरी है"}}
        handover.ask(session, key, said.id, desk, NOW)
        emergencies.raise_alarm(session, key, said.id, "fire", NOW)
    case = misunderstood_by_two(session)
    sita, ram = (message(session, key=key).citizen_id for key in ("sita", "ram"))
    handover.take(session, sita, helpdesk, "helpdesk", NOW)
    handover.write(session, sita, helpdesk, "helpdesk", "नमस्ते, बताइए", NOW)
    handover.add_note(session, sita, helpdesk, "helpdesk", "फ़ोन भी किया", NOW)
    return {"citizen": sita, "other_citizen": ram, "case": case}


def misunderstood_by_two(session) -> int:
    """A case in the words of two citizens, the first of whom has a complaint."""
    words = "mera naam Suresh hai, Ghansali me 3 din se ujala gayab, 9812345678"
    entities = [{"entity": "place", "start": 22, "end": 30, "value": "Ghansali"}]
    ranking = [{"name": "check_status", "confidence": 0.2}, {"name": "thank", "confidence": 0.1}]
    for key in ("ram", "sita"):
        case = cast.review_case(session, words, key=key, entities=entities, intent_ranking=ranking)
    return case


def do(session, complaint, act, **given):
    actor = at_the_desk(session, person(session, "engineer"), complaint, NOW)
    perform(session, complaint, act, actor, NOW, Given(**given))


@pytest.fixture(params=[SMALL_PHONE, DESKTOP], ids=["phone", "desktop"])
def signed_in(request: pytest.FixtureRequest, browser: Browser, desk: str):
    """Sign somebody in and return their page, one for each login."""
    width, height = request.param
    contexts: dict[str, BrowserContext] = {}

    def signed_in(login: str) -> Page:
        if login in contexts:
            return contexts[login].pages[0]
        contexts[login] = browser.new_context(viewport={"width": width, "height": height})
        page = contexts[login].new_page()
        page.goto(f"{desk}/sign-in")
        page.fill("#login", login)
        page.fill("#password", PASSWORD)
        page.click("main button")
        page.wait_for_url(f"{desk}/**")
        return page

    yield signed_in
    for context in contexts.values():
        context.close()


def test_no_page_has_a_barrier_or_is_wider_than_the_screen(signed_in, desk, numbers):
    axe, troubles = Axe(), []
    for login, path in PAGES:
        page = signed_in(login)
        address = path.format(**numbers)
        assert page.goto(desk + address).status in (200, 403), address
        page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        for violation in axe.run(page).response["violations"]:
            nodes = [node["html"] for node in violation["nodes"]]
            troubles.append((login, address, violation["id"], nodes))
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            troubles.append((login, address, "wider than the screen"))
    assert troubles == []


def test_a_complaint_is_given_on_by_keyboard_alone(signed_in, desk, numbers):
    page = signed_in("engineer")
    page.goto(f"{desk}/complaints/{numbers['wished']}/moves/reassign")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # The office: the first field of the content is a link back.
    while page.evaluate("document.activeElement.id") != "post":
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("काम बाँटा")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.wait_for_url(f"{desk}/")
    assert "विभाग के दूसरे कार्यालय को दी गई" in page.text_content(".flash")


def test_a_case_is_taught_by_keyboard_alone(signed_in, desk, numbers, sessions):
    page = signed_in("helpdesk")
    page.goto(f"{desk}/language/en")  # Playwright's keyboard types no Hindi into a list.
    page.goto(f"{desk}/review")
    page.keyboard.press("j")
    page.wait_for_url(f"{desk}/review/{numbers['case']}")
    page.keyboard.press("c")
    page.keyboard.type("Power cut")
    page.keyboard.press("Escape")
    page.keyboard.press("i")
    page.keyboard.type("Tells a problem")
    page.keyboard.press("Enter")
    page.keyboard.press("w")
    for _ in range(7):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("t")
    page.keyboard.press("s")

    page.wait_for_url(f"{desk}/review")
    with sessions() as session:
        (label,) = session.execute(select(Label)).scalars()
    assert (label.intent, label.category) == ("report_complaint", "energy/power_outage")
    assert label.text == (
        "mera naam Ram Kumar hai, [Ghansali](place) me [3 din se](duration) ujala gayab,"
        " [9000000001](phone)"
    )


def test_who_types_an_example_is_warned_of_what_is_there_already(signed_in, desk, numbers):
    page = signed_in("trainer")
    page.goto(f"{desk}/examples/new?intent=greet")
    page.fill("#label-words", "delete my data")
    page.wait_for_selector("#concerns .tag-danger")
    assert "डेटा मिटे" in page.text_content("#concerns")


def test_the_letters_can_be_turned_off(signed_in, desk, numbers):
    page = signed_in("helpdesk")
    page.goto(f"{desk}/review")
    page.click("[data-keys-switch]")
    page.keyboard.press("j")
    assert page.url == f"{desk}/review"
    page.click("[data-keys-switch]")
    page.keyboard.press("j")
    page.wait_for_url(f"{desk}/review/*")


def test_a_citizen_is_answered_by_keyboard_alone(signed_in, desk, numbers):
    page = signed_in("helpdesk")
    page.goto(f"{desk}/conversations/{numbers['other_citizen']}")
    page.focus("#answer button")
    page.keyboard.press("Enter")
    page.wait_for_selector("#message-words")
    page.focus("#message-words")
    page.keyboard.type("नमस्ते राम जी")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.wait_for_selector(".said-person")
    assert "नमस्ते राम जी" in page.text_content(".said-person")
