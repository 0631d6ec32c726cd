"""What every test shares: no outside network, a clock that can be set, one trained model."""

import ipaddress
import socket
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from helpline import clock
from helpline.cli.training import ensure_model
from helpline.settings import PROJECT_ROOT

pytest_plugins = ["tests.support.browser", "tests.support.databases"]


class OutsideNetworkUsed(AssertionError):
    """A test tried to reach another machine."""


@pytest.fixture(autouse=True)
def no_outside_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail whatever would reach another machine, even where the code swallows OSError."""
    real_connect, real_connect_ex = socket.socket.connect, socket.socket.connect_ex
    real_getaddrinfo = socket.getaddrinfo

    def connect(self: socket.socket, address: object) -> None:
        _check(self, address)
        return real_connect(self, address)

    def connect_ex(self: socket.socket, address: object) -> int:
        _check(self, address)
        return real_connect_ex(self, address)

    def getaddrinfo(host: object, *arguments: object, **options: object) -> list:
        if not _is_own_machine(host):
            raise OutsideNetworkUsed(f"looked up {host!r}")
        return real_getaddrinfo(host, *arguments, **options)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


class FrozenClock:
    """The time of day, as a test wants it."""

    def __init__(self, moment: datetime):
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **timespan: float) -> datetime:
        """Let time pass: `advance(days=7, hours=1)`. Return the new moment."""
        self.moment += timedelta(**timespan)
        return self.moment


@pytest.fixture
def frozen_clock(monkeypatch: pytest.MonkeyPatch) -> FrozenClock:
    """Stop `clock.now()` at a Tuesday noon in India; the test may move it on."""
    frozen = FrozenClock(datetime(2026, 3, 10, 12, 0, tzinfo=clock.INDIA).astimezone(timezone.utc))
    monkeypatch.setattr(clock, "now", frozen)
    return frozen


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one file that needs the model come first, all others of them last.

    On several cores one trains the model meanwhile, and nobody waits for it.
    """
    need = {item.path for item in items if "trained_model" in getattr(item, "fixturenames", ())}
    first = min(need, default=None)
    items.sort(key=lambda item: 0 if item.path == first else 1 + (item.path in need))


@pytest.fixture(scope="session")
def trained_model() -> Path:
    """Return the model trained from today's files, trained now if there is none."""
    return ensure_model(PROJECT_ROOT)


def _check(connection: socket.socket, address: object) -> None:
    if connection.family in (socket.AF_INET, socket.AF_INET6) and not _is_own_machine(address[0]):
        raise OutsideNetworkUsed(f"connected to {address!r}")


def _is_own_machine(host: object) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host).is_loopback
    except ValueError:
        return False
