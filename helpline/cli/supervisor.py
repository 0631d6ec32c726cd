"""Run several programs side by side: all are up, or none is.

Each program gets a process group of its own, so that a Ctrl-C in the terminal reaches only
the supervisor, and stopping a group leaves no grandchild behind. What a program prints goes
to a log file; warnings and errors are shown on the terminal as well.
"""

import logging
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from queue import Empty, SimpleQueue

from helpline.cli.errors import CommandError

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# The rasa server finishes open requests for up to 15 seconds.
GRACE_SECONDS = 20
PROBE_SECONDS = 0.5
LOG_BYTES = 5_000_000
TAIL_LINES = 15
# Runs beside a program and reads from a pipe whose other end only the supervisor has. It is closed
# when that one ends, also where it is killed; then the program and all it started end too.
_GUARD = (
    "exec 3<&0 </dev/null; "
    "( trap '' TERM; read -r _; kill -TERM -$$; sleep {grace}; kill -KILL -$$ )"
    " <&3 >/dev/null 2>&1 & exec 3<&-; "
)
_WARNING = re.compile(r"\b(WARNING|ERROR|CRITICAL)\b")


class Program:
    """A running program, its process group and what it printed last."""

    def __init__(
        self, name: str, command: str, environment: Mapping[str, str], cwd: Path, log: Path
    ):
        self.name = name
        self.log = log
        self.tail: deque[str] = deque(maxlen=TAIL_LINES)
        guarded, self._held_open = os.pipe()
        # A shell, because the lines of a Procfile are written for one; they are the project's own.
        self.process = subprocess.Popen(  # noqa: S602
            _GUARD.format(grace=GRACE_SECONDS) + command,
            shell=True,
            env=dict(environment),
            cwd=cwd,
            stdin=guarded,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            encoding="utf-8",
            errors="replace",
        )
        os.close(guarded)
        self._reader = threading.Thread(target=self._relay, name=f"{name} output", daemon=True)
        self._reader.start()

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program and all it started; no matter if none is left."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def obituary(self) -> str:
        """Say how the program ended, with the last lines it printed."""
        self._reader.join(timeout=1)
        how = f"{self.name} ended unexpectedly with code {self.process.returncode}."
        return "\n".join([f"{how} Its last lines, from {self.log}:", *self.tail])

    def _relay(self) -> None:
        handler = RotatingFileHandler(self.log, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8")
        for line in map(str.rstrip, self.process.stdout):
            handler.emit(logging.makeLogRecord({"msg": line}))
            self.tail.append(line)
            if _WARNING.search(line):
                print(f"{self.name}: {line}", file=sys.stderr, flush=True)
        handler.close()
        os.close(self._held_open)


class Supervisor:
    """Starts programs and watches over them; leaving the block stops them all.

    Inside the block SIGINT, SIGTERM and SIGHUP interrupt only the two waiting methods, as a
    KeyboardInterrupt, so that no program is ever started and then forgotten.
    """

    def __init__(self, environment: Mapping[str, str], cwd: Path, log_dir: Path):
        self.programs: list[Program] = []
        self._environment = environment
        self._cwd = cwd
        self._log_dir = log_dir
        # A happening is the program that ended, or None for the wish to stop. SimpleQueue,
        # because a signal handler may put into it while the main thread is getting from it.
        self._happenings: SimpleQueue[Program | None] = SimpleQueue()

    def __enter__(self) -> "Supervisor":
        """Take over the stop signals."""
        self._log_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._take_over()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop every program, then give the signals back."""
        self._stop_all()
        self._give_back()

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """Give the signals back for a block that does more than wait, so that they interrupt it."""
        self._give_back()
        try:
            while not self._happenings.empty():
                self._handle(self._happenings.get())
            yield
        finally:
            self._take_over()

    def start(self, name: str, command: str) -> None:
        """Start a program under this name."""
        log = self._log_dir / f"{name}.log"
        program = Program(name, command, self._environment, self._cwd, log)
        self.programs.append(program)
        threading.Thread(target=self._await_death, args=(program,), daemon=True).start()

    def await_ready(self, probes: Mapping[str, Callable[[], bool]], seconds: float) -> None:
        """Return when every probe has said yes. Raises CommandError when a program died or time is up."""
        deadline = time.monotonic() + seconds
        waiting = dict(probes)
        while waiting:
            if time.monotonic() > deadline:
                raise CommandError(
                    f"Not ready after {seconds:.0f} seconds: {', '.join(waiting)}. See {self._log_dir}."
                )
            with suppress(Empty):
                self._handle(self._happenings.get(timeout=PROBE_SECONDS))
            waiting = {name: is_ready for name, is_ready in waiting.items() if not is_ready()}

    def await_end(self) -> None:
        """Wait for a stop signal, as KeyboardInterrupt. Raises CommandError when a program died."""
        self._handle(self._happenings.get())

    def _take_over(self) -> None:
        self._handlers = {number: signal.getsignal(number) for number in STOP_SIGNALS}
        for number in STOP_SIGNALS:
            signal.signal(number, lambda *_: self._happenings.put(None))

    def _give_back(self) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def _await_death(self, program: Program) -> None:
        program.process.wait()
        self._happenings.put(program)

    def _handle(self, happening: Program | None) -> None:
        if happening is None:
            raise KeyboardInterrupt
        raise CommandError(happening.obituary())

    def _stop_all(self) -> None:
        for program in self.programs:
            program.signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        for program in self.programs:
            with suppress(subprocess.TimeoutExpired):
                program.process.wait(timeout=max(0, deadline - time.monotonic()))
        for program in self.programs:
            program.signal(signal.SIGKILL)
            program.process.wait()
