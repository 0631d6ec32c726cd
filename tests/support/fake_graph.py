"""WhatsApp's side of the Cloud API on the loopback interface: notes what it gets, fails on demand."""

import itertools
import json
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

WAIT_SECONDS = 10


@dataclass(frozen=True)
class Sent:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def recipient(self) -> str:
        """The phone number without its plus, or the user id."""
        return self.body.get("to", self.body.get("recipient", "")).removeprefix("+")

    @property
    def mark(self) -> str:
        """By what the helpline knows the message in reports."""
        return self.body.get("biz_opaque_callback_data", "")


@dataclass(frozen=True)
class Answer:
    """What to answer to one request instead of success; without a status, nothing at all."""

    status: int | None
    body: bytes = b""
    # Closed with the message taken, as when an answer is lost on its way.
    taken: bool = False
    # How long the answer takes.
    seconds: float = 0.0

    @classmethod
    def error(cls, code: int, status: int = 400) -> "Answer":
        """Answer as Meta does when it refuses a message."""
        error = {"message": f"(#{code}) …", "type": "OAuthException", "code": code}
        return cls(status, json.dumps({"error": error}).encode())


LOST = Answer(status=None, taken=True)


class FakeGraph:
    """Takes messages at `url` while the block lasts.

    `messages` are those it took, oldest first; `requests` also those it refused, and questions
    for the account's `templates`. `fate` may answer a request instead of success. `read` are the
    citizens' messages that were shown as read; they get the `read_answers` first and then success.
    `files` are handed out by their ids, once the `file_answers` are
    used up; `file_requests` are the paths asked for and the tokens shown.
    """

    def __init__(self) -> None:
        self.requests: list[Sent] = []
        self.messages: list[Sent] = []
        self.read: list[str] = []
        self.read_answers: deque[Answer] = deque()
        self.templates: list[dict[str, Any]] = []
        self.templates_at_once = 100
        self.fate: Callable[[Sent], Answer | None] = lambda _: None
        self.files: dict[str, bytes] = {}
        self.file_answers: deque[Answer] = deque()
        self.file_requests: list[tuple[str, str | None]] = []
        self._answers: dict[str | None, deque[Answer]] = {}
        self._numbers = itertools.count(1)
        self._changed = threading.Condition()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> "FakeGraph":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def will_answer(self, *answers: Answer, to: str | None = None) -> None:
        """Give these answers to the next requests: for one recipient, or whoever comes."""
        with self._changed:
            self._answers.setdefault(to, deque()).extend(answers)

    def messages_to(self, phone: str) -> list[dict[str, Any]]:
        """Return the bodies of the messages taken for this recipient."""
        with self._changed:
            return [sent.body for sent in self.messages if sent.recipient == phone]

    def wait_for(self, messages: int, seconds: float = WAIT_SECONDS) -> list[Sent]:
        """Wait until so many messages were taken and return them; fail when they do not come."""
        with self._changed:
            came = self._changed.wait_for(lambda: len(self.messages) >= messages, seconds)
            assert came, f"{len(self.messages)} messages within {seconds} seconds, not {messages}"
            return list(self.messages)

    def _take(self, sent: Sent) -> Answer:
        with self._changed:
            self.requests.append(sent)
            planned = self._answers.get(sent.recipient) or self._answers.get(None)
            answer = planned.popleft() if planned else self.fate(sent) or self._success(sent)
            if answer.taken or answer.status == 200:
                self.messages.append(sent)
            self._changed.notify_all()
            return answer

    def _note_read(self, wamid: str) -> Answer:
        with self._changed:
            self.read.append(wamid)
            self._changed.notify_all()
            if self.read_answers:
                return self.read_answers.popleft()
        return Answer(200, b'{"success": true}')

    def _hand_out(self, path: str, token: str | None) -> Answer:
        """Describe a file at `/<id>`, and hand it out at `/media/<id>`, as Meta does."""
        with self._changed:
            self.file_requests.append((path, token))
            if self.file_answers:
                return self.file_answers.popleft()
        media_id = path.rpartition("/")[2]
        if media_id not in self.files:
            return Answer.error(100)
        content = self.files[media_id]
        if path.startswith("/media/"):
            return Answer(200, content)
        described = {"url": f"{self.url}/media/{media_id}", "file_size": len(content)}
        return Answer(200, json.dumps(described).encode())

    def _tell(self, sent: Sent) -> Answer:
        """Answer with a page of the templates; the cursor is the place of the next one."""
        with self._changed:
            self.requests.append(sent)
            if self._answers.get(None):
                return self._answers[None].popleft()
        start = int(parse_qs(urlsplit(sent.path).query).get("after", ["0"])[0])
        end = start + self.templates_at_once
        paging: dict[str, Any] = {"cursors": {"before": str(start), "after": str(end)}}
        if end < len(self.templates):
            paging["next"] = "https://graph.facebook.com/not-to-be-followed"
        body = {"data": self.templates[start:end], "paging": paging}
        return Answer(200, json.dumps(body).encode())

    def _success(self, sent: Sent) -> Answer:
        wamid = f"wamid.fake-{next(self._numbers)}"
        contact = {"input": sent.recipient, "wa_id": sent.recipient}
        body = {
            "messaging_product": "whatsapp",
            "contacts": [contact],
            "messages": [{"id": wamid}],
        }
        return Answer(200, json.dumps(body).encode())

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        graph = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if body.get("status") == "read":
                    self._answer(graph._note_read(body["message_id"]))
                    return
                self._answer(graph._take(Sent(self.path, dict(self.headers), body)))

            def do_GET(self) -> None:
                path = urlsplit(self.path).path
                if not path.endswith("/message_templates"):
                    self._answer(graph._hand_out(path, self.headers.get("Authorization")))
                    return
                self._answer(graph._tell(Sent(self.path, dict(self.headers), {})))

            def _answer(self, answer: Answer) -> None:
                time.sleep(answer.seconds)
                if answer.status is None:
                    self.close_connection = True
                    return
                self.send_response(answer.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler
