"""Settings: every environment variable the helpline reads, parsed once, failing loudly.

Each secret may also be given as a file: `NAME_FILE` holds the path of a file with the value.
`.env.example` describes every variable; a test keeps the two in step.
"""

import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from urllib.parse import urlsplit

PROJECT_ROOT = Path(__file__).resolve().parent.parent
REFERENCE_DIR = PROJECT_ROOT / "reference"
META_GRAPH_URL = "https://graph.facebook.com/v26.0"
# No secret: the simulator is never there in earnest.
SIMULATOR_TOKEN = "simulator"  # noqa: S105

# Each works as fast as one core lets it and takes most of a gigabyte.
USUAL_RASA_SERVERS = 2
SMTP_SCHEMES = ("smtp", "smtp+starttls", "smtps")


class SettingsError(Exception):
    """A setting is missing or wrong; the message names the variable and says what to do."""


@dataclass(frozen=True)
class HelpDesk:
    """From when until when somebody is at the help desk, and how long nobody may keep silent."""

    opens: time
    closes: time
    silence: timedelta


@dataclass(frozen=True)
class Settings:
    """All settings of one process. Ports are TCP ports on the loopback interface."""

    data_dir: Path
    database_url: str
    tracker_database_url: str
    citizen_key_secret: str
    desk_secret_key: str
    whatsapp_verify_token: str
    whatsapp_app_secret: str
    whatsapp_access_token: str | None
    whatsapp_phone_number_id: str
    whatsapp_business_account_id: str | None
    whatsapp_per_second: int
    whatsapp_to_officers: bool
    whatsapp_graph_url: str
    rasa_url: str
    rasa_token: str
    actions_url: str
    rasa_port: int
    actions_port: int
    desk_port: int
    desk_url: str
    smtp_url: str | None
    mail_from: str
    virus_scanner: tuple[str, ...] = ()
    speech_to_text: tuple[str, ...] = ()
    rasa_servers: int = 1

    @property
    def rasa_ports(self) -> list[int]:
        """The port of each rasa server; webhooks come to the first."""
        return [self.rasa_port + number for number in range(self.rasa_servers)]

    @property
    def simulated(self) -> bool:
        """Whether the simulator plays WhatsApp, because no access token of Meta's is set."""
        return self.whatsapp_access_token is None

    @property
    def attachments_dir(self) -> Path:
        """The folder of the files of citizens and offices, outside the database."""
        return self.data_dir / "attachments"

    @property
    def worker_bell(self) -> Path:
        """The pipe by which the worker hears that there is something to send."""
        return self.data_dir / "worker.bell"

    @property
    def whatsapp_graph_token(self) -> str:
        """The bearer token to show when sending: Meta's, or the one the simulator asks for."""
        return self.whatsapp_access_token or SIMULATOR_TOKEN


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment. Raises SettingsError."""
    env = os.environ if environ is None else environ
    folder = data_dir(env)
    database_url = _secret(env, "DATABASE_URL", f"sqlite:///{folder / 'helpline.db'}")
    rasa_port = _port(env, "RASA_PORT", 5005)
    actions_port = _port(env, "ACTIONS_PORT", 5055)
    desk_port = _port(env, "DESK_PORT", 8000)
    access_token = _secret(env, "WHATSAPP_ACCESS_TOKEN", "") or None
    if access_token and not _text(env, "WHATSAPP_PHONE_NUMBER_ID", ""):
        # All messages would be taken for another number's, and acknowledged for ever.
        raise SettingsError(
            "WHATSAPP_ACCESS_TOKEN is set, so WHATSAPP_PHONE_NUMBER_ID must be too."
        )
    graph_url = META_GRAPH_URL if access_token else f"http://127.0.0.1:{desk_port}/simulator/graph"
    return Settings(
        data_dir=folder,
        database_url=database_url,
        tracker_database_url=_tracker_database_url(database_url, folder),
        citizen_key_secret=_secret(env, "CITIZEN_KEY_SECRET"),
        desk_secret_key=_secret(env, "DESK_SECRET_KEY"),
        whatsapp_verify_token=_secret(env, "WHATSAPP_VERIFY_TOKEN"),
        whatsapp_app_secret=_secret(env, "WHATSAPP_APP_SECRET"),
        whatsapp_access_token=access_token,
        whatsapp_phone_number_id=_text(env, "WHATSAPP_PHONE_NUMBER_ID", "1905"),
        whatsapp_business_account_id=_text(env, "WHATSAPP_BUSINESS_ACCOUNT_ID", "") or None,
        whatsapp_per_second=_count(env, "WHATSAPP_MESSAGES_PER_SECOND", "80"),
        whatsapp_to_officers=_yes_or_no(env, "WHATSAPP_TO_OFFICERS", "yes"),
        whatsapp_graph_url=_text(env, "WHATSAPP_GRAPH_URL", graph_url).rstrip("/"),
        rasa_url=_text(env, "RASA_URL", f"http://127.0.0.1:{rasa_port}").rstrip("/"),
        rasa_token=_secret(env, "RASA_TOKEN"),
        actions_url=_text(env, "ACTIONS_URL", f"http://127.0.0.1:{actions_port}").rstrip("/"),
        rasa_port=rasa_port,
        actions_port=actions_port,
        desk_port=desk_port,
        desk_url=_text(env, "DESK_URL", f"http://127.0.0.1:{desk_port}").rstrip("/"),
        smtp_url=_smtp_url(env),
        mail_from=_text(env, "MAIL_FROM", "samadhan@localhost"),
        virus_scanner=_command(env, "VIRUS_SCANNER_COMMAND"),
        speech_to_text=_command(env, "SPEECH_TO_TEXT_COMMAND"),
        rasa_servers=_count(env, "RASA_SERVERS", str(min(os.cpu_count() or 1, USUAL_RASA_SERVERS))),
    )


def help_desk(environ: Mapping[str, str] | None = None) -> HelpDesk:
    """Read the help desk's hours, Indian time. Raises SettingsError."""
    env = os.environ if environ is None else environ
    opens, closes = (
        _clock_time("HELPDESK_OPENS", _text(env, "HELPDESK_OPENS", "09:00")),
        _clock_time("HELPDESK_CLOSES", _text(env, "HELPDESK_CLOSES", "18:00")),
    )
    if opens >= closes:
        raise SettingsError("HELPDESK_OPENS must be before HELPDESK_CLOSES.")
    minutes = _count(env, "HANDOVER_SILENCE_MINUTES", "30")
    return HelpDesk(opens, closes, timedelta(minutes=minutes))


