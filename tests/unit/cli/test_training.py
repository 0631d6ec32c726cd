import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from helpline.cli.training import ensure_model, fingerprint, fitting_model


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("config.yml", "domain.yml", "data/nlu/energy.yml", "helpline/nlu/tokenizer.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("one\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "name", ["config.yml", "domain.yml", "data/nlu/energy.yml", "helpline/nlu/tokenizer.py"]
)
def test_a_change_in_a_source_changes_the_fingerprint(project, name):
    before = fingerprint(project)

    (project / name).write_text("two\n", encoding="utf-8")

    assert fingerprint(project) != before


def test_a_renamed_or_new_file_changes_the_fingerprint(project):
    fingerprints = {fingerprint(project)}
    energy = project / "data/nlu/energy.yml"
    energy.rename(energy.with_name("power.yml"))
    fingerprints.add(fingerprint(project))
    (project / "reference").mkdir()
    (project / "reference" / "blocks.csv").write_text("code\n", encoding="utf-8")
    fingerprints.add(fingerprint(project))

    assert len(fingerprints) == 3


def test_what_no_model_is_made_from_does_not_count(project):
    before = fingerprint(project)

    (project / "README.md").write_text("hello\n", encoding="utf-8")
    cached = project / "helpline/nlu/__pycache__/tokenizer.pyc"
    cached.parent.mkdir()
    cached.write_bytes(b"\0")

    assert fingerprint(project) == before


def test_only_a_model_of_todays_files_fits(project):
    model = project / "models" / f"samadhan-{fingerprint(project)}.tar.gz"
    model.parent.mkdir()
    model.touch()
    assert fitting_model(project) == model

    (project / "domain.yml").write_text("two\n", encoding="utf-8")
    assert fitting_model(project) is None


def test_a_fitting_model_is_not_trained_again(project, capsys):
    model = project / "models" / f"samadhan-{fingerprint(project)}.tar.gz"
    model.parent.mkdir()
    model.touch()

    assert ensure_model(project) == model
    assert capsys.readouterr().out == ""


def test_who_asks_while_somebody_trains_waits_for_that_model(project, monkeypatch):
    trainings = []

    def train(command, **_):
        time.sleep(0.2)
        Path(project / "models" / f"samadhan-{fingerprint(project)}.tar.gz").touch()
        trainings.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", train)
    with ThreadPoolExecutor(2) as threads:
        models = set(threads.map(ensure_model, [project, project]))

    assert len(models) == len(trainings) == 1
