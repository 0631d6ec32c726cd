"""Start everything for a trial: database, model, and the programs of the Procfile."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from helpline import clock, settings
from helpline.cli import checks, database, health, programs
from helpline.cli.environment import DEMO_PASSWORD, load_environment
from helpline.cli.supervisor import Supervisor
from helpline.cli.training import ensure_model
from helpline.services.demo_accounts import seed_demo_accounts
from helpline.settings import PROJECT_ROOT, Settings

# Loading TensorFlow and a model takes 15 seconds on a quiet machine, and far longer on a busy one.
READY_SECONDS = 180


def execute(_: argparse.Namespace) -> None:
    """Run until Ctrl-C. Raises CommandError where something is wrong or a program ends."""
    try:
        _run()
    except KeyboardInterrupt:
        print("Stopped.")


def _run() -> None:
    environment = load_environment()
    config = settings.load(environment)
    checks.ports_are_free(config)
    checks.files_are_readable(PROJECT_ROOT)
    database.prepare(config)
    ensure_model()
    log_dir = config.data_dir / "logs"
    for_programs = programs.environment_for(config, environment)
    with Supervisor(for_programs, PROJECT_ROOT, log_dir) as supervisor:
        started_at = clock.now()
        for name, command in programs.commands(config.rasa_servers).items():
            supervisor.start(name, command)
        print("Starting …", flush=True)
        supervisor.await_ready(health.probes(config, started_at), READY_SECONDS)
        print(_welcome(environment, config, log_dir), flush=True)
        supervisor.await_end()


def _welcome(environment: Mapping[str, str], config: Settings, log_dir: Path) -> str:
    desk = f"http://127.0.0.1:{config.desk_port}"
    lines = ["", "Samadhan is running.", ""]
    if config.simulated:
        lines += [f"  Write to it   {desk}/simulator"]
    lines += [f"  Desk          {desk}/"]
    if config.simulated:
        lines += _demo_logins(environment[DEMO_PASSWORD], config)
    lines += [f"  Logs          {log_dir}", "", "Ctrl-C stops it."]
    return "\n".join(lines)


def _demo_logins(password: str, config: Settings) -> list[str]:
    """Make the demo accounts of a trial, and return how to sign in."""
    with database.unit_of_work(config) as session:
        demos = seed_demo_accounts(session, password, clock.now())
    widest = max(len(demo.login) for demo in demos)
    return [
        f"                password {password}, and one of these logins:",
        *(f"                {demo.login:{widest}}  {demo.name}" for demo in demos),
    ]
