import re

import pytest
from sqlalchemy import text

from helpline import settings as settings_module
from helpline.desk.app import create_app
from helpline.settings import SettingsError
from helpline.store.accounts import SignIn
from tests.desk.conftest import Visitor

OPEN = {
    "/sign-in", "/sign-out", "/health", "/language/hi", "/simulator",
}  # fmt: skip
SAMPLES = {
    "attachment_id": 1,
    "change": "name",
    "number": "10000016",
    "code": "hi",
    "filename": "css/page.css",
}


def test_every_page_but_the_open_ones_asks_for_the_sign_in(app, visitor: Visitor):
    guarded = set()
    for rule in app.url_map.iter_rules():
        sample = {name: SAMPLES.get(name, 1) for name in rule.arguments}
        path = rule.build(sample)[1]
        if path.startswith(("/simulator", "/static", "/sign-in")) or path in OPEN:
            continue
        for method, ask in (("GET", visitor.open), ("POST", visitor.submit)):
            if method in rule.methods:
                answer = ask(path)
                assert (answer.status_code, answer.location[:8]) == (302, "/sign-in"), path
        guarded.add(path)

    assert {"/", "/complaints/10000016", "/account", "/accounts", "/posts"} <= guarded


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/simulator/chats"])
def test_a_form_without_its_token_changes_nothing(visitor: Visitor, path):
    answer = visitor.client.post(path, data={"login": "helpdesk", "password": "a long password"})

    assert answer.status_code == 400
    assert "पेज बहुत देर से खुला था" in answer.text


@pytest.mark.parametrize("path", ["/sign-in", "/nothing", "/health", "/static/css/page.css"])
def test_answers_keep_pages_to_themselves(visitor: Visitor, path):
    headers = visitor.open(path).headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_pages_are_not_kept_but_static_files_are(visitor: Visitor):
    assert visitor.open("/sign-in").headers["Cache-Control"] == "no-store"
    page = visitor.open("/sign-in").text
    address = next(part for part in page.split('"') if part.startswith("/static/css/page.css?v="))
    assert "max-age=31536000" in visitor.open(address).headers["Cache-Control"]
    assert "max-age" not in visitor.open("/static/css/page.css").headers["Cache-Control"]


def test_the_session_cookie_is_for_this_desk_only(visitor: Visitor):
    cookie = visitor.open("/sign-in").headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_in_earnest_the_session_cookie_travels_on_https_only(in_earnest: Visitor):
    secure = in_earnest.open("/sign-in", headers={"X-Forwarded-Proto": "https"})

    assert "Secure" in secure.headers["Set-Cookie"]


def test_in_earnest_the_proxy_says_from_where_somebody_signs_in(in_earnest: Visitor, sessions):
    # What a client itself claims stands before what the proxy adds.
    forwarded = {"X-Forwarded-For": "10.9.9.9, 203.0.113.7", "X-Forwarded-Proto": "https"}
    page = in_earnest.open("/sign-in", headers=forwarded, base_url="https://localhost").text
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)[1]
    form = {"login": "nobody", "password": "wrong", "csrf_token": token}
    headers = {**forwarded, "Referer": "https://localhost/sign-in"}

    answer = in_earnest.client.post(
        "/sign-in", data=form, headers=headers, base_url="https://localhost"
    )

    assert answer.status_code == 401
    with sessions() as session:
        assert session.query(SignIn).one().address == "203.0.113.7"


@pytest.mark.parametrize(
    "path", ["/simulator", "/simulator/chats/919876543210", "/simulator/graph/1905"]
)
def test_in_earnest_there_is_no_simulator(in_earnest: Visitor, path):
    assert in_earnest.open(path).status_code == 404
    assert "simulator" not in in_earnest.open("/sign-in").text


def test_a_missing_secret_is_named(environment):
    del environment["DESK_SECRET_KEY"]

    with pytest.raises(SettingsError, match="DESK_SECRET_KEY"):
        create_app(settings_module.load(environment))


def test_health_says_whether_the_database_answers(visitor: Visitor, sessions):
    assert visitor.open("/health").get_json() == {"status": "up", "database": "answers"}

    with sessions.begin() as session:
        session.execute(text("DROP TABLE account"))
    answer = visitor.open("/health")

    assert answer.status_code == 503
    assert answer.get_json() == {"status": "down", "database": "no answer"}


@pytest.fixture
def in_earnest(environment, sessions) -> Visitor:
    """Somebody at a desk that has a token of Meta's."""
    environment["WHATSAPP_ACCESS_TOKEN"] = "EAAB"
    environment["WHATSAPP_PHONE_NUMBER_ID"] = "1067"
    return Visitor(create_app(settings_module.load(environment)))
