import subprocess
from dataclasses import replace
from string import Template

import pytest

from helpline import clock, settings
from helpline.cli import health, programs
from helpline.cli.environment import TRIAL_SECRETS

SECRETS = dict.fromkeys(TRIAL_SECRETS, "secret")
SETTINGS = settings.load({**SECRETS, "ACTIONS_PORT": "6455", "DESK_PORT": "6400"})


@pytest.mark.parametrize("servers", [1, 3])
def test_every_program_can_be_asked_whether_it_is_ready(servers):
    probes = health.probes(replace(SETTINGS, rasa_servers=servers), clock.now())

    assert programs.commands(servers).keys() == probes.keys()


def test_each_rasa_server_has_the_next_port():
    beside = programs.commands(3)["rasa-3"].replace("python -m helpline.cli rasa", "env")
    seen = subprocess.run(
        ["/bin/sh", "-c", beside], env={"RASA_PORT": "6405"}, capture_output=True, text=True
    ).stdout

    assert "RASA_PORT=6407" in seen.split()
    assert replace(SETTINGS, rasa_port=6405, rasa_servers=3).rasa_ports == [6405, 6406, 6407]


def test_no_command_carries_a_secret():
    assert [name for name in TRIAL_SECRETS if name in " ".join(programs.commands().values())] == []


@pytest.mark.parametrize(("name", "port"), [("actions", "6455"), ("desk", "6400")])
def test_a_command_takes_its_port_from_the_settings(name, port):
    environment = programs.environment_for(SETTINGS, SECRETS)

    assert port in Template(programs.commands()[name]).substitute(environment)


def test_the_action_server_listens_on_this_machine_only():
    assert programs.environment_for(SETTINGS, SECRETS)["SANIC_HOST"] == "127.0.0.1"


def test_the_programs_are_those_of_this_environment_first():
    path = programs.environment_for(SETTINGS, {"PATH": "/usr/bin"})["PATH"]

    assert path.endswith(":/usr/bin")
    assert "bin" in path.split(":")[0]
