"""The environment of all processes: what is set, then `.env`, then a trial's generated secrets.

A trial needs no set-up: secrets that nobody gave are made once and kept in the data folder,
so that a second start knows the first one's citizens. With an access token of Meta's set this
is no trial any more, and a missing secret is an error.
"""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from honcho.environ import parse

from helpline import settings
from helpline.cli.errors import CommandError

TRIAL_SECRETS = (
    "CITIZEN_KEY_SECRET",
    "DESK_SECRET_KEY",
    "WHATSAPP_VERIFY_TOKEN",
    "WHATSAPP_APP_SECRET",
    "RASA_TOKEN",
)
DEMO_PASSWORD = "DEMO_PASSWORD"  # noqa: S105 - the variable's name
SECRETS_FILE = "secrets.env"
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}
# Four processes share the machine; a numeric library would start a thread per core in each.
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
}


def load_environment(env_file: Path = settings.PROJECT_ROOT / ".env") -> dict[str, str]:
    """Return the environment of this process completed from `env_file` and the secrets file.

    Raises CommandError where a file cannot be read or, outside a trial, a secret is missing.
    """
    given = {**QUIET, **ONE_THREAD, **_read(env_file), **os.environ}
    data_dir = settings.data_dir(given)
    given["HELPLINE_DATA_DIR"] = str(data_dir)
    missing = [name for name in TRIAL_SECRETS if not _is_given(given, name)]
    if not _is_given(given, "WHATSAPP_ACCESS_TOKEN"):
        wanted = [*missing, DEMO_PASSWORD] if not _is_given(given, DEMO_PASSWORD) else missing
        return given | _trial_secrets(data_dir / SECRETS_FILE, wanted)
    if missing:
        raise CommandError(f"Not set: {', '.join(missing)}. .env.example explains them.")
    return given


def _read(path: Path) -> dict[str, str]:
    """Return the variables of a file of NAME=value lines; none where there is no such file."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise CommandError(f"{path}: {error}.") from error


def _is_given(environment: Mapping[str, str], name: str) -> bool:
    return bool(environment.get(name, "").strip() or environment.get(f"{name}_FILE", "").strip())


def _trial_secrets(path: Path, names: list[str]) -> dict[str, str]:
    """Return a value for each name: the one kept in the file, else a new one, added to it."""
    kept = _read(path)
    made = {name: _random(name) for name in names if name not in kept}
    if made:
        _append(path, made)
    return {name: value for name, value in {**kept, **made}.items() if name in names}


def _random(name: str) -> str:
    # The demo password is typed by people.
    return secrets.token_urlsafe(9 if name == DEMO_PASSWORD else 32)


def _append(path: Path, values: Mapping[str, str]) -> None:
    """Write the values to the end of the file, which only its owner may read."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        with path.open("a", encoding="utf-8") as file:
            file.writelines(f"{name}={value}\n" for name, value in values.items())
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
