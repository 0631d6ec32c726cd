"""The simulator's own memory: chats, their messages and files, in one SQLite file.

Every change of a message gives it a new `version`, so that a browser that knows the chat up
to one version is told exactly what is new or has changed since.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpline import clock

BUSY_SECONDS = 15
CITIZEN, HELPLINE = "citizen", "helpline"
# A message's way: waiting and failed know only citizens' messages here.
WAITING, SENT, DELIVERED, READ, FAILED = "waiting", "sent", "delivered", "read", "failed"
_SHOWN_CHATS = 100

_TABLES = """
CREATE TABLE IF NOT EXISTS chat (
    phone TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    cleared_id INTEGER NOT NULL DEFAULT 0,
    typing_until REAL NOT NULL DEFAULT 0,
    created_at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    phone TEXT NOT NULL REFERENCES chat,
    wamid TEXT NOT NULL UNIQUE,
    sender TEXT NOT NULL,
    body TEXT NOT NULL,
    status TEXT NOT NULL,
    answer TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    at REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS ix_message_phone_version ON message (phone, version);
CREATE INDEX IF NOT EXISTS ix_message_version ON message (version);
CREATE TABLE IF NOT EXISTS media (
    id TEXT PRIMARY KEY,
    mime_type TEXT NOT NULL,
    content BLOB NOT NULL
);
"""


@dataclass(frozen=True)
class Chat:
    """One citizen's chat with the helpline, as a line of the list of chats."""

    phone: str
    name: str
    cleared_id: int
    typing: bool
    last: "Message | None"
    unread: int


@dataclass(frozen=True)
class Message:
    """A message in a chat.

    `body` is Meta's message object for a citizen's message and the Graph payload for the
    helpline's; `reacted` in it is the helpline's emoji on a citizen's message. `answer` tells what became of the last try to deliver it to the webhook.
    """

    id: int
    phone: str
    wamid: str
    sender: str
    body: dict[str, Any]
    status: str
    answer: str
    version: int
    at: float


@dataclass(frozen=True)
class Media:
    """A file that a citizen sent."""

    id: str
    mime_type: str
    content: bytes


class Chats:
    """The file with every chat. Each method is a transaction of its own."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it."""
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._connect()) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(_TABLES)

    def add_chat(self, phone: str, name: str) -> None:
        """Begin a chat; for a number that has one, change the name."""
        with self._transaction() as connection:
            connection.execute(
                "INSERT INTO chat (phone, name, created_at) VALUES (?, ?, ?) "
                "ON CONFLICT (phone) DO UPDATE SET name = excluded.name",
                (phone, name, _now()),
            )

    def ensure_chat(self, phone: str, name: str) -> None:
        """Begin a chat unless the number has one."""
        with self._transaction() as connection:
            connection.execute(
                "INSERT INTO chat (phone, name, created_at) VALUES (?, ?, ?) "
                "ON CONFLICT (phone) DO NOTHING",
                (phone, name, _now()),
            )

    def chat(self, phone: str) -> Chat | None:
        """Return the chat of this number; None where there is none."""
        with self._reading() as connection:
            row = connection.execute("SELECT * FROM chat WHERE phone = ?", (phone,)).fetchone()
            return _chat(connection, row) if row else None

    def all(self) -> list[Chat]:
        """Return the chats, the latest message first."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT chat.* FROM chat LEFT JOIN message USING (phone) GROUP BY chat.phone "
                "ORDER BY MAX(COALESCE(message.at, chat.created_at)) DESC LIMIT ?",
                (_SHOWN_CHATS,),
            ).fetchall()
            return [_chat(connection, row) for row in rows]

    def clear(self, phone: str) -> None:
        """Hide the messages so far, as when a citizen empties a chat."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE chat SET cleared_id = "
                "(SELECT COALESCE(MAX(id), 0) FROM message WHERE phone = chat.phone) "
                "WHERE phone = ?",
                (phone,),
            )

    def set_typing(self, phone: str, seconds: float) -> None:
        """Let the helpline be seen typing for so many seconds; 0 ends it."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE chat SET typing_until = ? WHERE phone = ?", (_now() + seconds, phone)
            )

    def add(
        self, phone: str, wamid: str, sender: str, body: dict[str, Any], status: str
    ) -> tuple[Message, bool]:
        """Add a message; tell whether it is new. A known wamid gives back the known message."""
        with self._transaction() as connection:
            written = json.dumps(body, ensure_ascii=False)
            added = connection.execute(
                "INSERT INTO message (phone, wamid, sender, body, status, version, at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (wamid) DO NOTHING",
                (phone, wamid, sender, written, status, _next_version(connection), _now()),
            )
            return _message_with(connection, wamid), added.rowcount == 1

    def message(self, phone: str, wamid: str) -> Message | None:
        """Return one message of a chat; None where the chat has no such message."""
        with self._reading() as connection:
            message = _message_with(connection, wamid)
            return message if message and message.phone == phone else None

    def find(self, wamid: str) -> Message | None:
        """Return the message with this id, in whichever chat."""
        with self._reading() as connection:
            return _message_with(connection, wamid)

    def set_status(self, wamid: str, status: str, answer: str = "") -> None:
        """Note how far a message has come, and what the webhook answered; read stays read."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE message SET status = ?, answer = ?, version = ? "
                "WHERE wamid = ? AND status <> ?",
                (status, answer, _next_version(connection), wamid, READ),
            )

    def react(self, wamid: str, emoji: str) -> None:
        """Put the helpline's emoji on a message of the citizen's; an empty one takes it away."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE message SET body = json_set(body, '$.reacted', ?), version = ? "
                "WHERE wamid = ?",
                (emoji, _next_version(connection), wamid),
            )

    def fail_waiting(self) -> None:
        """Mark as failed what waits for a postman that is no more."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE message SET status = ?, version = ? WHERE status = ?",
                (FAILED, _next_version(connection), WAITING),
            )

    def changes(self, phone: str, after: int) -> list[Message]:
        """Return the chat's messages that are new or changed since a version, oldest first."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT message.* FROM message JOIN chat USING (phone) "
                "WHERE phone = ? AND version > ? AND id > cleared_id ORDER BY id",
                (phone, after),
            ).fetchall()
            return [_message(row) for row in rows]

    def unread(self, phone: str) -> list[Message]:
        """Return the helpline's messages that the citizen has not seen yet."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT * FROM message WHERE phone = ? AND sender = ? AND status <> ? ORDER BY id",
                (phone, HELPLINE, READ),
            ).fetchall()
            return [_message(row) for row in rows]

    def version(self) -> int:
        """Return the version of the latest change in any chat."""
        with self._reading() as connection:
            return _version(connection)

    def keep_media(self, media: Media) -> None:
        """Keep a file."""
        with self._transaction() as connection:
            connection.execute(
                "INSERT INTO media (id, mime_type, content) VALUES (?, ?, ?)",
                (media.id, media.mime_type, media.content),
            )

    def media(self, media_id: str) -> Media | None:
        """Return a file; None where there is none."""
        with self._reading() as connection:
            row = connection.execute("SELECT * FROM media WHERE id = ?", (media_id,)).fetchone()
            return Media(**dict(row)) if row else None

    def _connect(self) -> sqlite3.Connection:
        # Transactions are begun by hand: sqlite3 would begin them too late.
        connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)
        connection.row_factory = sqlite3.Row
        return connection

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with closing(self._connect()) as connection:
            yield connection

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with closing(self._connect()) as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection


