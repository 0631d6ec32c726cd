"""The administrator's pages of accounts."""

import re

import pytest
from sqlalchemy import event

from helpline.domain import roles
from helpline.services.accounts import find_account
from helpline.services.audit import first_broken
from helpline.services.passwords import password_matches
from helpline.store.accounts import Account
from helpline.store.audit import AuditEntry
from tests.desk.conftest import LOGIN, Visitor
from tests.support.complaints import ALMORA
from tests.support.people import PASSWORD, add_person

NEW = {"login": "asha", "name": "आशा नेगी", "role": "officer", "email": "asha@uk.gov.in"}


@pytest.fixture
def people(sessions) -> dict[str, int]:
    """An administrator, and somebody of each other role; their ids."""
    with sessions.begin() as session:
        for role in roles.ROLES:
            if role != roles.HELPDESK:
                district = ALMORA if role == roles.DISTRICT_MAGISTRATE else None
                add_person(session, role, role, district=district)
        return {account.login: account.id for account in session.query(Account)}


@pytest.fixture
def administrator(app, people) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(roles.ADMINISTRATOR)
    return visitor


@pytest.fixture
def account(sessions):
    def read(login: str) -> Account | None:
        with sessions() as session:
            return find_account(session, login)

    return read


def posts(people) -> list[tuple[str, dict]]:
    """Every address that changes an account, with a form that works."""
    path = f"/accounts/{people[roles.OFFICER]}"
    edited = {"name": "बीना", "role": "officer"}
    acts = ("close", "reopen", "password", "second-factor")
    return [("/accounts", NEW), (path, edited), *((f"{path}/{act}", {}) for act in acts)]


@pytest.mark.parametrize("role", sorted(set(roles.ROLES) - {roles.ADMINISTRATOR}))
def test_for_other_roles_these_pages_do_not_exist(app, people, sessions, role):
    visitor = Visitor(app)
    visitor.sign_in(role)

    for path in (
        "/accounts",
        "/accounts/new",
        "/accounts/1",
        "/accounts/1/edit",
        "/accounts/import",
    ):
        assert visitor.open(path).status_code == 404
    for path, form in [*posts(people), ("/accounts/import", {})]:
        assert visitor.submit(path, form).status_code == 404
    assert "खाते" not in visitor.open("/account").text
    with sessions() as session:
        assert session.query(Account).count() == len(people)


def test_each_act_works_twice_and_stands_in_the_audit_log(administrator: Visitor, people, sessions):
    for path, form in posts(people):
        assert administrator.submit(path, form).status_code == 302
        assert administrator.submit(path, form).status_code in (302, 400)

    with sessions() as session:
        by_me = session.query(AuditEntry).filter_by(actor=roles.ADMINISTRATOR)
        acts = [entry.act for entry in by_me.order_by(AuditEntry.id)]
        assert first_broken(session) is None
    assert acts == [
        *("sign_in", "create_account", "edit_account", "close_account", "reopen_account"),
        *("reset_password", "reset_password"),
    ]


@pytest.mark.parametrize("path", ["/accounts/999", "/accounts/999/edit", "/accounts/x"])
def test_an_account_that_is_not_there_is_404(administrator: Visitor, path):
    assert administrator.open(path).status_code == 404


def test_acts_are_no_links(administrator: Visitor, people):
    assert administrator.open(f"/accounts/{people[LOGIN]}/close").status_code == 405


def test_a_new_account_opens_with_the_password_shown_once(
    administrator: Visitor, app, account, visitor: Visitor
):
    created = administrator.submit("/accounts", NEW)

    shown = administrator.open(created.location).text
    password = re.search(r"एक-बार का पासवर्ड: ([a-z2-9-]{19})", shown)[1]
    assert password not in administrator.open(created.location).text
    assert account("asha").name == "आशा नेगी"
    assert visitor.sign_in("asha", password).status_code == 302
    assert visitor.open("/").location == "/account/password"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"login": LOGIN}, "यह लॉगिन नाम किसी और का है।"),
        ({"login": "asha negi"}, "लॉगिन नाम में ख़ाली जगह नहीं होती।"),
        ({"login": ""}, "कृपया इसे भरिए।"),
        ({"name": "  "}, "कृपया इसे भरिए।"),
        ({"name": "x" * 121}, "बहुत लंबा"),
        ({"role": roles.DISTRICT_MAGISTRATE}, "कृपया ज़िलाधिकारी का ज़िला चुनिए।"),
        ({"role": "king"}, "Not a valid choice"),
        ({"email": "asha"}, "यह ईमेल पता नहीं है।"),
        ({"phone": "98765 43210"}, "केवल अंक"),
    ],
)
def test_what_will_not_do_is_told(administrator: Visitor, account, values, told):
    answer = administrator.submit("/accounts", {**NEW, **values})

    assert answer.status_code == 400
    assert told in answer.text
    assert account("asha") is None


