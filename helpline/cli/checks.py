"""What must be right before anything starts, each wrong thing told in one line."""

import errno
import socket
from pathlib import Path

import yaml

from helpline.cli.errors import CommandError
from helpline.settings import Settings

RASA_FILES = ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml")
LISTENING = "0A"  # in the state column of /proc/net/tcp


def ports_are_free(settings: Settings) -> None:
    """Raise CommandError naming the first port of ours on which somebody listens already."""
    ports = [
        *(("RASA_PORT", port) for port in settings.rasa_ports),
        ("ACTIONS_PORT", settings.actions_port),
        ("DESK_PORT", settings.desk_port),
    ]
    if len({port for _, port in ports}) < len(ports):
        raise CommandError(
            "RASA_PORT, ACTIONS_PORT and DESK_PORT must be different ports, "
            "each of the RASA_SERVERS having its own from RASA_PORT on."
        )
    for name, port in ports:
        if _is_taken(port):
            raise CommandError(
                f"Port {port} is taken{_by_whom(port)}. "
                f"Stop that program, or give {name} another value."
            )


def files_are_readable(root: Path) -> None:
    """Raise CommandError naming the first Rasa file that is missing or is no YAML."""
    training_data = sorted((root / "data").rglob("*.yml"))
    for path in (*(root / name for name in RASA_FILES), *training_data):
        try:
            _read_yaml(path)
        except OSError as error:
            raise CommandError(f"{path.relative_to(root)}: {error.strerror}.") from error
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise CommandError(f"{path.relative_to(root)}{_place_and_problem(error)}") from error


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            return error.errno == errno.EADDRINUSE
    return False


def _by_whom(port: int) -> str:
    """Return " by NAME (process ID)" where Linux lets us know, else nothing."""
    sockets = {f"socket:[{inode}]" for inode in _listening_inodes(port)}
    for handle in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if str(handle.readlink()) in sockets:
                process = handle.parent.parent
                name = (process / "comm").read_text(encoding="utf-8").strip()
                return f" by {name} (process {process.name})"
        except OSError:  # Somebody else's process, or one that has just ended.
            continue
    return ""


def _listening_inodes(port: int) -> set[str]:
    inodes = set()
    for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")):
        rows = table.read_text(encoding="ascii").splitlines()[1:] if table.exists() else []
        for _, local, _, state, *rest in map(str.split, rows):
            if state == LISTENING and int(local.rpartition(":")[2], 16) == port:
                inodes.add(rest[5])
    return inodes


def _read_yaml(path: Path) -> None:
    # Only the syntax counts here: parsing events is several times faster than building objects.
    with path.open(encoding="utf-8") as file:
        for _ in yaml.parse(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            pass


def _place_and_problem(error: Exception) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        mark = error.problem_mark
        return f", line {mark.line + 1}: not valid YAML, {error.problem}."
    return f": not valid YAML, {error}."
