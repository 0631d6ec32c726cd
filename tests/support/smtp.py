"""A mail server on this machine that keeps what it is given, or refuses it."""

import socketserver
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage


class FakeSmtp:
    """Understands what smtplib says; `refuse` makes it answer a recipient with 550."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.refuse = False
        fake = self

        class Conversation(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                fake._talk(self.rfile, self.wfile)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation)
        self._server.daemon_threads = True
        self.url = f"smtp://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> "FakeSmtp":
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _talk(self, lines, out) -> None:
        out.write(b"220 fake\r\n")
        while line := lines.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                out.write(b"354 go on\r\n")
                self.messages.append(message_from_bytes(_data(lines), policy=policy.default))
            if verb == b"RCPT" and self.refuse:
                out.write(b"550 unknown here\r\n")
            else:
                out.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 good\r\n")


def _data(lines) -> bytes:
    read = []
    while (line := lines.readline()) != b".\r\n":
        read.append(line[1:] if line.startswith(b".") else line)
    return b"".join(read)
