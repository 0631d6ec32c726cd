"""A few training examples in place of the project's, for the pages of those who teach."""

from pathlib import Path

from helpline.workbench import examples

ENERGY = """version: "3.1"
nlu:
- intent: report_complaint
  metadata:
    category: energy/power_outage
    kind: grievance
  examples: |
    - bijli gul hai [Ghansali](place) me
"""


def use_few_examples(tmp_path: Path, monkeypatch, conversation: str) -> Path:
    """Return the folder of these examples, which the desk reads until the test ends."""
    folder = tmp_path / "nlu"
    folder.mkdir()
    (folder / "conversation.yml").write_text(conversation, "utf-8")
    (folder / "energy.yml").write_text(ENERGY, "utf-8")
    monkeypatch.setattr(examples, "FOLDER", folder)
    monkeypatch.setattr(examples.read, "__defaults__", (folder,))
    return folder
