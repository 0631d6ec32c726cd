"""Test sets are read whatever they call things, and a wrong line is named."""

import json

import pytest

from helpline.cli.errors import CommandError
from helpline.cli.measure.examples import read_sets


def test_a_set_is_read_whatever_it_calls_scripts_and_categories(tmp_path):
    row = {"text": "x", "script": "deva", "intent": "report_complaint", "category": "power_outage"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    [read] = read_sets([tmp_path / "a.jsonl"])
    assert (read.script, read.category) == ("devanagari", "energy/power_outage")


def test_a_wrong_line_is_named(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "x"}\n', encoding="utf-8")
    with pytest.raises(CommandError, match="line 1"):
        read_sets([tmp_path / "a.jsonl"])


@pytest.mark.parametrize(("text", "script"), [("kal aana", "roman"), ("कल आना", "devanagari")])
def test_a_set_that_names_no_script_is_looked_at(tmp_path, text, script):
    row = {"text": text, "intent": "greet"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    [read] = read_sets([tmp_path / "a.jsonl"])
    assert (read.script, read.category, read.hard) == (script, None, False)
