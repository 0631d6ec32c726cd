"""Templates: messages whose wording Meta approved, which WhatsApp takes at any time.

They stand in templates.yml; the command `check-templates` compares them with those at Meta.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from helpline.whatsapp.outbound import Choice, Payload, one_line, template_message

LANGUAGES = ("hi", "en")
# With the longest names and places beside it a text stays within WhatsApp's limit.
LONGEST_PARAMETER = 300
_FILE = Path(__file__).with_name("templates.yml")
_PLACEHOLDER = re.compile(r"{{(\d+)}}")


@dataclass(frozen=True)
class Wording:
    """A template in one language: the text with {{1}} …, what stands on the buttons, an example."""

    body: str
    example: tuple[str, ...]
    buttons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Template:
    """A template: what its parameters are called, which notices it stands for, what taps mean."""

    name: str
    category: str
    parameters: tuple[str, ...]
    wordings: Mapping[str, Wording]
    instead_of: tuple[str, ...] = ()
    payloads: tuple[str, ...] = ()

    def filled(self, language: str, facts: Mapping[str, str]) -> Payload:
        """Return the message with these facts, in a form that can be sent. Raises PayloadError."""
        values = [one_line(facts[name], LONGEST_PARAMETER) for name in self.parameters]
        taps = [payload.format(**facts) for payload in self.payloads]
        return template_message(self.name, language, values, taps)


@cache
def templates() -> dict[str, Template]:
    """Read the templates once a process; return them by name."""
    read = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {name: _template(name, values) for name, values in read.items()}


def instead_of(notice: str) -> Template | None:
    """Return the template that stands for a notice; None where none does."""
    return next((one for one in templates().values() if notice in one.instead_of), None)


def as_seen(message: Payload) -> tuple[str, list[Choice]]:
    """Return what a phone shows of a message made by `Template.filled`: the text and the buttons.

    Raises KeyError where there is no such template, IndexError where a parameter is missing.
    """
    part = message["template"]
    wording = templates()[part["name"]].wordings[part["language"]["code"]]
    body, *buttons = part["components"]
    values = [parameter["text"] for parameter in body["parameters"]]
    text = _PLACEHOLDER.sub(lambda match: values[int(match[1]) - 1], wording.body)
    taps = [button["parameters"][0]["payload"] for button in buttons]
    return text, [Choice(tap, title) for tap, title in zip(taps, wording.buttons, strict=True)]


def _template(name: str, values: dict[str, Any]) -> Template:
    return Template(
        name=name,
        category=values["category"],
        parameters=tuple(values["parameters"]),
        wordings={language: _wording(values[language]) for language in LANGUAGES},
        instead_of=tuple(values.get("instead_of", ())),
        payloads=tuple(values.get("payloads", ())),
    )


def _wording(values: dict[str, Any]) -> Wording:
    return Wording(values["body"], tuple(values["example"]), tuple(values.get("buttons", ())))
