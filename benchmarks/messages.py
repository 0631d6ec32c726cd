"""How fast citizens are answered, beside stock Rasa with the project of `rasa init`, in one run.

    make bench-messages

Ours runs whole: webhook, inbox, turn, action server, outbox, worker, and a WhatsApp on the
loopback interface that takes the answers. Stock is asked through its REST channel, which answers
in the same request. It keeps conversations as ours does, in SQLite, by its own tracker store; one
of its rules is given an action, which writes one row into another SQLite file. Both are up all the
time and asked by turns, so that whatever else the machine does slows both.
"""

import argparse
import itertools
import json
import os
import queue
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from socketserver import BaseRequestHandler, StreamRequestHandler, ThreadingTCPServer
from typing import BinaryIO

import rasa
import yaml
from sqlalchemy import select, update

from helpline import clock, settings
from helpline.cli import database, health, programs
from helpline.cli.environment import ONE_THREAD, QUIET, TRIAL_SECRETS
from helpline.cli.measure.tables import table
from helpline.cli.run import READY_SECONDS
from helpline.cli.supervisor import Supervisor
from helpline.cli.training import ensure_model
from helpline.settings import PROJECT_ROOT
from helpline.store.messages import Citizen, Inbox, Outbox
from helpline.whatsapp import signature

CITIZENS = (1, 8, 32)
# Who writes alone waits for each step of the way; throughput is what comes through side by side.
SIDE_BY_SIDE = (8, 32)
# A conversation of stock Rasa's gets slower with each turn; a new citizen comes after so many.
MESSAGES_EACH = 10
# Each figure is taken in so many parts, ours and stock's by turns.
ROUNDS = 2
ANSWER_SECONDS = 120
# A connection that was not used for so long is not used again.
KEPT_SECONDS = 3
RESULT = PROJECT_ROOT / "results" / "messages.md"
# What a number may send after Meta's upgrade; else WhatsApp's limit would be measured, not ours.
MESSAGES_PER_SECOND = "1000"

PLAIN_TURN, ACTION_TURN = "a plain turn", "a turn with an action"
KINDS = (PLAIN_TURN, ACTION_TURN)
# What is said: a plain turn is answered by a rule alone, one with an action calls the action server.
# By turns, because whoever says the same again was misunderstood, and comes before people.
PLAIN = ("aap robot ho kya", "kya aap insaan hain", "main machine se baat kar raha hun kya")
ACTION = (
    "meri shikayat ka kya hua",
    "complaint ka status batao",
    "meri shikayat kahan tak pahunchi",
)
PROBLEM = "hamare gaon me 3 din se light nahi hai, Ghansali"
STOCK_PLAIN, STOCK_ACTION = ("bye",), ("are you a bot?",)

# Which turns stand for the 10th and for the 500th: some around each, since one alone is noise.
EARLY, LATE = range(5, 15), range(490, 500)
MOST_GROWTH = 1.2
LEAST_THROUGHPUT = 3.0
NOTHING = "–"

Ask = Callable[[str, str], float]


