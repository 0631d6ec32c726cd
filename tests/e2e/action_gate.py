"""A gate between the rasa server and the action server, to stop a turn at an exact place."""

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class ActionGate:
    """Passes calls on to the action server; may keep the answer of one action to itself.

    That is the worst moment for a turn to die: what the action did is done, and nobody has
    heard of it.
    """

    def __init__(self, actions_port: int):
        self.actions_port = actions_port
        self._withheld_action: str | None = None
        self.withholding = threading.Event()
        self._released = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> "ActionGate":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._released.set()
        self._server.shutdown()
        self._server.server_close()

    @contextmanager
    def withhold(self, action: str) -> Iterator[threading.Event]:
        """Inside the block the action runs and its answer is kept; the event tells that it is."""
        self.withholding.clear()
        self._released.clear()
        self._withheld_action = action
        try:
            yield self.withholding
        finally:
            self._withheld_action = None
            self._released.set()

    def _pass(
        self, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.actions_port, timeout=30)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            answer = response.status, response.read()
        finally:
            connection.close()
        if body and self._withheld_action == json.loads(body).get("next_action"):
            self.withholding.set()
            self._released.wait()
        return answer

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        gate = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {"Content-Type": self.headers.get("Content-Type", "application/json")}
                try:
                    status, answer = gate._pass("POST", self.path, headers, body)
                    self.send_response(status)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(answer)))
                    self.end_headers()
                    self.wfile.write(answer)
                except OSError:
                    # The action server is down, or the rasa server has died meanwhile.
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        return Handler
