"""`rasa test core` on the stories of this folder: which action follows which message."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from helpline.settings import PROJECT_ROOT

pytestmark = pytest.mark.slow


def test_every_story_is_predicted_as_written(trained_model: Path, tmp_path: Path):
    command = [
        *(sys.executable, "-m", "rasa", "test", "core"),
        *("--model", str(trained_model), "--stories", "tests/conversations"),
        *("--out", str(tmp_path), "--fail-on-prediction-errors", "--no-plot"),
    ]
    ran = subprocess.run(command, cwd=PROJECT_ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, (tmp_path / "failed_test_stories.yml").read_text("utf-8")
    report = json.loads((tmp_path / "story_report.json").read_text("utf-8"))
    assert (
        report["conversation_accuracy"]["correct"] == report["conversation_accuracy"]["total"] > 10
    )
