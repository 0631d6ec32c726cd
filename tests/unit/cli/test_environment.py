import stat
from pathlib import Path

import pytest

from helpline import settings
from helpline.cli.environment import DEMO_PASSWORD, TRIAL_SECRETS, load_environment
from helpline.cli.errors import CommandError


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (*TRIAL_SECRETS, DEMO_PASSWORD, "WHATSAPP_ACCESS_TOKEN", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)
    monkeypatch.setenv("HELPLINE_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def load(tmp_path: Path, env_file: str = "") -> dict[str, str]:
    path = tmp_path / ".env"
    path.write_text(env_file, encoding="utf-8")
    return load_environment(path)


def test_a_trial_needs_no_set_up(tmp_path):
    assert settings.load(load(tmp_path)).simulated


def test_a_second_start_has_the_secrets_of_the_first(tmp_path):
    first, second = load(tmp_path), load(tmp_path)

    assert {name: second[name] for name in TRIAL_SECRETS} == {
        name: first[name] for name in TRIAL_SECRETS
    }
    assert second[DEMO_PASSWORD] == first[DEMO_PASSWORD]


def test_every_secret_is_another(tmp_path):
    environment = load(tmp_path)

    assert len({environment[name] for name in TRIAL_SECRETS}) == len(TRIAL_SECRETS)


def test_the_secrets_file_is_readable_by_its_owner_only(tmp_path, data_dir):
    load(tmp_path)

    assert stat.S_IMODE((data_dir / "secrets.env").stat().st_mode) == 0o600


def test_a_secret_added_by_a_later_version_joins_the_kept_ones(tmp_path, data_dir):
    first = load(tmp_path)
    kept = [
        line
        for line in (data_dir / "secrets.env").read_text().splitlines()
        if not line.startswith("RASA_TOKEN=")
    ]
    (data_dir / "secrets.env").write_text("\n".join(kept) + "\n")

    second = load(tmp_path)

    assert second["CITIZEN_KEY_SECRET"] == first["CITIZEN_KEY_SECRET"]
    assert second["RASA_TOKEN"]


def test_the_env_file_wins_over_the_generated_secrets(tmp_path):
    load(tmp_path)

    assert load(tmp_path, "RASA_TOKEN=of-the-file\n")["RASA_TOKEN"] == "of-the-file"


def test_the_real_environment_wins_over_the_env_file(tmp_path, monkeypatch):
    monkeypatch.setenv("RASA_TOKEN", "of-the-environment")

    assert load(tmp_path, "RASA_TOKEN=of-the-file\n")["RASA_TOKEN"] == "of-the-environment"


def test_a_blank_variable_counts_as_not_set(tmp_path, monkeypatch):
    monkeypatch.setenv("RASA_TOKEN", " ")

    assert load(tmp_path)["RASA_TOKEN"].strip()


def test_a_secret_given_as_a_file_is_not_generated(tmp_path, monkeypatch):
    monkeypatch.setenv("RASA_TOKEN_FILE", str(tmp_path / "token"))

    assert "RASA_TOKEN" not in load(tmp_path)


def test_in_earnest_missing_secrets_are_named_and_none_is_made(tmp_path, data_dir):
    with pytest.raises(CommandError, match="CITIZEN_KEY_SECRET, DESK_SECRET_KEY") as error:
        load(tmp_path, "WHATSAPP_ACCESS_TOKEN=EAAG\nRASA_TOKEN=x\n")

    assert "RASA_TOKEN" not in str(error.value)
    assert not (data_dir / "secrets.env").exists()


def test_in_earnest_no_demo_password_is_made(tmp_path):
    given = "".join(f"{name}=x\n" for name in (*TRIAL_SECRETS, "WHATSAPP_ACCESS_TOKEN"))

    assert DEMO_PASSWORD not in load(tmp_path, given)


def test_a_broken_env_file_is_told_in_one_line(tmp_path):
    with pytest.raises(CommandError, match=r"\.env: No closing quotation\.$"):
        load(tmp_path, "RASA_TOKEN='unfinished\n")
