"""`make run` as a newcomer meets it: one command, a browser, Ctrl-C."""

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, Page

from helpline.domain import complaint_number
from helpline.settings import PROJECT_ROOT
from tests.e2e.system import READY_SECONDS, eventually, trial_environment

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

RUN = [sys.executable, "-m", "helpline.cli", "run"]
DEMO_PASSWORD = r"password (\S+), and one of these logins:"
LAST_LINE = "Ctrl-C stops it."
STOP_SECONDS = 40


class Running:
    """The command, started; `screen` is what it has shown so far."""

    def __init__(self, data_dir: Path, root: Path = PROJECT_ROOT):
        self.data_dir = data_dir
        self.environment = trial_environment(data_dir)
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            RUN,
            cwd=root,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        threading.Thread(target=self._read, daemon=True).start()

    @property
    def screen(self) -> str:
        return "\n".join(self.lines)

    @property
    def desk(self) -> str:
        return f"http://127.0.0.1:{self.environment['DESK_PORT']}"

    def is_ready(self) -> bool:
        assert self.process.poll() is None, self.screen
        return LAST_LINE in self.lines

    def family(self) -> list[psutil.Process]:
        """All processes it started, and those they started."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=STOP_SECONDS)

    def _read(self) -> None:
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))


@contextmanager
def started(data_dir: Path, root: Path = PROJECT_ROOT) -> Iterator[Running]:
    """Run the command of a project until the end of the block, from when it is ready."""
    run = Running(data_dir, root)
    try:
        eventually(run.is_ready, "the helpline is up", READY_SECONDS)
        yield run
    finally:
        run.stop()


@pytest.fixture(scope="module")
def running(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with started(tmp_path_factory.mktemp("run")) as run:
        yield run


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A citizen's phone; a failing test leaves a screenshot."""
    page = browser.new_page(viewport={"width": 390, "height": 844}, locale="hi-IN")
    page.set_default_timeout(60_000)
    yield page
    page.screenshot(path=tmp_path / "phone.png")
    page.close()


def test_the_screen_is_calm_and_says_where_to_go(running: Running):
    shown = [line for line in running.lines if line]

    assert shown[:2] == ["Starting …", "Samadhan is running."]
    assert f"  Write to it   {running.desk}/simulator" in shown
    assert re.search(DEMO_PASSWORD, running.screen)
    assert re.search(r"^ +administrator  \S", running.screen, re.M)
    assert shown[-1] == LAST_LINE


def test_a_complaint_is_filed_in_the_browser(running: Running, page: Page):
    page.goto(f"{running.desk}/simulator")
    page.locator("#text").fill("hamare gaon me 3 din se light nahi hai, Ghansali")
    page.locator(".send").click()
    page.get_by_role("button", name="हाँ, दर्ज करें").click()

    filed = page.locator("#log").get_by_text(re.compile(r"\d{4}-\d{4}")).first.inner_text()
    number = complaint_number.parse(re.search(r"\d{4}-\d{4}", filed).group())

    page.goto(f"{running.desk}/")
    page.locator("input[name=login]").fill("helpdesk")
    page.locator("input[name=password]").fill(re.search(DEMO_PASSWORD, running.screen)[1])
    page.locator("main form button").click()
    assert page.get_by_text(complaint_number.spoken(number)).first.is_visible()


def test_no_secret_stands_in_the_list_of_processes(running: Running):
    secrets = [
        line.partition("=")[2]
        for line in (running.data_dir / "secrets.env").read_text(encoding="utf-8").splitlines()
    ]
    commands = "\n".join(" ".join(process.cmdline()) for process in running.family())

    assert [secret for secret in secrets if secret in commands] == []


def test_a_second_one_is_told_who_holds_the_port(running: Running, tmp_path: Path):
    second = subprocess.run(
        RUN,
        cwd=PROJECT_ROOT,
        env={**running.environment, "HELPLINE_DATA_DIR": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert second.returncode == 1
    assert re.fullmatch(
        rf"Port {running.environment['RASA_PORT']} is taken by \S+ \(process \d+\)\. [^\n]+\n",
        second.stderr,
    )


# The last two end what the others use.


def test_a_dying_program_ends_all_with_its_last_words(trained_model: Path, tmp_path: Path):
    run = Running(tmp_path)
    try:
        eventually(lambda: "Starting …" in run.lines, "the programs start", READY_SECONDS)
        worker = eventually(lambda: _named(run.family(), "helpline.worker"), "the worker is up")
        worker.kill()
        run.process.wait(timeout=STOP_SECONDS)
    finally:
        run.stop()

    assert run.process.returncode == 1
    assert "worker ended unexpectedly" in run.screen


def test_ctrl_c_stops_everything(running: Running):
    family = running.family()
    assert len(family) >= 4

    running.process.send_signal(signal.SIGINT)

    assert running.process.wait(timeout=STOP_SECONDS) == 0
    assert [process for process in family if _works(process)] == []


def _works(process: psutil.Process) -> bool:
    """Tell whether a process runs; one that ended and that its new parent has not seen yet does not."""
    with suppress(psutil.NoSuchProcess):
        return process.status() != psutil.STATUS_ZOMBIE
    return False


def _named(processes: list[psutil.Process], word: str) -> psutil.Process | None:
    """Return the process whose command has the word."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            if word in process.cmdline():
                return process
    return None
