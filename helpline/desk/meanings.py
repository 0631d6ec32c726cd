"""The words for what a sentence can mean, and how a form names it."""

from collections.abc import Mapping

from flask import g
from flask_babel import lazy_gettext

from helpline.desk.database import only_reading
from helpline.desk.language import language as reading_language
from helpline.domain.labels import COMPLAINT, KINDS, Meaning
from helpline.workbench import taxonomy
from helpline.workbench.taxonomy import Taxonomy

INTENTS = {
    "abuse": lazy_gettext("Insult"),
    "add_information": lazy_gettext("Adds something to a complaint"),
    "affirm": lazy_gettext("Yes"),
    "ask_contact": lazy_gettext("Asks for a phone number or address"),
    "ask_help": lazy_gettext("Asks what the helpline can do"),
    "ask_timeline": lazy_gettext("Asks how long it will take"),
    "bot_challenge": lazy_gettext("Asks whether this is a machine"),
    "cancel": lazy_gettext("Wants to stop"),
    "change_language": lazy_gettext("Wants another language"),
    "check_status": lazy_gettext("Asks how a complaint stands"),
    "confirm_resolved": lazy_gettext("Says that it is solved"),
    "deny": lazy_gettext("No"),
    "erase_my_data": lazy_gettext("Wants to be forgotten"),
    "give_suggestion": lazy_gettext("Suggestion or praise"),
    "goodbye": lazy_gettext("Says goodbye"),
    "greet": lazy_gettext("Greets"),
    "inform": lazy_gettext("Only a place, a time or a number"),
    "out_of_scope": lazy_gettext("Nothing for the helpline"),
    "reopen_complaint": lazy_gettext("Says that it is not solved"),
    COMPLAINT: lazy_gettext("Tells a problem or a wish"),
    "report_emergency": lazy_gettext("Danger to life"),
    "send_reminder": lazy_gettext("Presses for action"),
    "show_my_data": lazy_gettext("Asks what is kept about them"),
    "skip": lazy_gettext("Does not want to say"),
    "start_complaint": lazy_gettext("Wants to file, without saying what"),
    "talk_to_human": lazy_gettext("Wants a person"),
    "thank": lazy_gettext("Thanks"),
    "withdraw_complaint": lazy_gettext("Takes a complaint back"),
    # Given by the channel.
    "nlu_fallback": lazy_gettext("Not understood"),
    "share_media": lazy_gettext("File without words"),
    "draft_filed": lazy_gettext("The help desk has filed it"),
    "resume_messages": lazy_gettext("Wants messages again"),
    "stop_messages": lazy_gettext("Wants no messages"),
}
ENTITIES = {
    "place": lazy_gettext("Place"),
    "district": lazy_gettext("District"),
    "duration": lazy_gettext("Since when"),
    "complaint_number": lazy_gettext("Complaint number"),
    "phone": lazy_gettext("Phone number"),
    "pincode": lazy_gettext("PIN code"),
}
SCRIPTS = {
    "devanagari": lazy_gettext("Devanagari"),
    "latin": lazy_gettext("Roman or English"),
    "mixed": lazy_gettext("Mixed"),
}
WRONG_LABELS = {
    "no_words": lazy_gettext("Please leave at least one word."),
    "too_long": lazy_gettext("This is too long."),
    "unknown_entity": lazy_gettext("One of the words in brackets ( ) is no name of ours."),
}


def known() -> Taxonomy:
    """Return what a sentence can mean, asked for once a request."""
    if "taxonomy" not in g:
        with only_reading() as session:
            g.taxonomy = taxonomy.known(session)
    return g.taxonomy


def intent_name(code: str) -> str:
    """Return the intent in plain words; one that nobody named is its own name."""
    made = known().named.get(code)
    if made and made[reading_language()]:
        return made[reading_language()]
    return str(INTENTS.get(code, code))


def intent_choices() -> list[dict[str, str]]:
    """Return the intents to choose from: complaints first, then by name."""
    others = sorted(
        ({"code": code, "name": intent_name(code)} for code in known().intents),
        key=lambda choice: choice["name"],
    )
    return sorted(others, key=lambda choice: choice["code"] != COMPLAINT)


def category_groups(language: str) -> list[tuple[str, list[dict[str, str]]]]:
    """Return the categories to choose from by department."""
    departments = known().departments
    groups: dict[str, list[dict[str, str]]] = {}
    for code, names in known().categories.items():
        department = departments[code.split("/")[0]][language]
        groups.setdefault(department, []).append({"code": code, "name": names[language]})
    return list(groups.items())


def meaning_name(meaning: Meaning, language: str) -> str:
    """Return what a sentence means in plain words: of a complaint the category."""
    category = known().categories.get(meaning.category or "")
    return category[language] if category else intent_name(meaning.intent)


def name_of(code: str) -> str:
    """Return an intent or a category in plain words, in the reader's language."""
    category = known().categories.get(code)
    return category[reading_language()] if category else intent_name(code)


def read_meaning(form: Mapping[str, str]) -> Meaning:
    """Return the meaning that a form names; what is no complaint has no category and no kind."""
    intent = form.get("intent", "")
    if intent != COMPLAINT:
        return Meaning(intent)
    kind = form.get("kind")
    return Meaning(intent, form.get("category") or None, kind if kind in KINDS else None)
