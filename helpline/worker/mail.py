"""E-mail: over SMTP, or for a trial into a folder where each lies as a file."""

import secrets
import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP as WIRE_FORMAT
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from helpline import clock
from helpline.settings import Settings

PATIENCE_SECONDS = 30
FOLDER = "mail"
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


class NotReached(Exception):
    """The mail server did not answer or let us in: nothing was sent, later it may be."""


class NotTaken(Exception):
    """The mail server did not take this e-mail, or broke off while it did."""


class Mailer(Protocol):
    """Whatever sends an e-mail."""

    def send(self, message: EmailMessage) -> None:
        """Send it. Raises NotReached, NotTaken."""


def mailer(settings: Settings) -> Mailer:
    """Return what sends e-mails under these settings."""
    if settings.smtp_url is None:
        return Catcher(settings.data_dir / FOLDER)
    return SmtpServer(urlsplit(settings.smtp_url))


def compose(sender: str, to: str, subject: str, text: str) -> EmailMessage:
    """Return a plain text e-mail."""
    message = EmailMessage(policy=WIRE_FORMAT)
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


class Catcher:
    """Catches every e-mail in a folder, where any mail program opens it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: EmailMessage) -> None:
        """Write the e-mail into the folder."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{clock.now():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}.eml"
        (self._folder / name).write_bytes(message.as_bytes())


class SmtpServer:
    """A mail server; each e-mail has a connection of its own."""

    def __init__(self, url: SplitResult) -> None:
        self._url = url

    def send(self, message: EmailMessage) -> None:
        """Hand the e-mail to the server. Raises NotReached, NotTaken."""
        try:
            server = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise NotReached(type(error).__name__) from error
        try:
            with server:
                server.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            raise NotTaken(type(error).__name__) from error

    def _connect(self) -> smtplib.SMTP:
        host, port = self._url.hostname, self._url.port or _PORTS[self._url.scheme]
        if self._url.scheme == "smtps":
            context = ssl.create_default_context()
            server = smtplib.SMTP_SSL(host, port, timeout=PATIENCE_SECONDS, context=context)
        else:
            server = smtplib.SMTP(host, port, timeout=PATIENCE_SECONDS)
        try:
            if self._url.scheme == "smtp+starttls":
                server.starttls(context=ssl.create_default_context())
            if self._url.username:
                server.login(unquote(self._url.username), unquote(self._url.password or ""))
        except (OSError, smtplib.SMTPException):
            server.close()
            raise
        return server
