import pytest
from sqlalchemy import delete

from helpline.store.accounts import Account
from tests.desk.conftest import LOGIN, PASSWORD, Visitor


def test_the_right_password_leads_to_the_complaints(visitor: Visitor):
    answer = visitor.sign_in()

    assert (answer.status_code, answer.location) == (302, "/")
    assert visitor.open("/").status_code == 200


def test_the_login_is_found_in_any_case_of_letters(visitor: Visitor):
    assert visitor.sign_in(login=f" {LOGIN.upper()} ").status_code == 302


@pytest.mark.parametrize(
    ("login", "password"), [(LOGIN, "wrong"), ("nobody", PASSWORD), (LOGIN, PASSWORD.upper())]
)
def test_wrong_credentials_are_refused_without_saying_which(visitor: Visitor, login, password):
    answer = visitor.sign_in(login, password)

    assert answer.status_code == 401
    assert "लॉगिन नाम या पासवर्ड ग़लत है।" in answer.text
    assert visitor.open("/").status_code == 302


def test_empty_fields_are_named(visitor: Visitor):
    answer = visitor.sign_in("", "")

    assert answer.status_code == 400
    assert "कृपया अपना लॉगिन नाम लिखिए।" in answer.text
    assert "कृपया अपना पासवर्ड लिखिए।" in answer.text


def test_a_page_asks_for_the_sign_in_and_comes_back_to_it(visitor: Visitor):
    asked = visitor.open("/complaints/10000016?x=1")

    assert asked.location == "/sign-in?next=%2Fcomplaints%2F10000016%3Fx%3D1"
    assert visitor.sign_in(next="/complaints/10000016?x=1").location == "/complaints/10000016?x=1"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/%5Cevil.example", "/%09/evil.example", "evil"],
)
def test_the_next_page_is_never_a_strangers(visitor: Visitor, elsewhere):
    assert visitor.sign_in(next=elsewhere).location == "/"


def test_somebody_signed_in_is_not_asked_again(helpdesk: Visitor):
    assert helpdesk.open("/sign-in").location == "/"


def test_signing_out_shuts_the_desk(helpdesk: Visitor):
    answer = helpdesk.submit("/sign-out", follow_redirects=True)

    assert "आप साइन आउट हो गए हैं।" in answer.text
    assert helpdesk.open("/").status_code == 302


def test_signing_out_is_no_link(helpdesk: Visitor):
    assert helpdesk.open("/sign-out").status_code == 405
    assert helpdesk.open("/").status_code == 200


def test_the_account_of_a_person_who_left_is_signed_out(helpdesk: Visitor, sessions):
    with sessions.begin() as session:
        session.execute(delete(Account))

    assert helpdesk.open("/").status_code == 302