def main() -> int:
    """Measure both, print and write the table, and return 1 where a target is missed."""
    options = _parser().parse_args()
    ensure_model()
    with ExitStack() as running:
        ours = running.enter_context(_ours(options.servers, options.database))
        asked = [Figures(ours.ask, {PLAIN_TURN: PLAIN, ACTION_TURN: ACTION}, ours.let_time_pass)]
        if not options.without_stock:
            ask = running.enter_context(_stock())
            asked.append(Figures(ask, {PLAIN_TURN: STOCK_PLAIN, ACTION_TURN: STOCK_ACTION}))
        _take(asked, options.turns)
        filing = [ours.file() for _ in range(max(options.turns // 10, 2))]
    rows = [
        ["webhook acknowledged", _spread(ours.acknowledgements, (50, 95, 99)), NOTHING, ""],
        ["a filing, from the yes to the number", _spread(filing), NOTHING, ""],
        *_rows(asked),
    ]
    written = table(["", "ours", "stock Rasa", ""], rows)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(f"{written}\n", encoding="utf-8")
    print(written)
    missed = list(_missed(*asked))
    for target in missed:
        print(f"Missed: {target}.")
    return int(bool(missed))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.messages", description=__doc__)
    parser.add_argument("--turns", type=int, default=400, help="how many of each kind")
    parser.add_argument("--without-stock", action="store_true", help="measure ours alone")
    parser.add_argument("--servers", type=int, help="how many rasa servers of ours, else as usual")
    parser.add_argument("--database", help="URL of an empty database of ours, else SQLite")
    return parser


@dataclass
class Figures:
    """Somebody who is asked, and how fast the answers came.

    `rates` are turns a second at so many citizens; `long_one` is one long conversation.
    """

    ask: Ask
    words: dict[str, Sequence[str]]
    let_time_pass: Callable[[], None] = lambda: None
    times: dict[tuple[int, str], list[float]] = field(default_factory=dict)
    rates: dict[tuple[int, str], float] = field(default_factory=dict)
    long_one: list[float] = field(default_factory=list)


def _take(asked: Sequence[Figures], turns: int) -> None:
    """Take all figures, of everybody by turns."""
    for one, kind in itertools.product(asked, KINDS):
        _measure(one.ask, one.words[kind], 1, MESSAGES_EACH)  # Caches fill, connections open.
    for count, kind in itertools.product(CITIZENS, KINDS):
        _say(f"{kind}, {count} at once …")
        _take_rate(asked, count, kind, max(turns, MESSAGES_EACH * count))
    _say(f"A conversation of {LATE.stop} messages …")
    phones = [next(_phones) for _ in asked]
    for _ in range(LATE.stop // MESSAGES_EACH):
        for one, phone in zip(asked, phones, strict=True):
            one.let_time_pass()
            words = itertools.cycle(one.words[PLAIN_TURN])
            one.long_one += [one.ask(phone, next(words)) for _ in range(MESSAGES_EACH)]


def _take_rate(asked: Sequence[Figures], count: int, kind: str, turns: int) -> None:
    measured = {number: ([], 0.0) for number in range(len(asked))}
    for _ in range(ROUNDS):
        for number, one in enumerate(asked):
            times, seconds = _measure(one.ask, one.words[kind], count, turns // ROUNDS)
            before, seconds_before = measured[number]
            measured[number] = before + times, seconds_before + seconds
    for number, one in enumerate(asked):
        times, seconds = measured[number]
        one.times[count, kind], one.rates[count, kind] = times, len(times) / seconds


def _measure(
    ask: Ask, words: Sequence[str], citizens: int, turns: int
) -> tuple[list[float], float]:
    """Let so many citizens write side by side; return the times to reply, and the seconds in all."""

    def converse(_: int) -> list[float]:
        phones = itertools.chain.from_iterable(
            itertools.repeat(phone, MESSAGES_EACH) for phone in _phones
        )
        said = zip(itertools.islice(phones, turns // citizens), itertools.cycle(words))
        return [ask(phone, text) for phone, text in said]

    began = time.perf_counter()
    with ThreadPoolExecutor(citizens) as pool:
        times = [seconds for done in pool.map(converse, range(citizens)) for seconds in done]
    return times, time.perf_counter() - began


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


class Door:
    """Where a server takes what citizens write; each thread that posts keeps a connection open."""

    def __init__(self, port: int, path: str) -> None:
        self._port, self._path = port, path
        self._of_thread = threading.local()

    def post(self, body: bytes, headers: Mapping[str, str] | None = None) -> bytes:
        """Post JSON and return the answer. Raises RuntimeError where it is none, OSError without a server."""
        connection = self._connection()
        headers = {"Content-Type": "application/json", **(headers or {})}
        try:
            connection.request("POST", self._path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, HTTPException):
            connection.close()
            raise
        self._of_thread.used_at = time.monotonic()
        if answer.status != 200:
            raise RuntimeError(f"port {self._port} answers {answer.status}")
        return content

    def _connection(self) -> HTTPConnection:
        """Return this thread's, made anew where the server may have closed it as idle."""
        mine = self._of_thread
        if time.monotonic() - getattr(mine, "used_at", float("-inf")) >= KEPT_SECONDS:
            mine.connection = HTTPConnection("127.0.0.1", self._port, timeout=ANSWER_SECONDS)
        return mine.connection


class _Phones:
    """Numbers of new citizens; a generator could not be asked by several threads at once."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def __iter__(self) -> "_Phones":
        return self

    def __next__(self) -> str:
        return f"9190{next(self._numbers):08}"


_phones = _Phones()


# --- ours ---------------------------------------------------------------------------------------


class _Ours:
    """The helpline's programs, and the citizens' side of WhatsApp."""

    def __init__(self, config: settings.Settings, graph: "_Graph") -> None:
        self._config = config
        self._graph = graph
        self._wamids = itertools.count(1)
        self._met: set[str] = set()
        webhooks = [Door(port, "/webhooks/whatsapp/webhook") for port in config.rasa_ports]
        # By turns, as the proxy of deploy/ does.
        self._webhooks = itertools.cycle(webhooks)
        self.acknowledgements: list[float] = []

    def ask(self, phone: str, words: str) -> float:
        """Write a text; return the seconds until the first answer has arrived."""
        return self._send(phone, {"type": "text", "text": {"body": words}})

    def file(self) -> float:
        """Describe a problem, say yes; return the seconds from the yes to the number."""
        phone = next(_phones)
        self.ask(phone, PLAIN[0])
        self.ask(phone, PROBLEM)
        self._graph.quiet(phone)
        offered = self._graph.last_offer[phone]
        yes = next(one for one in offered if one.startswith("/affirm") and "yes" not in one)
        reply = {"id": yes, "title": "हाँ, दर्ज करें"}
        part = {
            "type": "interactive",
            "interactive": {"type": "button_reply", "button_reply": reply},
        }
        return self._send(phone, part)

    def let_time_pass(self) -> None:
        """Make all that was said older, so that nobody is slowed for writing fast."""
        long_ago = clock.now() - timedelta(hours=1)
        with database.unit_of_work(self._config) as session:
            for when in (Inbox.not_before, Outbox.sent_at):
                # Not those that are old already: to write all of them anew would cost the next.
                younger = update(when.class_).where(when > long_ago)
                session.execute(younger.values({when.key: long_ago}))

    def _send(self, phone: str, part: dict[str, object]) -> float:
        wanted = 1 if phone in self._met else 2  # What happens with the words, and the answer.
        self._met.add(phone)
        body = self._notification(phone, part)
        headers = {signature.HEADER: signature.sign(self._config.whatsapp_app_secret, body)}
        webhook = next(self._webhooks)
        began = time.perf_counter()
        webhook.post(body, headers)
        self.acknowledgements.append(time.perf_counter() - began)
        for _ in range(wanted):
            arrived = self._graph.arrival(phone)
        return arrived - began

    def _notification(self, phone: str, part: dict[str, object]) -> bytes:
        message = {
            "from": phone,
            "id": f"wamid.bench-{next(self._wamids)}",
            "timestamp": str(int(time.time())),
            **part,
        }
        value = {
            "metadata": {"phone_number_id": self._config.whatsapp_phone_number_id},
            "contacts": [{"wa_id": phone}],
            "messages": [message],
        }
        change = {"field": "messages", "value": value}
        return json.dumps({"entry": [{"id": "1", "changes": [change]}]}).encode()


class _Server(ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 64


class _Graph:
    """Takes every message, and notes when. Its HTTP is the least that will do: it shares our cores."""

    def __init__(self) -> None:
        self.arrivals: dict[str, queue.SimpleQueue[float]] = defaultdict(queue.SimpleQueue)
        self.last_offer: dict[str, list[str]] = {}
        graph, numbers = self, itertools.count(1)

        class Handler(StreamRequestHandler):
            disable_nagle_algorithm = True

            def handle(self) -> None:
                while (length := _length_of_request(self.rfile)) is not None:
                    body = json.loads(self.rfile.read(length))
                    if body.get("status") != "read":
                        graph.take(body)
                    answer = b'{"messages": [{"id": "wamid.out-%d"}]}' % next(numbers)
                    head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(answer)
                    self.wfile.write(head + answer)

        self.server = _Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def take(self, body: dict) -> None:
        """Note a message."""
        arrived, phone = time.perf_counter(), body["to"].removeprefix("+")
        buttons = body.get("interactive", {}).get("action", {}).get("buttons", ())
        self.last_offer[phone] = [button["reply"]["id"] for button in buttons]
        self.arrivals[phone].put(arrived)

    def arrival(self, phone: str) -> float:
        """Return when the next message to somebody arrived. Raises RuntimeError where none comes."""
        try:
            return self.arrivals[phone].get(timeout=ANSWER_SECONDS)
        except queue.Empty:
            raise RuntimeError(f"no answer came within {ANSWER_SECONDS} seconds") from None

    def quiet(self, phone: str, seconds: float = 0.5) -> None:
        """Wait until nothing more comes."""
        while True:
            try:
                self.arrivals[phone].get(timeout=seconds)
            except queue.Empty:
                return


def _length_of_request(request: BinaryIO) -> int | None:
    """Read the head of a request and return how long its body is; None where no more comes."""
    length = 0
    for line in iter(request.readline, b""):
        if line == b"\r\n":
            return length
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return None


@contextmanager
def _ours(servers: int | None = None, database_url: str | None = None) -> Iterator[_Ours]:
    graph = _Graph()
    threading.Thread(target=graph.server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(prefix="samadhan-bench-") as folder:
        environment = {
            **_quiet_environment(),
            **{name: secrets.token_urlsafe() for name in TRIAL_SECRETS},
            "HELPLINE_DATA_DIR": folder,
            "WHATSAPP_GRAPH_URL": graph.url,
            "WHATSAPP_MESSAGES_PER_SECOND": MESSAGES_PER_SECOND,
            "RASA_PORT": str(_free_port()),
            **({"RASA_SERVERS": str(servers)} if servers else {}),
            **({"DATABASE_URL": database_url} if database_url else {}),
            "ACTIONS_PORT": str(_free_port()),
        }
        config = settings.load(environment)
        database.prepare(config)
        _refuse_used(config)
        for_programs = programs.environment_for(config, environment)
        with Supervisor(for_programs, PROJECT_ROOT, Path(folder) / "logs") as supervisor:
            commands = programs.commands(config.rasa_servers)
            probes = health.probes(config, clock.now())
            names = commands.keys() - {"desk"}
            for name in names:
                supervisor.start(name, commands[name])
            supervisor.await_ready({name: probes[name] for name in names}, READY_SECONDS)
            _say("Ours is up.")
            yield _Ours(config, graph)
    graph.server.shutdown()


def _refuse_used(config: settings.Settings) -> None:
    """Write to nobody's citizens. Raises SystemExit where the database has some."""
    with database.unit_of_work(config) as session:
        if session.execute(select(Citizen.id).limit(1)).first() is not None:
            raise SystemExit("--database: there are citizens in it; give an empty one.")


# --- stock --------------------------------------------------------------------------------------


@contextmanager
def _stock() -> Iterator[Ask]:
    """Train and run the project of `rasa init`, asked through the REST channel."""
    with tempfile.TemporaryDirectory(prefix="rasa-init-") as folder:
        project, port, actions_port = Path(folder) / "project", _free_port(), _free_port()
        _write_stock_project(project, actions_port)
        run = [sys.executable, "-m", "rasa"]
        environment = _quiet_environment()
        _say("Stock Rasa learns …")
        subprocess.run(
            [*run, "train"], cwd=project, env=environment, check=True, stdout=subprocess.DEVNULL
        )
        servers = [
            subprocess.Popen(
                [*run, *arguments], cwd=project, env=environment, stdout=subprocess.DEVNULL
            )
            for arguments in (
                ("run", "--port", str(port)),
                ("run", "actions", "--port", str(actions_port)),
            )
        ]
        try:
            yield _rest_channel(port)
        finally:
            for server in servers:
                server.terminate()
                server.wait()


def _write_stock_project(project: Path, actions_port: int) -> None:
    shutil.copytree(Path(rasa.__file__).parent / "cli" / "initial_project", project)
    _change(project / "domain.yml", lambda domain: domain.update(actions=["action_note"]))
    rules = (project / "data" / "rules.yml").read_text(encoding="utf-8")
    changed = rules.replace("utter_iamabot", "action_note")
    (project / "data" / "rules.yml").write_text(changed, encoding="utf-8")
    endpoints = {
        "action_endpoint": {"url": f"http://127.0.0.1:{actions_port}/webhook"},
        "tracker_store": {"type": "SQL", "dialect": "sqlite", "db": "tracker.db"},
    }
    (project / "endpoints.yml").write_text(yaml.safe_dump(endpoints), encoding="utf-8")
    (project / "actions" / "actions.py").write_text(_ACTION, encoding="utf-8")


_ACTION = """
import sqlite3

from rasa_sdk import Action

notes = sqlite3.connect("notes.db")
notes.execute("CREATE TABLE IF NOT EXISTS note (sender TEXT, words TEXT)")


class Note(Action):
    def name(self):
        return "action_note"

    def run(self, dispatcher, tracker, domain):
        with notes:
            said = (tracker.sender_id, tracker.latest_message["text"])
            notes.execute("INSERT INTO note VALUES (?, ?)", said)
        dispatcher.utter_message(text="I am a bot, powered by Rasa.")
        return []
"""


def _change(path: Path, change: Callable[[dict], None]) -> None:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(yaml.safe_dump(content), encoding="utf-8")


def _rest_channel(port: int) -> Ask:
    door = Door(port, "/webhooks/rest/webhook")

    def ask(sender: str, words: str) -> float:
        began = time.perf_counter()
        answer = door.post(json.dumps({"sender": sender, "message": words}).encode())
        if not json.loads(answer):
            raise RuntimeError(f"stock Rasa does not answer {words!r}")
        return time.perf_counter() - began

    deadline = time.monotonic() + READY_SECONDS
    while True:
        try:
            ask("warm", STOCK_ACTION[0])
        except (OSError, HTTPException, RuntimeError):
            if time.monotonic() > deadline:
                raise
            time.sleep(1)
        else:
            _say("Stock Rasa is up.")
            return ask


# --- what is printed ----------------------------------------------------------------------------


def _spread(times: Sequence[float], percents: Sequence[int] = (50, 95)) -> str:
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return "  ".join(f"p{percent} {cuts[percent - 1] * 1000:.1f} ms" for percent in percents)


def _rows(asked: Sequence[Figures]) -> Iterator[list[str]]:
    for kind in KINDS:
        yield [
            f"{kind}, to the reply",
            *_beside(asked, lambda one, k=kind: _spread(one.times[1, k])),
        ]
    for count, kind in itertools.product(CITIZENS, KINDS):
        rates = [one.rates[count, kind] for one in asked]
        times = f"{rates[0] / rates[1]:.1f} times" if len(rates) > 1 else ""
        shown = _beside(asked, lambda one, key=(count, kind): _rate(one, key))
        yield [f"{kind}, {count} at once", *shown[:2], times]
    for place, name in enumerate(("10th", "500th")):
        shown = _beside(asked, lambda one, p=place: f"{_around(one.long_one)[p] * 1000:.1f} ms")
        yield [f"a conversation's {name} message", *shown]
    shown = _beside(asked, lambda one: f"{_growth(one):.2f} times")
    yield ["the 500th beside the 10th", *shown]


def _beside(asked: Sequence[Figures], show: Callable[[Figures], str]) -> list[str]:
    """Return the cells of ours, of stock's where it was asked, and an empty one."""
    return [*map(show, asked), *([NOTHING] * (2 - len(asked))), ""]


def _rate(one: Figures, key: tuple[int, str]) -> str:
    return f"{one.rates[key]:.1f}/s  {_spread(one.times[key], (95,))}"


def _around(times: Sequence[float]) -> tuple[float, float]:
    return tuple(statistics.median(times[number] for number in part) for part in (EARLY, LATE))


def _growth(one: Figures) -> float:
    early, late = _around(one.long_one)
    return late / early


def _missed(ours: Figures, stock: Figures | None = None) -> Iterator[str]:
    if _growth(ours) > MOST_GROWTH:
        yield f"the 500th message takes more than {MOST_GROWTH} times the 10th"
    for count in SIDE_BY_SIDE if stock else ():
        if ours.rates[count, ACTION_TURN] < LEAST_THROUGHPUT * stock.rates[count, ACTION_TURN]:
            yield f"{count} at once: less than {LEAST_THROUGHPUT} times stock's actions"


def _quiet_environment() -> dict[str, str]:
    foreign = ("WHATSAPP_", "DATABASE_", "RASA_", "ACTIONS_", "DESK_", "CITIZEN_")
    given = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return {**given, **QUIET, **ONE_THREAD}


def _free_port() -> int:
    with ThreadingTCPServer(("127.0.0.1", 0), BaseRequestHandler) as probe:
        return probe.server_address[1]


if __name__ == "__main__":
    sys.exit(main())
