"""Compare the templates of the project with those of the account at Meta."""

import argparse
from collections.abc import Iterator
from typing import Any

from helpline import settings
from helpline.cli.environment import load_environment
from helpline.cli.errors import CommandError
from helpline.whatsapp.client import WhatsAppClient, WhatsAppError
from helpline.whatsapp.templates import Template, templates

APPROVED = "APPROVED"

AtMeta = dict[str, Any]


def execute(_: argparse.Namespace) -> None:
    """Print that all is well. Raises CommandError with what is missing or differs, line by line."""
    config = settings.load(load_environment())
    if config.whatsapp_business_account_id is None:
        raise CommandError("WHATSAPP_BUSINESS_ACCOUNT_ID is not set; .env.example explains it.")
    client = WhatsAppClient(
        config.whatsapp_graph_url, config.whatsapp_phone_number_id, config.whatsapp_graph_token
    )
    try:
        found = list(client.templates(config.whatsapp_business_account_id))
    except WhatsAppError as error:
        raise CommandError(f"Meta does not tell the templates: {error.code}.") from error
    wrong = list(differences(found))
    if wrong:
        raise CommandError("\n".join(wrong))
    print(f"All {len(templates())} templates are approved at Meta, in both languages.")


def differences(found: list[AtMeta]) -> Iterator[str]:
    """Yield a line for each template of ours that `found` lacks or has otherwise."""
    at_meta = {(one["name"], one["language"]): one for one in found}
    for template in templates().values():
        for language in template.wordings:
            there = at_meta.get((template.name, language))
            for difference in _differences(template, language, there):
                yield f"{template.name} ({language}): {difference}"


def _differences(template: Template, language: str, there: AtMeta | None) -> Iterator[str]:
    if there is None:
        yield "is missing."
        return
    if there.get("status") != APPROVED:
        yield f"is {there.get('status')}, not {APPROVED}."
    if there.get("category") != template.category:
        yield f"has the category {there.get('category')}, not {template.category}."
    wording, parts = template.wordings[language], _by_type(there)
    body = parts.get("BODY", {}).get("text")
    if body != wording.body:
        yield f"has another text: {body!r}, not {wording.body!r}."
    buttons = [button.get("text") for button in parts.get("BUTTONS", {}).get("buttons", ())]
    if buttons != list(wording.buttons):
        yield f"has other buttons: {buttons}, not {list(wording.buttons)}."
    for part in sorted(parts.keys() - {"BODY", "BUTTONS"}):
        yield f"has a part that ours lacks: {part}."


def _by_type(there: AtMeta) -> dict[str, dict[str, Any]]:
    return {part.get("type"): part for part in there.get("components", ())}
