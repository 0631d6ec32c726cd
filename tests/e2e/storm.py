"""A bad day, played: a hundred citizens write at once, programs die, and WhatsApp fails.

`Crowd` writes, `Killer` ends programs, `Weather` decides how each sending ends. All of them draw
from one seed.
"""

import random
import threading
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import requests

from tests.e2e.system import System
from tests.support.fake_graph import LOST, Answer, FakeGraph, Sent

# What a citizen writes; None taps the yes under the summary that came meanwhile.
SCRIPT = (
    "namaste",
    "hamare gaon me 3 din se light nahi hai, Ghansali",
    None,
    "dhanyavad",
    "meri shikayat ka kya hua",
    "hamare gaon me 4 din se pani nahi aa raha hai, Ghansali",
    None,
    "shukriya",
    "helpline ka number kya hai",
    "alvida",
)
COMPLAINTS_EACH = 2
_YES = ("/affirm", '/affirm{"join": "no"}')


# Shares of all sendings, in hundredths.
FAILURES = {
    "500": 11.0,
    "502": 4.0,
    "lost": 6.0,
    "cut": 4.0,
    "pair": 5.5,
    "429": 2.0,
    "late": 0.8,
}

# Of the same message; more of them would only make everybody wait.
MOST_FAILURES = 4


class Weather:
    """How the sendings end: a third of them badly, in every way that a sending can."""

    # Longer than the helpline waits.
    LATE_SECONDS = 25.0

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._failures: Counter[str] = Counter()
        self._lock = threading.Lock()
        self.came: Counter[str] = Counter()

    def __call__(self, sent: Sent) -> Answer | None:
        """Return the answer to a sending, None for success."""
        with self._lock:
            kind = self._draw()
            if kind == "pair" and self._failures[sent.mark]:
                # WhatsApp does not say it to who has waited already.
                kind = "500"
            if kind != "fine":
                self._failures[sent.mark] += 1
            if self._failures[sent.mark] > MOST_FAILURES:
                kind = "fine"
            self.came[kind] += 1
        return {
            "fine": None,
            "500": Answer.error(131000, 500),
            "502": Answer(502, b"<html>Bad gateway</html>"),
            "lost": LOST,
            "cut": Answer(status=None),
            "pair": Answer.error(131056),
            "429": Answer.error(130429, 429),
            "late": Answer(status=None, taken=True, seconds=self.LATE_SECONDS),
        }[kind]

    def _draw(self) -> str:
        place = self._random.uniform(0, 100)
        for kind, share in FAILURES.items():
            place -= share
            if place < 0:
                return kind
        return "fine"


ENDS = ("rasa", "rasa-2", "rasa", "actions", "actions", "actions", "worker", "worker", "worker")


class Killer:
    """Ends programs at random moments, without a last word, and starts them again."""

    def __init__(self, system: System, seed: int) -> None:
        self._system = system
        self._random = random.Random(seed)
        self.killed: list[str] = []

    def run(self) -> None:
        """Kill until the list is through."""
        ends = list(ENDS)
        self._random.shuffle(ends)
        for name in ends:
            time.sleep(self._random.uniform(1, 6))
            self._system.kill(name)
            self.killed.append(name)
            time.sleep(self._random.uniform(0, 2))
            self._system.start(name)


class Writer:
    """One of the crowd: what was written so far, each message after the one before is received."""

    def __init__(self, phone: str) -> None:
        self.phone = phone
        self.written: list[dict[str, object]] = []

    def next_message(self, system: System, offers: list[str]) -> dict[str, object] | None:
        """Return the next message; None while the summary has not come that it answers."""
        words = SCRIPT[len(self.written)]
        part: dict[str, object] = {"type": "text", "text": {"body": words}}
        if words is None:
            tapped = SCRIPT[: len(self.written)].count(None)
            if len(offers) <= tapped:
                return None
            reply = {"id": offers[tapped], "title": "हाँ, दर्ज करें"}
            part = {
                "type": "interactive",
                "interactive": {"type": "button_reply", "button_reply": reply},
            }
        wamid = f"wamid.storm-{self.phone}-{len(self.written)}"
        return {"from": self.phone, "id": wamid, "timestamp": str(int(time.time())), **part}

    @property
    def is_through(self) -> bool:
        return len(self.written) == len(SCRIPT)


class Crowd:
    """Everybody writes at the same time, and WhatsApp delivers some of it more than once."""

    SIDE_BY_SIDE = 6
    REPEATED = 0.3

    def __init__(self, system: System, graph: FakeGraph, citizens: int, seed: int) -> None:
        self._system = system
        self._graph = graph
        self._random = random.Random(seed)
        self.writers = [Writer(f"9198770{number:05}") for number in range(citizens)]
        self._lock = threading.Lock()
        self._reported = 0
        self.repeated = 0

    def write_all(self, seconds: float) -> None:
        """Write until everybody is through; fail when that takes longer."""
        deadline = time.monotonic() + seconds
        with ThreadPoolExecutor(self.SIDE_BY_SIDE) as pool:
            while True:
                waiting = [writer for writer in self.writers if not writer.is_through]
                if not waiting:
                    return
                assert time.monotonic() < deadline, f"{len(waiting)} still have to write"
                self._random.shuffle(waiting)
                offers = self._offers()
                done = list(pool.map(partial(self._write_next, offers), waiting))
                if not any(done):
                    time.sleep(0.2)

    def report_until(self, over: threading.Event) -> None:
        """Let WhatsApp report every second what it took."""
        while not over.wait(1.0):
            self._report()

    def _report(self) -> None:
        taken = self._graph.messages[self._reported :]
        statuses = [
            {
                "id": f"wamid.fake-{number}-{sent.mark}",
                "status": "delivered",
                "timestamp": str(int(time.time())),
                "recipient_id": sent.recipient,
                "biz_opaque_callback_data": sent.mark,
            }
            for number, sent in enumerate(taken, self._reported)
        ]
        if statuses and self._post(self._system.notification(statuses=statuses)):
            self._reported += len(statuses)

    def _write_next(self, offers: dict[str, list[str]], writer: Writer) -> bool:
        message = writer.next_message(self._system, offers[writer.phone])
        if message is None:
            return False
        if not self._post(self._system.notification(message)):
            return False
        writer.written.append(message)
        with self._lock:
            again = self._random.random() < self.REPEATED
            earlier = self._random.choice(writer.written)
        if again:
            self.repeated += 1
            self._post(self._system.notification(earlier, message))
        return True

    def _post(self, body: bytes) -> bool:
        """Deliver a notification; False where WhatsApp has to come again."""
        try:
            return self._system.post_webhook(body) == 200
        except requests.RequestException:
            return False

    def _offers(self) -> dict[str, list[str]]:
        """Return for each phone the yes of every summary it got, in order."""
        offers: dict[str, dict[str, str]] = defaultdict(dict)
        for sent in list(self._graph.messages):
            yes = _yes_in(sent.body)
            if yes is not None:
                offers[sent.recipient].setdefault(sent.mark, yes)
        return defaultdict(list, {phone: list(marks.values()) for phone, marks in offers.items()})


def _yes_in(body: dict) -> str | None:
    action = body.get("interactive", {}).get("action", {})
    offered = [button["reply"]["id"] for button in action.get("buttons", ())]
    return next((yes for yes in _YES if yes in offered), None)
