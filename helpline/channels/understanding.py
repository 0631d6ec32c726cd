"""From a WhatsApp message to what Rasa's dialogue gets: always parsed here, never by Rasa.

Rasa takes any text that begins with a slash for a command. Here only a tapped button gives a
command, because only we hand out its id; what a citizen types is text, whatever it looks like.
"""

import asyncio
import json
import re
import unicodedata
from collections.abc import Collection
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from helpline.channels.by_words import (
    about_the_danger,
    about_what_is_filed,
    as_complaint,
    as_violence_at_home,
    by_words,
    names_subject,
    with_trouble_beside,
)
from helpline.channels.counted import clauses_behind, problems_in
from helpline.channels.intents import (
    BACK_TO_ASSISTANT,
    DRAFT_FILED,
    EMERGENCY,
    FALLBACK,
    INFORM,
    REPORT_COMPLAINT,
    SHARE_MEDIA,
    TELL_OF_VIOLENCE,
)
from helpline.domain.draft import LIKELY_ENOUGH
from helpline.services import silence
from helpline.text.talk.corrections import find_correction
from helpline.text.talk.instead import find_instead
from helpline.text.talk.place_anew import place_anew, says_place
from helpline.text.talk.preludes import counts_matters, end_of_prelude
from helpline.text.talk.remarks import wants_to_leave
from helpline.text.way_back import asks_for_assistant
from helpline.whatsapp import content

PIN = "📍"
_PLACES = frozenset({"place", "district", "pincode"})
_ALWAYS_HEARD = frozenset({EMERGENCY, BACK_TO_ASSISTANT, DRAFT_FILED, silence.STOP, silence.RESUME})

ParseData = dict[str, Any]

_COMMAND = re.compile(r"/(?P<intent>\w+)(?P<entities>\{.*\})?", re.DOTALL)


async def understand(
    agent: Agent,
    kind: str,
    payload: dict[str, Any],
    language: str,
    fallback_confidence: float,
    was_asked: bool = False,
    in_danger: bool = False,
) -> ParseData:
    """Return Rasa's parse data of a WhatsApp message, its text included.

    `language` is the one to answer in; it goes along as an entity, and so does it that the
    citizen `was_asked` something outside the conversation. An intent less probable than
    `fallback_confidence` becomes `nlu_fallback`, unless it is an emergency or a complaint of a sure
    subject; the ranking stays.
    Of who was `in_danger` just now, what speaks of that is heard as news of it.
    """
    parsed = _without_model(kind, payload, agent.domain.intents)
    if parsed is None:
        parsed = await _typed(agent, typed_text(kind, payload), fallback_confidence)
    if not parsed.get("tapped") and not was_asked:
        parsed = with_trouble_beside(parsed)
    if not parsed.get("tapped"):
        parsed = about_what_is_filed(parsed, was_filed=was_asked)
    if in_danger and not parsed.get("tapped"):
        parsed = about_the_danger(parsed)
    if all(entity["entity"] != "language" for entity in parsed["entities"]):
        parsed["entities"].append(_entity("language", language))
    if was_asked:
        parsed["entities"].append(_entity("listening", True))
    return parsed


def typed_text(kind: str, payload: dict[str, Any]) -> str:
    """Return the words the citizen chose: a text, a caption, or the title of a button that means nothing."""
    return content.words_or_title(kind, payload).strip()


def beside_a_person(parsed: ParseData) -> ParseData | None:
    """Return what the assistant hears while a person writes with the citizen; else None.

    That is a life in danger, the wish to have the assistant again, in words or by its button, and
    the wish about messages that nobody asked for.
    """
    if parsed["intent"]["name"] in _ALWAYS_HEARD or _cries_for_help(parsed):
        return parsed
    if asks_for_assistant(parsed["text"]):
        return {**parsed, "intent": {"name": BACK_TO_ASSISTANT, "confidence": 1.0}}
    return None


