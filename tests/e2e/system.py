"""The real programs on free ports with a data folder of their own, each to be started and killed."""

import itertools
import json
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import requests
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpline import clock, settings
from helpline.cli import database, health, programs
from helpline.cli.environment import QUIET
from helpline.cli.supervisor import Program
from helpline.settings import PROJECT_ROOT
from helpline.store.complaints import Complaint
from helpline.store.messages import DONE, FAILED, Citizen, Inbox, Outbox, Turn
from helpline.whatsapp import signature

READY_SECONDS = 180
ANSWER_SECONDS = 90
APP_SECRET = "app-secret"


def free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def trial_environment(data_dir: Path) -> dict[str, str]:
    """Return this machine's environment with free ports, and nothing set that names a system."""
    rasa, actions, desk = map(str, free_ports(3))
    foreign = ("WHATSAPP_", "DATABASE_", "RASA_", "ACTIONS_", "DESK_", "DEMO_", "CITIZEN_")
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(foreign)},
        "HELPLINE_DATA_DIR": str(data_dir),
        "RASA_PORT": rasa,
        "RASA_SERVERS": "1",
        "ACTIONS_PORT": actions,
        "DESK_PORT": desk,
    }


def eventually(
    condition: Callable[[], object], what: str, seconds: float = ANSWER_SECONDS
) -> object:
    """Return the condition's first true value; fail when it stays false for so long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds:.0f} seconds: {what}")


class System:
    """A helpline with a database of its own. More of the environment may be given by name."""

    def __init__(self, data_dir: Path, **more: str):
        environment = {
            **QUIET,
            **trial_environment(data_dir),
            "CITIZEN_KEY_SECRET": "citizen-key",
            "DESK_SECRET_KEY": "desk-key",
            "WHATSAPP_VERIFY_TOKEN": "verify-token",
            "WHATSAPP_APP_SECRET": APP_SECRET,
            "RASA_TOKEN": "rasa-token",
            **more,
        }
        self.settings = settings.load(environment)
        self.running: dict[str, Program] = {}
        self._environment = programs.environment_for(self.settings, environment)
        self._wamids = itertools.count(1)
        # Webhooks come to the rasa servers by turns.
        self._ports = itertools.cycle(self.settings.rasa_ports)
        database.prepare(self.settings)

    def start(self, *names: str) -> None:
        """Start programs and return when all of them are up."""
        probes = health.probes(self.settings, clock.now())
        for name in names:
            log = self.settings.data_dir / f"{name}.log"
            command = programs.commands(self.settings.rasa_servers)[name]
            self.running[name] = Program(name, command, self._environment, PROJECT_ROOT, log)
        for name in names:
            eventually(lambda name=name: self._is_up(name, probes), f"{name} is up", READY_SECONDS)

    def kill(self, name: str) -> None:
        """End a program at once, without a last word."""
        program = self.running.pop(name)
        program.signal(signal.SIGKILL)
        program.process.wait()

    def stop(self) -> None:
        for name in list(self.running):
            self.kill(name)

    @contextmanager
    def session(self) -> Iterator[Session]:
        with database.unit_of_work(self.settings) as session:
            yield session

    def count(self, table: type) -> int:
        with self.session() as session:
            return session.execute(select(func.count()).select_from(table)).scalar_one()

    def new_wamid(self) -> str:
        return f"wamid.test-{next(self._wamids)}"

    def post_webhook(self, body: bytes, signed_with: str | None = APP_SECRET) -> int:
        """Post a body to the webhook, as WhatsApp does, and return the status of the answer."""
        headers = {"Content-Type": "application/json"}
        if signed_with is not None:
            headers[signature.HEADER] = signature.sign(signed_with, body)
        url = f"http://127.0.0.1:{next(self._ports)}/webhooks/whatsapp/webhook"
        return requests.post(url, data=body, headers=headers, timeout=10).status_code

    def notification(self, *messages: Mapping[str, object], **more: object) -> bytes:
        """Wrap messages as WhatsApp does, with everything beyond ASCII escaped; or `statuses`."""
        value = {
            "messaging_product": "whatsapp",
            "metadata": {
                "display_phone_number": "911905",
                "phone_number_id": self.settings.whatsapp_phone_number_id,
            },
            "contacts": [
                {"profile": {"name": "Citizen"}, "wa_id": message["from"]} for message in messages
            ],
            "messages": messages,
            **more,
        }
        change = {"field": "messages", "value": value}
        return json.dumps(
            {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}
        ).encode()

    def replies_to(self, wamid: str) -> list[dict]:
        """Wait until the message is dealt with and all replies are sent; return them."""
        return eventually(lambda: self._sent_replies(wamid), f"{wamid} is answered")

    def inbox(self, wamid: str) -> Inbox:
        with self.session() as session:
            return session.execute(select(Inbox).where(Inbox.wamid == wamid)).scalar_one()

    def complaints_of(self, phone: str) -> list[Complaint]:
        with self.session() as session:
            found = session.execute(
                select(Complaint).join(Citizen).where(Citizen.phone == phone)
            ).scalars()
            return list(found)

    def turn(self, wamid: str) -> Turn:
        with self.session() as session:
            return session.execute(
                select(Turn).join(Inbox, Turn.inbox_id == Inbox.id).where(Inbox.wamid == wamid)
            ).scalar_one()

    def _sent_replies(self, wamid: str) -> list[dict] | None:
        with self.session() as session:
            row = session.execute(select(Inbox).where(Inbox.wamid == wamid)).scalar_one_or_none()
            assert row is None or row.state != FAILED, f"{wamid} failed: {row.error}"
            if row is None or row.state != DONE:
                return None
            replies = session.execute(
                select(Outbox)
                .join(Turn, Outbox.turn_id == Turn.id)
                .where(Turn.inbox_id == row.id)
                .order_by(Outbox.id)
            ).scalars()
            replies = list(replies)
        return [reply.payload for reply in replies] if all(r.sent_at for r in replies) else None

    def _is_up(self, name: str, probes: Mapping[str, Callable[[], bool]]) -> bool:
        program = self.running[name]
        assert program.process.poll() is None, program.obituary()
        return probes[name]()
