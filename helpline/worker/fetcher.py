"""Fetching citizens' files in a thread of its own, so that no answer waits for a large video."""

import logging
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import sessionmaker

from helpline import clock
from helpline.services import downloads, media, troubles
from helpline.services.proof import Examined, Fault, WrongFile
from helpline.services.written import NothingToSay
from helpline.store import queue
from helpline.store.base import transaction
from helpline.store.media import CitizenFile
from helpline.whatsapp.client import TooLarge, WhatsAppClient, WhatsAppError

IDLE_SECONDS = 1.0
TROUBLE_SECONDS = 5.0
PROGRAM_SECONDS = 120
# What a virus scanner ends with. Anything else is trouble of its own and says nothing of the file.
CLEAN, INFECTED = 0, 1
_ONLY_OUR_FOLDER = 0o700

log = logging.getLogger(__name__)


class ProgramFailed(Exception):
    """A program of the operator's cannot be run, or does not come to an end."""


class Fetcher:
    """Fetches what waits. Several of them may work side by side."""

    def __init__(
        self,
        sessions: sessionmaker,
        client: WhatsAppClient,
        folder: Path,
        virus_scanner: tuple[str, ...] = (),
        speech_to_text: tuple[str, ...] = (),
    ) -> None:
        """Prepare; files go into `folder`, the two programs are called with a file's path."""
        self._sessions = sessions
        self._client = client
        self._folder = folder
        self._virus_scanner = virus_scanner
        self._speech_to_text = speech_to_text
        self._owner = queue.this_process()

    def fetch_next(self) -> bool:
        """Fetch the next file; False when there is none."""
        with transaction(self._sessions) as session:
            row = downloads.claim(session, self._owner, clock.now())
        if row is None:
            return False
        try:
            self._fetch(row)
        except WhatsAppError as error:
            self._failed(row, error.code, error.retry, error.pause)
        except ProgramFailed as error:
            # Nobody knows whether it is clean, so nobody gets to see it.
            self._failed(row, f"{downloads.UNCHECKED}: {error}", retry=True)
        except OSError as error:
            # The disk is full, or not ours.
            self._failed(row, type(error).__name__, retry=True)
        return True

    def _fetch(self, row: CitizenFile) -> None:
        content = b""
        try:
            content = self._client.fetch(row.media_id, downloads.LARGEST[row.kind])
            file = downloads.examine(row.kind, row.name, content)
            if not self._is_clean(content):
                raise WrongFile(row.name, Fault.SCANNER)
        except TooLarge:
            self._keep_aside(row, content, Fault.TOO_LARGE)
        except WrongFile as error:
            self._keep_aside(row, content, error.fault)
        else:
            self._keep(row, file)

    def _keep(self, row: CitizenFile, file: Examined) -> None:
        with transaction(self._sessions) as session:
            kept = downloads.keep(session, self._folder, row, file, clock.now())
        if kept and row.kind in media.SPOKEN and self._speech_to_text:
            self._listen(row, file.content)

    def _keep_aside(self, row: CitizenFile, content: bytes, fault: Fault) -> None:
        log.warning("File %s is kept aside: %s.", row.id, fault.value)
        with transaction(self._sessions) as session:
            downloads.keep_aside(session, self._folder, row, content, fault, clock.now())

    def _failed(
        self, row: CitizenFile, reason: str, retry: bool, pause: timedelta | None = None
    ) -> None:
        log.warning("File %s: attempt %s failed: %s.", row.id, row.attempts, reason)
        with transaction(self._sessions) as session:
            troubles.note(session, troubles.FETCHING, reason, clock.now())
            if pause is not None:
                # The trouble is not this file's: an expired token must not use its attempts up.
                downloads.hold(session, row, reason, clock.now() + pause)
            elif retry:
                downloads.try_later(session, row, reason, clock.now())
            else:
                downloads.give_up(session, row, reason)

    def _is_clean(self, content: bytes) -> bool:
        """Ask the virus scanner, if there is one. Raises ProgramFailed where it cannot tell."""
        if not self._virus_scanner:
            return True
        ended_with = self._run(self._virus_scanner, content).returncode
        if ended_with not in (CLEAN, INFECTED):
            raise ProgramFailed(f"ended with {ended_with}")
        return ended_with == CLEAN

    def _listen(self, row: CitizenFile, content: bytes) -> None:
        """Let the operator's program write the words down; where it cannot, the help desk does."""
        try:
            done = self._run(self._speech_to_text, content)
            if done.returncode:
                raise ProgramFailed(f"speech to text ended with {done.returncode}")
            words = done.stdout.decode("utf-8")[: media.LONGEST_TRANSCRIPT]
            with transaction(self._sessions) as session:
                media.take_words(session, row.id, words, media.MACHINE, clock.now())
        except (ProgramFailed, UnicodeDecodeError, NothingToSay, media.AlreadyHeard) as error:
            log.warning("File %s is left to the help desk: %s.", row.id, type(error).__name__)

    def _run(self, command: tuple[str, ...], content: bytes) -> subprocess.CompletedProcess:
        """Run a program on a copy of the file. Raises ProgramFailed."""
        self._folder.mkdir(mode=_ONLY_OUR_FOLDER, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._folder) as copy:
            copy.write(content)
            copy.flush()
            try:
                return subprocess.run(
                    [*command, copy.name],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    timeout=PROGRAM_SECONDS,
                    check=False,
                )
            except (OSError, subprocess.TimeoutExpired) as error:
                raise ProgramFailed(f"{Path(command[0]).name}: {type(error).__name__}") from error


@contextmanager
def fetching(fetcher: Fetcher, stop: threading.Event) -> Iterator[None]:
    """Fetch in a thread until the block ends; the file at hand is finished first."""
    thread = threading.Thread(target=_run, args=(fetcher, stop), name="fetcher")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _run(fetcher: Fetcher, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            fetched = fetcher.fetch_next()
        except SQLAlchemyError as error:
            log.error("The database failed: %s.", type(error).__name__)
            stop.wait(TROUBLE_SECONDS)
            continue
        except Exception as error:  # noqa: BLE001 - one strange file must not stop all others
            # Its lease runs out, and it is tried again.
            log.error("A file broke off: %s.", type(error).__name__)
            stop.wait(TROUBLE_SECONDS)
            continue
        if not fetched:
            stop.wait(IDLE_SECONDS)
