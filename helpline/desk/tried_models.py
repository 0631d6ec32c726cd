"""Asking models what they understand: the live one, and a candidate that a program of its own reads."""

import atexit
import json
import select
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from helpline.settings import PROJECT_ROOT

LIVE_SECONDS = 5
# Loading a model takes ten seconds, on a busy machine several times that.
CANDIDATE_SECONDS = 90
# A loaded model takes half a gigabyte, so it goes when nobody asks it.
IDLE_SECONDS = 600


class NoModel(Exception):
    """There is no such model, or it does not answer."""


@dataclass(frozen=True)
class Understood:
    """What a model makes of a sentence. `reply` is what its files say to it, where a text does."""

    intent: str
    confidence: float
    category: str | None
    category_confidence: float | None
    kind: str | None
    facts: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, float], ...]
    reply: tuple[str, ...] = ()


class Live:
    """The model that answers citizens, asked over the loopback interface."""

    def __init__(self, url: str, token: str) -> None:
        """Ask the rasa server at this address."""
        self._url, self._token = url, token

    def understand(self, text: str) -> Understood:
        """Return what it makes of a sentence. Raises NoModel."""
        with requests.Session() as session:
            session.trust_env = False  # A proxy has no business on the loopback interface.
            try:
                answer = session.post(
                    f"{self._url}/model/parse",
                    params={"token": self._token},
                    json={"text": text},
                    timeout=LIVE_SECONDS,
                )
                answer.raise_for_status()
                return _understood(answer.json())
            except requests.RequestException as error:
                raise NoModel("the rasa server does not answer") from error


class Candidate:
    """A model that does not answer citizens, read by a child process that stays while it is asked."""

    def __init__(self) -> None:
        """Wait for the first sentence."""
        self._lock = threading.Lock()
        self._process: subprocess.Popen | None = None
        self._model: Path | None = None
        self._idle = threading.Timer(IDLE_SECONDS, self.stop)
        atexit.register(self.stop)

    def understand(self, text: str, model: Path | None) -> Understood:
        """Return what a model makes of a sentence; the first takes until it is loaded. Raises NoModel."""
        if model is None:
            raise NoModel("nothing is trained")
        with self._lock:
            self._idle.cancel()
            process = self._running(model)
            try:
                process.stdin.write(json.dumps(text) + "\n")
                process.stdin.flush()
                ready, _, _ = select.select([process.stdout], [], [], CANDIDATE_SECONDS)
                line = process.stdout.readline() if ready else ""
            except OSError:
                line = ""
            if not line:
                self._end()
                raise NoModel("the candidate does not answer")
            self._idle = threading.Timer(IDLE_SECONDS, self.stop)
            self._idle.daemon = True
            self._idle.start()
            return _understood(json.loads(line))

    def stop(self) -> None:
        """Let the model go; the next sentence loads it anew."""
        with self._lock:
            self._end()

    def _running(self, model: Path) -> subprocess.Popen:
        if self._process and self._process.poll() is None and self._model == model:
            return self._process
        self._end()
        self._model = model
        self._process = subprocess.Popen(
            [sys.executable, "-m", "helpline.cli", "understand", str(model)],
            cwd=PROJECT_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            process.stdin.close()
            process.stdout.close()


def _understood(parsed: dict[str, Any]) -> Understood:
    entities = parsed["entities"]
    category = next((one for one in entities if one["entity"] == "category"), {})
    kind = next((one for one in entities if one["entity"] == "kind"), {})
    facts = [
        (one["entity"], str(one["value"]))
        for one in entities
        if one["entity"] not in ("category", "kind")
    ]
    others = [(one["name"], one["confidence"]) for one in parsed.get("intent_ranking", ())]
    return Understood(
        intent=parsed["intent"]["name"],
        confidence=parsed["intent"]["confidence"],
        category=category.get("value"),
        category_confidence=category.get("confidence"),
        kind=kind.get("value"),
        facts=tuple(dict.fromkeys(facts)),
        others=tuple(others[1:4]),
        reply=tuple(parsed.get("reply", ())),
    )
