import inspect
import os
import re
from datetime import time, timedelta

import pytest

from helpline import settings
from helpline.cli.environment import DEMO_PASSWORD
from helpline.settings import PROJECT_ROOT, SettingsError, load

REQUIRED = {
    "CITIZEN_KEY_SECRET": "key",
    "DESK_SECRET_KEY": "desk",
    "WHATSAPP_VERIFY_TOKEN": "verify",
    "WHATSAPP_APP_SECRET": "app",
    "RASA_TOKEN": "token",
}


def test_the_defaults_are_a_trial_on_this_machine():
    loaded = load(REQUIRED)

    assert loaded.simulated
    assert loaded.whatsapp_graph_token == settings.SIMULATOR_TOKEN
    assert loaded.database_url == f"sqlite:///{PROJECT_ROOT / 'var' / 'helpline.db'}"
    assert loaded.whatsapp_graph_url == "http://127.0.0.1:8000/simulator/graph"
    assert (loaded.rasa_url, loaded.actions_url) == (
        "http://127.0.0.1:5005",
        "http://127.0.0.1:5055",
    )


def test_an_access_token_means_real_citizens():
    loaded = load({**REQUIRED, "WHATSAPP_ACCESS_TOKEN": "EAAG", "WHATSAPP_PHONE_NUMBER_ID": "1067"})

    assert not loaded.simulated
    assert loaded.whatsapp_graph_url == settings.META_GRAPH_URL
    assert loaded.whatsapp_graph_token == "EAAG"


def test_whoever_sends_to_real_citizens_must_name_the_number():
    with pytest.raises(SettingsError, match="WHATSAPP_PHONE_NUMBER_ID"):
        load({**REQUIRED, "WHATSAPP_ACCESS_TOKEN": "EAAG"})


def test_addresses_follow_the_ports():
    loaded = load({**REQUIRED, "RASA_PORT": "6405", "ACTIONS_PORT": "6455", "DESK_PORT": "6400"})

    assert loaded.rasa_url == "http://127.0.0.1:6405"
    assert loaded.actions_url == "http://127.0.0.1:6455"
    assert loaded.whatsapp_graph_url == "http://127.0.0.1:6400/simulator/graph"


@pytest.mark.parametrize("name", REQUIRED)
def test_a_missing_secret_is_named(name):
    with pytest.raises(SettingsError, match=f"^{name} is not set"):
        load({key: value for key, value in REQUIRED.items() if key != name})


@pytest.mark.parametrize("value", ["0", "65536", "-1", "http", "५०५०", "80 80"])
def test_a_wrong_port_is_named(value):
    with pytest.raises(SettingsError, match=r"^RASA_PORT must be a port"):
        load({**REQUIRED, "RASA_PORT": value})


@pytest.mark.parametrize(("value", "expected"), [("", True), ("yes", True), ("no", False)])
def test_officers_may_be_told_on_whatsapp_unless_it_is_switched_off(value, expected):
    assert load({**REQUIRED, "WHATSAPP_TO_OFFICERS": value}).whatsapp_to_officers is expected


def test_a_switch_is_yes_or_no():
    with pytest.raises(SettingsError, match=r"^WHATSAPP_TO_OFFICERS must be yes or no"):
        load({**REQUIRED, "WHATSAPP_TO_OFFICERS": "maybe"})


def test_the_mail_server_must_be_an_address_and_its_password_is_not_shown():
    assert load(REQUIRED).smtp_url is None
    assert load({**REQUIRED, "SMTP_URL": "smtps://me:hush@mail"}).smtp_url == "smtps://me:hush@mail"
    for wrong in ("mail.example.org", "http://me:hush@mail", "smtp://"):
        with pytest.raises(SettingsError, match=r"^SMTP_URL must begin with") as error:
            load({**REQUIRED, "SMTP_URL": wrong})
        assert "hush" not in str(error.value)


def test_the_help_desk_has_hours_and_a_longest_silence():
    desk = settings.help_desk({"HELPDESK_OPENS": "10:30", "HANDOVER_SILENCE_MINUTES": "5"})

    assert (desk.opens, desk.closes) == (time(10, 30), time(18))
    assert desk.silence == timedelta(minutes=5)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("HELPDESK_OPENS", "nine", "HELPDESK_OPENS must be a time of day"),
        ("HELPDESK_OPENS", "19:00", "HELPDESK_OPENS must be before HELPDESK_CLOSES"),
        ("HANDOVER_SILENCE_MINUTES", "0", "HANDOVER_SILENCE_MINUTES must be a whole number"),
    ],
)
def test_impossible_hours_are_named(name, value, message):
    with pytest.raises(SettingsError, match=message):
        settings.help_desk({name: value})


def test_a_secret_may_stand_in_a_file(tmp_path):
    (tmp_path / "token").write_text("of-the-file\n", encoding="utf-8")

    assert load({**REQUIRED, "RASA_TOKEN_FILE": str(tmp_path / "token")}).rasa_token == (
        "of-the-file"
    )


def test_an_unreadable_secret_file_is_named(tmp_path):
    with pytest.raises(SettingsError, match=r"^RASA_TOKEN_FILE cannot be read: No such file"):
        load({**REQUIRED, "RASA_TOKEN_FILE": str(tmp_path / "missing")})


def test_rasa_shares_postgresql_but_has_a_sqlite_file_of_its_own():
    on_sqlite = load({**REQUIRED, "HELPLINE_DATA_DIR": "/data"})
    on_postgresql = load({**REQUIRED, "DATABASE_URL": "postgresql://u@h/samadhan"})

    assert on_sqlite.tracker_database_url == "sqlite:////data/tracker.db"
    assert on_postgresql.tracker_database_url == "postgresql://u@h/samadhan"


@pytest.mark.parametrize(("cores", "servers"), [(1, 1), (2, 2), (16, 2), (None, 1)])
def test_two_rasa_servers_share_the_work_where_there_are_two_cores(monkeypatch, cores, servers):
    monkeypatch.setattr(os, "cpu_count", lambda: cores)

    assert load(REQUIRED).rasa_servers == servers
    assert load({**REQUIRED, "RASA_SERVERS": "3"}).rasa_servers == 3


def test_env_example_describes_every_setting_and_no_other():
    example = (PROJECT_ROOT / ".env.example").read_text(encoding="utf-8")
    described = set(re.findall(r"^#([A-Z_]+)=", example, flags=re.MULTILINE))
    source = inspect.getsource(settings)
    read = set(
        re.findall(r'_(?:text|secret|port|yes_or_no|command|count)\(env, "([A-Z_]+)"', source)
    )

    assert described == read | {DEMO_PASSWORD}


def test_only_the_settings_module_reads_the_environment():
    readers = [
        path.relative_to(PROJECT_ROOT).as_posix()
        for folder in ("actions", "helpline")
        for path in sorted((PROJECT_ROOT / folder).rglob("*.py"))
        if re.search(r"os\.(environ|getenv)\b", path.read_text(encoding="utf-8"))
    ]

    assert [path for path in readers if "/cli/" not in path] == ["helpline/settings.py"]


def test_a_program_is_read_with_its_arguments():
    assert load(REQUIRED).virus_scanner == ()
    loaded = load({**REQUIRED, "SPEECH_TO_TEXT_COMMAND": 'whisper --model "hindi small"'})
    assert loaded.speech_to_text == ("whisper", "--model", "hindi small")


def test_a_program_with_an_open_quote_is_named():
    with pytest.raises(SettingsError, match=r"^VIRUS_SCANNER_COMMAND cannot be read"):
        load({**REQUIRED, "VIRUS_SCANNER_COMMAND": 'scan "open'})
