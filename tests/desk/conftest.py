"""The desk on a small database of its own, somebody at it, and a webhook that notes what comes."""

import json
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import sessionmaker
from werkzeug.test import TestResponse

from helpline import settings as settings_module
from helpline.desk.app import create_app, furnish
from helpline.domain import roles
from helpline.services import passwords
from helpline.settings import Settings
from helpline.store.base import make_engine, make_sessions, transaction
from helpline.store.seed import seed
from helpline.store.tables import Base
from helpline.whatsapp import signature
from tests.support.cast import add_cast
from tests.support.complaints import add_reference
from tests.support.people import PASSWORD, add_person, password_hash

LOGIN = "helpdesk"
SECRETS = {
    "CITIZEN_KEY_SECRET": "key of citizens",
    "DESK_SECRET_KEY": "key of the desk",
    "WHATSAPP_VERIFY_TOKEN": "verify token",
    "WHATSAPP_APP_SECRET": "app secret",
    "RASA_TOKEN": "token of rasa",
}


@dataclass(frozen=True)
class Notification:
    """What arrived at the webhook."""

    body: bytes
    signature: str | None

    @property
    def value(self) -> dict[str, Any]:
        return json.loads(self.body)["entry"][0]["changes"][0]["value"]


@dataclass
class Webhook:
    """The helpline's webhook: takes what is rightly signed, or answers as a test wants it."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    received: list[Notification] = field(default_factory=list)
    arrived: threading.Condition = field(default_factory=threading.Condition)

    def take(self, notification: Notification) -> int:
        if not signature.verify(
            SECRETS["WHATSAPP_APP_SECRET"], notification.body, notification.signature
        ):
            return 403
        with self.arrived:
            self.received.append(notification)
            self.arrived.notify_all()
            return self.answers.pop(0) if self.answers else 200

    def messages(self) -> list[dict[str, Any]]:
        return [
            message
            for notification in self.received
            for message in notification.value.get("messages", [])
        ]

    def statuses(self) -> list[tuple[str, str]]:
        return [
            (report["id"], report["status"])
            for notification in self.received
            for report in notification.value.get("statuses", [])
        ]

    def wait_for_message(self, kind: str, seconds: float = 30) -> dict[str, Any]:
        """Return the newest message once it is of this kind."""
        with self.arrived:
            assert self.arrived.wait_for(
                lambda: self.messages() and self.messages()[-1]["type"] == kind, seconds
            ), f"no {kind} came"
            return self.messages()[-1]

    def wait_for_status(self, wamid: str, status: str, seconds: float = 30) -> None:
        with self.arrived:
            assert self.arrived.wait_for(lambda: (wamid, status) in self.statuses(), seconds), (
                f"{status} was not reported"
            )


class Visitor:
    """Somebody with a browser, who fills in the forms of the desk."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()
        self._token = ""

    def open(self, path: str, **options: Any) -> TestResponse:
        return self.client.get(path, **options)

    def submit(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        return self.client.post(path, data={**(data or {}), "csrf_token": self.token()}, **options)

    def call(self, path: str, data: dict[str, Any] | None = None) -> TestResponse:
        """Post JSON as the scripts of a page do."""
        return self.client.post(path, json=data or {}, headers={"X-CSRFToken": self.token()})

    def sign_in(self, login: str = LOGIN, password: str = PASSWORD, next: str = "") -> TestResponse:
        return self.submit(f"/sign-in?next={next}", {"login": login, "password": password})

    def in_english(self) -> "Visitor":
        self.open("/language/en")
        return self

    def token(self) -> str:
        if not self._token:
            page = self.open("/sign-in").text
            self._token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)[1]
        return self._token


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    webhook = Webhook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = webhook.take(Notification(body, self.headers.get(signature.HEADER)))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    # The default interval would make each test wait half a second at its end.
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    webhook.url = f"http://127.0.0.1:{server.server_port}"
    yield webhook
    server.shutdown()
    server.server_close()


@pytest.fixture
def environment(tmp_path: Path, webhook: Webhook) -> dict[str, str]:
    return {**SECRETS, "HELPLINE_DATA_DIR": str(tmp_path), "RASA_URL": webhook.url}


@pytest.fixture
def settings(environment: dict[str, str]) -> Settings:
    return settings_module.load(environment)


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Let nobody wait for a password, which costs a fifth of a second on purpose."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(passwords, "_hasher", cache(lambda: PasswordHasher(1, 64, 1)))
        yield


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a small state, without complaints, and one account."""
    path = tmp_path_factory.mktemp("desk") / "helpline.db"
    engine = make_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    with transaction(make_sessions(engine)) as session:
        add_reference(session)
        add_person(session, LOGIN, roles.HELPDESK, name="सीता")
    engine.dispose()
    return path


@pytest.fixture
def sessions(settings: Settings, template: Path) -> Iterator[sessionmaker]:
    """The test's own copy of the template, which the desk uses as well."""
    shutil.copyfile(template, settings.data_dir / "helpline.db")
    engine = make_engine(settings.database_url)
    yield make_sessions(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def built_desk(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A desk to be furnished anew for each test."""
    nowhere = {"HELPLINE_DATA_DIR": str(tmp_path_factory.mktemp("nobodys")), **SECRETS}
    app = create_app(settings_module.load(nowhere))
    app.testing = True
    return app


@pytest.fixture
def app(built_desk: Flask, settings: Settings, sessions: sessionmaker) -> Iterator[Flask]:
    furnish(built_desk, settings)
    yield built_desk
    # What is still on its way must not reach a webhook that is gone.
    built_desk.extensions["simulator"].postman.wait_until_idle()
    built_desk.extensions["sessions"].kw["bind"].dispose()


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody who is not signed in."""
    return Visitor(app)


@pytest.fixture
def helpdesk(app: Flask) -> Visitor:
    """Somebody of the helpdesk, signed in."""
    visitor = Visitor(app)
    assert visitor.sign_in().status_code == 302
    return visitor


@pytest.fixture(scope="session")
def cast_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the reference data of the project and everybody of the cast.

    A module whose tests need them overrides `template` with it.
    """
    path = tmp_path_factory.mktemp("cast") / "helpline.db"
    engine = make_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    with transaction(make_sessions(engine)) as session:
        seed(session)
        add_cast(session, password_hash())
    engine.dispose()
    return path


@pytest.fixture
def sign_in(app: Flask):
    """Sign somebody of the cast in and return their browser."""

    def sign_in(login: str) -> Visitor:
        visitor = Visitor(app)
        assert visitor.sign_in(login).status_code == 302
        return visitor

    return sign_in