def _version(connection: sqlite3.Connection) -> int:
    return connection.execute("SELECT COALESCE(MAX(version), 0) FROM message").fetchone()[0]


def _next_version(connection: sqlite3.Connection) -> int:
    """Only inside a transaction, which keeps others from taking the same one."""
    return _version(connection) + 1


def _chat(connection: sqlite3.Connection, row: sqlite3.Row) -> Chat:
    last = connection.execute(
        "SELECT * FROM message WHERE phone = ? AND id > ? ORDER BY id DESC LIMIT 1",
        (row["phone"], row["cleared_id"]),
    ).fetchone()
    unread = connection.execute(
        "SELECT COUNT(*) FROM message WHERE phone = ? AND sender = ? AND status <> ?",
        (row["phone"], HELPLINE, READ),
    ).fetchone()[0]
    return Chat(
        phone=row["phone"],
        name=row["name"],
        cleared_id=row["cleared_id"],
        typing=row["typing_until"] > _now(),
        last=_message(last) if last else None,
        unread=unread,
    )


def _message_with(connection: sqlite3.Connection, wamid: str) -> Message | None:
    row = connection.execute("SELECT * FROM message WHERE wamid = ?", (wamid,)).fetchone()
    return _message(row) if row else None


def _message(row: sqlite3.Row) -> Message:
    return Message(**{**dict(row), "body": json.loads(row["body"])})


def _now() -> float:
    return clock.now().timestamp()