def _cries_for_help(parsed: ParseData) -> bool:
    """Whether somebody is being beaten now; of what happens every day the person hears."""
    if parsed["intent"]["name"] != TELL_OF_VIOLENCE:
        return False
    return any(one["name"] == EMERGENCY for one in parsed["intent_ranking"][:1])


def command(identifier: str, intents: Collection[str]) -> tuple[str, dict[str, Any]] | None:
    """Read `/intent` or `/intent{"entity": "value"}`; None when it is no command or an old model's."""
    match = _COMMAND.fullmatch(identifier)
    if match is None or match["intent"] not in intents:
        return None
    try:
        entities = json.loads(match["entities"] or "{}")
    except ValueError:
        return None
    return match["intent"], entities


def _without_model(
    kind: str, payload: dict[str, Any], intents: Collection[str]
) -> ParseData | None:
    """Understand what needs no language understanding; None for words."""
    if kind == content.FROM_DESK:
        return {**_certain("", DRAFT_FILED, {}), "tapped": True}
    tapped = content.tap(kind, payload)
    chosen = command(tapped.id, intents) if tapped else None
    if chosen is not None:
        intent, entities = chosen
        return {**_certain(tapped.title.strip(), intent, entities), "tapped": True}
    location = content.location(kind, payload)
    if location is not None:
        degrees = {"latitude": location.latitude, "longitude": location.longitude}
        return _certain(location.label or PIN, INFORM, degrees)
    if kind == content.CONTACTS or (kind != "text" and not typed_text(kind, payload)):
        # The names on a contact card are no words to us.
        return _certain(typed_text(kind, payload), SHARE_MEDIA, {})
    return None


async def _typed(agent: Agent, text: str, fallback_confidence: float) -> ParseData:
    hidden = _command_prefix(text)
    words = text[hidden:]
    wish = silence.wish_in(words)
    if wish is not None:
        return _certain(text, wish, {})
    looks_like_command = "/" in text[:hidden] and _COMMAND.fullmatch(f"/{words}")
    if not words or looks_like_command:
        # Nothing but slashes: the model has never seen an empty text. And what is written like a
        # command was hardly meant as words: "/restart" is not to cancel anything.
        return _parse_data(text, {"name": FALLBACK, "confidence": 0.0}, [])
    parsed = await _with_problems_behind_prelude(agent, words, await _read(agent, words))
    name, confidence = parsed["intent"].get("name"), parsed["intent"].get("confidence") or 0.0
    # An emergency is never doubted: the model names it even where it is only likely, because a
    # missed one costs a life. Nor is a complaint that is likelier than all else, of which the
    # subject is sure: "bijli".
    is_believed = name == EMERGENCY or (name == REPORT_COMPLAINT and names_subject(parsed))
    unsure = name is None or (confidence < fallback_confidence and not is_believed)
    understood = {
        **parsed,
        **({} if wants_to_leave(words) else await _correction(agent, words)),
        "text": text,
        "intent": {"name": FALLBACK, "confidence": confidence} if unsure else parsed["intent"],
        **{
            name: [_moved(found, hidden) for found in parsed[name]]
            for name in ("entities", "problems")
            if name in parsed
        },
    }
    return await _with_trouble_there(agent, as_violence_at_home(by_words(understood)))


async def _read(agent: Agent, words: str) -> ParseData:
    """Let the model read words, on the event loop: a thread costs more than the usual text takes.

    That is some five milliseconds, eighty for the longest one; all others have a turn before it.
    """
    await asyncio.sleep(0)
    return await agent.processor.parse_message(UserMessage(words))


async def _with_problems_behind_prelude(agent: Agent, words: str, parsed: ParseData) -> ParseData:
    """Look for several problems only behind who writes: "I am the gram pradhan, two problems: …"."""
    start = end_of_prelude(words)
    if not start or parsed["intent"].get("name") != REPORT_COMPLAINT:
        return parsed
    told = await _read(agent, words[start:])
    problems = [_moved(one, start) for one in told.get("problems", ())]
    if not problems and counts_matters(words[:start]):
        clauses = clauses_behind(words, start)
        problems = problems_in([(one, await _read(agent, one.text)) for one in clauses])
    return {**parsed, "problems": problems}


