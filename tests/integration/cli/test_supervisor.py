import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from helpline.cli import main as main_module
from helpline.cli import supervisor as supervisor_module
from helpline.cli.errors import CommandError
from helpline.cli.supervisor import Supervisor
from helpline.settings import PROJECT_ROOT

FOREVER = "exec sleep 600"


@pytest.fixture
def make_supervisor(tmp_path: Path) -> Callable[[], Supervisor]:
    return lambda: Supervisor(os.environ, tmp_path, tmp_path / "logs")


def is_gone(pid: int) -> bool:
    """Whether the process ends within moments; a killed one takes a moment to be dead."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            if Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.01)
    return False


def signal_soon(number: signal.Signals) -> None:
    threading.Timer(0.2, os.kill, (os.getpid(), number)).start()


def test_a_program_that_dies_ends_the_wait_with_its_last_lines(make_supervisor):
    with make_supervisor() as programs:
        programs.start("desk", FOREVER)
        programs.start("worker", "echo the last word; exit 3")
        with pytest.raises(CommandError) as error:
            programs.await_end()

    first, last = str(error.value).splitlines()
    assert first.startswith("worker ended unexpectedly with code 3.")
    assert last == "the last word"


def test_a_program_that_dies_while_starting_ends_the_wait(make_supervisor):
    with make_supervisor() as programs:
        programs.start("desk", "exit 1")
        with pytest.raises(CommandError, match=r"^desk ended unexpectedly with code 1"):
            programs.await_ready({"desk": lambda: False}, seconds=60)


def test_a_program_never_ready_is_named(make_supervisor):
    with make_supervisor() as programs:
        programs.start("desk", FOREVER)
        with pytest.raises(CommandError, match=r"^Not ready after 1 seconds: desk"):
            programs.await_ready({"desk": lambda: False, "worker": lambda: True}, seconds=1)


@pytest.mark.parametrize("number", supervisor_module.STOP_SIGNALS)
def test_a_stop_signal_ends_the_wait_and_every_program(make_supervisor, number):
    with make_supervisor() as programs:
        programs.start("desk", FOREVER)
        programs.start("worker", FOREVER)
        signal_soon(number)
        with pytest.raises(KeyboardInterrupt):
            programs.await_end()

    assert all(is_gone(program.process.pid) for program in programs.programs)


@pytest.mark.parametrize("number", supervisor_module.STOP_SIGNALS)
def test_a_stop_signal_interrupts_what_a_command_does_meanwhile(make_supervisor, number):
    """As the guard plays its dialogues; whoever is told again is ending already."""
    handlers = {number: signal.getsignal(number) for number in supervisor_module.STOP_SIGNALS}
    main_module.listen()
    try:
        with pytest.raises(KeyboardInterrupt), make_supervisor() as programs:
            programs.start("actions", FOREVER)
            with programs.interruptible():
                signal_soon(number)
                time.sleep(60)
        if number != signal.SIGINT:
            os.kill(os.getpid(), number)
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)

    assert is_gone(programs.programs[0].process.pid)


def test_a_stop_signal_of_before_is_not_forgotten(make_supervisor):
    with pytest.raises(KeyboardInterrupt), make_supervisor() as programs:
        os.kill(os.getpid(), signal.SIGTERM)
        with programs.interruptible():
            time.sleep(60)


def test_no_grandchild_is_left_behind(make_supervisor, tmp_path):
    with make_supervisor() as programs:
        programs.start("desk", f"sleep 600 & echo $! > {tmp_path}/pid; echo up; wait")
        programs.await_ready({"desk": lambda: "up" in programs.programs[0].tail}, seconds=60)

    assert is_gone(int((tmp_path / "pid").read_text()))


def test_a_program_deaf_to_the_polite_signal_is_killed(make_supervisor, monkeypatch):
    monkeypatch.setattr(supervisor_module, "GRACE_SECONDS", 0.2)
    with make_supervisor() as programs:
        programs.start("desk", "trap '' TERM; echo deaf; while :; do sleep 1; done")
        programs.await_ready({"desk": lambda: "deaf" in programs.programs[0].tail}, seconds=60)

    assert programs.programs[0].process.returncode == -signal.SIGKILL


def test_programs_end_with_a_supervisor_that_is_killed(tmp_path):
    code = f"""
import os, time
from pathlib import Path
from helpline.cli.supervisor import Supervisor
with Supervisor(os.environ, Path("."), Path({str(tmp_path)!r})) as programs:
    programs.start("desk", "sleep 600 & echo $! > {tmp_path}/pid; echo $$ > {tmp_path}/main; wait")
    time.sleep(600)
"""
    killed = subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT_ROOT)
    deadline = time.monotonic() + 30
    while not (tmp_path / "main").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.2)
    killed.kill()
    killed.wait()

    assert is_gone(int((tmp_path / "main").read_text()))
    assert is_gone(int((tmp_path / "pid").read_text()))


def test_the_signals_are_given_back(make_supervisor):
    before = [signal.getsignal(number) for number in supervisor_module.STOP_SIGNALS]

    with make_supervisor():
        pass

    assert [signal.getsignal(number) for number in supervisor_module.STOP_SIGNALS] == before


def test_all_goes_to_the_log_and_only_warnings_to_the_terminal(make_supervisor, tmp_path, capfd):
    script = "print('INFO all well'); print('2026 WARNING नहीं'); print('done', end='')"
    with make_supervisor() as programs:
        programs.start("desk", f'exec {sys.executable} -c "{script}"')
        with pytest.raises(CommandError):
            programs.await_end()

    assert (tmp_path / "logs/desk.log").read_text(encoding="utf-8").splitlines() == [
        "INFO all well",
        "2026 WARNING नहीं",
        "done",
    ]
    assert capfd.readouterr().err == "desk: 2026 WARNING नहीं\n"
