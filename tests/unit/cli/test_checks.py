import dataclasses
import os
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpline import settings
from helpline.cli import checks
from helpline.cli.errors import CommandError

SECRETS = dict.fromkeys(
    (
        "CITIZEN_KEY_SECRET",
        "DESK_SECRET_KEY",
        "WHATSAPP_VERIFY_TOKEN",
        "WHATSAPP_APP_SECRET",
        "RASA_TOKEN",
    ),
    "secret",
)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def free_ports() -> list[int]:
    probes = [socket.socket() for _ in range(3)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def with_ports(rasa: int, actions: int, desk: int, rasa_servers: int = 1) -> settings.Settings:
    given = {"rasa_port": rasa, "actions_port": actions, "desk_port": desk}
    return dataclasses.replace(settings.load(SECRETS), **given, rasa_servers=rasa_servers)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in checks.RASA_FILES:
        (tmp_path / name).write_text("version: '3.1'\n", encoding="utf-8")
    (tmp_path / "data" / "rules").mkdir(parents=True)
    return tmp_path


def test_free_ports_pass(free_ports):
    checks.ports_are_free(with_ports(*free_ports))


def test_a_taken_port_is_named_with_the_variable_that_changes_it(free_ports, taken_port):
    with pytest.raises(CommandError, match=f"^Port {taken_port} is taken.*DESK_PORT"):
        checks.ports_are_free(with_ports(free_ports[0], free_ports[1], taken_port))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who listens")
def test_who_holds_the_port_is_named(free_ports, taken_port):
    with pytest.raises(CommandError, match=rf"is taken by \S+ \(process {os.getpid()}\)\."):
        checks.ports_are_free(with_ports(taken_port, free_ports[1], free_ports[2]))


def test_a_port_used_twice_is_refused(free_ports):
    with pytest.raises(CommandError, match="different ports"):
        checks.ports_are_free(with_ports(free_ports[0], free_ports[0], free_ports[1]))


def test_the_second_rasa_server_has_a_port_of_its_own(free_ports, taken_port):
    with pytest.raises(CommandError, match="different ports"):
        checks.ports_are_free(with_ports(free_ports[0], free_ports[0] + 1, free_ports[1], 2))
    with pytest.raises(CommandError, match=f"^Port {taken_port} is taken.*RASA_PORT"):
        checks.ports_are_free(with_ports(taken_port - 1, free_ports[1], free_ports[2], 2))


def test_sound_files_pass(project):
    checks.files_are_readable(project)


def test_a_broken_file_is_named_with_the_line(project):
    (project / "domain.yml").write_text("intents:\n  - greet\n slots: [\n", encoding="utf-8")

    with pytest.raises(CommandError, match=r"^domain\.yml, line \d+: not valid YAML, [^\n]+$"):
        checks.files_are_readable(project)


def test_broken_training_data_are_named_too(project):
    (project / "data" / "rules" / "filing.yml").write_bytes(b"rules: \xff\n")

    with pytest.raises(CommandError, match=re.escape("data/rules/filing.yml: not valid YAML")):
        checks.files_are_readable(project)


def test_a_missing_file_is_named(project):
    (project / "endpoints.yml").unlink()

    with pytest.raises(CommandError, match=r"^endpoints\.yml: No such file"):
        checks.files_are_readable(project)