async def _with_trouble_there(agent: Agent, parsed: ParseData) -> ParseData:
    """Return as a complaint a place together with what is wrong there: "potholes, Haldwani"."""
    if parsed["intent"]["name"] not in (INFORM, FALLBACK) or not names_subject(parsed):
        return parsed
    beside = _beside_places(parsed)
    if beside == parsed["text"] or not any(char.isalpha() for char in beside):
        return parsed
    read = await _read(agent, beside)
    tells = read["intent"].get("name") == REPORT_COMPLAINT and names_subject(read)
    return as_complaint(parsed) if tells else parsed


def _beside_places(parsed: ParseData) -> str:
    """Return the words of a message without the places that it names."""
    text = parsed["text"]
    places = [e for e in parsed["entities"] if e["entity"] in _PLACES]
    for found in sorted(places, key=lambda e: -e["start"]):
        text = f"{text[: found['start']]} {text[found['end'] :]}"
    return text.strip(" ,.;:-\n") if places else text


async def _correction(agent: Agent, words: str) -> ParseData:
    """Understand both sides of what may be a correction by themselves."""
    instead = await _instead(agent, words)
    if instead:
        return instead
    place = await _place_anew(agent, words)
    if place:
        return place
    found = find_correction(words)
    if found is None:
        return {}
    denied = found.denied and await _facts_of(agent, found.denied)
    wanted = await _facts_of(agent, found.wanted)
    kinds = {"adds": found.adds, "is_statement": found.is_statement}
    return {"correction": {"denied": denied, "wanted": wanted, **kinds}}


async def _place_anew(agent: Agent, words: str) -> ParseData:
    """Understand a dictated place by itself; whether it is one, where it is not called so, the lists tell."""
    place = place_anew(words)
    if place is None:
        return {}
    wanted = await _facts_of(agent, place)
    kinds = {"is_place": True, "is_called_place": says_place(words)}
    return {"correction": {"denied": None, "wanted": wanted, **kinds}}


async def _instead(agent: Agent, words: str) -> ParseData:
    """Understand what is dropped and what is begun instead; nothing where that is no known problem."""
    found = find_instead(words)
    if found is None:
        return {}
    begun = await _facts_of(agent, found.begun)
    if (begun.get("complaint_guess") or {}).get("confidence", 0.0) < LIKELY_ENOUGH:
        return {}
    left = await _facts_of(agent, found.left) if found.left else None
    return {"correction": {"denied": left, "wanted": begun, "drops": True}}


async def _facts_of(agent: Agent, words: str) -> ParseData:
    parsed = await _read(agent, words)
    return {
        name: parsed[name] for name in ("text", "entities", "complaint_guess") if name in parsed
    }


def _command_prefix(text: str) -> int:
    """Return the length of the slashes, spaces and invisible characters before the first word."""
    for index, char in enumerate(text):
        if char != "/" and not char.isspace() and unicodedata.category(char) not in ("Cc", "Cf"):
            return index
    return len(text)


def _moved(found: dict[str, Any], offset: int) -> dict[str, Any]:
    """Bring the place of an entity or a problem from the text as parsed to the text as typed."""
    places = {name: found[name] + offset for name in ("start", "end") if name in found}
    return {**found, **places}


def _certain(text: str, intent: str, entities: dict[str, Any]) -> ParseData:
    found = [_entity(name, value) for name, value in entities.items()]
    return _parse_data(text, {"name": intent, "confidence": 1.0}, found)


def _parse_data(text: str, intent: dict[str, Any], entities: list[dict[str, Any]]) -> ParseData:
    return {"text": text, "intent": intent, "intent_ranking": [intent], "entities": entities}


def _entity(name: str, value: Any) -> dict[str, Any]:
    return {"entity": name, "value": value, "confidence": 1.0}
