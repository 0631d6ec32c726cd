"""The bell: whoever puts something into the outbox rings, and the worker looks at once.

Nothing depends on it. A worker that does not hear looks by itself a little later, and whatever
it looks for stands in the database.
"""

import logging
import os
import select
import time
from contextlib import suppress
from pathlib import Path

log = logging.getLogger(__name__)


class Bell:
    """A named pipe in the folder of the helpline's data, for the programs of one machine."""

    def __init__(self, path: Path) -> None:
        """Prepare; the pipe is made by who waits."""
        self._path = path
        self._ear: int | None = None
        self._is_deaf = False

    def ring(self) -> None:
        """Wake who waits. Nobody may be there, or have been woken so often that the pipe is full."""
        try:
            rope = os.open(self._path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            return
        try:
            os.write(rope, b"!")
        except OSError:
            return
        finally:
            os.close(rope)

    def wait(self, seconds: float) -> bool:
        """Wait until it rings, at most for so long; tell whether it did. What rang before counts."""
        if self._ear is None and not self._is_deaf:
            self._listen()
        if self._ear is None:
            time.sleep(seconds)
            return False
        if not select.select([self._ear], [], [], seconds)[0]:
            return False
        # Another worker may have been quicker.
        with suppress(BlockingIOError):
            os.read(self._ear, select.PIPE_BUF)
            return True
        return False

    def close(self) -> None:
        """Wait no more."""
        if self._ear is not None:
            os.close(self._ear)
            self._ear = None

    def _listen(self) -> None:
        try:
            # Another worker may have made it.
            with suppress(FileExistsError):
                os.mkfifo(self._path, 0o600)
            if not self._path.is_fifo():
                raise FileExistsError(f"{self._path} is no pipe")
            # For writing too: else it would count as rung whenever nobody holds the other end.
            self._ear = os.open(self._path, os.O_RDWR | os.O_NONBLOCK)
        except OSError as error:
            self._is_deaf = True
            log.warning("The worker cannot be rung for: %s.", type(error).__name__)