def data_dir(env: Mapping[str, str]) -> Path:
    """Return the folder of everything the helpline writes; it may not exist yet."""
    return Path(_text(env, "HELPLINE_DATA_DIR", str(PROJECT_ROOT / "var"))).resolve()


def draft_kept(environ: Mapping[str, str] | None = None) -> timedelta:
    """Return how long an unfinished complaint stays in the chat. Raises SettingsError."""
    env = os.environ if environ is None else environ
    return timedelta(hours=_count(env, "DRAFT_HOURS", "72"))


def models_kept(environ: Mapping[str, str] | None = None) -> int:
    """Return how many models are kept beside the live one, to go back to. Raises SettingsError."""
    env = os.environ if environ is None else environ
    return _count(env, "MODELS_KEPT", "5")


def _tracker_database_url(database_url: str, folder: Path) -> str:
    """Rasa's own events: a file of their own on SQLite, where two writers would block each other."""
    if database_url.startswith("sqlite"):
        return f"sqlite:///{folder / 'tracker.db'}"
    return database_url


def _smtp_url(env: Mapping[str, str]) -> str | None:
    url = _secret(env, "SMTP_URL", "") or None
    if url is not None and not (urlsplit(url).scheme in SMTP_SCHEMES and urlsplit(url).hostname):
        # Without the value, which may hold a password.
        raise SettingsError(f"SMTP_URL must begin with {', '.join(SMTP_SCHEMES)} and name a host.")
    return url


def _command(env: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Read a program with its arguments, quoted as in a shell; empty where none is set."""
    try:
        return tuple(shlex.split(env.get(name, "")))
    except ValueError as error:
        raise SettingsError(f"{name} cannot be read: {error}.") from error


def _text(env: Mapping[str, str], name: str, default: str | None = None) -> str:
    value = env.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise SettingsError(
            f"{name} is not set. `make run` sets it for a trial; .env.example explains it."
        )
    return default


def _secret(env: Mapping[str, str], name: str, default: str | None = None) -> str:
    path = env.get(f"{name}_FILE", "").strip()
    if not path:
        return _text(env, name, default)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsError(f"{name}_FILE cannot be read: {error.strerror}") from error


def _yes_or_no(env: Mapping[str, str], name: str, default: str) -> bool:
    value = _text(env, name, default)
    if value not in ("yes", "no"):
        raise SettingsError(f"{name} must be yes or no, not {value!r}.")
    return value == "yes"


def _clock_time(name: str, value: str) -> time:
    try:
        return time.fromisoformat(value)
    except ValueError as error:
        raise SettingsError(f"{name} must be a time of day like 09:00, not {value!r}.") from error


def _count(env: Mapping[str, str], name: str, default: str) -> int:
    value = _text(env, name, default)
    if not value.isascii() or not value.isdigit() or int(value) < 1:
        raise SettingsError(f"{name} must be a whole number above 0, not {value!r}.")
    return int(value)


def _port(env: Mapping[str, str], name: str, default: int) -> int:
    value = _text(env, name, str(default))
    if not value.isascii() or not value.isdigit() or not 0 < int(value) < 65536:
        raise SettingsError(f"{name} must be a port between 1 and 65535, not {value!r}.")
    return int(value)
