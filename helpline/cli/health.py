"""How to ask each program of the Procfile whether it is ready."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import requests

from helpline.cli import database
from helpline.cli.programs import rasa_names
from helpline.services import heartbeat
from helpline.settings import Settings
from helpline.store.accounts import Heartbeat

ANSWER_SECONDS = 5


def probes(settings: Settings, started_at: datetime) -> dict[str, Callable[[], bool]]:
    """Return for each program a question whose yes means that it is up since `started_at`."""
    rasa_servers = zip(rasa_names(settings.rasa_servers), settings.rasa_ports, strict=True)
    return {
        **{name: partial(_rasa_answers, settings, port) for name, port in rasa_servers},
        "actions": partial(_answers, f"http://127.0.0.1:{settings.actions_port}/health"),
        "desk": partial(_answers, f"http://127.0.0.1:{settings.desk_port}/health"),
        "worker": partial(_worker_beats, settings, started_at),
    }


def _rasa_answers(settings: Settings, port: int) -> bool:
    return _answers(f"http://127.0.0.1:{port}/status", token=settings.rasa_token)


def _answers(url: str, **parameters: str) -> bool:
    """Whether the address answers 200, as the rasa server does once its model is loaded."""
    with requests.Session() as session:
        session.trust_env = False  # A proxy has no business on the loopback interface.
        try:
            return session.get(url, params=parameters, timeout=ANSWER_SECONDS).ok
        except requests.RequestException:
            return False


def _worker_beats(settings: Settings, started_at: datetime) -> bool:
    with database.unit_of_work(settings) as session:
        last = session.get(Heartbeat, heartbeat.WORKER)
    return last is not None and last.at >= started_at
