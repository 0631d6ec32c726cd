"""Carries notifications to the helpline's webhook, in order and as patiently as Meta.

One thread per process carries them one after the other; a webhook that does not answer 200
is tried again with growing gaps. What is still waiting when the process ends is lost here,
and the citizen's message can be sent again from the chat.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Queue

import requests

from helpline.whatsapp.signature import sign

logger = logging.getLogger(__name__)

# Meta goes on for days; whoever tries the helpline wants to know within minutes.
GAPS = (0.5, 1, 2, 4, 8, 15, 30, 60)
TIMEOUT_SECONDS = 10


@dataclass(frozen=True)
class Attempt:
    """One try to hand over a notification: what came back, and whether another follows."""

    answer: str
    accepted: bool
    is_last: bool


@dataclass(frozen=True)
class _Letter:
    body: bytes
    tried: Callable[[Attempt], None]


class Postman:
    """Delivers notifications in the background."""

    def __init__(self, url: str, app_secret: str, gaps: Sequence[float] = GAPS) -> None:
        """Deliver to `url`, signed with the app secret; `gaps` are seconds between tries."""
        self._url = url
        self._app_secret = app_secret
        self._gaps = gaps
        self._letters: Queue[_Letter] = Queue()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._pause = threading.Event()
        self._session = requests.Session()
        # A proxy meant for the outside world must not get what goes to our own machine.
        self._session.trust_env = False

    def post(self, body: bytes, tried: Callable[[Attempt], None] = lambda _attempt: None) -> None:
        """Deliver a notification; `tried` is called after each try, in another thread."""
        self._letters.put(_Letter(body, tried))
        self._ensure_thread()

    def wait_until_idle(self) -> None:
        """Block until everything posted so far was delivered or given up."""
        self._letters.join()

    def _ensure_thread(self) -> None:
        # Started with the first letter: a thread started earlier would not survive gunicorn's fork.
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._carry_all, name="postman", daemon=True)
                self._thread.start()

    def _carry_all(self) -> None:
        while True:
            letter = self._letters.get()
            try:
                self._carry(letter)
            except Exception:
                logger.exception("a notification could not be carried")
            finally:
                self._letters.task_done()

    def _carry(self, letter: _Letter) -> None:
        for gap in (*self._gaps, None):
            answer = self._hand_over(letter.body)
            accepted = answer == "200"
            letter.tried(Attempt(answer, accepted, is_last=accepted or gap is None))
            if accepted or gap is None:
                return
            self._pause.wait(gap)

    def _hand_over(self, body: bytes) -> str:
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "facebookexternalua",
            "X-Hub-Signature-256": sign(self._app_secret, body),
        }
        try:
            answer = self._session.post(
                self._url, data=body, headers=headers, timeout=TIMEOUT_SECONDS
            )
        except requests.RequestException as error:
            logger.warning("the webhook cannot be reached: %s", type(error).__name__)
            return type(error).__name__
        return str(answer.status_code)
