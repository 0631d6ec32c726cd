"""The programs of the Procfile and the environment they run in."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from honcho.environ import parse_procfile

from helpline.settings import PROJECT_ROOT, Settings

# The first rasa server; those beside it are called rasa-2, rasa-3 …
RASA = "rasa"
MOST_RASA_SERVERS = 16


def commands(rasa_servers: int = 1) -> dict[str, str]:
    """Return the command of each program, for a shell, whose place the program takes."""
    procfile = (PROJECT_ROOT / "Procfile").read_text(encoding="utf-8")
    programs = parse_procfile(procfile).processes
    beside = {
        name: f"env RASA_PORT=$(($RASA_PORT + {number})) {programs[RASA]}"
        for number, name in enumerate(rasa_names(rasa_servers)[1:], start=1)
    }
    return {name: f"exec {command}" for name, command in {**programs, **beside}.items()}


def rasa_names(servers: int) -> list[str]:
    """Return what so many rasa servers are called."""
    return [RASA, *(f"{RASA}-{number}" for number in range(2, servers + 1))]


def environment_for(settings: Settings, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment with all that a program cannot work out itself."""
    return {
        **environment,
        "RASA_PORT": str(settings.rasa_port),
        "ACTIONS_PORT": str(settings.actions_port),
        "DESK_PORT": str(settings.desk_port),
        "ACTIONS_URL": settings.actions_url,
        # The action server would otherwise listen on every network.
        "SANIC_HOST": "127.0.0.1",
        # Longer than the rasa server keeps a connection to it.
        "SANIC_KEEP_ALIVE_TIMEOUT": "60",
        # Its lines would be put together for each request, and written nowhere.
        "SANIC_ACCESS_LOG": "false",
        "PYTHONPATH": str(PROJECT_ROOT),
        "PYTHONUNBUFFERED": "1",
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), environment.get("PATH", "")]),
    }