def test_a_magistrate_gets_a_district(administrator: Visitor, account):
    form = {**NEW, "role": roles.DISTRICT_MAGISTRATE, "district": str(ALMORA)}

    page = administrator.submit("/accounts", form, follow_redirects=True).text

    assert account("asha").district_code == ALMORA
    assert "अल्मोड़ा" in page


def test_an_edited_account_says_the_new(administrator: Visitor, people, account):
    path = f"/accounts/{people[roles.TRAINER]}"
    assert 'value="Trainer"' in administrator.open(f"{path}/edit").text

    administrator.submit(path, {"name": "Bina", "role": roles.CM_OFFICE, "phone": "919876543210"})

    bina = account(roles.TRAINER)
    assert (bina.name, bina.role, bina.phone) == ("Bina", roles.CM_OFFICE, "919876543210")


def test_a_closed_account_is_signed_out_and_can_be_opened_again(
    administrator: Visitor, helpdesk: Visitor, people
):
    path = f"/accounts/{people[LOGIN]}"

    administrator.submit(f"{path}/close")
    assert helpdesk.open("/account").status_code == 302
    administrator.submit(f"{path}/reopen")

    assert helpdesk.sign_in().status_code == 302


def test_the_last_administrator_cannot_shut_everybody_out(administrator: Visitor, people, account):
    path = f"/accounts/{people[roles.ADMINISTRATOR]}"

    page = administrator.submit(f"{path}/close", follow_redirects=True).text

    assert "आख़िरी प्रशासक" in page
    assert not account(roles.ADMINISTRATOR).is_closed
    demoted = administrator.submit(path, {"name": "X", "role": roles.TRAINER})
    assert demoted.status_code == 400


def test_a_reset_takes_off_the_lock(administrator: Visitor, visitor: Visitor, people, account):
    for _ in range(5):
        visitor.sign_in(password="wrong")
    path = f"/accounts/{people[LOGIN]}"
    assert "तक ताला" in administrator.open(path).text

    page = administrator.submit(f"{path}/password", follow_redirects=True).text

    password = re.search(r"एक-बार का पासवर्ड: ([a-z2-9-]{19})", page)[1]
    assert password_matches(account(LOGIN), password)
    assert visitor.sign_in(password=PASSWORD).status_code == 401
    assert visitor.sign_in(password=password).status_code == 302


def test_the_second_factor_of_a_lost_phone_is_taken_off(administrator: Visitor, people, sessions):
    with sessions.begin() as session:
        find_account(session, LOGIN).totp_secret = "A" * 32

    administrator.submit(f"/accounts/{people[LOGIN]}/second-factor")

    with sessions() as session:
        assert find_account(session, LOGIN).totp_secret is None


# --- the list ---------------------------------------------------------------------------------


def test_the_list_is_searched_and_narrowed(administrator: Visitor, people):
    found = administrator.open("/accounts?q=train").text
    assert ">Trainer<" in found
    assert "सीता" not in found
    assert "सीता" in administrator.open("/accounts?role=helpdesk").text
    assert "यहाँ कोई खाता नहीं है" in administrator.open("/accounts?only=closed").text
    assert ">Officer<" in administrator.open("/accounts?only=idle").text


def test_the_list_is_paged_and_asks_no_more_for_more_rows(administrator: Visitor, app, sessions):
    def queries(path: str) -> int:
        counted = []
        engine = app.extensions["sessions"].kw["bind"]
        event.listen(engine, "before_cursor_execute", lambda *_: counted.append(1))
        assert administrator.open(path).status_code == 200
        return len(counted)

    # Once before: the first page of a process looks some things up for all.
    queries("/accounts")
    few = queries("/accounts")
    with sessions.begin() as session:
        for number in range(30):
            add_person(session, f"person{number:02}", roles.OFFICER)

    assert administrator.open("/accounts").text.count('<th scope="row">') == 25
    assert 'href="/accounts?page=2"' in administrator.open("/accounts").text
    assert queries("/accounts") == few
