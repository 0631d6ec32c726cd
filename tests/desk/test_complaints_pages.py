"""Every address of the desk and every role: who finds a page there, and who finds nothing."""

import pytest

from helpline.store.base import transaction
from tests.desk.conftest import Visitor
from tests.support.cast import CAST, filed

pytestmark = pytest.mark.usefixtures("frozen_clock")

EVERYBODY = frozenset(CAST)
NOBODY = frozenset()
# Who may know of a complaint about electricity in Bhilangna.
CONCERNED = frozenset(
    {"engineer", "executive", "director", "secretary", "magistrate", "helpdesk", "cm_office"}
)
SUPERVISORS = frozenset(
    {"executive", "director", "secretary", "strange_executive", "magistrate", "strange_magistrate"}
)

# Who finds something at each address; the others find nothing. An address that is missing here
# fails the test: whoever adds a page says for whom it is.
FOUND = {
    "GET /": EVERYBODY,
    "GET /complaints/<number>": CONCERNED,
    "POST /complaints/<number>/phone": CONCERNED,
    "GET /complaints/<number>/moves/<act>": CONCERNED,
    "POST /complaints/<number>/moves/<act>": CONCERNED,
    "GET /approvals": SUPERVISORS | {"cm_office"},
    "GET /call-list": frozenset({"helpdesk"}),
    "GET /alarms": SUPERVISORS | {"cm_office", "administrator"},
    "GET /reassign": SUPERVISORS,
    "POST /reassign": SUPERVISORS,
    "POST /views": EVERYBODY,
    "POST /views/<int:view_id>/delete": EVERYBODY,
}
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
def addresses(app, sessions) -> dict[str, str]:
    """Every address that needs a sign-in, with a complaint in Bhilangna in it."""
    with transaction(sessions) as session:
        samples = {"number": filed(session).number, "act": "start_work", "view_id": 1}
    found = {}
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(OPEN_TO_ALL):
            continue
        path = rule.build({name: samples[name] for name in rule.arguments})[1]
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
    assert found == {address for address, whose in FOUND.items() if login in whose}


def test_nobody_gets_anywhere_without_signing_in(addresses, visitor: Visitor):
    for address, path in addresses.items():
        answer = ask(visitor, address, path)
        assert (answer.status_code, answer.location[:8]) == (302, "/sign-in"), address


@pytest.mark.parametrize("login", sorted(CAST))
def test_the_menu_names_exactly_the_pages_one_finds(addresses, sign_in, login):
    page = sign_in(login).open("/", follow_redirects=True).text
    for path in ("/approvals", "/call-list", "/alarms"):
        assert (f'href="{path}"' in page) == (login in FOUND[f"GET {path}"]), path


def ask(visitor: Visitor, address: str, path: str):
    if address.startswith("GET"):
        return visitor.open(path)
    return visitor.submit(path)
